"""Writes the five example tables of this folder from scikit-learn's bundled copies.

Run with Debian's Python, which has scikit-learn 1.2:

    /usr/bin/python3 examples/data/export.py [output directory]

Numbers are written by `repr`, the shortest text that reads back to the same double, so that a CSV reader gets the very values that
scikit-learn learns from. Lines end with LF. README.md in this folder names the source of each table.
"""

import re
import sys
from pathlib import Path

from sklearn import datasets


def snake_case(name: str) -> str:
    return re.sub(r"[^0-9a-z]+", "_", name.lower()).strip("_")


def number(value) -> str:
    return repr(float(value))


def integer(value) -> str:
    if float(value) != int(value):
        raise ValueError(f"{value} is not an integer")
    return str(int(value))


def write(path: Path, header: list[str], rows: list[list[str]]) -> None:
    if len(set(header)) != len(header):
        raise ValueError(f"{path.name}: a column name occurs twice")
    lines = [",".join(cells) for cells in [header, *rows]]
    path.write_bytes(("\n".join(lines) + "\n").encode("utf-8"))


def table(features, cell, targets) -> list[list[str]]:
    return [[*map(cell, row), target] for row, target in zip(features, targets)]


def class_names(bunch) -> list[str]:
    return [str(bunch.target_names[code]) for code in bunch.target]


def main(out: Path) -> None:
    out.mkdir(parents=True, exist_ok=True)

    diabetes = datasets.load_diabetes(scaled=True)
    write(
        out / "diabetes.csv",
        [*diabetes.feature_names, "progression"],
        table(diabetes.data, number, map(number, diabetes.target)),
    )

    cancer = datasets.load_breast_cancer()
    write(
        out / "breast_cancer.csv",
        [*map(snake_case, cancer.feature_names), "diagnosis"],
        table(cancer.data, number, class_names(cancer)),
    )

    wine = datasets.load_wine()
    write(
        out / "wine.csv",
        [*map(snake_case, wine.feature_names), "cultivar"],
        table(wine.data, number, class_names(wine)),
    )

    iris = datasets.load_iris()
    write(
        out / "iris.csv",
        ["sepal_length", "sepal_width", "petal_length", "petal_width", "species"],
        table(iris.data, number, class_names(iris)),
    )

    digits = datasets.load_digits()
    write(
        out / "digits.csv",
        [*digits.feature_names, "digit"],
        table(digits.data, integer, map(integer, digits.target)),
    )


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else Path(__file__).resolve().parent)

"""What encoders of categories give: OneHotEncoder with lists, LabelEncoder and FeatureHasher of scikit-learn 1.2.1; target encoding, which it has not,
by the formulas of D. Micci-Barreca (2001), with pandas.

Run: /usr/bin/python3 test/golden/categories.py
"""

import json
import pathlib
import sys

import numpy as np
import pandas as pd
from sklearn.feature_extraction import FeatureHasher
from sklearn.model_selection import KFold, StratifiedKFold
from sklearn.preprocessing import LabelEncoder, OneHotEncoder

rng = np.random.RandomState(19)


def listed(values):
    """Nested lists with null for NaN."""
    if isinstance(values, np.ndarray):
        values = values.tolist()
    if isinstance(values, (list, tuple)):
        return [listed(value) for value in values]
    return None if isinstance(values, float) and np.isnan(values) else values


def one_hot(x, later, names, categories="auto", drop=None, handle_unknown="error", min_frequency=None, max_categories=None):
    model = OneHotEncoder(
        categories=categories,
        drop=drop,
        handle_unknown=handle_unknown,
        min_frequency=min_frequency,
        max_categories=max_categories,
        sparse_output=False,
    ).fit(x)
    return {
        "params": {
            "categories": "auto" if categories == "auto" else listed(categories),
            "drop": drop if isinstance(drop, str) else listed(drop),
            "handleUnknown": handle_unknown,
            "minFrequency": min_frequency,
            "maxCategories": max_categories,
        },
        "names": [str(name) for name in model.get_feature_names_out(names)],
        "fitted": listed(model.transform(x)),
        "later": None if handle_unknown == "error" else listed(model.transform(later)),
        "dropIdx": None if model.drop_idx_ is None else [None if place is None else int(place) for place in model.drop_idx_],
    }


def one_hots():
    n = 40
    city = rng.choice(np.array(["Lima", "Oslo", "Rome", "Bonn"], dtype=object), size=n, p=[0.5, 0.3, 0.15, 0.05])
    size = rng.choice(np.array(["small", "large", None], dtype=object), size=n)
    x = np.column_stack([city, size]).astype(object)
    later = np.array([["Paris", "small"], ["Rome", None], ["Quito", "huge"]], dtype=object)
    names = ["city", "size"]
    lists = [["Rome", "Quito", "Bonn", "Lima", "Oslo"], ["small", "large", None]]
    short = [["Rome", "Lima"], ["large", "small"]]
    cases = [
        one_hot(x, later, names, lists),
        one_hot(x, later, names, lists, handle_unknown="ignore"),
        one_hot(x, later, names, short, handle_unknown="ignore"),
        one_hot(x, later, names, lists, drop="first"),
        one_hot(x, later, names, lists, drop=["Bonn", None]),
        one_hot(x, later, names, short, drop="if_binary", handle_unknown="ignore"),
        one_hot(x, later, names, lists, handle_unknown="ignore", min_frequency=5),
        one_hot(x, later, names, short, handle_unknown="ignore", min_frequency=0.3),
        one_hot(x, later, names, lists, drop=["Lima", "large"], handle_unknown="ignore", max_categories=3),
        one_hot(x, later, names, drop=["Oslo", "small"]),
        one_hot(x, later, names, drop=["Oslo", None], handle_unknown="ignore"),
    ]
    return {"rows": listed(x), "later": listed(later), "cases": cases}


def encodings(train, target, smooth):
    """The encoding of each category, from the training rows alone."""
    mean, spread = target.mean(), target.var(ddof=0)
    groups = target.groupby(train)
    if smooth == "auto":
        within = groups.var(ddof=0)
        trust = groups.size() / (groups.size() + within / spread) if spread > 0 else groups.size() * 0.0
    else:
        trust = groups.size() / (groups.size() + smooth)
    return trust * groups.mean() + (1 - trust) * mean


def encode(column, target, asked, smooth):
    return asked.map(encodings(column, target, smooth)).astype(float).fillna(target.mean()).to_numpy()


def target_case(columns, later, y, kind, smooth, cv):
    """`y` as one column of numbers for each output."""
    x = [pd.Series(column).fillna("(missing)") for column in columns]
    asked = [pd.Series(column).fillna("(missing)") for column in later]
    targets = [pd.Series(values, dtype=float) for values in y]
    rows = len(columns[0])
    stratify = np.argmax(np.array(y), axis=0) if kind == "multiclass" else np.array(y[0])
    splitter = KFold(cv) if kind == "continuous" else StratifiedKFold(cv)
    folds = list(splitter.split(np.zeros(rows), None if kind == "continuous" else stratify))
    fitted, cross, new = [], [], []
    for column, other in zip(x, asked):
        for target in targets:
            fitted.append(encode(column, target, column, smooth))
            new.append(encode(column, target, other, smooth))
            out = np.zeros(rows)
            for train, test in folds:
                out[test] = encode(column.iloc[train], target.iloc[train], column.iloc[test], smooth)
            cross.append(out)
    return {
        "params": {"targetType": kind, "smooth": smooth, "cv": cv},
        "means": [float(target.mean()) for target in targets],
        "fitted": listed(np.column_stack(fitted)),
        "crossFitted": listed(np.column_stack(cross)),
        "later": listed(np.column_stack(new)),
    }


def targets():
    n = 90
    city = rng.choice(np.array(["Lima", "Oslo", "Rome", "Bonn", None], dtype=object), size=n, p=[0.4, 0.3, 0.15, 0.05, 0.1])
    code = np.array([f"c{value}" for value in rng.geometric(0.1, size=n)], dtype=object)
    columns, later = [city, code], [np.array(["Lima", None, "Paris"], dtype=object), np.array(["c1", "c999", None], dtype=object)]
    amount = np.round(rng.normal(size=n) * 10 + 100 * (city == "Lima"), 3)
    classes = rng.choice(np.array(["ash", "birch", "cedar"], dtype=object), size=n, p=[0.5, 0.3, 0.2])
    late = rng.uniform(size=n) < 0.3
    hot = [(classes == name).astype(float) for name in ["ash", "birch", "cedar"]]
    constant = np.full(n, 7.25)
    cases = []
    for smooth in ["auto", 0, 2.5, 30]:
        cases.append(target_case(columns, later, [amount], "continuous", smooth, 5))
        cases.append(target_case(columns, later, [late.astype(float)], "binary", smooth, 3))
        cases.append(target_case(columns, later, hot, "multiclass", smooth, 4))
    cases.append(target_case(columns, later, [constant], "continuous", "auto", 2))
    return {
        "rows": [listed([a, b]) for a, b in zip(city, code)],
        "later": [listed([a, b]) for a, b in zip(*later)],
        "amount": listed(amount),
        "late": [bool(value) for value in late],
        "classes": classes.tolist(),
        "constant": listed(constant),
        "cases": cases,
    }


def hashed(rows, input_type, n_features, alternate_sign):
    model = FeatureHasher(n_features=n_features, input_type=input_type, alternate_sign=alternate_sign)
    x = model.transform(rows).tocoo()
    x.sum_duplicates()
    entries = sorted((int(row), int(col), float(value)) for row, col, value in zip(x.row, x.col, x.data) if value != 0)
    return {"params": {"inputType": input_type, "nFeatures": n_features, "alternateSign": alternate_sign}, "entries": entries}


def hashers():
    n = 30
    rows = []
    for _ in range(n):
        rows.append(
            {
                "city": [None, "Lima", "Ürümqi", "", "東京", "__proto__"][rng.randint(6)],
                "n": [None, 0.0, 2.5, -3.0, 1e9][rng.randint(5)],
                "naïve": [None, True, False][rng.randint(3)],
                "code": "c" + str(rng.randint(1000)),
            }
        )
    present = [{name: value for name, value in row.items() if value is not None} for row in rows]
    tokens = [[row["city"], row["code"]] for row in rows]
    sizes = [1, 7, 16, 1000, 2**20, 2**22]
    cases = [hashed(present, "dict", size, sign) for size in sizes for sign in [True, False]]
    strings = [[token for token in row if token is not None] for row in tokens]
    cases += [hashed(strings, "string", size, sign) for size in [5, 2**20] for sign in [True, False]]
    return {"names": ["city", "n", "naïve", "code"], "rows": [list(row.values()) for row in rows], "cases": cases}


def labels():
    lists = {
        "strings": np.array(["paid", "late", "paid", "Paid", "", "åre", "Zürich"], dtype=object),
        "numbers": np.array([10, 9, -1, 10, 0, 100]),
        "booleans": np.array([True, False, True]),
        "fractions": np.array([0.5, -2.25, 0.5]),
    }
    encoders = {name: LabelEncoder().fit(values) for name, values in lists.items()}
    return [
        {"name": name, "labels": values.tolist(), "classes": encoders[name].classes_.tolist(), "codes": encoders[name].transform(values).tolist()}
        for name, values in lists.items()
    ]


def main():
    golden = {"oneHots": one_hots(), "targets": targets(), "hashers": hashers(), "labels": labels()}
    out = pathlib.Path(sys.argv[1]) if len(sys.argv) > 1 else pathlib.Path(__file__).parent
    (out / "categories.json").write_text(json.dumps(golden, ensure_ascii=False, allow_nan=False, separators=(",", ":")) + "\n")


main()

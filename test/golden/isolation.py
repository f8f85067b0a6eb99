"""Isolation forests of scikit-learn 1.2.1: the path-length normaliser, scores on made tables, and how well they rank made outliers.

Run: /usr/bin/python3 test/golden/isolation.py [output directory]

Trees draw their rows, columns and places by another generator, so that what is held together are ranks, means and areas under the curve. The tables are stored: small numbers that are exact in single precision, in
which scikit-learn reads them.
"""

import json
import sys
from pathlib import Path

import numpy as np
from sklearn.ensemble import IsolationForest
from sklearn.ensemble._iforest import _average_path_length
from sklearn.metrics import roc_auc_score

HERE = Path(__file__).resolve().parent
SEEDS = 8
COUNTS = [0, 1, 2, 3, 5, 10, 37, 100, 256, 1000, 123456, 10**9]


def table(name):
    rng = np.random.default_rng(5)
    if name == "two clouds":
        usual = np.concatenate([rng.normal(0, 1, (110, 3)), rng.normal(6, 0.5, (70, 3))])
        odd = rng.uniform(-6, 12, (20, 3))
    elif name == "a ring":
        angle = rng.uniform(0, 2 * np.pi, 180)
        usual = np.column_stack([np.cos(angle), np.sin(angle)]) * 4 + rng.normal(0, 0.2, (180, 2))
        odd = rng.normal(0, 0.4, (12, 2)) + [[7, 7]]
    else:
        usual = np.column_stack([rng.normal(0, 1, (200, 4)), rng.integers(0, 3, 200)])
        odd = np.column_stack([rng.normal(0, 3, (16, 4)), rng.integers(0, 3, 16)])
    x = np.round(np.concatenate([usual, odd]) * 64) / 64
    return x, np.concatenate([np.zeros(len(usual), int), np.ones(len(odd), int)])


CASES = [
    ("two clouds", {}),
    ("two clouds", {"contamination": 0.1}),
    ("a ring", {"n_estimators": 60, "max_samples": 64}),
    ("columns of few values", {"max_samples": 0.5, "max_features": 3, "bootstrap": True, "contamination": 0.07}),
]
NAMES = {"n_estimators": "nEstimators", "max_samples": "maxSamples", "max_features": "maxFeatures"}


def case(name, given):
    x, y = table(name)
    models = [IsolationForest(random_state=seed, **given).fit(x) for seed in range(SEEDS)]
    scores = np.array([model.score_samples(x) for model in models])
    return {
        "data": name,
        "params": {NAMES.get(key, key): value for key, value in given.items()},
        "scores": {"mean": scores.mean(axis=0).tolist(), "deviation": scores.std(axis=0, ddof=1).tolist()},
        "auc": [float(roc_auc_score(y, -own)) for own in scores],
        "offsets": [float(model.offset_) for model in models],
        "outliers": [int((model.predict(x) < 0).sum()) for model in models],
    }


def main():
    folder = Path(sys.argv[1]) if len(sys.argv) > 1 else HERE
    names = sorted({name for name, _ in CASES})
    golden = {
        "lengths": [[count, float(_average_path_length(np.array([count]))[0])] for count in COUNTS],
        "tables": {name: {"x": table(name)[0].tolist(), "outlier": table(name)[1].tolist()} for name in names},
        "cases": [case(name, given) for name, given in CASES],
    }
    (folder / "isolation.json").write_text(json.dumps(golden, separators=(",", ":")) + "\n")
    for each in golden["cases"]:
        print(each["data"], each["params"], np.mean(each["auc"]).round(4), np.mean(each["offsets"]).round(4))


if __name__ == "__main__":
    main()

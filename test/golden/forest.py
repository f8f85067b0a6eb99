"""How well scikit-learn 1.2.1's forests predict: scores on folds, out-of-bag scores and importances, over several seeds.

Run: /usr/bin/python3 test/golden/forest.py [output directory]

No forest is that of another program: each draws its rows and columns by its own generator. What can be held together is how good they are, on the
same folds, which are stored as the number of the fold that each row is tested in. scikit-learn reads columns in single precision, so the tables are
rounded to it first.
"""

import json
import sys
from pathlib import Path

import numpy as np
import pandas as pd
from sklearn.ensemble import ExtraTreesClassifier, ExtraTreesRegressor, RandomForestClassifier, RandomForestRegressor
from sklearn.metrics import accuracy_score, r2_score
from sklearn.model_selection import KFold, StratifiedKFold

HERE = Path(__file__).resolve().parent
DATA = HERE.parents[1] / "examples" / "data"
# The column of the target, and of how many rows from the first on.
TABLES = {
    "iris": ("species", 150),
    "wine": ("cultivar", 178),
    "breast_cancer": ("diagnosis", 569),
    "digits": ("digit", 500),
    "diabetes": ("progression", 442),
}
FOLDS = 5
SEEDS = 8
# Of the forests on the whole table, whose scores and importances vary more.
WHOLE_SEEDS = 16
NAMES = {
    "n_estimators": "nEstimators",
    "criterion": "criterion",
    "max_depth": "maxDepth",
    "min_samples_leaf": "minSamplesLeaf",
    "min_samples_split": "minSamplesSplit",
    "min_weight_fraction_leaf": "minWeightFractionLeaf",
    "max_features": "maxFeatures",
    "max_leaf_nodes": "maxLeafNodes",
    "bootstrap": "bootstrap",
    "max_samples": "maxSamples",
    "class_weight": "classWeight",
    "ccp_alpha": "ccpAlpha",
}
WORDS = {"balanced_subsample": "balancedSubsample"}


def real(name):
    target, rows = TABLES[name]
    frame = pd.read_csv(DATA / f"{name}.csv", float_precision="round_trip")[:rows]
    return frame.drop(columns=target).to_numpy().astype(np.float32).astype(np.float64), frame[target].to_numpy()


def folds_of(x, y, classify):
    splitter = (StratifiedKFold if classify else KFold)(FOLDS, shuffle=True, random_state=0)
    folds = np.zeros(len(y), dtype=int)
    for fold, (_, test) in enumerate(splitter.split(x, y)):
        folds[test] = fold
    return folds


FORESTS = {
    "randomForest": (RandomForestClassifier, RandomForestRegressor),
    "extraTrees": (ExtraTreesClassifier, ExtraTreesRegressor),
}


def case(name, given, kind="randomForest"):
    classify = name != "diabetes"
    Model = FORESTS[kind][0 if classify else 1]
    score = accuracy_score if classify else r2_score
    x, y = real(name)
    folds = folds_of(x, y, classify)
    scores = []
    for seed in range(SEEDS):
        scores.append([])
        for fold in range(FOLDS):
            train, test = folds != fold, folds == fold
            model = Model(random_state=seed, n_jobs=2, **given).fit(x[train], y[train])
            # Threads would add up predictions in any order.
            model.set_params(n_jobs=1)
            scores[-1].append(float(score(y[test], model.predict(x[test]))))
    out = {
        "forest": kind,
        "data": name,
        "task": "classify" if classify else "regress",
        "rows": len(y),
        "params": {NAMES[key]: WORDS.get(value, value) if isinstance(value, str) else value for key, value in given.items()},
        "folds": folds.tolist(),
        "scores": scores,
    }
    if not given.get("bootstrap", kind == "randomForest"):
        return out
    whole = [Model(random_state=seed, n_jobs=2, oob_score=True, **given).fit(x, y) for seed in range(WHOLE_SEEDS)]
    importances = np.array([model.feature_importances_ for model in whole])
    return {
        **out,
        "oobScores": [float(model.oob_score_) for model in whole],
        "importances": {"mean": importances.mean(axis=0).tolist(), "deviation": importances.std(axis=0, ddof=1).tolist()},
    }


CASES = [
    *((name, {}) for name in TABLES),
    ("iris", {"n_estimators": 40, "criterion": "entropy", "max_depth": 3}),
    ("wine", {"n_estimators": 40, "max_samples": 0.4, "min_samples_leaf": 3, "class_weight": "balanced_subsample"}),
    ("breast_cancer", {"n_estimators": 40, "max_leaf_nodes": 9, "max_features": "log2", "class_weight": "balanced"}),
    ("digits", {"n_estimators": 40, "bootstrap": False, "max_features": 0.3, "min_samples_split": 0.02}),
    ("diabetes", {"n_estimators": 40, "max_features": "sqrt", "min_samples_leaf": 5}),
    ("diabetes", {"n_estimators": 40, "max_samples": 150, "min_weight_fraction_leaf": 0.02, "ccp_alpha": 5.0}),
    *((name, {}, "extraTrees") for name in ["wine", "breast_cancer", "digits", "diabetes"]),
    ("iris", {"n_estimators": 40, "criterion": "entropy", "max_depth": 4, "bootstrap": True}, "extraTrees"),
    ("diabetes", {"n_estimators": 40, "max_features": "sqrt", "min_samples_leaf": 3}, "extraTrees"),
]


def main():
    folder = Path(sys.argv[1]) if len(sys.argv) > 1 else HERE
    golden = {"cases": [case(*each) for each in CASES]}
    (folder / "forest.json").write_text(json.dumps(golden, separators=(",", ":")) + "\n")
    for each in golden["cases"]:
        print(each["forest"], each["data"], each["params"], np.mean(each["scores"]).round(4), np.mean(each.get("oobScores", [np.nan])).round(4))


if __name__ == "__main__":
    main()

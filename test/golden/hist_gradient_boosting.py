"""What scikit-learn 1.2.1 predicts by gradient boosting on histograms: on real and on seeded data, for every loss and option that needs no draw.

Run: /usr/bin/python3 test/golden/hist_gradient_boosting.py [output directory]

Missing values and weights follow from the number of the row (and column) by a rule that the test has too. Of each case there are the raw scores of some rows, the loss or
accuracy over all of them, and the negative loss before any round and after each. The loss "gamma", which 1.2.1 has but does not offer by name, is handed over as an object.
"""

import json
import os
import sys
from pathlib import Path

# Of several threads on small tables, each waits for the others most of the time.
os.environ["OMP_NUM_THREADS"] = "1"

import numpy as np
import pandas as pd
from sklearn._loss.loss import HalfGammaLoss
from sklearn.ensemble import HistGradientBoostingClassifier, HistGradientBoostingRegressor

HERE = Path(__file__).resolve().parent
DATA = HERE.parents[1] / "examples" / "data"
TARGETS = {"iris": "species", "wine": "cultivar", "breast_cancer": "diagnosis", "digits": "digit", "diabetes": "progression"}
# Rows whose scores are stored.
SHOWN = 40
NAMES = {
    "max_iter": "maxIter",
    "learning_rate": "learningRate",
    "max_leaf_nodes": "maxLeafNodes",
    "max_depth": "maxDepth",
    "min_samples_leaf": "minSamplesLeaf",
    "l2_regularization": "l2Regularization",
    "max_bins": "maxBins",
    "categorical_features": "categoricalFeatures",
    "monotonic_cst": "monotonicCst",
    "interaction_cst": "interactionCst",
    "class_weight": "classWeight",
    "loss": "loss",
    "quantile": "quantile",
}
WORDS = {
    "squared_error": "squaredError",
    "absolute_error": "absoluteError",
    "no_interactions": "noInteractions",
}


def real(name):
    frame = pd.read_csv(DATA / f"{name}.csv", float_precision="round_trip")
    target = TARGETS[name]
    # The tests of trees read these tables in single precision.
    return frame.drop(columns=target).to_numpy().astype(np.float32).astype(np.float64), frame[target].to_numpy()


def made():
    """Two columns of categories and three of numbers, on a grid of 1/256 so that they are short in JSON; the target depends on sets of categories."""
    rng = np.random.RandomState(11)
    rows = 400
    towns, kinds = rng.randint(0, 17, rows), rng.randint(0, 4, rows) * 3
    numbers = np.round(rng.normal(size=(rows, 3)) * 256) / 256
    y = np.where(np.isin(towns, [1, 4, 5, 11, 16]), 3.0, -1.0) + np.where(kinds == 6, 2.0, 0.0) * numbers[:, 0] + numbers[:, 1]
    y = np.round((y + rng.normal(scale=0.5, size=rows)) * 256) / 256
    x = np.column_stack([towns, numbers[:, 0], kinds, numbers[:, 1], numbers[:, 2]]).astype(np.float64)
    return x, y


def with_holes(x):
    rows, cols = np.indices(x.shape)
    return np.where((rows * 7 + cols * 3) % 10 == 0, np.nan, x)


def weights_of(rows):
    return (np.arange(rows) % 4 + 1) / 2


MADE_X, MADE_Y = made()


def table(data, task, holes):
    if data == "made":
        x, y = MADE_X, (MADE_Y if task == "regress" else (MADE_Y > 1).astype(int))
    else:
        x, y = real(data)
        if data == "digits":
            x, y = x[:600], y[:600]
    return (with_holes(x) if holes else x), y


def cases():
    short = {"max_iter": 30}
    yield "diabetes", "regress", {}, {}
    for loss in ["absolute_error", "poisson", "gamma"]:
        yield "diabetes", "regress", {**short, "loss": loss}, {}
        yield "diabetes", "regress", {**short, "loss": loss}, {"weighted": True}
    for quantile in [0.5, 0.9]:
        yield "diabetes", "regress", {**short, "loss": "quantile", "quantile": quantile}, {}
    yield "diabetes", "regress", {**short, "loss": "quantile", "quantile": 0.2}, {"weighted": True}
    yield "diabetes", "regress", short, {"weighted": True}
    yield "diabetes", "regress", short, {"holes": True}
    yield "diabetes", "regress", {**short, "l2_regularization": 5.0}, {}
    yield "diabetes", "regress", {**short, "max_depth": 2}, {}
    yield "diabetes", "regress", {**short, "max_leaf_nodes": None, "min_samples_leaf": 5}, {"holes": True}
    yield "diabetes", "regress", {**short, "max_leaf_nodes": 6, "max_bins": 12}, {"weighted": True}
    yield "diabetes", "regress", {**short, "learning_rate": 0.6, "min_samples_leaf": 40}, {}
    yield "diabetes", "regress", {**short, "monotonic_cst": [0, 0, 1, 1, -1, 0, -1, 0, 1, 0]}, {}
    yield "diabetes", "regress", {**short, "monotonic_cst": [0, 0, 1, 1, -1, 0, -1, 0, 1, 0], "l2_regularization": 1.0}, {"holes": True}
    yield "diabetes", "regress", {**short, "interaction_cst": "no_interactions"}, {}
    yield "diabetes", "regress", {**short, "interaction_cst": "pairwise"}, {}
    yield "diabetes", "regress", {**short, "interaction_cst": [[0, 1, 2], [2, 3, 8], [4]]}, {"holes": True}
    yield "breast_cancer", "classify", {}, {}
    yield "breast_cancer", "classify", short, {"weighted": True}
    yield "breast_cancer", "classify", {**short, "class_weight": "balanced"}, {}
    yield "breast_cancer", "classify", {**short, "max_depth": 3, "l2_regularization": 1.0}, {"holes": True}
    yield "breast_cancer", "classify", {**short, "monotonic_cst": [1, 0, 0, -1] + [0] * 26}, {}
    yield "wine", "classify", short, {}
    yield "wine", "classify", short, {"holes": True, "weighted": True}
    yield "iris", "classify", {**short, "min_samples_leaf": 10}, {}
    yield "digits", "classify", {"max_iter": 12, "max_bins": 8}, {}
    for task in ["regress", "classify"]:
        for holes in [False, True]:
            yield "made", task, {**short, "categorical_features": [0, 2]}, {"holes": holes}
    yield "made", "regress", {**short, "categorical_features": [0, 2], "interaction_cst": [[0, 1], [1, 2, 3]]}, {"weighted": True}
    yield "made", "regress", {**short, "categorical_features": [0, 2], "monotonic_cst": [0, 1, 0, 1, 0], "loss": "absolute_error"}, {}


def fitted(data, task, params, weighted=False, holes=False):
    x, y = table(data, task, holes)
    weights = weights_of(len(y)) if weighted else None
    kind = HistGradientBoostingRegressor if task == "regress" else HistGradientBoostingClassifier
    given = {**params, "loss": HalfGammaLoss()} if params.get("loss") == "gamma" else params
    # The loss on training rows is written down by early stopping alone, which here never comes to an end.
    watching = {"early_stopping": True, "validation_fraction": None, "n_iter_no_change": 1000}
    model = kind(**given, **watching).fit(x, y, sample_weight=weights)
    raw = model._raw_predict(x)
    step = len(y) // SHOWN
    options = {NAMES[name]: WORDS.get(value, value) if isinstance(value, str) else value for name, value in params.items()}
    return {
        "data": data,
        "task": task,
        "params": options,
        "weighted": weighted,
        "holes": holes,
        "step": step,
        "raw": [[float(f"{score:.10g}") for score in row] for row in raw[::step]],
        "trainScore": [float(f"{score:.10g}") for score in model.train_score_],
        "leaves": [sum(tree.get_n_leaf_nodes() for tree in trees) for trees in model._predictors],
    }


golden = {
    "x": MADE_X.tolist(),
    "y": MADE_Y.tolist(),
    "cases": [fitted(data, task, params, **how) for data, task, params, how in cases()],
}
out = Path(sys.argv[1]) if len(sys.argv) > 1 else HERE
(out / "hist_gradient_boosting.json").write_text(json.dumps(golden, separators=(",", ":")) + "\n")

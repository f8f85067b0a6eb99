"""What scikit-learn 1.2.1's gradient boosting predicts, over every parameter.

Run: /usr/bin/python3 test/golden/gradient_boosting.py [output directory]

Models learn from every other row and predict the rest. Where several splits of a node are equally good, scikit-learn's choice depends on random_state,
and on the order of rows and columns, and which way up these are, by the rounding of its sums: each case is fitted with several of each. Where all predict the same,
that is stored, with the loss of some rounds and the importances of the columns, and ours must be the same. Elsewhere, and where rows or columns are drawn, the mean of the
scores is stored with their deviation, and ours must be near it. Tables are rounded to single precision, as which scikit-learn reads them.
"""

import json
import sys
from pathlib import Path

import numpy as np
import pandas as pd
from sklearn.ensemble import GradientBoostingClassifier, GradientBoostingRegressor
from sklearn.metrics import accuracy_score, r2_score

HERE = Path(__file__).resolve().parent
DATA = HERE.parents[1] / "examples" / "data"
TARGETS = {"iris": "species", "wine": "cultivar", "breast_cancer": "diagnosis", "diabetes": "progression"}
SEEDS = 5
# How many models are scored where they differ.
SCORED_SEEDS = 16
ROUNDS = 20
# How many rows' predictions are stored.
SHOWN = 24
NAMES = {
    "loss": "loss",
    "alpha": "alpha",
    "learning_rate": "learningRate",
    "n_estimators": "nEstimators",
    "subsample": "subsample",
    "criterion": "criterion",
    "max_depth": "maxDepth",
    "min_samples_split": "minSamplesSplit",
    "min_samples_leaf": "minSamplesLeaf",
    "min_weight_fraction_leaf": "minWeightFractionLeaf",
    "max_features": "maxFeatures",
    "max_leaf_nodes": "maxLeafNodes",
    "min_impurity_decrease": "minImpurityDecrease",
    "ccp_alpha": "ccpAlpha",
    "init": "init",
}
WORDS = {
    "squared_error": "squaredError",
    "absolute_error": "absoluteError",
    "log_loss": "logLoss",
    "friedman_mse": "friedmanMse",
}


def real(name):
    frame = pd.read_csv(DATA / f"{name}.csv", float_precision="round_trip")
    target = TARGETS[name]
    return frame.drop(columns=target).to_numpy().astype(np.float32).astype(np.float64), frame[target].to_numpy()


def made(rng):
    """Columns on a grid of 1/1024, so that they are short in JSON and have repeats."""
    rows = 260
    x = np.round(rng.normal(size=(rows, 5)) * [1, 4, 0.25, 1, 1] * 1024) / 1024
    x[:, 3] = rng.randint(0, 6, rows)
    x[:, 4] = 2.5
    score = x[:, 0] * x[:, 1] + 3 * np.sin(8 * x[:, 2]) + x[:, 3] + rng.normal(size=rows)
    weights = np.round(rng.uniform(0, 3, rows), 3)
    weights[rng.uniform(size=rows) < 0.1] = 0.0
    return x, {"classify": np.digitize(score, [0, 3]), "regress": np.round(score, 4)}, weights


def params_of(given):
    return {NAMES[name]: WORDS.get(item, item) if isinstance(item, str) else item for name, item in given.items()}


def fitted(Model, given, seed, x, y, weights):
    """A model on rows and columns in an order of the seed's, some columns upside down, and how to turn other tables alike."""
    rng = np.random.RandomState(seed)
    rows, cols, signs = np.arange(len(y)), np.arange(x.shape[1]), np.ones(x.shape[1])
    if seed:
        rows, cols, signs = rng.permutation(rows), rng.permutation(cols), rng.choice([-1.0, 1.0], len(cols))
    own = None if weights is None else weights[rows]
    turn = lambda table: table[:, cols] * signs
    return Model(random_state=seed, **given).fit(turn(x)[rows], y[rows], own), cols, turn


def spread(values):
    return {"mean": float(np.mean(values)), "deviation": float(np.std(values, ddof=1))}


def answers(model, x):
    return model.predict_proba(x) if isinstance(model, GradientBoostingClassifier) else model.predict(x)[:, None]


def case(data, x, y, task, given, weights=None):
    Model, score = (GradientBoostingClassifier, accuracy_score) if task == "classify" else (GradientBoostingRegressor, r2_score)
    given = {"n_estimators": ROUNDS, **given}
    out = {"data": data, "task": task, "params": params_of(given), "weighted": weights is not None}
    half = None if weights is None else weights[::2]
    drawn = "max_features" in given or "subsample" in given
    if not drawn:
        models = [fitted(Model, given, seed, x[::2], y[::2], half) for seed in range(SEEDS)]
        every = [answers(model, turn(x[1::2])) for model, _, turn in models]
        shares = [model.feature_importances_[np.argsort(cols)] for model, cols, _ in models]
        same = all(np.allclose(every[0], other, rtol=1e-11, atol=1e-13) for other in every)
        if same and all(np.allclose(shares[0], other, rtol=1e-9, atol=1e-12) for other in shares):
            model = models[0][0]
            return {
                **out,
                "predictions": every[0][:SHOWN].ravel().tolist(),
                "trainScore": model.train_score_[[0, 1, -1]].tolist(),
                "importances": np.round(model.feature_importances_, 12).tolist(),
            }
    scores, falls = [], []
    for seed in range(SCORED_SEEDS):
        model, _, turn = fitted(Model, given, seed, x[::2], y[::2], half)
        scores.append(score(y[1::2], model.predict(turn(x[1::2]))))
        if "subsample" in given:
            falls.append(model.oob_improvement_[1:].sum())
    return {**out, "score": spread(scores), **({"fall": spread(falls)} if falls else {})}


def watching(Model, given, seed, x, y, watch, codes, patience, tol):
    """The loss on rows held out after each round, until it has not fallen for long enough."""
    cols = np.random.RandomState(seed).permutation(x.shape[1])
    history, losses, raw = np.full(patience, np.inf), [], []

    def monitor(i, model, _):
        if i == 0:
            raw.append(model._loss.get_init_raw_predictions(x[watch][:, cols], model.init_))
        for k, tree in enumerate(model.estimators_[i]):
            raw[0][:, k] += model.learning_rate * tree.predict(x[watch][:, cols])
        losses.append(float(model._loss(codes, raw[0], np.ones(watch.sum()))))
        if not np.any(losses[-1] + tol < history):
            return True
        history[i % patience] = losses[-1]
        return False

    Model(random_state=seed, **given).fit(x[~watch][:, cols], y[~watch], monitor=monitor)
    return losses


def stopped(data, x, y, task, given, patience, tol):
    """Where scikit-learn would stop, watching a set of our choice: every fourth row."""
    Model = GradientBoostingClassifier if task == "classify" else GradientBoostingRegressor
    watch = np.arange(len(y)) % 4 == 1
    codes = np.searchsorted(np.unique(y), y[watch]) if task == "classify" else y[watch]
    records = [watching(Model, given, seed, x, y, watch, codes, patience, tol) for seed in range(SEEDS)]
    assert all(len(r) == len(records[0]) and np.allclose(r, records[0], rtol=1e-10) for r in records), "depends on the seed"
    assert len(records[0]) < given["n_estimators"], "does not stop"
    params = {**params_of(given), "nIterNoChange": patience, "tol": tol}
    return {"data": data, "task": task, "params": params, "losses": records[0]}


BOTH = [
    {},
    {"max_depth": 1},
    {"max_depth": 2},
    {"max_depth": 2, "criterion": "squared_error"},
    {"max_depth": 5, "min_samples_leaf": 15},
    {"max_depth": 2, "learning_rate": 0.5},
    {"max_depth": 2, "learning_rate": 0.0, "n_estimators": 2},
    {"max_depth": 2, "n_estimators": 60},
    {"max_depth": 2, "init": "zero"},
    {"max_depth": 3, "min_samples_leaf": 12},
    {"max_depth": 3, "min_samples_leaf": 0.08},
    {"max_depth": 3, "min_samples_split": 30},
    {"max_depth": 3, "min_samples_split": 0.3},
    {"max_depth": 3, "min_weight_fraction_leaf": 0.1},
    {"max_depth": 1, "min_weight_fraction_leaf": 0.3},
    {"max_depth": 1, "init": "zero"},
    {"max_depth": None, "max_leaf_nodes": 3, "min_samples_leaf": 12},
    {"max_depth": None, "max_leaf_nodes": 4, "min_samples_leaf": 5},
    {"max_depth": 3, "max_leaf_nodes": 5, "criterion": "squared_error", "min_samples_leaf": 5},
    {"subsample": 0.5},
    {"subsample": 0.8, "max_features": 2},
    {"max_features": "sqrt"},
    {"max_features": 0.6, "max_depth": 4},
]
CLASSIFY = [
    *BOTH,
    {"max_depth": 2, "min_impurity_decrease": 0.3},
    {"max_depth": 2, "min_impurity_decrease": 0.01, "criterion": "squared_error"},
    {"max_depth": 3, "ccp_alpha": 0.01},
    {"max_depth": 1, "ccp_alpha": 0.03},
    {"max_depth": 1, "min_impurity_decrease": 0.5},
]
BINARY = [
    {"loss": "exponential", "max_depth": 1},
    {"loss": "exponential", "max_depth": 2},
    {"loss": "exponential", "max_depth": 2, "init": "zero", "learning_rate": 0.3},
    {"loss": "exponential", "max_depth": 3, "min_samples_leaf": 10},
    {"loss": "exponential", "subsample": 0.6},
]
REGRESS = [
    *BOTH,
    {"max_depth": 2, "min_impurity_decrease": 30.0},
    {"max_depth": 2, "min_impurity_decrease": 1.0, "criterion": "squared_error"},
    {"max_depth": 3, "ccp_alpha": 5.0},
    {"max_depth": 3, "ccp_alpha": 100.0, "min_samples_leaf": 12},
    {"max_depth": 1, "min_impurity_decrease": 90.0},
]
ROBUST = [
    {"loss": "absolute_error", "max_depth": 1},
    {"loss": "absolute_error", "max_depth": 2, "min_samples_leaf": 5},
    {"loss": "absolute_error", "max_depth": 3, "subsample": 0.7},
    {"loss": "huber", "max_depth": 1},
    {"loss": "huber", "max_depth": 2},
    {"loss": "huber", "max_depth": 2, "alpha": 0.5, "min_samples_leaf": 8},
    {"loss": "quantile", "max_depth": 1},
    {"loss": "quantile", "max_depth": 2, "alpha": 0.25, "min_samples_leaf": 5},
    {"loss": "quantile", "max_depth": 3, "alpha": 0.6, "min_samples_leaf": 9},
    {"loss": "quantile", "max_depth": 2, "alpha": 0.5, "init": "zero", "min_samples_leaf": 9},
]


def weighable(given):
    """Shares of rows count rows of weight 0 in scikit-learn alone; the leaves of "huber" are weighed in ours alone."""
    shares = any(name.startswith("min_samples") and isinstance(item, float) for name, item in given.items())
    return not shares and given.get("loss") != "huber"


def cases(x, targets, weights):
    for name in ["iris", "wine", "breast_cancer"]:
        table, y = real(name)
        for given in [*CLASSIFY, *(BINARY if name == "breast_cancer" else [])]:
            yield case(name, table, y, "classify", given)
    table, y = real("diabetes")
    for given in [*REGRESS, *ROBUST]:
        yield case("diabetes", table, y, "regress", given)
    for given in CLASSIFY:
        yield case("made", x, targets["classify"], "classify", given)
        if weighable(given):
            yield case("made", x, targets["classify"], "classify", given, weights)
    for given in [*REGRESS, *ROBUST]:
        yield case("made", x, targets["regress"], "regress", given)
        if weighable(given):
            yield case("made", x, targets["regress"], "regress", given, weights)


def stops(x, targets):
    regress = {"data": "made", "x": x, "y": targets["regress"], "task": "regress"}
    sicker = dict(zip(["x", "y"], real("diabetes")), data="diabetes", task="regress")
    classify = {"data": "made", "x": x, "y": targets["classify"], "task": "classify"}
    many = {"n_estimators": 400}
    leaves = {"max_depth": 2, "min_samples_leaf": 6}
    yield stopped(**regress, given={**many, "learning_rate": 0.5, **leaves}, patience=3, tol=1e-2)
    yield stopped(**regress, given={**many, "learning_rate": 0.5, "max_depth": 1}, patience=3, tol=1e-4)
    yield stopped(**sicker, given={**many, "learning_rate": 0.3, "max_depth": 1, "loss": "huber"}, patience=2, tol=1.0)
    yield stopped(**sicker, given={**many, "max_depth": 2, "min_samples_leaf": 10}, patience=5, tol=1.0)
    yield stopped(**classify, given={**many, "max_depth": 1, "learning_rate": 0.5}, patience=4, tol=1e-4)
    yield stopped(**classify, given={**many, "max_depth": 1, "learning_rate": 0.3}, patience=2, tol=1e-3)


def main():
    x, targets, weights = made(np.random.RandomState(3))
    every = list(cases(x, targets, weights))
    for name in NAMES.values():
        unique = [c for c in every if name in c["params"] and "predictions" in c]
        assert name in ("maxFeatures", "subsample") or len(unique) >= 1, f"{name}: {len(unique)} cases that do not depend on the seed"
    golden = {
        "x": x.tolist(),
        "classes": targets["classify"].tolist(),
        "numbers": targets["regress"].tolist(),
        "weights": weights.tolist(),
        "cases": every,
        "stops": list(stops(x, targets)),
    }
    folder = Path(sys.argv[1]) if len(sys.argv) > 1 else HERE
    (folder / "gradient_boosting.json").write_text(json.dumps(golden, separators=(",", ":")) + "\n")
    print(f"{sum('predictions' in c for c in every)} models that do not depend on the seed, {sum('score' in c for c in every)} that do")


if __name__ == "__main__":
    main()

"""What scikit-learn 1.2.1 grows: decision trees on real and on seeded data, over every parameter.

Run: /usr/bin/python3 test/golden/tree.py [output directory]

scikit-learn reads columns in single precision, so the tables are rounded to it first. Where several splits of a node are equally good, its choice
depends on random_state, and on the order of rows and columns by the rounding of its sums: each case is fitted with several of each. Where all give the
same tree, that tree is stored, and ours must be the same. Elsewhere the scores of the trees on held-out rows are stored, and ours must not be below the
worst.
"""

import json
import sys
from pathlib import Path

import numpy as np
import pandas as pd
from sklearn.metrics import accuracy_score, r2_score
from sklearn.tree import DecisionTreeClassifier, DecisionTreeRegressor, export_text

HERE = Path(__file__).resolve().parent
DATA = HERE.parents[1] / "examples" / "data"
TARGETS = {"iris": "species", "wine": "cultivar", "breast_cancer": "diagnosis", "digits": "digit", "diabetes": "progression"}
SEEDS = 12
# How many trees are scored where it does.
SCORED_SEEDS = 40
# Where each split draws its columns, trees differ more.
DRAWN_SEEDS = 60
NAMES = {
    "criterion": "criterion",
    "max_depth": "maxDepth",
    "min_samples_split": "minSamplesSplit",
    "min_samples_leaf": "minSamplesLeaf",
    "min_weight_fraction_leaf": "minWeightFractionLeaf",
    "max_features": "maxFeatures",
    "max_leaf_nodes": "maxLeafNodes",
    "min_impurity_decrease": "minImpurityDecrease",
    "ccp_alpha": "ccpAlpha",
    "class_weight": "classWeight",
}
CRITERIA = {
    "log_loss": "logLoss",
    "squared_error": "squaredError",
    "friedman_mse": "friedmanMse",
    "absolute_error": "absoluteError",
}


def single(x):
    return np.asarray(x).astype(np.float32).astype(np.float64)


def real(name):
    frame = pd.read_csv(DATA / f"{name}.csv", float_precision="round_trip")
    target = TARGETS[name]
    return single(frame.drop(columns=target).to_numpy()), frame[target].to_numpy()


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


def tree_of(model, cols):
    tree = model.tree_
    value = tree.value[:, 0, :]
    if isinstance(model, DecisionTreeClassifier):
        value = value / value.sum(axis=1, keepdims=True)
    leaf = tree.children_left == -1
    return {
        "childrenLeft": tree.children_left.tolist(),
        "childrenRight": tree.children_right.tolist(),
        "feature": np.where(leaf, -1, cols[tree.feature]).tolist(),
        "threshold": np.where(leaf, 0.0, tree.threshold).tolist(),
        "value": value.ravel().tolist(),
        "impurity": tree.impurity.tolist(),
        "nNodeSamples": tree.n_node_samples.tolist(),
        "weightedNNodeSamples": tree.weighted_n_node_samples.tolist(),
    }


def same(a, b):
    exact = ["childrenLeft", "childrenRight", "feature", "nNodeSamples"]
    return all(a[key] == b[key] for key in exact) and np.allclose(a["threshold"], b["threshold"], rtol=1e-13, atol=0)


def params_of(given):
    def value(name, item):
        if name == "class_weight" and isinstance(item, dict):
            return [[plain(label), weight] for label, weight in item.items()]
        return CRITERIA.get(item, item) if isinstance(item, str) else item

    return {NAMES[name]: value(name, item) for name, item in given.items()}


def plain(value):
    return value.item() if isinstance(value, np.generic) else value


def fitted(Model, given, seed, x, y, weights):
    """A tree on rows and columns in an order of the seed's, and the order of the columns."""
    rng = np.random.RandomState(seed)
    rows, cols = (rng.permutation(len(y)), rng.permutation(x.shape[1])) if seed else (np.arange(len(y)), np.arange(x.shape[1]))
    own = None if weights is None else weights[rows]
    return Model(random_state=seed, **given).fit(x[np.ix_(rows, cols)], y[rows], own), cols


def case(data, x, y, task, given, weights=None, settled=lambda *_: True):
    """The tree on all rows, when it does not depend on the seed and `settled` agrees; otherwise scores of trees on every other row."""
    Model, score = (DecisionTreeClassifier, accuracy_score) if task == "classify" else (DecisionTreeRegressor, r2_score)
    out = {"data": data, "task": task, "params": params_of(given), "weighted": weights is not None}
    drawn = "max_features" in given
    if not drawn:
        trees = [tree_of(*fitted(Model, given, seed, x, y, weights)) for seed in range(SEEDS)]
        if all(same(trees[0], tree) for tree in trees) and settled(given, x, y, weights):
            model, _ = fitted(Model, given, 0, x, y, weights)
            return {**out, "tree": trees[0], "importances": model.feature_importances_.tolist(), "depth": model.get_depth()}
    half = None if weights is None else weights[::2]
    scores = []
    for seed in range(DRAWN_SEEDS if drawn else SCORED_SEEDS):
        # Columns turned upside down have the same splits, whose sums round otherwise.
        turned = x * np.where(np.random.RandomState(seed).uniform(size=x.shape[1]) < 0.5, -1, 1)
        model, cols = fitted(Model, given, seed, turned[::2], y[::2], half)
        scores.append(score(y[1::2], model.predict(turned[1::2][:, cols])))
    return {**out, "worst": min(scores), "best": max(scores)}


BOTH = [
    {},
    {"max_depth": 1},
    {"max_depth": 2},
    {"max_depth": 3},
    {"max_depth": 5},
    {"max_depth": 4, "min_samples_leaf": 7},
    {"min_samples_leaf": 12},
    {"min_samples_leaf": 0.05},
    {"min_samples_split": 40},
    {"min_samples_split": 0.3},
    {"min_weight_fraction_leaf": 0.08},
    {"max_leaf_nodes": 2},
    {"max_leaf_nodes": 5},
    {"max_leaf_nodes": 9, "min_samples_leaf": 5},
    {"max_leaf_nodes": 30},
    {"min_samples_leaf": 5, "max_depth": 6, "max_leaf_nodes": 12},
    {"max_features": "sqrt"},
    {"max_features": "log2", "max_depth": 6},
    {"max_features": 2},
    {"max_features": 0.6, "max_leaf_nodes": 20},
]
CLASSIFY = [
    *BOTH,
    {"criterion": "entropy"},
    {"criterion": "entropy", "max_depth": 2},
    {"criterion": "entropy", "max_depth": 4},
    {"criterion": "log_loss", "max_depth": 3},
    {"criterion": "entropy", "max_leaf_nodes": 6},
    {"criterion": "entropy", "min_samples_leaf": 10},
    {"min_impurity_decrease": 0.01},
    {"min_impurity_decrease": 0.02, "criterion": "entropy"},
    {"ccp_alpha": 0.01},
    {"ccp_alpha": 0.03},
    {"ccp_alpha": 0.02, "criterion": "entropy"},
    {"ccp_alpha": 0.01, "max_leaf_nodes": 12},
    {"class_weight": "balanced", "max_depth": 3},
    {"class_weight": "balanced", "min_samples_leaf": 9, "criterion": "entropy"},
    {"class_weight": "balanced", "min_weight_fraction_leaf": 0.05},
]
REGRESS = [
    *BOTH,
    {"min_impurity_decrease": 0.01},
    {"min_impurity_decrease": 60.0},
    {"ccp_alpha": 0.02},
    {"ccp_alpha": 40.0},
    {"ccp_alpha": 0.05, "max_leaf_nodes": 14},
]


def cases(x, targets, weights):
    for name in ["iris", "wine", "breast_cancer", "digits"]:
        table, y = real(name)
        for given in CLASSIFY:
            yield case(name, table, y, "classify", given)
        classes = np.unique(y)
        labels = {plain(label): 0.5 + 1.5 * code for code, label in enumerate(classes)}
        yield case(name, table, y, "classify", {"class_weight": labels, "max_depth": 3})
    table, y = real("diabetes")
    for given in REGRESS:
        yield case("diabetes", table, y, "regress", given)
    for given in CLASSIFY:
        yield case("made", x, targets["classify"], "classify", given)
        # Shares of rows count rows of weight 0 in scikit-learn alone; balanced weights count weights in ours alone.
        shares = any(name.startswith("min_samples") and isinstance(item, float) for name, item in given.items())
        if not shares and given.get("class_weight") != "balanced":
            yield case("made", x, targets["classify"], "classify", given, weights)
    for given in REGRESS:
        yield case("made", x, targets["regress"], "regress", given)
        shares = any(name.startswith("min_samples") and isinstance(item, float) for name, item in given.items())
        if not shares:
            yield case("made", x, targets["regress"], "regress", given, weights)


def texts(x, targets):
    pixels, digits = real("digits")
    names = [f"pixel_{row}_{col}" for row in range(8) for col in range(8)]
    for given in [{"max_depth": 2}, {"max_leaf_nodes": 5}]:
        trees = [DecisionTreeClassifier(random_state=seed, **given).fit(pixels, digits) for seed in range(SEEDS)]
        for options in [{}, {"decimals": 3, "spacing": 1}, {"max_depth": 0}]:
            written = {export_text(tree, feature_names=names, **options) for tree in trees}
            assert len(written) == 1, f"{given} depends on the seed"
            yield {
                "data": "digits",
                "task": "classify",
                "params": params_of(given),
                "options": {{"max_depth": "maxDepth"}.get(name, name): item for name, item in options.items()},
                "text": written.pop(),
            }
    model = DecisionTreeRegressor(random_state=0, max_depth=3, min_samples_leaf=10).fit(x, targets["regress"])
    yield {
        "data": "made",
        "task": "regress",
        "params": {"maxDepth": 3, "minSamplesLeaf": 10},
        "options": {"decimals": 4, "maxDepth": 1},
        "text": export_text(model, feature_names=[f"x{i}" for i in range(5)], decimals=4, max_depth=1),
    }


def main():
    x, targets, weights = made(np.random.RandomState(3))
    every = list(cases(x, targets, weights))
    for name in NAMES.values():
        unique = [c for c in every if name in c["params"] and "tree" in c]
        assert name == "maxFeatures" or len(unique) >= 2, f"{name}: {len(unique)} cases that do not depend on the seed"
    golden = {
        "x": x.tolist(),
        "classes": targets["classify"].tolist(),
        "numbers": targets["regress"].tolist(),
        "weights": weights.tolist(),
        "cases": every,
        "texts": list(texts(x, targets)),
    }
    folder = Path(sys.argv[1]) if len(sys.argv) > 1 else HERE
    (folder / "tree.json").write_text(json.dumps(golden, separators=(",", ":")) + "\n")
    print(f"{sum('tree' in c for c in every)} trees that do not depend on the seed, {sum('worst' in c for c in every)} that do")


if __name__ == "__main__":
    main()

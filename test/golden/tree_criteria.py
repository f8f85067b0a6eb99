"""What scikit-learn 1.2.1 grows by the other criteria, with weights, by drawn thresholds; its pruning paths; its text with weights.

Run: /usr/bin/python3 test/golden/tree_criteria.py [output directory]

The tables and the way in which trees that do not depend on the seed are found are those of tree.py. Rows of the real tables are weighted by 0.25 + (row % 7)
/ 4. Absolute errors have many equally good splits, between which the rounding of sums decides, and scikit-learn's impurities of weighted nodes are not always
their least absolute errors: trees by it are stored where neither is so. Trees by drawn thresholds cannot be the same: the mean and the deviation of their scores and sizes over seeds are stored.
"""

import json
import sys
from pathlib import Path

import numpy as np
from sklearn.metrics import accuracy_score, r2_score
from sklearn.tree import DecisionTreeClassifier, DecisionTreeRegressor, export_text

from tree import HERE, SEEDS, case, fitted, made, params_of, real

RANDOM_SEEDS = 60
REGRESS = [
    {"max_depth": 1},
    {"max_depth": 2},
    {"max_depth": 3},
    {"max_depth": 5},
    {"max_depth": 4, "min_samples_leaf": 7},
    {"min_samples_leaf": 12},
    {"min_samples_leaf": 0.05},
    {"min_samples_split": 40},
    {"min_weight_fraction_leaf": 0.08},
    {"max_leaf_nodes": 2},
    {"max_leaf_nodes": 9, "min_samples_leaf": 5},
    {"max_leaf_nodes": 20},
]
# What is held against the fall in impurity has the units of the criterion.
PRICES = {
    ("squared_error", "diabetes"): (60.0, 40.0),
    ("squared_error", "made"): (0.05, 0.05),
    ("friedman_mse", "diabetes"): (30000.0, 40.0),
    ("friedman_mse", "made"): (20.0, 0.05),
    ("absolute_error", "diabetes"): (0.5, 0.4),
    ("absolute_error", "made"): (0.02, 0.02),
    ("poisson", "diabetes"): (0.3, 0.2),
    ("poisson", "counts"): (0.01, 0.01),
}
CLASSIFY = [
    {"max_depth": 1},
    {"max_depth": 2},
    {"max_depth": 3},
    {"max_depth": 3, "criterion": "entropy"},
    {"max_leaf_nodes": 6},
    {"max_leaf_nodes": 6, "criterion": "log_loss"},
    {"min_samples_leaf": 9},
    {"ccp_alpha": 0.015},
    {"min_impurity_decrease": 0.015, "criterion": "entropy"},
    {"min_weight_fraction_leaf": 0.05},
]


def row_weights(rows):
    return 0.25 + (np.arange(rows) % 7) / 4


def settled(given, x, y, weights):
    """Whether columns turned upside down, whose sums round otherwise, give the same leaves, and impurities are right."""
    own = np.ones(len(y)) if weights is None else weights
    leaves = set()
    for seed in range(SEEDS):
        turned = x * np.where(np.random.RandomState(seed).uniform(size=x.shape[1]) < 0.5, -1, 1) if seed else x
        model = DecisionTreeRegressor(random_state=seed, **given).fit(turned, y, weights)
        ids = model.apply(turned)
        leaves.add(frozenset(tuple(np.flatnonzero((ids == leaf) & (own > 0))) for leaf in np.unique(ids[own > 0])))
        paths = model.decision_path(turned).toarray().astype(bool)
        for rows, impurity in zip(paths.T, model.tree_.impurity):
            if not np.isclose(least_error(y[rows & (own > 0)], own[rows & (own > 0)]), impurity, rtol=1e-9, atol=1e-12):
                return False
    return len(leaves) == 1


def least_error(y, weights):
    """The mean absolute distance from the weighted median."""
    order = np.argsort(y, kind="stable")
    reached = np.cumsum(weights[order])
    median = y[order][np.searchsorted(reached, reached[-1] / 2 - 1e-12)]
    return np.sum(weights * np.abs(y - median)) / reached[-1]


def regress(criterion, data, x, y, weights):
    fall, alpha = PRICES[criterion, data]
    priced = [{"min_impurity_decrease": fall}, {"ccp_alpha": alpha}, {"ccp_alpha": alpha / 2, "max_leaf_nodes": 14}]
    sure = {"settled": settled} if criterion == "absolute_error" else {}
    for given in [*REGRESS, *priced]:
        yield case(data, x, y, "regress", {"criterion": criterion, **given}, **sure)
    for given in [REGRESS[2], REGRESS[4], REGRESS[5], REGRESS[8], REGRESS[10], *priced[:2]]:
        yield case(data, x, y, "regress", {"criterion": criterion, **given}, weights, **sure)


def cases(x, targets, weights):
    table, y = real("diabetes")
    for criterion in ["friedman_mse", "absolute_error", "poisson"]:
        yield from regress(criterion, "diabetes", table, y, row_weights(len(y)))
    for criterion in ["friedman_mse", "absolute_error"]:
        yield from regress(criterion, "made", x, targets["regress"], weights)
    yield from regress("poisson", "counts", x, targets["counts"], weights)
    for given in [{"max_depth": 4}, {"max_leaf_nodes": 12}, {"min_samples_leaf": 9}, {"ccp_alpha": 40.0}]:
        yield case("diabetes", table, y, "regress", given, row_weights(len(y)))
    for name in ["iris", "wine", "breast_cancer"]:
        table, y = real(name)
        for given in CLASSIFY:
            yield case(name, table, y, "classify", given, row_weights(len(y)))


def paths(x, targets, weights):
    """Pruning paths that are the same whatever the seed."""
    tables = {name: (*real(name), "classify") for name in ["iris", "wine", "breast_cancer"]}
    tables["diabetes"] = (*real("diabetes"), "regress")
    tables["made"] = (x, targets["regress"], "regress")
    tables["counts"] = (x, targets["counts"], "regress")
    for name, (table, y, task) in tables.items():
        own = {"made": weights, "counts": weights}.get(name, row_weights(len(y)))
        Model = DecisionTreeClassifier if task == "classify" else DecisionTreeRegressor
        criteria = ["gini", "entropy"] if task == "classify" else ["squared_error", "absolute_error", "poisson"]
        for criterion in criteria:
            if criterion == "poisson" and name == "made":
                continue
            # Small nodes have many splits of the same absolute error.
            whole = [] if name == "diabetes" or criterion == "absolute_error" else [{}]
            for given in [{"max_leaf_nodes": 15}, {"min_samples_leaf": 8}, {"max_depth": 5}, *whole]:
                for weighted in [False, True]:
                    params = {"criterion": criterion, **given}
                    if criterion == "absolute_error" and not settled(params, table, y, own if weighted else None):
                        continue
                    found = [path(Model, params, seed, table, y, own if weighted else None) for seed in range(SEEDS)]
                    if all(len(a[0]) == len(found[0][0]) and np.allclose(a, found[0], rtol=1e-9, atol=1e-13) for a in found):
                        yield {
                            "data": name,
                            "task": task,
                            "params": params_of(params),
                            "weighted": weighted,
                            "ccpAlphas": found[0][0].tolist(),
                            "impurities": found[0][1].tolist(),
                        }


def path(Model, params, seed, x, y, weights):
    rng = np.random.RandomState(seed)
    rows, cols = (rng.permutation(len(y)), rng.permutation(x.shape[1])) if seed else (np.arange(len(y)), np.arange(x.shape[1]))
    model = Model(random_state=seed, **params)
    found = model.cost_complexity_pruning_path(x[np.ix_(rows, cols)], y[rows], None if weights is None else weights[rows])
    return found.ccp_alphas, found.impurities


def randoms(x, targets):
    """Scores on every other row of trees whose thresholds are drawn, and their leaves."""
    iris, wine, breast, diabetes = (real(name) for name in ["iris", "wine", "breast_cancer", "diabetes"])
    rows = [
        ("iris", *iris, "classify", {}),
        ("wine", *wine, "classify", {"criterion": "entropy"}),
        ("breast_cancer", *breast, "classify", {"max_depth": 4}),
        ("breast_cancer", *breast, "classify", {"max_features": "sqrt"}),
        ("breast_cancer", *breast, "classify", {"max_leaf_nodes": 10}),
        ("diabetes", *diabetes, "regress", {"max_depth": 4}),
        ("diabetes", *diabetes, "regress", {"min_samples_leaf": 10}),
        ("diabetes", *diabetes, "regress", {"criterion": "absolute_error", "max_depth": 4}),
        ("diabetes", *diabetes, "regress", {"criterion": "poisson", "max_depth": 4}),
        ("diabetes", *diabetes, "regress", {"criterion": "friedman_mse", "max_leaf_nodes": 12}),
        ("made", x, targets["regress"], "regress", {"min_samples_leaf": 5}),
    ]
    for name, table, y, task, given in rows:
        Model, score = (DecisionTreeClassifier, accuracy_score) if task == "classify" else (DecisionTreeRegressor, r2_score)
        scores, leaves = [], []
        for seed in range(RANDOM_SEEDS):
            model = Model(splitter="random", random_state=seed, **given).fit(table[::2], y[::2])
            scores.append(score(y[1::2], model.predict(table[1::2])))
            leaves.append(model.get_n_leaves())
        yield {
            "data": name,
            "task": task,
            "params": {"splitter": "random", **params_of(given)},
            "seeds": RANDOM_SEEDS,
            "scores": {"mean": np.mean(scores), "deviation": np.std(scores, ddof=1)},
            "leaves": {"mean": np.mean(leaves), "deviation": np.std(leaves, ddof=1)},
        }


def texts():
    table, y = real("wine")
    for weights in [None, row_weights(len(y))]:
        model, _ = fitted(DecisionTreeClassifier, {"max_leaf_nodes": 4}, 0, table, y, weights)
        names = [f"c{i}" for i in range(table.shape[1])]
        for options in [{"show_weights": True}, {"show_weights": True, "decimals": 3, "max_depth": 1}]:
            yield {
                "data": "wine",
                "task": "classify",
                "params": {"maxLeafNodes": 4},
                "weighted": weights is not None,
                "names": names,
                "options": {{"max_depth": "maxDepth", "show_weights": "showWeights"}.get(key, key): item for key, item in options.items()},
                "text": export_text(model, feature_names=names, **options),
            }


def main():
    x, targets, weights = made(np.random.RandomState(3))
    targets["counts"] = np.maximum(0.0, np.round(targets["regress"]))
    every = list(cases(x, targets, weights))
    golden = {
        "counts": targets["counts"].tolist(),
        "cases": every,
        "paths": list(paths(x, targets, weights)),
        "randoms": list(randoms(x, targets)),
        "texts": list(texts()),
    }
    folder = Path(sys.argv[1]) if len(sys.argv) > 1 else HERE
    (folder / "tree_criteria.json").write_text(json.dumps(golden, separators=(",", ":")) + "\n")
    print(f"{sum('tree' in c for c in every)} trees that do not depend on the seed, {sum('worst' in c for c in every)} that do")
    print(f"{len(golden['paths'])} paths")


if __name__ == "__main__":
    main()

"""What scikit-learn 1.2.1 makes of missing values: MissingIndicator, KNNImputer, IterativeImputer, on seeded tables.

Run: /usr/bin/python3 test/golden/missing.py
"""

import json
import pathlib
import sys
import warnings

import numpy as np
from scipy import sparse
from sklearn.experimental import enable_iterative_imputer  # noqa: F401
from sklearn.impute import IterativeImputer, KNNImputer, MissingIndicator
from sklearn.linear_model import BayesianRidge, Ridge
from sklearn.metrics.pairwise import nan_euclidean_distances
from sklearn.tree import DecisionTreeRegressor

warnings.filterwarnings("ignore")
SPELLED = {
    "n_neighbors": "nNeighbors",
    "add_indicator": "addIndicator",
    "keep_empty_features": "keepEmptyFeatures",
    "error_on_new": "errorOnNew",
    "max_iter": "maxIter",
    "initial_strategy": "initialStrategy",
    "imputation_order": "imputationOrder",
    "skip_complete": "skipComplete",
    "min_value": "minValue",
    "max_value": "maxValue",
}
VALUES = {"missing-only": "missingOnly", "most_frequent": "mostFrequent"}


def listed(values):
    """Nested lists with null for NaN."""
    if sparse.issparse(values):
        values = values.toarray()
    if isinstance(values, np.ndarray):
        values = (values.astype(float) if values.dtype == bool else values).tolist()
    if isinstance(values, list):
        return [listed(value) for value in values]
    return None if isinstance(values, float) and np.isnan(values) else values


def spelled(params):
    return {SPELLED.get(key, key): VALUES.get(value, value) if isinstance(value, str) else value for key, value in params.items()}


def holed(rng, x, share):
    x = x.copy()
    x[rng.uniform(size=x.shape) < share] = np.nan
    return x


def mapped(make, params, x, later):
    model = make(**params).fit(x)
    names = model.get_feature_names_out([f"f{i}" for i in range(x.shape[1])])
    return {"params": spelled(params), "names": listed(names), "fitted": listed(model.transform(x)), "later": listed(model.transform(later))}


def neighbors(x, later, **params):
    # scikit-learn fills up from rows whose distance is undefined, in no order, when there are too few others: no such case stands here.
    for rows in (x, later):
        undefined = np.isnan(nan_euclidean_distances(rows, x)).mean(axis=1)
        assert set(undefined[np.isnan(rows).any(axis=1)]) <= {0.0, 1.0}
    return mapped(KNNImputer, params, x, later)


# Trees so small that no two of their splits are equally good: which of those is taken depends on the seed.
ESTIMATORS = {
    "BayesianRidge": lambda: BayesianRidge(),
    "Ridge": lambda: Ridge(alpha=0.5),
    "DecisionTreeRegressor": lambda: DecisionTreeRegressor(max_depth=2, random_state=0),
}


def iterative(x, later, kind, **params):
    model = IterativeImputer(estimator=ESTIMATORS[kind](), random_state=0, **params)
    fitted = model.fit_transform(x)
    return {
        "estimator": kind,
        "params": spelled(params),
        "iterations": model.n_iter_,
        "names": listed(model.get_feature_names_out([f"f{i}" for i in range(x.shape[1])])),
        "fitted": listed(fitted),
        "later": listed(model.transform(later)),
    }


def related(rng, rows):
    base = rng.normal(size=(rows, 2))
    mix = rng.normal(size=(2, 5))
    return base @ mix * [1, 10, 0.1, 3, 1] + [0, 100, -2, 5, 1] + 0.2 * rng.normal(size=(rows, 5)) * [1, 10, 0.1, 3, 1]


def main():
    rng = np.random.RandomState(11)
    x = holed(rng, rng.normal(size=(40, 5)) * [1, 100, 1e-2, 5, 1] + [0, 1e3, 3, -7, 0], 0.15)
    x[:, 4] = rng.normal(size=40)  # without missing values
    later = holed(rng, rng.normal(size=(12, 5)) * [1, 100, 1e-2, 5, 1] + [0, 1e3, 3, -7, 0], 0.25)
    later[:, 4] = rng.normal(size=12)
    alone = later.copy()
    alone[3] = np.nan
    counts = np.where(rng.uniform(size=(30, 4)) < 0.4, rng.randint(1, 9, size=(30, 4)), 0).astype(float)
    counts[rng.uniform(size=counts.shape) < 0.1] = np.nan
    counts[:, 2] = 1

    data = related(rng, 60)
    table = holed(rng, data, 0.15)
    table[:, 3] = data[:, 3]  # complete
    asked = holed(rng, related(rng, 15), 0.3)
    golden = {
        "numbers": listed(x),
        "later": listed(later),
        "alone": listed(alone),
        "counts": listed(counts),
        "indicators": [
            mapped(MissingIndicator, params, x, later)
            for params in [{}, {"features": "all"}, {"error_on_new": False}]
        ],
        "sparseIndicators": [
            mapped(MissingIndicator, params, sparse.csc_matrix(counts), sparse.csc_matrix(counts[:9]))
            for params in [{}, {"features": "all"}]
        ],
        "neighbors": [
            neighbors(x, alone, **params)
            for params in [
                {},
                {"n_neighbors": 1},
                {"n_neighbors": 3, "weights": "distance"},
                {"n_neighbors": 100},
                {"n_neighbors": 100, "weights": "distance", "add_indicator": True},
            ]
        ],
        "related": listed(table),
        "asked": listed(asked),
        "iterative": [
            iterative(table, asked, kind, **params)
            for kind, params in [
                ("BayesianRidge", {}),
                ("BayesianRidge", {"max_iter": 3, "tol": 0.0, "initial_strategy": "median"}),
                ("BayesianRidge", {"skip_complete": True, "imputation_order": "descending", "max_iter": 4}),
                ("Ridge", {"imputation_order": "roman", "add_indicator": True}),
                ("Ridge", {"imputation_order": "arabic", "min_value": 0.0, "max_value": 50.0, "max_iter": 5}),
                ("Ridge", {"max_iter": 0}),
                ("Ridge", {"max_iter": 30, "initial_strategy": "most_frequent"}),
                ("Ridge", {"max_iter": 2, "initial_strategy": "constant", "min_value": [-1.0, 90.0, -3.0, -5.0, 0.0]}),
                ("DecisionTreeRegressor", {"max_iter": 3}),
                ("DecisionTreeRegressor", {"max_iter": 2, "imputation_order": "descending"}),
            ]
        ],
    }
    out = pathlib.Path(sys.argv[1]) if len(sys.argv) > 1 else pathlib.Path(__file__).parent
    (out / "missing.json").write_text(json.dumps(golden, allow_nan=False, separators=(",", ":")) + "\n")


if __name__ == "__main__":
    main()

"""What scikit-learn 1.2.1 learns and gives: StandardScaler, SimpleImputer, OneHotEncoder, on seeded tables with missing values.

Run: /usr/bin/python3 test/golden/preprocess.py
"""

import json
import pathlib
import sys

import numpy as np
from scipy import sparse
from sklearn.impute import SimpleImputer
from sklearn.preprocessing import OneHotEncoder, StandardScaler

rng = np.random.RandomState(7)


def listed(values):
    """Nested lists with null for NaN."""
    if isinstance(values, np.ndarray):
        values = values.tolist()
    if isinstance(values, list):
        return [listed(value) for value in values]
    return None if isinstance(values, float) and np.isnan(values) else values


def table():
    x = rng.normal(size=(40, 6)) * [1, 100, 1e-3, 5, 1, 1] + [0, 1e6, 3, -7, 0, 0]
    x[:, 4] = 0.1  # constant, and not exact in binary
    x[:, 5] = rng.randint(0, 4, size=40)
    x[rng.uniform(size=x.shape) < 0.15] = np.nan
    return x


def scaler(x, weights=None, parts=None, **params):
    model = StandardScaler(**params)
    if parts is None:
        model.fit(x, sample_weight=weights)
    else:
        for start, end in parts:
            model.partial_fit(x[start:end])
    out = model.transform(x)
    return {
        "params": {"withMean": params.get("with_mean", True), "withStd": params.get("with_std", True)},
        "weights": listed(weights) if weights is not None else None,
        "parts": parts,
        "mean": listed(model.mean_),
        "variance": None if model.var_ is None else listed(model.var_),
        "scale": None if model.scale_ is None else listed(model.scale_),
        "output": listed(out.toarray() if sparse.issparse(out) else out),
    }


def imputer(x, strategy, **params):
    names = {"mostFrequent": "most_frequent"}
    model = SimpleImputer(strategy=names.get(strategy, strategy), **params)
    out = model.fit_transform(x)
    given = {"strategy": strategy}
    for old, new in [("fill_value", "fillValue"), ("add_indicator", "addIndicator"), ("keep_empty_features", "keepEmptyFeatures")]:
        if old in params:
            given[new] = params[old]
    names = model.get_feature_names_out([f"f{i}" for i in range(x.shape[1])])
    return {"params": given, "statistics": listed(model.statistics_), "names": listed(names), "output": listed(out)}


def one_hot(x, later, handle_unknown="error", drop=None, min_frequency=None, max_categories=None):
    model = OneHotEncoder(
        handle_unknown=handle_unknown,
        drop=drop,
        min_frequency=min_frequency,
        max_categories=max_categories,
        sparse_output=False,
    ).fit(x)
    spelled = {"infrequent_if_exist": "infrequentIfExist", "if_binary": "ifBinary"}
    return {
        "params": {
            "handleUnknown": spelled.get(handle_unknown, handle_unknown),
            "drop": spelled.get(drop, drop),
            "minFrequency": min_frequency,
            "maxCategories": max_categories,
        },
        "names": [str(name) for name in model.get_feature_names_out(["city", "size", "rare"])],
        "fitted": listed(model.transform(x)),
        "later": None if handle_unknown == "error" else listed(model.transform(later)),
    }


def main():
    x = table()
    weights = rng.uniform(0, 3, size=len(x))
    weights[3] = 0
    counts = np.where(rng.uniform(size=(30, 4)) < 0.4, rng.randint(1, 9, size=(30, 4)), 0).astype(float)
    empty = x[:, :3].copy()
    empty[:, 1] = np.nan

    n = 60
    categories = np.array(["Lima", "Oslo", "Rome", "Bonn", "Ürümqi", ""], dtype=object)
    city = categories[np.minimum(rng.geometric(0.35, size=n) - 1, 5)]
    size = rng.choice(np.array(["small", "large"], dtype=object), size=n)
    rare = rng.choice(np.array(["a", "b", "c", "d", None], dtype=object), size=n, p=[0.5, 0.3, 0.1, 0.05, 0.05])
    rare[7] = None
    fitted = np.column_stack([city, size, rare]).astype(object)
    later = np.array([["Lima", "small", "a"], ["Paris", "large", None], ["Oslo", "medium", "z"]], dtype=object)
    strings = fitted.copy()
    strings[rng.uniform(size=strings.shape) < 0.2] = np.nan
    strings[strings == None] = np.nan  # noqa: E711

    one_hots = []
    for handle in ["error", "ignore", "infrequent_if_exist"]:
        for drop in [None, "first", "if_binary"]:
            for least, most in [(None, None), (6, None), (0.2, None), (None, 3), (4, 2), (1000, None)]:
                one_hots.append(one_hot(fitted, later, handle, drop, least, most))

    golden = {
        "numbers": listed(x),
        "counts": listed(counts),
        "empty": listed(empty),
        "strings": listed(strings),
        "fitted": listed(fitted),
        "later": listed(later),
        "scalers": [
            scaler(x),
            scaler(x, with_mean=False),
            scaler(x, with_std=False),
            scaler(x, weights=weights),
            scaler(x, parts=[[0, 13], [13, 25], [25, 40]]),
        ],
        "sparseScalers": [
            scaler(sparse.csr_matrix(counts), with_mean=False),
            scaler(sparse.csr_matrix(counts), weights=weights[:30], with_mean=False),
        ],
        "imputers": [
            imputer(x, "mean"),
            imputer(x, "median"),
            imputer(x, "median", add_indicator=True),
            imputer(x, "mostFrequent"),
            imputer(x, "constant"),
            imputer(x, "constant", fill_value=-2.5, add_indicator=True),
        ],
        "emptyImputers": [
            imputer(empty, strategy, keep_empty_features=True, add_indicator=True)
            for strategy in ["mean", "median", "mostFrequent", "constant"]
        ],
        "stringImputers": [
            imputer(strings, "mostFrequent"),
            imputer(strings, "constant"),
            imputer(strings, "constant", fill_value="?"),
        ],
        "oneHots": one_hots,
    }
    out = pathlib.Path(sys.argv[1]) if len(sys.argv) > 1 else pathlib.Path(__file__).parent
    (out / "preprocess.json").write_text(json.dumps(golden, ensure_ascii=False, allow_nan=False, separators=(",", ":")) + "\n")


if __name__ == "__main__":
    main()

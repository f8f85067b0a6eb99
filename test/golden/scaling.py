"""What scikit-learn 1.2.1 learns and gives: MaxAbsScaler, RobustScaler, Normalizer, Binarizer, QuantileTransformer, PowerTransformer, on seeded tables.

Run: /usr/bin/python3 test/golden/scaling.py
"""

import json
import pathlib
import sys
import warnings

import numpy as np
from scipy import sparse
from sklearn.preprocessing import Binarizer, MaxAbsScaler, Normalizer, PowerTransformer, QuantileTransformer, RobustScaler

warnings.simplefilter("ignore")
rng = np.random.RandomState(23)


def listed(values):
    """Nested lists with null for NaN."""
    if sparse.issparse(values):
        values = values.toarray()
    if isinstance(values, np.ndarray):
        values = values.tolist()
    if isinstance(values, list):
        return [listed(value) for value in values]
    return None if isinstance(values, float) and np.isnan(values) else values


def table(rows):
    """Normal, large, tiny, skewed, constant, tied, and binary columns: an odd number of them, some values missing."""
    x = rng.normal(size=(rows, 7)) * [1, 1e3, 1e-3, 1, 0, 1, 1] + [0, 1e6, 3, 0, 0.1, 0, 0]
    x[:, 3] = np.exp(2 * x[:, 3])
    x[:, 5] = np.round(x[:, 5])
    x[:, 6] = x[:, 6] > 0
    x[rng.uniform(size=x.shape) < 0.12] = np.nan
    return x


def answers(model, x, later, params, inverse=True, **learned):
    case = {"params": params, "output": listed(model.transform(later))}
    if inverse:
        case["inverse"] = listed(model.inverse_transform(model.transform(later)))
    case.update({name: listed(getattr(model, attribute)) for name, attribute in learned.items()})
    return case


def max_abs(x, later, parts=None):
    model = MaxAbsScaler()
    for start, end in parts or [(0, x.shape[0])]:
        model.partial_fit(x[start:end])
    return {**answers(model, x, later, {}, maxAbs="max_abs_", scale="scale_"), "parts": parts}


def robust(x, later, params, **options):
    model = RobustScaler(**options).fit(x)
    learned = {}
    if model.center_ is not None:
        learned["center"] = "center_"
    if model.scale_ is not None:
        learned["scale"] = "scale_"
    return answers(model, x, later, params, **learned)


def quantile(x, later, params, **options):
    model = QuantileTransformer(**options).fit(x)
    case = answers(model, x, later, params)
    case["quantiles"] = listed(model.quantiles_.T)
    return case


def power(x, later, params, **options):
    model = PowerTransformer(**options).fit(x)
    return answers(model, x, later, params, lambdas="lambdas_")


def main():
    x = table(101)
    later = np.vstack([x[:12], table(15) * 1.5])
    even = table(64)
    full = np.nan_to_num(x[:40], nan=0.0)
    full[3] = 0
    counts = np.where(rng.uniform(size=(60, 5)) < 0.4, rng.randint(-4, 9, size=(60, 5)), 0).astype(float)
    counts[:, 4] = 0
    holed = counts.copy()
    holed[rng.uniform(size=holed.shape) < 0.1] = np.nan
    sparse_counts, sparse_holed = sparse.csr_matrix(counts), sparse.csr_matrix(holed)
    skewed = np.column_stack([np.exp(rng.normal(size=80)), rng.gamma(2, 3, size=80), rng.normal(100, 5, size=80), rng.uniform(0.1, 1, size=80), rng.poisson(3, size=80) + 1.0])
    skewed[rng.uniform(size=skewed.shape) < 0.1] = np.nan
    # The constant column is left out: where the search of a power ends there means nothing.
    both = np.delete(x, 4, axis=1)
    both_later = np.delete(later, 4, axis=1)
    golden = {
        "numbers": listed(x),
        "later": listed(later),
        "even": listed(even),
        "full": listed(full),
        "counts": listed(counts),
        "holed": listed(holed),
        "skewed": listed(skewed),
        "both": listed(both),
        "bothLater": listed(both_later),
        "maxAbs": [max_abs(x, later), max_abs(x, later, [(0, 20), (20, 21), (21, 101)])],
        "sparseMaxAbs": [max_abs(sparse_holed, sparse_counts)],
        "robust": [
            robust(x, later, {}),
            robust(x, later, {"quantileRange": [10, 95]}, quantile_range=(10, 95)),
            robust(x, later, {"withCentering": False}, with_centering=False),
            robust(x, later, {"withScaling": False}, with_scaling=False),
            robust(x, later, {"unitVariance": True}, unit_variance=True),
            robust(x, later, {"quantileRange": [0, 100]}, quantile_range=(0, 100)),
        ],
        "evenRobust": [robust(even, later, {}), robust(even, later, {"quantileRange": [33.3, 66.6]}, quantile_range=(33.3, 66.6))],
        "sparseRobust": [
            robust(sparse_holed, sparse_counts, {"withCentering": False, "quantileRange": [5, 95]}, with_centering=False, quantile_range=(5, 95)),
            robust(sparse_counts, sparse_counts, {"withCentering": False}, with_centering=False),
        ],
        "normalizers": [answers(Normalizer(norm=norm).fit(full), full, full, {"norm": norm}, inverse=False) for norm in ["l1", "l2", "max"]],
        "sparseNormalizers": [answers(Normalizer(norm=norm).fit(sparse_counts), sparse_counts, sparse_counts, {"norm": norm}, inverse=False) for norm in ["l1", "l2", "max"]],
        "binarizers": [answers(Binarizer(threshold=t).fit(full), full, full, {"threshold": t}, inverse=False) for t in [0, 0.5, -1.25, 1e6]],
        "sparseBinarizers": [answers(Binarizer(threshold=t).fit(sparse_counts), sparse_counts, sparse_counts, {"threshold": t}, inverse=False) for t in [0, 2]],
        "quantiles": [
            quantile(x, later, {}, ),
            quantile(x, later, {"nQuantiles": 10}, n_quantiles=10),
            quantile(x, later, {"nQuantiles": 2}, n_quantiles=2),
            quantile(x, later, {"nQuantiles": 33, "outputDistribution": "normal"}, n_quantiles=33, output_distribution="normal"),
            quantile(x, later, {"outputDistribution": "normal"}, output_distribution="normal"),
        ],
        "sparseQuantiles": [
            quantile(sparse_holed, sparse_holed, {"nQuantiles": 7, "ignoreImplicitZeros": True}, n_quantiles=7, ignore_implicit_zeros=True),
        ],
        "powers": [power(both, both_later, {}), power(both, both_later, {"standardize": False}, standardize=False)],
        "boxCox": [
            power(skewed, skewed, {"method": "boxCox"}, method="box-cox"),
            power(skewed, skewed, {"method": "boxCox", "standardize": False}, method="box-cox", standardize=False),
            power(skewed, skewed, {}),
        ],
    }
    folder = pathlib.Path(sys.argv[1]) if len(sys.argv) > 1 else pathlib.Path(__file__).parent
    (folder / "scaling.json").write_text(json.dumps(golden, ensure_ascii=False, allow_nan=False, separators=(",", ":")) + "\n")


main()

"""Bin edges and single trees on histograms, as scikit-learn 1.2.1's histogram gradient boosting makes them.

Run: /usr/bin/python3 test/golden/hist_trees.py [output directory]

Its private TreeGrower is called with gradients of its own, multiples of 1/256, whose sums are exact in any order, so that ties are ties there and here.
"""

import json
import sys
from pathlib import Path

import numpy as np
from sklearn.datasets import load_breast_cancer, load_diabetes
from sklearn.ensemble._hist_gradient_boosting.binning import _BinMapper
from sklearn.ensemble._hist_gradient_boosting.grower import TreeGrower

HERE = Path(__file__).parent


def rounded(values):
    return np.round(np.asarray(values) * 256) / 256


def edges_of(x, max_bins, categorical):
    known = [np.unique(x[~np.isnan(x[:, c]), c]) if c in categorical else None for c in range(x.shape[1])]
    flags = np.array([c in categorical for c in range(x.shape[1])])
    return _BinMapper(n_bins=max_bins + 1, is_categorical=flags, known_categories=known).fit(x)


def grown(x, gradients, hessians, max_bins, categorical, **params):
    mapper = edges_of(x, max_bins, categorical)
    binned = mapper.transform(x)
    constant = hessians is None
    grower = TreeGrower(
        binned,
        gradients.astype(np.float32),
        np.ones(1, dtype=np.float32) if constant else hessians.astype(np.float32),
        n_bins=mapper.n_bins,
        n_bins_non_missing=mapper.n_bins_non_missing_,
        has_missing_values=np.isnan(x).any(axis=0).astype(np.uint8),
        is_categorical=mapper.is_categorical_,
        **params,
    )
    grower.grow()
    predictor = grower.make_predictor(mapper.bin_thresholds_)
    nodes = predictor.nodes
    sets = []
    for node in nodes:
        bits = predictor.raw_left_cat_bitsets[node["bitset_idx"]] if node["is_categorical"] else []
        sets.append([int(c) for c in range(256) if len(bits) and (int(bits[c >> 5]) >> (c & 31)) & 1])
    return {
        "feature": [-1 if n["is_leaf"] else int(n["feature_idx"]) for n in nodes],
        "left": [-1 if n["is_leaf"] else int(n["left"]) for n in nodes],
        "right": [-1 if n["is_leaf"] else int(n["right"]) for n in nodes],
        "threshold": [None if n["is_leaf"] or n["is_categorical"] or np.isinf(n["num_threshold"]) else float(n["num_threshold"]) for n in nodes],
        "missingLeft": [0 if n["is_leaf"] else int(n["missing_go_to_left"]) for n in nodes],
        "categories": sets,
        "value": [float(n["value"]) for n in nodes],
        "gain": [float(n["gain"]) if not n["is_leaf"] else 0.0 for n in nodes],
        "count": [int(n["count"]) for n in nodes],
    }


def case(name, x, gradients, hessians=None, max_bins=255, categorical=(), **params):
    x = np.asarray(x, dtype=float)
    gradients = rounded(gradients - np.mean(gradients))
    # The root says nothing in scikit-learn; with a sum of 0 that is so here too.
    gradients[0] -= gradients.sum()
    hessians = None if hessians is None else rounded(hessians)
    tree = grown(x, gradients, hessians, max_bins, categorical, **params)
    return {
        "name": name,
        "cols": x.shape[1],
        "x": [None if np.isnan(v) else float(v) for v in x.ravel()],
        "gradients": gradients.tolist(),
        "hessians": None if hessians is None else hessians.tolist(),
        "maxBins": max_bins,
        "categorical": list(categorical),
        "params": {k: (v if not isinstance(v, list) else [sorted(s) if isinstance(s, (set, list)) else s for s in v]) for k, v in params.items()},
        "tree": tree,
    }


def cases():
    rng = np.random.RandomState(7)
    x, y = load_diabetes(return_X_y=True, scaled=False)
    yield case("diabetes", x, -(y - y.mean()) / 16)
    yield case("diabetes, few bins, penalty", x, -(y - y.mean()) / 16, max_bins=16, l2_regularization=5.0, max_leaf_nodes=12, min_samples_leaf=5)
    x, y = load_breast_cancer(return_X_y=True)
    x = np.round(x[:, :8], 4)
    score = rng.normal(size=len(y))
    p = 1 / (1 + np.exp(-score))
    yield case("breast cancer", x, p - y, np.maximum(p * (1 - p), 1 / 256), min_samples_leaf=10)
    made = np.round(rng.normal(size=(300, 4)), 2)
    holes = made.copy()
    holes[rng.uniform(size=holes.shape) < 0.25] = np.nan
    signal = made[:, 0] + made[:, 1] ** 2 - made[:, 2] * made[:, 3] + np.where(np.isnan(holes[:, 1]), 2, 0)
    yield case("missing values", holes, signal, rng.uniform(0.25, 1, 300), min_samples_leaf=7)
    yield case("missing values, deep", holes, signal, max_depth=3, min_samples_leaf=3)
    codes = np.column_stack([rng.randint(0, 12, 400), rng.randint(0, 40, 400), rng.normal(size=400).round(2), rng.randint(3, 6, 400)]).astype(float)
    codes[rng.uniform(size=400) < 0.1, 0] = np.nan
    effect = rng.normal(size=12)[np.nan_to_num(codes[:, 0], nan=5).astype(int)] + 0.5 * (codes[:, 1] % 5) + codes[:, 2] + rng.normal(size=400) / 4
    yield case("categories", codes, effect, categorical=(0, 1, 3), min_samples_leaf=8)
    yield case("categories, hessians", codes, effect, rng.uniform(0.125, 1, 400), categorical=(0, 1, 3), min_samples_leaf=5, max_leaf_nodes=10)
    yield case("monotonic", made, -signal, rng.uniform(0.25, 1, 300), min_samples_leaf=6, monotonic_cst=[1, 0, -1, 1])
    yield case("monotonic, missing values", holes, -signal, min_samples_leaf=6, monotonic_cst=[-1, 1, 0, 0])
    yield case("interactions", made, signal, min_samples_leaf=6, interaction_cst=[{0, 1}, {2, 3}, {1, 2}])


def edge_cases():
    rng = np.random.RandomState(3)
    columns = {
        "few": rng.randint(0, 9, 200) / 4,
        "many": rng.normal(size=1000).round(3),
        "skewed": np.where(rng.uniform(size=900) < 0.6, 0, rng.normal(size=900).round(3)),
        "even": rng.uniform(size=511).round(4),
    }
    for name, values in columns.items():
        for bins in (255, 10):
            found = edges_of(np.asarray(values, dtype=float).reshape(-1, 1), bins, ()).bin_thresholds_[0]
            yield {"name": f"{name} {bins}", "values": values.tolist(), "maxBins": bins, "edges": np.unique(found).tolist()}


if __name__ == "__main__":
    out = Path(sys.argv[1]) if len(sys.argv) > 1 else HERE
    data = {"edges": list(edge_cases()), "trees": list(cases())}
    (out / "hist_trees.json").write_text(json.dumps(data) + "\n")

"""What scikit-learn 1.2.1 gives: KBinsDiscretizer, PolynomialFeatures, SplineTransformer, VarianceThreshold, SelectKBest and its scores, SelectFromModel.

Run: /usr/bin/python3 test/golden/features.py
"""

import json
import pathlib
import sys
import warnings

import numpy as np
from scipy import sparse
from sklearn.datasets import load_breast_cancer, load_diabetes, load_iris
from sklearn.feature_selection import (
    SelectFromModel,
    SelectKBest,
    VarianceThreshold,
    chi2,
    f_classif,
    f_regression,
    mutual_info_classif,
    mutual_info_regression,
)
from sklearn.linear_model import LogisticRegression, Ridge
from sklearn.preprocessing import KBinsDiscretizer, PolynomialFeatures, SplineTransformer, StandardScaler
from sklearn.tree import DecisionTreeRegressor

warnings.filterwarnings("ignore")
rng = np.random.RandomState(11)
SPELLED = {"onehot-dense": "onehotDense"}


def listed(values):
    if sparse.issparse(values):
        values = values.toarray()
    return np.asarray(values).tolist()


def bins(x, later, n_bins, encode, strategy):
    model = KBinsDiscretizer(n_bins=n_bins, encode=encode, strategy=strategy).fit(x)
    given = model.transform(x)
    edges = [listed(edge) if np.isfinite(edge).all() else None for edge in model.bin_edges_]
    centres = [None if edge is None else i for i, edge in enumerate(edges)]
    inverse = model.inverse_transform(given)
    return {
        "params": {"nBins": n_bins if isinstance(n_bins, int) else list(n_bins), "encode": SPELLED.get(encode, encode), "strategy": strategy},
        "edges": edges,
        "output": listed(model.transform(np.vstack([x, later]))),
        "inverse": [[None if centres[col] is None else float(value) for col, value in enumerate(row)] for row in inverse],
    }


def polynomial(x, names, **params):
    model = PolynomialFeatures(**params).fit(x)
    degree = params.get("degree", 2)
    return {
        "params": {
            "degree": list(degree) if isinstance(degree, tuple) else degree,
            "interactionOnly": params.get("interaction_only", False),
            "includeBias": params.get("include_bias", True),
        },
        "names": list(model.get_feature_names_out(names)),
        "powers": listed(model.powers_),
        "output": listed(model.transform(x)),
    }


def spline(x, later, names, knots="uniform", **params):
    model = SplineTransformer(knots=knots, **params).fit(x)
    extrapolation = params.get("extrapolation", "constant")
    asked = x if extrapolation == "error" else np.vstack([x, later])
    return {
        "params": {
            "nKnots": params.get("n_knots", 5),
            "degree": params.get("degree", 3),
            "knots": knots if isinstance(knots, str) else listed(knots),
            "extrapolation": extrapolation,
            "includeBias": params.get("include_bias", True),
        },
        "names": list(model.get_feature_names_out(names)),
        "output": listed(model.transform(asked)),
    }


def variance(x, threshold):
    model = VarianceThreshold(threshold).fit(x)
    return {"threshold": threshold, "scores": listed(model.variances_), "support": listed(model.get_support(indices=True))}


def scored(result):
    scores, p_values = result
    return {"scores": listed(scores), "pValues": listed(p_values)}


def best(score, x, y, ks):
    return [[k, listed(SelectKBest(score, k=k).fit(x, y).get_support(indices=True))] for k in ks]


def from_model(name, estimator, x, y, **params):
    model = SelectFromModel(estimator, **params).fit(x, y)
    norm = {np.inf: 1}.get(params.get("norm_order", 1), params.get("norm_order", 1))
    return {
        "estimator": name,
        "params": {"threshold": params.get("threshold"), "maxFeatures": params.get("max_features"), "normOrder": norm},
        "threshold": float(model.threshold_),
        "support": listed(model.get_support(indices=True)),
    }


def main():
    iris, diabetes, cancer = load_iris(), load_diabetes(), load_breast_cancer()

    x = rng.normal(size=(37, 4)) * [1, 50, 0.01, 3] + [0, 1e3, 2, -4]
    x[:, 3] = rng.randint(0, 4, size=37)
    skewed = np.column_stack([np.exp(2 * rng.normal(size=60)), np.r_[np.zeros(45), rng.normal(size=15)], np.full(60, 3.0), rng.normal(size=60) + 7])
    later = np.array([[1e6] * 4, [-1e6] * 4, [0.0] * 4])
    # Values half way between two means are rounded to either: a table of k-means has none.
    apart = np.column_stack([x[:, :3], x[:, 0] + 2 * x[:, 1]])
    all_bins = []
    for strategy in ["uniform", "quantile", "kmeans"]:
        own = "apart" if strategy == "kmeans" else "x"
        rows = apart if strategy == "kmeans" else x
        for encode in ["onehot", "onehot-dense", "ordinal"]:
            all_bins.append({"table": own, **bins(rows, later, 5, encode, strategy)})
        for n in [2, 3, 12, (2, 3, 4, 7)]:
            all_bins.append({"table": own, **bins(rows, later, n, "ordinal", strategy)})
            all_bins.append({"table": "skewed", **bins(skewed, later, n, "ordinal", strategy)})
        all_bins.append({"table": "skewed", **bins(skewed, later, 4, "onehot", strategy)})

    p = np.round(rng.normal(size=(6, 4)), 2)
    p[rng.uniform(size=p.shape) < 0.4] = 0
    names = ["a", "b", "long name", "d"]
    polynomials = [
        polynomial(p, names),
        polynomial(p, names, degree=3),
        polynomial(p, names, degree=4, include_bias=False),
        polynomial(p, names, degree=3, interaction_only=True),
        polynomial(p, names, degree=(2, 3)),
        polynomial(p, names, degree=(3, 4), interaction_only=True, include_bias=False),
        polynomial(p, names, degree=(0, 1)),
        polynomial(p, names, degree=1),
        polynomial(p, names, degree=0),
        polynomial(p, names, degree=(0, 2), include_bias=False),
    ]

    s = rng.normal(size=(23, 2)) * [1, 10] + [0, 4]
    outside = np.array([[-5.0, -60.0], [5.0, 70.0], [-3.2, -31.0], [3.3, 41.0]])
    given = np.array([[-2.5, -30.0], [-0.25, 0.0], [0.5, 11.0], [3.0, 40.0]])
    splines = []
    for extrapolation in ["error", "constant", "linear", "continue", "periodic"]:
        for degree in [0, 1, 2, 3, 4]:
            if degree == 0 and extrapolation == "constant":
                continue  # theirs leaves out what lies beyond, ours does not
            if degree < 2 and extrapolation == "linear":
                continue  # theirs is right for one column alone: below
            for knots in ["uniform", "quantile"]:
                splines.append(spline(s, outside, ["u", "v"], knots, degree=degree, extrapolation=extrapolation, n_knots=6))
        splines.append(spline(s, outside, ["u", "v"], degree=3, extrapolation=extrapolation, include_bias=False))
        if extrapolation != "error":
            splines.append(spline(s, outside, ["u", "v"], given, degree=2, extrapolation=extrapolation))
    single = [spline(s[:, :1], outside[:, :1], ["u"], degree=degree, extrapolation="linear") for degree in [0, 1, 2]]
    splines.append(spline(s, outside, ["u", "v"], n_knots=2, degree=1))
    splines.append(spline(s, outside, ["u", "v"], n_knots=30, degree=5))
    ties = np.r_[np.zeros(8), np.ones(3), rng.normal(size=9) + 3].reshape(-1, 1)
    tied = spline(ties, ties, ["t"], "quantile", degree=3, extrapolation="continue")

    v = rng.normal(size=(20, 5)) * [1, 0.1, 1, 0, 30] + [0, 3, 0, 0.1, 0]
    v[rng.uniform(size=20) < 0.3, 2] = np.nan
    counts = np.where(rng.uniform(size=(30, 6)) < 0.5, rng.randint(1, 6, size=(30, 6)), 0).astype(float)
    counts[:, 4] = 0
    labels = rng.randint(0, 3, size=30)

    pair = np.array([[1.0, 4.0], [2.0, 4.0], [3.0, 4.0], [4.5, 4.0], [0.0, 4.0]])
    no_ties = rng.normal(size=(200, 4))
    target = no_ties[:, 0] ** 2 + 0.3 * no_ties[:, 1] + 0.1 * rng.normal(size=200)
    classes = (target > 0.8).astype(int) + (target > 2)
    rare = classes.copy()
    rare[7] = 9
    codes = np.column_stack([rng.randint(0, 4, size=200), classes, (classes + rng.randint(0, 2, size=200)) % 3])

    y_cancer, x_cancer = cancer.target, StandardScaler().fit_transform(cancer.data)
    x_iris = StandardScaler().fit_transform(iris.data)
    tight = {"tol": 1e-10, "max_iter": 10000}
    models = [
        from_model("l2", LogisticRegression(**tight), x_cancer, y_cancer),
        from_model("l2", LogisticRegression(**tight), x_cancer, y_cancer, threshold="median"),
        from_model("l2", LogisticRegression(**tight), x_cancer, y_cancer, threshold="1.25*mean"),
        from_model("l2", LogisticRegression(**tight), x_cancer, y_cancer, threshold="0.5 * median", max_features=4),
        from_model("l2", LogisticRegression(**tight), x_cancer, y_cancer, threshold=0.8),
        from_model("l1", LogisticRegression(penalty="l1", solver="saga", C=0.05, tol=1e-8, max_iter=20000), x_cancer, y_cancer),
        {"table": "iris", **from_model("l2", LogisticRegression(**tight), x_iris, iris.target)},
        {"table": "iris", **from_model("l2", LogisticRegression(**tight), x_iris, iris.target, norm_order=2)},
        {"table": "diabetes", **from_model("ridge", Ridge(), diabetes.data, diabetes.target)},
        {"table": "diabetes", **from_model("tree", DecisionTreeRegressor(max_depth=4, random_state=0), diabetes.data, diabetes.target)},
    ]

    mi = {"random_state": 3}
    golden = {
        "x": listed(x),
        "apart": listed(apart),
        "skewed": listed(skewed),
        "later": listed(later),
        "bins": all_bins,
        "p": listed(p),
        "polynomials": polynomials,
        "s": listed(s),
        "outside": listed(outside),
        "splines": splines,
        "ties": listed(ties),
        "tied": tied,
        "single": single,
        "v": [[None if np.isnan(cell) else cell for cell in row] for row in v.tolist()],
        "variances": [variance(v, threshold) for threshold in [0.0, 0.02, 2.0]],
        "counts": listed(counts),
        "labels": listed(labels),
        "sparseVariances": [variance(sparse.csr_matrix(counts), threshold) for threshold in [0.0, 2.0]],
        "fClassif": {"iris": scored(f_classif(iris.data, iris.target)), "cancer": scored(f_classif(cancer.data, cancer.target)), "counts": scored(f_classif(counts[:, :4], labels))},
        "fRegression": {"diabetes": scored(f_regression(diabetes.data, diabetes.target)), "counts": scored(f_regression(counts[:, :4], labels * 1.5)), "pair": scored(f_regression(pair, np.array([1.0, 2.5, 3.0, 5.0, 0.5])))},
        "pair": listed(pair),
        "chi2": {"iris": scored(chi2(iris.data, iris.target)), "counts": scored(chi2(counts[:, :4], labels))},
        "best": {"iris": best(f_classif, iris.data, iris.target, [1, 2, 3]), "diabetes": best(f_regression, diabetes.data, diabetes.target, [1, 5, 8])},
        "tiedBest": best(f_classif, np.column_stack([iris.data[:, :2]] * 3), iris.target, [1, 2, 4, 5]),
        "noTies": listed(no_ties),
        "target": listed(target),
        "classes": listed(classes),
        "rare": listed(rare),
        "codes": listed(codes),
        "information": {
            "regression": {str(k): listed(mutual_info_regression(no_ties, target, n_neighbors=k, **mi)) for k in [1, 3, 7]},
            "classif": {str(k): listed(mutual_info_classif(no_ties, classes, n_neighbors=k, **mi)) for k in [1, 3, 7]},
            "rare": listed(mutual_info_classif(no_ties, rare, **mi)),
            "codes": listed(mutual_info_classif(codes, classes, discrete_features=True)),
            "codesOfNumbers": listed(mutual_info_regression(codes, target, discrete_features=True, **mi)),
            "iris": [listed(mutual_info_classif(iris.data, iris.target, random_state=seed)) for seed in range(20)],
            "diabetes": [listed(mutual_info_regression(diabetes.data, diabetes.target, random_state=seed)) for seed in range(10)],
        },
        "fromModel": models,
    }
    directory = pathlib.Path(sys.argv[1] if len(sys.argv) > 1 else pathlib.Path(__file__).parent)
    lines = [f"{json.dumps(name)}: {json.dumps(value)}" for name, value in golden.items()]
    (directory / "features.json").write_text("{\n" + ",\n".join(lines) + "\n}\n")


main()

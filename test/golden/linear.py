"""Golden values of src/linear: scikit-learn's linear models on the example tables and on seeded cases.

Run: /usr/bin/python3 test/golden/linear.py [output directory]

Closed forms: coefficients, intercept and predictions. An ill-conditioned polynomial is also solved with 60 digits by mpmath. Logistic regression: the
objective that scikit-learn reaches with its defaults, and the coefficients and probabilities at the minimum, which Newton's
steps find from there (for l1 penalties, scikit-learn's solver with a far smaller tolerance). Cases name an example table and its columns, or hold their rows.
"""

import json
import sys
import warnings
from pathlib import Path

import mpmath
import numpy as np
import pandas as pd
import scipy.sparse as sp
from scipy.special import logsumexp
from sklearn.exceptions import ConvergenceWarning
from sklearn.linear_model import LinearRegression, LogisticRegression, Ridge
from sklearn.metrics import mean_squared_error, r2_score
from sklearn.preprocessing import StandardScaler

HERE = Path(__file__).resolve().parent
DATA = HERE.parents[1] / "examples" / "data"
TARGETS = {
    "diabetes": "progression",
    "wine": "cultivar",
    "iris": "species",
    "digits": "digit",
    "breast_cancer": "diagnosis",
}


def table(name):
    frame = pd.read_csv(DATA / f"{name}.csv", float_precision="round_trip")
    return frame.drop(columns=TARGETS[name]).to_numpy(dtype=float), frame[TARGETS[name]].to_numpy()


def weights_of(rows):
    """Weights that a test makes without a generator: 0.5, 1.25, 2, 2.75, 0.5, …"""
    return 0.5 + 0.75 * (np.arange(rows) % 4)


# Closed forms

RIDGES = [("LinearRegression", {}), ("Ridge", {"alpha": 1.0}), ("Ridge", {"alpha": 0.01, "fit_intercept": False})]


def fitted(model, x, y, weight=None):
    model.fit(x, y, sample_weight=weight)
    return {
        "coef": model.coef_.tolist(),
        "intercept": float(model.intercept_),
        "predictions": model.predict(x)[:20].tolist(),
    }


def make(kind, options):
    return LinearRegression(**options) if kind == "LinearRegression" else Ridge(**options)


def shown(options):
    names = {"fit_intercept": "fitIntercept"}
    return {names.get(name, name): value for name, value in options.items()}


def closed_cases():
    cases = []

    def add(name, data, x, y, kinds, weight=None, **more):
        for kind, options in kinds:
            result = fitted(make(kind, options), x, y, weight)
            cases.append(
                {"name": name, **data, "kind": kind, "options": shown(options), "weighted": weight is not None, **more, **result}
            )

    def rows(x, y):
        return {"x": x.tolist(), "y": y.tolist()}

    no_intercept = ("LinearRegression", {"fit_intercept": False})
    x, y = table("diabetes")
    add("diabetes", {"table": "diabetes"}, x, y, [*RIDGES, no_intercept])
    add("diabetes, weighted", {"table": "diabetes"}, x, y, RIDGES, weights_of(len(y)))
    x, y = table("wine")
    y = np.array([int(label[-1]) for label in y], dtype=float)
    add("wine", {"table": "wine"}, x, y, [*RIDGES, no_intercept])
    add("wine, weighted", {"table": "wine"}, x, y, RIDGES, weights_of(len(y)))

    random = np.random.RandomState(3)
    # Nearly dependent columns of very different units, far from 0.
    base = random.randn(60, 4)
    x = np.column_stack([base, base[:, 0] + 1e-5 * random.randn(60)]) * [1, 1e3, 1e-3, 10, 1] + [5, 1e4, 1, 0, 100]
    y = x @ [1, 2e-3, 500, 0.1, -3] + random.randn(60)
    add("ill-conditioned", rows(x, y), x, y, RIDGES[:2], tolerance=1e-7)

    # One-hot columns beside an intercept, a copied column and a constant one: the shortest of many solutions.
    group = np.arange(40) % 3
    value = random.randn(40).round(3)
    x = np.column_stack([group == 0, group == 1, group == 2, value, 2 * value, np.full(40, 0.1)]).astype(float)
    y = (group + 2 * value + random.randn(40)).round(3)
    shortest = np.linalg.pinv(x - x.mean(axis=0), rcond=1e-12) @ (y - y.mean())
    assert np.allclose(LinearRegression().fit(x, y).coef_, shortest, rtol=1e-10, atol=1e-12)
    add("rank-deficient", rows(x, y), x, y, RIDGES)
    add("rank-deficient, weighted", rows(x, y), x, y, RIDGES, weights_of(40))

    x = random.randn(8, 20).round(3)
    y = random.randn(8).round(3)
    add("more columns than rows", rows(x, y), x, y, RIDGES)
    add("more columns than rows, weighted", rows(x, y), x, y, RIDGES[1:], weights_of(8))

    x = sp.random(50, 12, density=0.2, random_state=random, data_rvs=lambda n: random.randint(1, 9, n)).toarray()
    y = (x @ np.arange(12.0) + random.randn(50)).round(3)
    add("mostly zeros", rows(x, y), x, y, RIDGES)
    add("mostly zeros, weighted", rows(x, y), x, y, RIDGES, weights_of(50))
    return cases


def exact_polynomial():
    """Powers 1 … 7 of numbers between 2 and 3, whose centred columns have a condition number of 2e8, solved with 60 digits."""
    t = [2 + k / 32 for k in range(33)]
    x = [[v**power for power in range(1, 8)] for v in t]
    y = [float(mpmath.sin(3 * v)) for v in t]
    mpmath.mp.dps = 60
    a = mpmath.matrix([[1, *row] for row in x])
    solution = mpmath.lu_solve(a.T * a, a.T * mpmath.matrix(y))
    return {
        "x": x,
        "y": y,
        "condition": float(np.linalg.cond(np.array(x) - np.mean(x, axis=0))),
        "coef": [float(v) for v in solution[1:]],
        "intercept": float(solution[0]),
        "scikit": LinearRegression().fit(x, y).coef_.tolist(),
    }


def held_out():
    frame = pd.read_csv(DATA / "diabetes.csv", float_precision="round_trip")
    x, y = frame[["bmi"]].to_numpy(), frame["progression"].to_numpy()
    model = LinearRegression().fit(x[:-20], y[:-20])
    predictions = model.predict(x[-20:])
    return {
        "coef": float(model.coef_[0]),
        "intercept": float(model.intercept_),
        "predictions": predictions.tolist(),
        "mse": float(mean_squared_error(y[-20:], predictions)),
        "r2": float(r2_score(y[-20:], predictions)),
    }


# Logistic regression


def class_factors(y, classes, class_weight):
    if class_weight == "balanced":
        return np.array([len(y) / (len(classes) * np.sum(y == label)) for label in classes])
    return np.array([(class_weight or {}).get(label, 1) for label in classes], dtype=float)


def objective(model, x, y, weight, options):
    """Loss and penalty, as the library states them: the loss has the weight 1, the penalty 1 / C."""
    classes = model.classes_
    scores = x @ model.coef_.T + model.intercept_
    if len(classes) == 2:
        scores = np.column_stack([np.zeros(len(y)), scores[:, 0]])
    code = np.searchsorted(classes, y)
    row_weight = class_factors(y, classes, options.get("class_weight"))[code] * (1 if weight is None else weight)
    loss = np.sum(row_weight * (logsumexp(scores, axis=1) - scores[np.arange(len(y)), code]))
    penalty = options.get("penalty", "l2")
    share = {"l1": 1, "elasticnet": options.get("l1_ratio", 0), "l2": 0, None: 0}[penalty]
    strength = 0 if penalty is None else 1 / options.get("C", 1.0)
    coef = model.coef_
    return float(loss + strength * (share * np.abs(coef).sum() + (1 - share) / 2 * np.sum(coef**2)))


def polish(model, x, y, weight, options):
    """Newton's steps from a solution that is near: where scikit-learn's own rule for stopping leaves it is a few digits off."""
    classes, scores = model.classes_, model.coef_.shape[0]
    code = np.searchsorted(classes, y)
    row_weight = class_factors(y, classes, options.get("class_weight"))[code] * (1 if weight is None else weight)
    intercept = options.get("fit_intercept", True)
    z = np.column_stack([x, np.ones(len(y))]) if intercept else x
    penalty = np.full(z.shape[1], 0.0 if options.get("penalty", "l2") is None else 1 / options.get("C", 1.0))
    if intercept:
        penalty[-1] = 0
    theta = np.column_stack([model.coef_, model.intercept_]) if intercept else model.coef_.copy()
    hot = np.eye(len(classes))[code][:, -scores:]
    for _ in range(12):
        eta = z @ theta.T
        full = np.column_stack([np.zeros(len(y)), eta]) if scores == 1 else eta
        p = np.exp(full - logsumexp(full, axis=1, keepdims=True))[:, -scores:]
        gradient = ((p - hot) * row_weight[:, None]).T @ z + penalty * theta
        blocks = [
            [(z * (row_weight * p[:, i] * ((i == j) - p[:, j]))[:, None]).T @ z + (i == j) * np.diag(penalty) for j in range(scores)]
            for i in range(scores)
        ]
        theta = theta - np.linalg.lstsq(np.block(blocks), gradient.ravel(), rcond=1e-13)[0].reshape(theta.shape)
    model.coef_ = theta[:, : x.shape[1]]
    if intercept:
        model.intercept_ = theta[:, -1]
    return model


def logistic_case(name, scaled, options, weighted=False):
    x, y = table(name)
    if scaled:
        x = StandardScaler().fit_transform(x)
    weight = weights_of(len(y)) if weighted else None
    extra = {"solver": "saga", "random_state": 0} if options.get("penalty") in ("l1", "elasticnet") else {}
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", ConvergenceWarning)
        theirs = LogisticRegression(**options, **extra).fit(x, y, sample_weight=weight)
        tight = {"solver": "saga", "tol": 1e-9, "random_state": 0} if extra else {"tol": 1e-10}
        best = LogisticRegression(**options, **tight, max_iter=100_000).fit(x, y, sample_weight=weight)
    if not extra:
        best = polish(best, x, y, weight, options)
    camel = {"fit_intercept": "fitIntercept", "class_weight": "classWeight", "l1_ratio": "l1Ratio"}
    shown_options = {camel.get(key, key): value for key, value in options.items()}
    if isinstance(shown_options.get("classWeight"), dict):
        shown_options["classWeight"] = [[label, value] for label, value in shown_options["classWeight"].items()]
    return {
        "table": name,
        "scaled": scaled,
        "options": shown_options,
        "weighted": weighted,
        "objective": objective(theirs, x, y, weight, options),
        "best": objective(best, x, y, weight, options),
        "coef": best.coef_[:, :30].tolist(),
        "intercept": best.intercept_.tolist(),
        "probabilities": best.predict_proba(x)[::40].tolist(),
    }


def logistic_cases():
    cases = [logistic_case(name, True, {}) for name in ["breast_cancer", "wine", "iris", "digits"]]
    cases += [logistic_case(name, False, {}) for name in ["iris", "digits"]]
    cases += [
        logistic_case("breast_cancer", True, {"class_weight": "balanced"}),
        logistic_case("breast_cancer", True, {"class_weight": {"malignant": 5}}, weighted=True),
        logistic_case("breast_cancer", True, {"C": 0.01}),
        logistic_case("breast_cancer", True, {"C": 100.0, "fit_intercept": False}),
        logistic_case("wine", True, {"class_weight": "balanced", "C": 0.1}),
        logistic_case("wine", True, {"fit_intercept": False}, weighted=True),
        logistic_case("iris", False, {"penalty": None}),
        logistic_case("breast_cancer", True, {"penalty": "l1"}),
        logistic_case("breast_cancer", True, {"penalty": "elasticnet", "l1_ratio": 0.3, "C": 0.5}),
        logistic_case("iris", False, {"penalty": "l1", "C": 0.5}),
    ]
    return cases


def main():
    out = Path(sys.argv[1]) if len(sys.argv) > 1 else HERE
    golden = {
        "closed": closed_cases(),
        "polynomial": exact_polynomial(),
        "heldOut": held_out(),
        "logistic": logistic_cases(),
    }
    (out / "linear.json").write_text(json.dumps(golden, indent=1) + "\n")


if __name__ == "__main__":
    main()

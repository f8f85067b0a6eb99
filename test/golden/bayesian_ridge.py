"""What scikit-learn 1.2.1 learns by BayesianRidge, on examples/data/diabetes.csv and on seeded tables.

Run: /usr/bin/python3 test/golden/bayesian_ridge.py
"""

import json
import pathlib
import sys

import numpy as np
import pandas as pd
from sklearn.linear_model import BayesianRidge

HERE = pathlib.Path(__file__).parent
SPELLED = {
    "n_iter": "maxIter",
    "tol": "tol",
    "alpha_1": "alpha1",
    "alpha_2": "alpha2",
    "lambda_1": "lambda1",
    "lambda_2": "lambda2",
    "alpha_init": "alphaInit",
    "lambda_init": "lambdaInit",
    "fit_intercept": "fitIntercept",
}


def case(name, x, y, weights=None, **params):
    """Weights are whole numbers: scikit-learn is given each row as often."""
    rows = np.arange(len(y)) if weights is None else np.repeat(np.arange(len(y)), weights)
    model = BayesianRidge(compute_score=True, **params).fit(x[rows], y[rows])
    # The uncertainty about the columns' means, where the intercept is learned: scikit-learn's own is about zero.
    means = x[rows].mean(axis=0) if params.get("fit_intercept", True) else np.zeros(x.shape[1])
    # The last score of scikit-learn mixes the new precisions with the coefficients of the round before: it is worked out again here, by its own formula.
    scores = model.scores_.copy()
    residual = ((y[rows] - model.predict(x[rows])) ** 2).sum()
    spread = np.linalg.svd(x[rows] - means, compute_uv=False) ** 2
    scores[-1] = model._log_marginal_likelihood(len(rows), x.shape[1], spread, model.alpha_, model.lambda_, model.coef_, residual)
    asked = x[:7] - means
    sigma = np.linalg.inv(model.lambda_ * np.eye(x.shape[1]) + model.alpha_ * (x[rows] - means).T @ (x[rows] - means))
    std = np.sqrt(1 / model.alpha_ + ((asked @ sigma) * asked).sum(axis=1))
    if not params.get("fit_intercept", True) and len(rows) > x.shape[1]:
        assert np.allclose(std, model.predict(x[:7], return_std=True)[1], rtol=1e-8)
    return {
        "name": name,
        "params": {SPELLED[key]: value for key, value in params.items()},
        "x": None if name.startswith("diabetes") else x.tolist(),
        "y": None if name.startswith("diabetes") else y.tolist(),
        "weights": None if weights is None else weights.tolist(),
        "coef": model.coef_.tolist(),
        "intercept": float(model.intercept_),
        "alpha": float(model.alpha_),
        "lambda": float(model.lambda_),
        "sigma": sigma.tolist(),
        "scores": scores.tolist(),
        "nIter": int(model.n_iter_),
        "std": std.tolist(),
    }


def main():
    rng = np.random.RandomState(3)
    table = pd.read_csv(HERE.parent.parent / "examples" / "data" / "diabetes.csv", float_precision="round_trip")
    x = table.drop(columns="progression").to_numpy(float)
    y = table["progression"].to_numpy(float)
    scaled = (x - x.mean(axis=0)) / x.std(axis=0)
    small = rng.normal(size=(30, 4)) * [1, 10, 0.1, 1] + [0, 5, 1, -100]
    target = small @ [1.5, -0.2, 4, 0] + 0.3 * rng.normal(size=30)
    constant = small.copy()
    constant[:, 2] = 0.1
    twice = np.column_stack([small, small[:, 0]])
    wide = rng.normal(size=(12, 20))
    golden = [
        case("diabetes", x, y),
        case("diabetes without an intercept", x, y, fit_intercept=False),
        case("diabetes to the end", x, y, tol=1e-10),
        case("a table", small, target),
        case("one round", small, target, n_iter=1),
        case("given precisions", small, target, alpha_init=2.0, lambda_init=0.5, tol=1e-8),
        case("other priors", small, target, alpha_1=2.0, alpha_2=0.5, lambda_1=0.1, lambda_2=3.0),
        case("weights", small, target, weights=rng.randint(0, 4, size=30)),
        case("a constant column", constant, target),
        case("a column twice", twice, target),
        case("fewer rows than columns", wide, wide[:, 0] + 0.1 * rng.normal(size=12), tol=1e-6),
        case("scaled noise", scaled[:50, :3], rng.normal(size=50)),
    ]
    out = pathlib.Path(sys.argv[1]) if len(sys.argv) > 1 else HERE
    (out / "bayesian_ridge.json").write_text(json.dumps(golden, allow_nan=False, separators=(",", ":")) + "\n")


if __name__ == "__main__":
    main()

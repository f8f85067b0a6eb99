"""Reference values for src/kernels: Gram matrices and solutions by numpy, minima by scipy.

Run: /usr/bin/python3 test/golden/kernels.py
"""

import json
import pathlib
import sys

import numpy as np
from scipy.optimize import minimize, rosen, rosen_der

rng = np.random.default_rng(7)
ROWS, COLS = 150, 6
x = np.round(rng.normal(size=(ROWS, COLS)) * [1, 2, 0.5, 1, 3, 1] + [0, 1, -2, 0, 10, 0], 6)
weights = np.round(rng.uniform(0.2, 2, ROWS), 6)
truth = np.array([1, -1, 0, 0.5, 0, 0])
y = (x @ truth + rng.logistic(size=ROWS) > 0).astype(float)


def logistic_loss(w, penalty):
    margin = x @ w
    value = np.sum(np.logaddexp(0, margin) - y * margin) + penalty / 2 * w @ w
    gradient = x.T @ (1 / (1 + np.exp(-margin)) - y) + penalty * w
    return value, gradient


def smooth(penalty):
    start = minimize(logistic_loss, np.zeros(COLS), args=(penalty,), jac=True, method="L-BFGS-B", options={"ftol": 1e-16, "gtol": 1e-12})
    polished = minimize(logistic_loss, start.x, args=(penalty,), jac=True, method="BFGS", options={"gtol": 1e-11})
    best = min(start, polished, key=lambda r: r.fun)
    return {"penalty": penalty, "value": best.fun, "x": best.x.tolist()}


def elastic(l1, penalty):
    """L1 by two non-negative halves, which makes the problem smooth with bounds."""

    def split(halves):
        plus, minus = halves[:COLS], halves[COLS:]
        value, gradient = logistic_loss(plus - minus, penalty)
        return value + l1 * halves.sum(), np.concatenate([gradient + l1, l1 - gradient])

    result = minimize(split, np.zeros(2 * COLS), jac=True, method="L-BFGS-B", bounds=[(0, None)] * (2 * COLS), options={"ftol": 1e-16, "gtol": 1e-11, "maxiter": 5000})
    return {"l1": l1, "penalty": penalty, "value": result.fun, "x": (result.x[:COLS] - result.x[COLS:]).tolist()}


means = np.average(x, axis=0, weights=weights)
centred = x - means
gram = centred.T @ (centred * weights[:, None])
right = centred.T @ (weights * y)
chain = minimize(rosen, np.full(10, -1.2), jac=rosen_der, method="L-BFGS-B", options={"ftol": 1e-16, "gtol": 1e-10, "maxiter": 5000})
golden = {
    "x": x.ravel().tolist(),
    "rows": ROWS,
    "cols": COLS,
    "weights": weights.tolist(),
    "y": y.tolist(),
    "means": means.tolist(),
    "gram": gram.ravel().tolist(),
    "solution": np.linalg.solve(gram, right).tolist(),
    "rosenbrock": {"value": chain.fun, "x": chain.x.tolist()},
    "smooth": [smooth(p) for p in (0.01, 1.0, 100.0)],
    "elastic": [elastic(l1, p) for l1, p in ((0.5, 0.0), (5.0, 0.0), (5.0, 2.0), (30.0, 0.0), (1000.0, 0.0))],
}
out = pathlib.Path(sys.argv[1]) if len(sys.argv) > 1 else pathlib.Path(__file__).parent
(out / "kernels.json").write_text(json.dumps(golden) + "\n")

"""Least squares of scikit-learn, as bench/cases/linear.ts."""
import peer

peer.requires("numpy", "sklearn")

from sklearn.linear_model import LinearRegression, Ridge


def prepare(data):
    x = data.float64("x").reshape(-1, 50)
    y = data.float64("y")
    return {
        "LinearRegression": lambda: LinearRegression().fit(x, y).coef_.sum(),
        "Ridge": lambda: Ridge().fit(x, y).coef_.sum(),
    }


peer.serve(prepare, "sklearn", "numpy")

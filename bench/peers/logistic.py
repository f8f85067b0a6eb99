"""Logistic regression of scikit-learn, as bench/cases/logistic.ts."""
import peer

peer.requires("numpy", "sklearn")

from sklearn.linear_model import LogisticRegression
from sklearn.metrics import log_loss


def fit(data, name, cols):
    x = data.float64(f"{name}-x").reshape(-1, cols)
    y = data.float64(f"{name}-y")

    def task():
        model = LogisticRegression().fit(x, y)
        return lambda: log_loss(y, model.predict_proba(x))

    return task


peer.serve(
    lambda data: {"two classes": fit(data, "binary", 50), "ten classes": fit(data, "ten", 64)}, "sklearn", "numpy"
)

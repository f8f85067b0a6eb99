"""Fitting forests of scikit-learn, as bench/cases/forest.ts."""
import peer

peer.requires("numpy", "sklearn")

from sklearn.ensemble import ExtraTreesClassifier, RandomForestClassifier, RandomForestRegressor

ROWS, COLS = 50_000, 20


def prepare(data):
    x = data.float64("x").reshape(-1, COLS)
    options = {"n_jobs": peer.THREADS, "random_state": 0}

    def fitting(model, target):
        def fit():
            model.fit(x[:ROWS], target[:ROWS])
            return lambda: model.score(x[ROWS:], target[ROWS:])

        return fit

    y, amount = data.float64("y"), data.float64("amount")
    return {
        "random forest": fitting(RandomForestClassifier(**options), y),
        "extra trees": fitting(ExtraTreesClassifier(**options), y),
        "random forest regressor": fitting(RandomForestRegressor(20, **options), amount),
    }


peer.serve(prepare, "sklearn", "numpy")

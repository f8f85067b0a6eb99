"""Random forests of scikit-learn, as bench/cases/forest.ts."""
import io

import peer

peer.requires("numpy", "sklearn", "joblib")

import joblib
from sklearn.ensemble import RandomForestClassifier, RandomForestRegressor
from sklearn.metrics import accuracy_score

ROWS, COLS, SMALL = 50_000, 20, 1000


def nodes(model):
    return sum(tree.tree_.node_count for tree in model.estimators_)


def prepare(data):
    x = data.float64("x").reshape(-1, COLS)
    y = data.float64("y")
    amount = data.float64("amount")
    forest = RandomForestClassifier(20, n_jobs=2, random_state=0)
    regressor = RandomForestRegressor(5, n_jobs=2, random_state=0)
    small = RandomForestClassifier(10, n_jobs=2, random_state=0)
    model = RandomForestClassifier(20, n_jobs=2, random_state=0).fit(x[:ROWS], y[:ROWS])
    small_model = RandomForestClassifier(10, n_jobs=2, random_state=0).fit(x[:SMALL], y[:SMALL])
    stored = io.BytesIO()
    joblib.dump(model, stored)

    def predict():
        predicted = model.predict(x[ROWS:])
        return lambda: accuracy_score(y[ROWS:], predicted)

    def load():
        loaded = joblib.load(io.BytesIO(stored.getvalue()))
        return lambda: nodes(loaded)

    def small_predict():
        predicted = small_model.predict(x[ROWS : ROWS + SMALL])
        return lambda: accuracy_score(y[ROWS : ROWS + SMALL], predicted)

    return {
        "fit": lambda: nodes(forest.fit(x[:ROWS], y[:ROWS])),
        "fit regressor": lambda: nodes(regressor.fit(x[:ROWS], amount)),
        "predict": predict,
        "load": load,
        "small fit": lambda: len(small.fit(x[:SMALL], y[:SMALL]).estimators_),
        "small predict": small_predict,
    }


peer.serve(prepare, "sklearn", "numpy", "joblib")

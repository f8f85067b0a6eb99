"""Predicting with a large forest of scikit-learn, and loading it, as bench/cases/forest-predict.ts."""
import io

import peer

peer.requires("numpy", "sklearn", "joblib")

import joblib
from sklearn.ensemble import RandomForestClassifier
from sklearn.metrics import accuracy_score

ROWS, COLS = 50_000, 20


def prepare(data):
    x = data.float64("x").reshape(-1, COLS)
    y = data.float64("y")
    model = RandomForestClassifier(n_jobs=peer.THREADS, random_state=0).fit(x[:ROWS], y[:ROWS])
    stored = io.BytesIO()
    joblib.dump(model, stored)

    def predict():
        predicted = model.predict(x[ROWS:])
        return lambda: accuracy_score(y[ROWS:], predicted)

    def load():
        stored.seek(0)
        loaded = joblib.load(stored)
        return lambda: sum(tree.tree_.node_count for tree in loaded.estimators_)

    return {"predict": predict, "predictAsync": predict, "load": load}


peer.serve(prepare, "sklearn", "numpy", "joblib")

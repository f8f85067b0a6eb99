"""One row through scikit-learn's ColumnTransformer and a model, as bench/harness/loans.ts: MODEL ROWS."""
import sys
import time

import peer

peer.requires("numpy", "pandas", "sklearn")

import numpy as np
import pandas as pd
from sklearn.compose import ColumnTransformer
from sklearn.ensemble import HistGradientBoostingClassifier, RandomForestClassifier
from sklearn.linear_model import LogisticRegression
from sklearn.pipeline import Pipeline
from sklearn.preprocessing import OneHotEncoder, StandardScaler

NUMBERS = ["age", "income", "debt", "rate", "months"]
PLACES = ["city", "job", "channel"]
EVERY = 40
# Boosting reads dense rows alone, as its encoder gives them then.
MODELS = {
    "logistic": lambda: (LogisticRegression(), True),
    "forest": lambda: (RandomForestClassifier(random_state=0), True),
    "boosting": lambda: (HistGradientBoostingClassifier(early_stopping=False), False),
}


def each_call(rows, call, check):
    """Times every call on its own, and a loop of calls without the clock; the check is the batch's, of all rows."""
    times = []
    for row in rows:
        before = time.perf_counter_ns()
        call(row)
        times.append(time.perf_counter_ns() - before)
    start = time.perf_counter()
    for row in rows:
        call(row)
    mean = (time.perf_counter() - start) / len(rows)
    p50, p99 = np.percentile(times, [50, 99]) / 1e9
    return check, {"p50": p50, "p99": p99, "mean": mean}


def prepare(data):
    frame = pd.DataFrame(data.float64("numbers").reshape(-1, 5), columns=NUMBERS)
    codes = data.float64("codes").reshape(-1, 3).astype(int)
    for at, name in enumerate(PLACES):
        frame[name] = [f"{name}-{code}" for code in codes[:, at]]
    late = np.where(data.float64("late") == 1, "yes", "no")
    name, count = sys.argv[1], int(sys.argv[2])
    model, sparse = MODELS[name]()
    encoder = OneHotEncoder(handle_unknown="ignore", sparse_output=sparse)
    features = ColumnTransformer([("numbers", StandardScaler(), NUMBERS), ("places", encoder, PLACES)])
    # One thread: starting several for one row takes longer than the row.
    model = Pipeline([("features", features), ("model", model)]).fit(frame, late)
    first = frame[:count]
    rows = [first.iloc[[row]] for row in range(0, count, EVERY)]
    labels = (model.predict(first) == "yes").sum()
    probabilities = model.predict_proba(first)[:, 1].sum()
    return {
        "predictOne": lambda: each_call(rows, model.predict, labels),
        "predictProbaOne": lambda: each_call(rows, model.predict_proba, probabilities),
    }


peer.serve(prepare, "sklearn", "pandas", "numpy")

"""One row through scikit-learn's ColumnTransformer and LogisticRegression, as bench/cases/predict-one.ts."""
import time

import peer

peer.requires("numpy", "pandas", "sklearn")

import numpy as np
import pandas as pd
from sklearn.compose import ColumnTransformer
from sklearn.linear_model import LogisticRegression
from sklearn.pipeline import Pipeline
from sklearn.preprocessing import OneHotEncoder, StandardScaler

NUMBERS = ["age", "income", "debt", "rate", "months"]
PLACES = ["city", "job", "channel"]
EVERY = 40


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
    features = ColumnTransformer(
        [("numbers", StandardScaler(), NUMBERS), ("places", OneHotEncoder(handle_unknown="ignore"), PLACES)]
    )
    model = Pipeline([("features", features), ("model", LogisticRegression())]).fit(frame, late)
    rows = [frame.iloc[[row]] for row in range(0, len(frame), EVERY)]
    labels = (model.predict(frame) == "yes").sum()
    probabilities = model.predict_proba(frame)[:, 1].sum()
    return {
        "predictOne": lambda: each_call(rows, model.predict, labels),
        "predictProbaOne": lambda: each_call(rows, model.predict_proba, probabilities),
    }


peer.serve(prepare, "sklearn", "pandas", "numpy")

"""Reads models in XGBoost's JSON and a table, and prints what XGBoost predicts: model files, then the table as JSON rows (null is missing)."""

import json
import sys

import numpy as np
import xgboost as xgb

*models, table = sys.argv[1:]
with open(table) as file:
    rows = json.load(file)
x = np.array([[np.nan if value is None else value for value in row] for row in rows])


def predict(path):
    booster = xgb.Booster(model_file=path)
    data = xgb.DMatrix(x, feature_names=booster.feature_names, feature_types=booster.feature_types)
    return {
        "margin": booster.predict(data, output_margin=True).astype(float).ravel().tolist(),
        "predicted": booster.predict(data).astype(float).ravel().tolist(),
    }


json.dump([predict(path) for path in models], sys.stdout)

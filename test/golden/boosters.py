"""Models of XGBoost as the JSON that it saves, and what it predicts by them: boosters.json. Needs Debian's python3-xgboost and python3-pandas."""

import json
import os
import sys
import tempfile
import warnings

import numpy as np
import pandas as pd
import xgboost as xgb

warnings.filterwarnings("ignore")
OUT = sys.argv[1] if len(sys.argv) > 1 else os.path.dirname(os.path.abspath(__file__))
ROWS = 160

rng = np.random.RandomState(7)
numbers = rng.randn(ROWS, 3).round(3).astype(np.float32)
numbers[rng.rand(ROWS, 3) < 0.1] = np.nan
category = rng.randint(0, 40, ROWS)
table = pd.DataFrame(numbers, columns=["age", "income", "debt"])
table["city"] = pd.Categorical(category)
signal = np.nan_to_num(numbers[:, 0]) + np.sin(3 * np.nan_to_num(numbers[:, 1])) + (category % 3) - 1

CASES = [
    ("binary:logistic", signal > 0, {"base_score": 0.3}),
    ("binary:logistic", signal > 0, {"num_parallel_tree": 2, "subsample": 0.7}),
    ("binary:logitraw", signal > 0, {}),
    ("multi:softprob", np.digitize(signal, [-1, 1]), {"num_class": 3}),
    ("multi:softmax", np.digitize(signal, [-1, 1]), {"num_class": 3, "booster": "dart", "rate_drop": 0.5}),
    ("reg:squarederror", signal, {"booster": "dart", "rate_drop": 0.5}),
    ("reg:absoluteerror", signal, {}),
    ("reg:logistic", signal > 0, {}),
    ("count:poisson", np.exp(signal / 2).round(), {"base_score": 2}),
    ("reg:gamma", np.exp(signal), {}),
    ("reg:tweedie", np.exp(signal), {}),
]


def case(objective, target, params):
    data = xgb.DMatrix(table, label=np.asarray(target, float), enable_categorical=True)
    params = dict(params, objective=objective, max_depth=3, tree_method="hist", max_cat_to_onehot=3, seed=1, nthread=1)
    with tempfile.TemporaryDirectory() as folder:
        path = os.path.join(folder, "model.json")
        xgb.train(params, data, 3).save_model(path)
        with open(path) as file:
            model = file.read()
        booster = xgb.Booster(model_file=path)
    return {
        "objective": objective,
        "params": {key: value for key, value in params.items() if key != "nthread"},
        "model": model,
        "margin": booster.predict(data, output_margin=True).astype(float).ravel().tolist(),
        "predicted": booster.predict(data).astype(float).ravel().tolist(),
    }


columns = np.column_stack([numbers.astype(float), category.astype(float)])
golden = {
    "x": [[None if np.isnan(value) else value for value in row] for row in columns.tolist()],
    "cases": [case(*one) for one in CASES],
}
with open(os.path.join(OUT, "boosters.json"), "w") as file:
    json.dump(golden, file, separators=(",", ":"))
    file.write("\n")

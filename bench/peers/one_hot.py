"""OneHotEncoder of scikit-learn, as bench/cases/one-hot.ts: an array of strings, or a pandas category with `category` as the first argument."""
import sys

import peer

peer.requires("numpy", "sklearn", "pandas")

import numpy as np
import pandas as pd
from sklearn.preprocessing import OneHotEncoder


def prepare(data):
    table = pd.read_csv(data.path("cities.csv"))
    x = table.astype("category") if sys.argv[1] == "category" else table.to_numpy()
    model = OneHotEncoder().fit(x)
    with open(data.path("cities.csv")) as file:
        strings = file.read().split("\n")[1:-1]
    rows = [{"city": city} for city in strings]

    def check(out):
        return lambda: out.indices.astype(float).sum()

    def both(table):
        return check(OneHotEncoder().fit_transform(table))

    tasks = {
        "fit": lambda: len(OneHotEncoder().fit(x).get_feature_names_out()),
        "transform": lambda: check(model.transform(x)),
        "fitTransform": lambda: both(x),
    }
    if sys.argv[1] == "category":
        return tasks
    return {
        **tasks,
        "fitTransform of strings": lambda: both(np.array(strings, dtype=object).reshape(-1, 1)),
        "fitTransform of row objects": lambda: both(pd.DataFrame(rows)),
    }


peer.serve(prepare, "sklearn", "numpy", "pandas")

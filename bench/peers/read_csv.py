"""read_csv of pandas, as bench/cases/csv.ts."""
import peer

peer.requires("numpy", "pandas")

import pandas as pd

TYPES = {
    "id": "float64",
    "customer": "category",
    "city": "category",
    "channel": "category",
    "express": "bool",
    "items": "float64",
    "price": "float64",
    "discount": "float64",
    "weight": "float64",
    "distance": "float64",
    "rating": "float64",
    "note": "category",
}


def total(frame):
    return frame["price"].sum() + frame["rating"].isna().sum()


def check(frame):
    return lambda: total(frame)


def prepare(data):
    path = data.path("orders.csv")
    return {
        "with a schema": lambda: check(pd.read_csv(path, dtype=TYPES)),
        "inferred": lambda: check(pd.read_csv(path)),
    }


if __name__ == "__main__":
    peer.serve(prepare, "pandas", "numpy")

"""read_csv of pandas in chunks, as bench/cases/csv-batches.ts."""
import peer

peer.requires("numpy", "pandas")

import pandas as pd

from read_csv import TYPES, total


def batches(path, **options):
    with pd.read_csv(path, chunksize=10_000, **options) as chunks:
        return sum(total(frame) for frame in chunks)


def prepare(data):
    path = data.path("orders.csv")
    return {
        "with a schema": lambda: batches(path, dtype=TYPES),
        "inferred": lambda: batches(path),
    }


peer.serve(prepare, "pandas", "numpy")

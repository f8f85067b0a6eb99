"""Importing scikit-learn and pandas in a new process, as bench/cases/import.ts."""
import subprocess
import sys

import peer

peer.requires("sklearn", "pandas")

SCRIPT = """
import time
start = time.perf_counter()
import pandas
import sklearn.compose, sklearn.impute, sklearn.linear_model, sklearn.metrics, sklearn.pipeline, sklearn.preprocessing, sklearn.tree
print(time.perf_counter() - start, sum(len(getattr(module, "__all__", [])) for module in (sklearn.linear_model, sklearn.metrics, sklearn.preprocessing)))
"""


def in_new_process():
    seconds, names = subprocess.run([sys.executable, "-c", SCRIPT], capture_output=True, text=True, check=True).stdout.split()
    return float(names), {"": float(seconds)}


peer.serve(lambda data: {"the library": in_new_process}, "sklearn", "pandas")

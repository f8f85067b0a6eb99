"""The measured end of the harness, as bench/harness/serve.ts is for Node: holds the data ready, runs a task when asked.

A peer calls `requires` before it imports what may not be installed, then `serve` with a function that takes the data and gives
the tasks. The folder of the data is the last argument. A task returns its check, or (check, {figure: seconds}) where it measured more than its wall time. A check that is a function is
called when the clock has stopped.
"""
import gc
import importlib
import json
import os
import platform
import resource
import sys
import time

# As many as ours has: THREADS in bench/harness/case.ts. Read by the libraries when they are imported.
THREADS = 2
for variable in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS"):
    os.environ[variable] = str(THREADS)


def answer(message):
    print(json.dumps(message), flush=True)


def requires(*modules):
    """Says which modules are missing, and ends, rather than fail later."""
    missing = [name for name in modules if not installed(name)]
    if missing:
        answer({"missing": "Python packages " + ", ".join(missing)})
        sys.exit(0)


def installed(name):
    try:
        importlib.import_module(name)
        return True
    except ImportError:
        return False


class Data:
    def __init__(self, folder):
        self.folder = folder

    def float64(self, name):
        import numpy

        return numpy.fromfile(f"{self.folder}/{name}.f64")

    def path(self, name):
        return f"{self.folder}/{name}"


def serve(prepare, *modules):
    tasks = prepare(Data(sys.argv[-1]))
    versions = {"Python": platform.python_version()}
    for name in modules:
        module = importlib.import_module(name)
        versions["scikit-learn" if name == "sklearn" else name] = module.__version__
    answer({"tasks": list(tasks), "versions": versions})
    for line in sys.stdin:
        task = tasks[line.strip()]
        gc.collect()
        start = time.perf_counter()
        result = task()
        wall = time.perf_counter() - start
        check, seconds = result if isinstance(result, tuple) else (result, {"": wall})
        check = check() if callable(check) else check
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024
        answer({"check": float(check), "seconds": seconds, "peakBytes": peak})

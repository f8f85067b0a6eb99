"""What imbalanced-learn 0.10 gives where its draws do not matter: numbers of rows, neighbours, bandwidths; and the moments of many synthetic rows.

Run: /usr/bin/python3 test/golden/sampling.py
"""

import json
import pathlib
import sys
import warnings
from collections import Counter

import numpy as np
from imblearn.over_sampling import SMOTE, RandomOverSampler
from imblearn.under_sampling import RandomUnderSampler
from sklearn.neighbors import NearestNeighbors

# A class that outgrows the largest is asked for on purpose.
warnings.simplefilter("ignore", UserWarning)

rng = np.random.RandomState(31)
SAMPLERS = {"SMOTE": SMOTE, "RandomOverSampler": RandomOverSampler, "RandomUnderSampler": RandomUnderSampler}


class Ones(np.random.RandomState):
    """Noise of exactly one standard deviation, which shows the bandwidth."""

    def randn(self, *shape):
        return np.ones(shape)


def table(counts, cols):
    """Rows of classes that lie apart, shuffled."""
    y = np.repeat(list(counts), list(counts.values()))
    x = rng.normal(size=(len(y), cols)) * (1 + np.arange(cols)) + 2 * np.unique(y, return_inverse=True)[1][:, None]
    order = rng.permutation(len(y))
    return x[order], y[order]


def after(name, counts, strategy):
    """The number of rows of each class after resampling, or null where it is refused."""
    x, y = table(counts, 3)
    try:
        resampled = SAMPLERS[name](sampling_strategy=strategy, random_state=0).fit_resample(x, y)[1]
    except ValueError:
        resampled = None
    return {
        "sampler": name,
        "counts": list(counts.items()),
        "strategy": list(strategy.items()) if isinstance(strategy, dict) else strategy,
        "after": None if resampled is None else sorted((str(label), int(n)) for label, n in Counter(resampled).items()),
    }


two = {"late": 17, "paid": 60}
three = {"ash": 31, "birch": 12, "cedar": 70}
strategies = [
    (name, counts, strategy)
    for name in ("SMOTE", "RandomOverSampler")
    for counts, strategy in [
        (two, "auto"), (two, 1.0), (two, 0.5), (two, 0.777), (two, 0.2), (two, {"late": 40}), (two, {"late": 10}), (two, {"paid": 61}),
        (three, "auto"), (three, 0.5), (three, {"birch": 20, "ash": 31}), ({"a": 9, "b": 9}, "auto"),
    ]
] + [
    ("RandomUnderSampler", counts, strategy)
    for counts, strategy in [
        (two, "auto"), (two, 1.0), (two, 0.5), (two, 0.777), (two, 0.2), (two, {"paid": 40}), (two, {"paid": 61}), (two, {"late": 3}),
        (three, "auto"), (three, 0.5), (three, {"cedar": 20, "ash": 31}), ({"a": 9, "b": 9}, "auto"),
    ]
]


def neighbours(rows, cols, k, whole=False):
    """The nearest rows of each row in order, of data without ties, or with many."""
    x = rng.randint(0, 4, size=(rows, cols)).astype(float) if whole else rng.normal(size=(rows, cols))
    square = ((x[:, None, :] - x[None, :, :]) ** 2).sum(axis=2)
    np.fill_diagonal(square, np.inf)
    # Of points as near as one another, the first comes first: what a stable sort gives.
    indices = np.argsort(square, axis=1, kind="stable")[:, :k]
    if not whole:
        found = NearestNeighbors(n_neighbors=k + 1).fit(x).kneighbors(x, return_distance=False)[:, 1:]
        assert (found == indices).all()
    return {"rows": x.tolist(), "k": k, "indices": indices.tolist()}


def bandwidth():
    """What noise of one standard deviation adds to each column of a class."""
    x, y = table(two, 4)
    resampled, _ = RandomOverSampler(shrinkage=0.7, random_state=Ones(3)).fit_resample(x, y)
    moved = resampled[len(x):]
    late = x[y == "late"]
    # Each new row is one of the class's plus the same numbers: those that lead from every new row back to one of the class.
    shared = [
        moved[0] - row
        for row in late
        if all(np.isclose(new - (moved[0] - row), late, rtol=0, atol=1e-12).all(axis=1).any() for new in moved)
    ]
    assert len(shared) == 1
    return {"rows": x.tolist(), "labels": y.tolist(), "shrinkage": 0.7, "bandwidth": shared[0].tolist()}


def moments():
    """The mean and the standard deviation of very many synthetic rows."""
    x, y = table({"late": 23, "paid": 60}, 3)
    filled = np.vstack([x, rng.normal(size=(60_000, 3))])
    labels = np.concatenate([y, np.repeat("paid", 60_000)])
    made = SMOTE(k_neighbors=4, random_state=5).fit_resample(filled, labels)[0][len(filled):]
    return {
        "rows": x[y == "late"].tolist(),
        "k": 4,
        "mean": made.mean(axis=0).tolist(),
        "deviation": made.std(axis=0).tolist(),
    }


golden = {
    "strategies": [after(*case) for case in strategies],
    "neighbours": [neighbours(70, 3, 5), neighbours(131, 17, 1), neighbours(9, 1, 8), neighbours(90, 2, 7, whole=True)],
    "bandwidth": bandwidth(),
    "moments": moments(),
}

directory = pathlib.Path(sys.argv[1]) if len(sys.argv) > 1 else pathlib.Path(__file__).parent
(directory / "sampling.json").write_text(json.dumps(golden, separators=(",", ":")) + "\n")

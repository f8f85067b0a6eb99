"""SMOTE of imbalanced-learn, as bench/cases/smote.ts."""
import peer

peer.requires("numpy", "sklearn", "imblearn")

import numpy
from imblearn.over_sampling import SMOTE


def prepare(data):
    x = data.float64("x").reshape(-1, 30)
    y = numpy.where(numpy.arange(len(x)) < 10_000, "small", "large")
    return {"resample": lambda: SMOTE(random_state=0, n_jobs=peer.THREADS).fit_resample(x, y)[0].shape[0]}


peer.serve(prepare, "imblearn", "sklearn", "numpy")

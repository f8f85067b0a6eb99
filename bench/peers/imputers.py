"""KNNImputer and IterativeImputer of scikit-learn, as bench/cases/imputers.ts."""
import warnings

import peer

peer.requires("numpy", "sklearn")

from sklearn.experimental import enable_iterative_imputer  # noqa: F401
from sklearn.impute import IterativeImputer, KNNImputer

warnings.filterwarnings("ignore")


def prepare(data):
    x = data.float64("x").reshape(-1, 20)
    return {
        "k nearest": lambda: KNNImputer().fit_transform(x).sum(),
        "k nearest, by distance": lambda: KNNImputer(weights="distance").fit_transform(x).sum(),
        "iterative": lambda: IterativeImputer(random_state=0).fit_transform(x).sum(),
    }


peer.serve(prepare, "sklearn", "numpy")

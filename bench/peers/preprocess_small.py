"""Scaling and filling by scikit-learn, as bench/cases/preprocess-small.ts."""
import peer

peer.requires("numpy", "sklearn")

from sklearn.impute import SimpleImputer
from sklearn.preprocessing import StandardScaler


def prepare(data):
    x, gaps = (data.float64(name).reshape(-1, 20) for name in ("x", "gaps"))

    def mapping(make, table):
        def run():
            output = make().fit_transform(table)
            return lambda: (output[:100] ** 2).sum()

        return run

    return {"scale": mapping(StandardScaler, x), "impute": mapping(SimpleImputer, gaps)}


peer.serve(prepare, "sklearn", "numpy")

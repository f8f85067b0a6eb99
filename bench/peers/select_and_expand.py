"""Bins, polynomials, splines and a selection by scikit-learn, as bench/cases/select-and-expand.ts."""
import peer

peer.requires("numpy", "sklearn")

import warnings

from sklearn.feature_selection import SelectKBest, f_classif
from sklearn.preprocessing import KBinsDiscretizer, PolynomialFeatures, SplineTransformer

warnings.filterwarnings("ignore")


def prepare(data):
    x = data.float64("x").reshape(-1, 20)
    y = data.float64("y")

    def bins():
        output = KBinsDiscretizer().fit_transform(x)
        return output.shape[0] + output.shape[1]

    def ends(output):
        return output[0].sum() + output[-1].sum()

    def select():
        model = SelectKBest(f_classif, k=10).fit(x, y)
        model.transform(x)
        return model.scores_.sum()

    return {
        "bins": bins,
        "polynomial": lambda: ends(PolynomialFeatures().fit_transform(x)),
        "spline": lambda: ends(SplineTransformer().fit_transform(x)),
        "select": select,
    }


peer.serve(prepare, "sklearn", "numpy")

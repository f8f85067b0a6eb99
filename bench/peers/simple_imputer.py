"""SimpleImputer of scikit-learn by medians, as bench/cases/simple-imputer.ts."""
import peer

peer.requires("numpy", "sklearn")

from sklearn.impute import SimpleImputer


def prepare(data):
    x = data.float64("x").reshape(-1, 10)
    imputer = SimpleImputer(strategy="median")
    model = SimpleImputer(strategy="median").fit(x)
    return {
        "fit": lambda: imputer.fit(x).statistics_.sum(),
        "transform": lambda: model.transform(x)[0].sum(),
        "fit and transform": lambda: imputer.fit_transform(x)[0].sum(),
    }


peer.serve(prepare, "sklearn", "numpy")

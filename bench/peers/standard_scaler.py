"""StandardScaler of scikit-learn, as bench/cases/standard-scaler.ts."""
import peer

peer.requires("numpy", "sklearn")

from sklearn.preprocessing import StandardScaler


def prepare(data):
    x = data.float64("x").reshape(-1, 20)
    model = StandardScaler().fit(x)
    return {
        "fit": lambda: StandardScaler().fit(x).mean_.sum(),
        "transform": lambda: model.transform(x)[0].sum(),
        "fit and transform": lambda: StandardScaler().fit_transform(x)[0].sum(),
    }


peer.serve(prepare, "sklearn", "numpy")

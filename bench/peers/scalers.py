"""RobustScaler, QuantileTransformer and PowerTransformer of scikit-learn, as bench/cases/scalers.ts."""
import peer

peer.requires("numpy", "sklearn")

from sklearn.preprocessing import PowerTransformer, QuantileTransformer, RobustScaler


def prepare(data):
    x = data.float64("x").reshape(-1, 10)
    robust = RobustScaler()
    quantile = QuantileTransformer(output_distribution="normal", random_state=0)
    power = PowerTransformer()
    robust.fit(x), quantile.fit(x), power.fit(x)
    return {
        "robust: fit": lambda: RobustScaler().fit(x).scale_.sum(),
        "robust: transform": lambda: robust.transform(x)[0].sum(),
        "quantile: fit": lambda: QuantileTransformer(output_distribution="normal", random_state=0).fit(x).quantiles_.size,
        "quantile: transform": lambda: quantile.transform(x)[0].sum(),
        "power: fit": lambda: PowerTransformer().fit(x).lambdas_.sum(),
        "power: transform": lambda: power.transform(x)[0].sum(),
    }


peer.serve(prepare, "sklearn", "numpy")

"""What scikit-learn 1.2.1 predicts without looking: DummyClassifier and DummyRegressor, on seeded targets.

Run: /usr/bin/python3 test/golden/dummy.py
"""

import json
import pathlib
import sys

import numpy as np
from sklearn.dummy import DummyClassifier, DummyRegressor

rng = np.random.RandomState(5)


def classifier(y, weights=None, **params):
    x = np.zeros((len(y), 1))
    model = DummyClassifier(random_state=0, **params).fit(x, y, sample_weight=weights)
    drawn = params["strategy"] in ("stratified", "uniform")
    spelled = {"most_frequent": "mostFrequent"}
    options = {"strategy": spelled.get(params["strategy"], params["strategy"])}
    if "constant" in params:
        options["constant"] = params["constant"]
    return {
        "params": options,
        "weights": None if weights is None else weights.tolist(),
        "classPrior": model.class_prior_.tolist(),
        # What is drawn depends on the generator; the rest is one label and one row of probabilities.
        "predicted": None if drawn else model.predict(x[:1]).tolist()[0],
        "probabilities": None if params["strategy"] == "stratified" else model.predict_proba(x[:1]).tolist()[0],
    }


def regressor(y, weights=None, **params):
    model = DummyRegressor(**params).fit(np.zeros((len(y), 1)), y, sample_weight=weights)
    return {
        "params": params,
        "weights": None if weights is None else weights.tolist(),
        "target": y.tolist(),
        "constant": float(model.predict(np.zeros((1, 1)))[0]),
    }


def main():
    labels = np.array(["ash", "birch", "cedar"])[rng.choice(3, size=41, p=[0.3, 0.5, 0.2])]
    tied = np.array(["b", "a", "b", "a"])
    weights = rng.randint(0, 4, size=41).astype(float)
    even = rng.normal(size=40) * 100
    odd = rng.normal(size=41)
    repeated = rng.randint(0, 5, size=30).astype(float)
    strategies = [{"strategy": name} for name in ["prior", "most_frequent", "stratified", "uniform"]]
    strategies.append({"strategy": "constant", "constant": "cedar"})
    quantiles = [0.0, 0.1, 0.25, 0.5, 0.731, 0.9, 1.0]
    targets = [even, odd, repeated]
    golden = {
        "labels": labels.tolist(),
        "classifiers": [classifier(labels, **each) for each in strategies],
        "weightedClassifiers": [classifier(labels, weights, **each) for each in strategies],
        "tied": tied.tolist(),
        "tiedClassifiers": [classifier(tied, **each) for each in strategies[:2]],
        "regressors": [
            *[regressor(y, strategy=name) for y in targets for name in ["mean", "median"]],
            *[regressor(y, strategy="quantile", quantile=each) for y in targets for each in quantiles],
            regressor(even, strategy="constant", constant=-7.25),
            regressor(odd, weights, strategy="mean"),
        ],
    }
    folder = pathlib.Path(sys.argv[1]) if len(sys.argv) > 1 else pathlib.Path(__file__).parent
    (folder / "dummy.json").write_text(json.dumps(golden, allow_nan=False, separators=(",", ":")) + "\n")


main()

"""scikit-learn's side of the study of quality, as bench/quality/ours.ts."""
import json
import os

import peer

# Both sides have a core each.
os.environ["OMP_NUM_THREADS"] = "1"
peer.requires("numpy", "sklearn")

import numpy as np
from sklearn.ensemble import (
    ExtraTreesClassifier,
    ExtraTreesRegressor,
    HistGradientBoostingClassifier,
    HistGradientBoostingRegressor,
    RandomForestClassifier,
    RandomForestRegressor,
)

FOLDS = 5
# In the order of MODELS in bench/quality/plan.ts.
MODELS = {
    "boosting": (HistGradientBoostingClassifier, HistGradientBoostingRegressor),
    "random forest": (RandomForestClassifier, RandomForestRegressor),
    "extra trees": (ExtraTreesClassifier, ExtraTreesRegressor),
}


def recipe(entry, model, seed):
    made = MODELS[model][0 if entry["task"] == "classify" else 1]
    if model != "boosting":
        return made(random_state=seed)
    return made(random_state=seed, max_iter=entry["maxIter"], categorical_features=entry["categorical"] or None)


def prepare(data):
    with open(data.path("plan.json")) as file:
        plan = json.load(file)

    def trial(entry, model, repeat, fold):
        def score():
            y = data.float64(entry["name"] + "-y")
            x = data.float64(entry["name"] + "-x").reshape(len(y), -1)
            folds = data.float64(entry["name"] + "-folds").reshape(-1, len(y))[repeat]
            if model != "boosting":
                x = np.nan_to_num(x, nan=-9)
            train, test = folds != fold, folds == fold
            count = 1 if model == "boosting" else plan["forestSeeds"]
            seeds = range(repeat * count, (repeat + 1) * count)
            return np.mean([recipe(entry, model, seed).fit(x[train], y[train]).score(x[test], y[test]) for seed in seeds])

        return score

    return {
        f"{entry['name']}/{model}/{repeat}/{fold}": trial(entry, model, repeat, fold)
        for entry in plan["sets"]
        for model in MODELS
        for repeat in range(plan["repeats"])
        for fold in range(FOLDS)
    }


peer.serve(prepare, "sklearn", "numpy")

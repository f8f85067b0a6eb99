"""What scikit-learn 1.2.1's ensembles of other estimators predict.

Run: /usr/bin/python3 test/golden/meta.py [output directory]

scikit-learn reads columns in single precision where trees do, so the tables are rounded to it first. Where several splits of a tree are equally good, its
choice depends on random_state and on the order of the columns: each ensemble is fitted with several of both, and boosting is compared as far as all of them
agree. Voting and stacking have members that do not depend on a seed; linear ones are taken to the end of their search. What is drawn at random (bagging,
AdaBoost.R2) is compared by scores on the same folds.
"""

import json
import sys
import warnings
from pathlib import Path

import numpy as np
import pandas as pd
from sklearn.ensemble import (
    AdaBoostClassifier,
    AdaBoostRegressor,
    BaggingClassifier,
    BaggingRegressor,
    StackingClassifier,
    StackingRegressor,
    VotingClassifier,
    VotingRegressor,
)
from sklearn.linear_model import LinearRegression, LogisticRegression, Ridge
from sklearn.metrics import accuracy_score, r2_score
from sklearn.model_selection import KFold, StratifiedKFold
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler
from sklearn.tree import DecisionTreeClassifier, DecisionTreeRegressor

HERE = Path(__file__).resolve().parent
DATA = HERE.parents[1] / "examples" / "data"
TARGETS = {"iris": "species", "wine": "cultivar", "breast_cancer": "diagnosis", "diabetes": "progression"}
SEEDS = 6
SCORED_SEEDS = 4
# Deep trees for numbers differ most from seed to seed.
MANY_SEEDS = 20
# Predictions are stored for every so many rows.
STEP = {"iris": 5, "wine": 6, "breast_cancer": 19, "diabetes": 15}
AGREE = 1e-10
# Depths at which trees of all rows do not depend on the seed.
DEPTHS = [("iris", 1), ("wine", 2), ("breast_cancer", 1)]

warnings.simplefilter("ignore")


def single(x):
    return np.asarray(x).astype(np.float32).astype(np.float64)


def real(name):
    frame = pd.read_csv(DATA / f"{name}.csv", float_precision="round_trip")
    target = TARGETS[name]
    return single(frame.drop(columns=target).to_numpy()), frame[target].to_numpy()


def orders(x):
    """Orders of the columns, the first their own."""
    for seed in range(SEEDS):
        rng = np.random.RandomState(seed)
        yield seed, (rng.permutation(x.shape[1]) if seed else np.arange(x.shape[1]))


def boosted(name, depth, algorithm, rounds, learning_rate, weighted):
    x, y = real(name)
    weights = np.round(np.random.RandomState(5).uniform(0.5, 3, len(y)), 3) if weighted else None
    models, probabilities, importances = [], [], []
    for seed, order in orders(x):
        tree = DecisionTreeClassifier(max_depth=depth)
        model = AdaBoostClassifier(tree, n_estimators=rounds, learning_rate=learning_rate, algorithm=algorithm, random_state=seed)
        model.fit(x[:, order], y, weights)
        models.append(model)
        importances.append(model.feature_importances_[np.argsort(order)])
        probabilities.append(np.array(list(model.staged_predict_proba(x[:, order]))))
    stages = 0
    while stages < min(len(each) for each in probabilities):
        stage = np.array([each[stages] for each in probabilities])
        if np.abs(stage - stage[0]).max() > AGREE:
            break
        stages += 1
    if stages == 0:
        return None
    model = models[0]
    # Learning that ended by itself is compared as a whole: the next member would have been the same end.
    whole = stages == len(model.estimators_)
    return {
        "data": name,
        "depth": depth,
        "algorithm": algorithm,
        "learningRate": learning_rate,
        "nEstimators": rounds if whole else stages,
        "fitted": stages,
        "weights": None if weights is None else weights.tolist(),
        "proba": probabilities[0][stages - 1][:: STEP[name]].tolist(),
        "labels": [str(label) for label in list(model.staged_predict(x))[stages - 1]][:: STEP[name]],
        "estimatorWeights": model.estimator_weights_[:stages].tolist(),
        "estimatorErrors": model.estimator_errors_[:stages].tolist(),
        # Trees that say the same of every row may ask about other columns.
        "importances": importances[0].tolist() if whole and np.ptp(importances, axis=0).max() < AGREE else None,
    }


def logistic(**options):
    return LogisticRegression(solver="newton-cg", tol=1e-11, max_iter=1000, **options)


def scaled(model):
    return make_pipeline(StandardScaler(), model)


def boosted_linear():
    x, y = real("iris")
    model = AdaBoostClassifier(logistic(), n_estimators=8, learning_rate=0.5).fit(x, y)
    return {"proba": model.predict_proba(x)[:: STEP["iris"]].tolist(), "errors": model.estimator_errors_.tolist()}


def agreed(make, name, proba):
    """What all seeds and orders of columns say, of every so many rows."""
    x, y = real(name)
    said = []
    for seed, order in orders(x):
        model = make(seed).fit(x[:, order], y)
        said.append(model.predict_proba(x[:, order]) if proba else model.predict(x[:, order]))
    if said[0].dtype.kind == "f":
        assert np.abs(np.array(said) - said[0]).max() < 1e-7, f"{name}: {np.abs(np.array(said) - said[0]).max()}"
        return said[0][:: STEP[name]].tolist()
    assert all((each == said[0]).all() for each in said), name
    return [str(label) for label in said[0][:: STEP[name]]]


def classifiers(depth, seed):
    tree = DecisionTreeClassifier(max_depth=depth, random_state=seed)
    return [("linear", scaled(logistic())), ("strong", scaled(logistic(C=0.01))), ("tree", tree)]


def regressors(depth, seed):
    return [("line", LinearRegression()), ("ridge", Ridge(alpha=0.5)), ("tree", DecisionTreeRegressor(max_depth=depth, random_state=seed))]


def voting():
    for name, depth in DEPTHS:
        for weights in [None, [1, 2, 3.5]]:
            hard = agreed(lambda seed: VotingClassifier(classifiers(depth, seed), weights=weights), name, False)
            soft = agreed(lambda seed: VotingClassifier(classifiers(depth, seed), voting="soft", weights=weights), name, True)
            yield {"data": name, "depth": depth, "weights": weights, "labels": hard, "proba": soft}


STACKS = [
    {},
    {"cv": 3},
    {"passthrough": True},
    {"stack_method": "predict"},
    {"stack_method": "decision_function"},
]


def stacking():
    for name, depth in DEPTHS:
        for given in STACKS:
            scores = given.get("stack_method") == "decision_function"
            # Raw columns of other tables reach thousands: the final search would end early.
            if (given.get("passthrough") or scores) and name != "iris":
                continue

            def make(seed):
                # Pipelines have no scores in ours.
                members = [("linear", logistic()), ("strong", logistic(C=0.01))] if scores else classifiers(depth, seed)
                return StackingClassifier(members, final_estimator=logistic(), **given)

            try:
                proba = agreed(make, name, True)
            except AssertionError as depends:
                print("left out:", given, depends)
                continue
            names = {"cv": "cv", "passthrough": "passthrough", "stack_method": "stackMethod"}
            words = {"decision_function": "decisionFunction"}
            params = {names[key]: words.get(value, value) if isinstance(value, str) else value for key, value in given.items()}
            yield {"data": name, "depth": depth, "params": params, "proba": proba}


def regressions():
    out = {"voting": [], "stacking": []}
    for weights in [None, [1, 2, 3.5]]:
        values = agreed(lambda seed: VotingRegressor(regressors(2, seed), weights=weights), "diabetes", False)
        out["voting"].append({"depth": 2, "weights": weights, "values": values})
    for given in [{}, {"cv": 3}, {"passthrough": True}]:
        values = agreed(lambda seed: StackingRegressor(regressors(1, seed), final_estimator=Ridge(), **given), "diabetes", False)
        out["stacking"].append({"depth": 1, "params": given, "values": values})
    return out


def scored(kind, name, Model, given, params, member, seeds=SCORED_SEEDS):
    classify = name != "diabetes"
    x, y = real(name)
    folds = np.zeros(len(y), dtype=int)
    for fold, (_, test) in enumerate((StratifiedKFold if classify else KFold)(5, shuffle=True, random_state=0).split(x, y)):
        folds[test] = fold
    scores = []
    for seed in range(seeds):
        for fold in range(5):
            train, test = folds != fold, folds == fold
            model = Model(random_state=seed, **given).fit(x[train], y[train])
            scores.append(float((accuracy_score if classify else r2_score)(y[test], model.predict(x[test]))))
    out = {"kind": kind, "data": name, "params": params, "member": member, "folds": folds.tolist(), "score": float(np.mean(scores))}
    if given.get("oob_score"):
        out["oobScore"] = float(np.mean([Model(random_state=seed, **given).fit(x, y).oob_score_ for seed in range(seeds)]))
    return out


def all_scored():
    yield scored("BaggingClassifier", "iris", BaggingClassifier, {}, {}, None)
    yield scored("BaggingClassifier", "wine", BaggingClassifier, {"n_estimators": 20}, {"nEstimators": 20}, None)
    given = {"n_estimators": 30, "max_samples": 0.5, "max_features": 0.5, "oob_score": True}
    params = {"nEstimators": 30, "maxSamples": 0.5, "maxFeatures": 0.5, "oobScore": True}
    yield scored("BaggingClassifier", "breast_cancer", BaggingClassifier, given, params, None)
    given = {"n_estimators": 20, "estimator": scaled(LogisticRegression()), "bootstrap": False, "max_samples": 40, "bootstrap_features": True}
    params = {"nEstimators": 20, "bootstrap": False, "maxSamples": 40, "bootstrapFeatures": True}
    yield scored("BaggingClassifier", "iris", BaggingClassifier, given, params, "logistic")
    yield scored("BaggingRegressor", "diabetes", BaggingRegressor, {"n_estimators": 30, "oob_score": True}, {"nEstimators": 30, "oobScore": True}, None, MANY_SEEDS)
    given = {"n_estimators": 20, "estimator": Ridge(alpha=0.1), "max_features": 6, "max_samples": 0.7}
    yield scored("BaggingRegressor", "diabetes", BaggingRegressor, given, {"nEstimators": 20, "maxFeatures": 6, "maxSamples": 0.7}, "ridge")
    for loss in ["linear", "square", "exponential"]:
        yield scored("AdaBoostRegressor", "diabetes", AdaBoostRegressor, {"loss": loss}, {"loss": loss}, None)
    given = {"n_estimators": 20, "learning_rate": 0.5, "estimator": Ridge(alpha=0.1)}
    yield scored("AdaBoostRegressor", "diabetes", AdaBoostRegressor, given, {"nEstimators": 20, "learningRate": 0.5}, "ridge")


def main():
    folder = Path(sys.argv[1]) if len(sys.argv) > 1 else HERE
    boosts = []
    for name in ["iris", "wine", "breast_cancer"]:
        for depth in [1, 2]:
            for algorithm in ["SAMME", "SAMME.R"]:
                for learning_rate, weighted in [(1.0, False), (0.3, False), (0.7, True)]:
                    found = boosted(name, depth, algorithm, 25, learning_rate, weighted)
                    if found is not None:
                        boosts.append(found)
    golden = {
        "boosted": boosts,
        "boostedLinear": boosted_linear(),
        "voting": list(voting()),
        "stacking": list(stacking()),
        "regressions": regressions(),
        "scored": list(all_scored()),
    }
    (folder / "meta.json").write_text(json.dumps(golden, separators=(",", ":")) + "\n")
    for each in boosts:
        print(each["data"], each["depth"], each["algorithm"], each["learningRate"], each["fitted"], "of", each["nEstimators"])
    print(len(golden["voting"]), "voting,", len(golden["stacking"]), "stacking")
    for each in golden["scored"]:
        print(each["kind"], each["data"], each["params"], round(each["score"], 4), each.get("oobScore"))


if __name__ == "__main__":
    main()

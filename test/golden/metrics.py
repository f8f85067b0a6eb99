"""Golden values of src/metrics: scikit-learn's metrics on real predictions and on seeded random cases.

Run: /usr/bin/python3 test/golden/metrics.py [output directory]

Labels, scores and probabilities stand in the JSON beside the values, so that a test needs no model. The random cases hold ties, weights (zero among
them), classes that are never true and classes that are never predicted.
"""

import json
import sys
import warnings
from pathlib import Path

import numpy as np
import pandas as pd
from sklearn import metrics as m
from sklearn.exceptions import UndefinedMetricWarning
from sklearn.linear_model import LinearRegression
from sklearn.naive_bayes import GaussianNB
from sklearn.neighbors import KNeighborsClassifier
from sklearn.tree import DecisionTreeClassifier

warnings.simplefilter("ignore", UndefinedMetricWarning)
warnings.filterwarnings("ignore", message="y_pred contains classes not in y_true")

HERE = Path(__file__).resolve().parent
DATA = HERE.parents[1] / "examples" / "data"
AVERAGES = ["macro", "micro", "weighted"]


def plain(value):
    """NumPy values as JSON has them."""
    if isinstance(value, np.ndarray):
        return [plain(item) for item in value.tolist()]
    if isinstance(value, (list, tuple)):
        return [plain(item) for item in value]
    return value.item() if isinstance(value, np.generic) else value


def prf(y_true, y_pred, **options):
    """Precision, recall, F1, F2 and F0.5, for every average and both ways to count 0 / 0."""
    scores = []
    for average in [*AVERAGES, None]:
        for zero_division in [0, 1]:
            given = dict(options, average=average, zero_division=zero_division)
            scores.append(
                {
                    "average": average,
                    "zeroDivision": zero_division,
                    "precision": plain(m.precision_score(y_true, y_pred, **given)),
                    "recall": plain(m.recall_score(y_true, y_pred, **given)),
                    "f1": plain(m.f1_score(y_true, y_pred, **given)),
                    "f2": plain(m.fbeta_score(y_true, y_pred, beta=2, **given)),
                    "fHalf": plain(m.fbeta_score(y_true, y_pred, beta=0.5, **given)),
                }
            )
    return scores


def binary_prf(y_true, y_pred, pos_label, weight):
    given = {"pos_label": pos_label, "sample_weight": weight, "zero_division": 0}
    return {
        "posLabel": plain(pos_label),
        "precision": plain(m.precision_score(y_true, y_pred, **given)),
        "recall": plain(m.recall_score(y_true, y_pred, **given)),
        "f1": plain(m.f1_score(y_true, y_pred, **given)),
    }


def label_case(name, y_true, y_pred, weight=None, labels=None):
    y_true, y_pred = np.asarray(y_true), np.asarray(y_pred)
    options = {"sample_weight": weight, "labels": labels}
    present = np.unique(np.concatenate([y_true, y_pred]))
    report = m.classification_report(y_true, y_pred, output_dict=True, zero_division=0, **options)
    case = {
        "name": name,
        "yTrue": plain(y_true),
        "yPred": plain(y_pred),
        "sampleWeight": None if weight is None else plain(weight),
        "labels": None if labels is None else plain(labels),
        "accuracy": plain(m.accuracy_score(y_true, y_pred, sample_weight=weight)),
        "accuracySum": plain(m.accuracy_score(y_true, y_pred, normalize=False, sample_weight=weight)),
        "balancedAccuracy": plain(m.balanced_accuracy_score(y_true, y_pred, sample_weight=weight)),
        "prf": prf(y_true, y_pred, **options),
        "support": [plain(report[str(label)]["support"]) for label in (present if labels is None else labels)],
    }
    if len(present) == 2:
        case["binary"] = [binary_prf(y_true, y_pred, label, weight) for label in present]
    for normalize in [None, "true", "pred", "all"]:
        matrix = m.confusion_matrix(y_true, y_pred, normalize=normalize, **options)
        case[f"confusion_{normalize or 'counts'}"] = plain(matrix)
    return case


def score_case(name, y_true, scores, weight=None):
    """Binary scores of the label that sorts second."""
    y_true, scores = np.asarray(y_true), np.asarray(scores)
    pos_label = np.unique(y_true)[1]
    options = {"pos_label": pos_label, "sample_weight": weight}
    fpr, tpr, thresholds = m.roc_curve(y_true, scores, **options)
    all_fpr, all_tpr, _ = m.roc_curve(y_true, scores, drop_intermediate=False, **options)
    precision, recall, pr_thresholds = m.precision_recall_curve(y_true, scores, **options)
    return {
        "name": name,
        "yTrue": plain(y_true),
        "scores": plain(scores),
        "sampleWeight": None if weight is None else plain(weight),
        "posLabel": plain(pos_label),
        "rocAuc": plain(m.roc_auc_score(y_true, scores, sample_weight=weight)),
        # The first threshold is left to the library: 1.2 used max + 1 there, later versions infinity.
        "rocCurve": {"fpr": plain(fpr), "tpr": plain(tpr), "thresholds": plain(thresholds[1:])},
        "fullRocCurve": {"fpr": plain(all_fpr), "tpr": plain(all_tpr)},
        "precisionRecallCurve": {
            "precision": plain(precision),
            "recall": plain(recall),
            "thresholds": plain(pr_thresholds),
        },
    }


def proba_case(name, y_true, proba, labels, weight=None):
    """Probabilities, a column for each of `labels` (sorted)."""
    y_true, proba = np.asarray(y_true), np.asarray(proba)
    losses = {"sample_weight": weight, "labels": labels}
    case = {
        "name": name,
        "yTrue": plain(y_true),
        "proba": plain(proba),
        "labels": plain(labels),
        "sampleWeight": None if weight is None else plain(weight),
        "logLoss": plain(m.log_loss(y_true, proba, **losses)),
        "logLossSum": plain(m.log_loss(y_true, proba, normalize=False, **losses)),
        "logLossEps": plain(m.log_loss(y_true, proba, eps=1e-3, **losses)),
    }
    if proba.ndim == 1 or len(labels) == 2:
        return case
    case["ovo"] = {
        average: plain(m.roc_auc_score(y_true, proba, multi_class="ovo", average=average, labels=labels))
        for average in ["macro", "weighted"]
    }
    if len(np.unique(y_true)) == len(labels):
        ovr = {"multi_class": "ovr", "labels": labels, "sample_weight": weight}
        case["ovr"] = {average: plain(m.roc_auc_score(y_true, proba, average=average, **ovr)) for average in AVERAGES}
        case["ovrEach"] = plain(m.roc_auc_score(y_true, proba, average=None, **ovr))
    return case


def regression_case(name, y_true, y_pred, weight=None):
    options = {"sample_weight": weight}
    case = {
        "name": name,
        "yTrue": plain(y_true),
        "yPred": plain(y_pred),
        "sampleWeight": None if weight is None else plain(weight),
        "meanAbsoluteError": plain(m.mean_absolute_error(y_true, y_pred, **options)),
        "meanSquaredError": plain(m.mean_squared_error(y_true, y_pred, **options)),
        "rootMeanSquaredError": plain(m.mean_squared_error(y_true, y_pred, squared=False, **options)),
        "r2": plain(m.r2_score(y_true, y_pred, **options)),
        "medianAbsoluteError": plain(m.median_absolute_error(y_true, y_pred, **options)),
    }
    if weight is None:
        case["maxError"] = plain(m.max_error(y_true, y_pred))
    return case


def table(name, target):
    frame = pd.read_csv(DATA / f"{name}.csv", float_precision="round_trip")
    return frame.drop(columns=target).to_numpy(), frame[target].to_numpy()


def halves(x, y):
    """Every other row for training, the rest for testing: both hold all classes."""
    return x[::2], y[::2], x[1::2], y[1::2]


def random_weights(rng, rows):
    weight = np.round(rng.uniform(0, 3, rows), 3)
    weight[rng.uniform(size=rows) < 0.15] = 0.0
    return weight


def label_cases(rng):
    x, y, x_test, y_test = halves(*table("breast_cancer", "diagnosis"))
    yield label_case("breast_cancer by naive Bayes", y_test, GaussianNB().fit(x, y).predict(x_test))
    x, y, x_test, y_test = halves(*table("wine", "cultivar"))
    yield label_case("wine by a tree of depth 2", y_test, DecisionTreeClassifier(max_depth=2, random_state=0).fit(x, y).predict(x_test))
    x, y, x_test, y_test = halves(*table("digits", "digit"))
    predicted = GaussianNB().fit(x, y).predict(x_test)
    yield label_case("digits by naive Bayes", y_test, predicted)
    yield label_case("digits, weighted", y_test, predicted, random_weights(rng, len(y_test)))
    yield label_case("digits, some labels in another order", y_test, predicted, labels=[7, 3, 0, 9])
    for i in range(12):
        classes = int(rng.randint(2, 6))
        rows = int(rng.randint(8, 40))
        names = np.array([-1, 1]) if i % 6 == 0 else np.arange(classes) * 2 - 3 if i % 2 else np.array(list("éBa_b")[:classes])
        # The last class is at times never true, the first at times never predicted.
        y_true = rng.choice(names[: max(1, len(names) - i % 3)], rows)
        y_pred = rng.choice(names[(i % 4) // 2 :], rows)
        weight = random_weights(rng, rows) if i % 2 else None
        yield label_case(f"random {i}", y_true, y_pred, weight)
        if i % 3 == 0:
            present = np.unique(y_true)
            yield label_case(f"random {i}, one label", y_true, y_pred, weight, labels=present[:1].tolist())
    yield label_case("one class, always right", [1, 1, 1], [1, 1, 1])
    yield label_case("never right", ["a", "b", "a"], ["b", "c", "c"])
    yield label_case("labels that do not occur", [1, 1, 1, 2], [1, 1, 0, 0], labels=[1, 3, 5])


def score_cases(rng):
    x, y, x_test, y_test = halves(*table("breast_cancer", "diagnosis"))
    # Codes by sort order: "benign" is 0 and "malignant" 1.
    neighbours = KNeighborsClassifier(7).fit(x, y).predict_proba(x_test)[:, 1]
    yield score_case("breast_cancer by 7 neighbours, many ties", y_test, neighbours)
    yield score_case("breast_cancer, weighted", y_test, neighbours, random_weights(rng, len(y_test)))
    for i in range(10):
        rows = int(rng.randint(4, 60))
        y_true = np.concatenate([[0, 1], rng.randint(0, 2, rows)])
        scores = rng.normal(size=rows + 2)
        if i % 2:
            scores = np.round(scores, i % 5 // 2)
        weight = random_weights(rng, rows + 2) if i % 3 == 0 else None
        if weight is not None:
            weight[:2] = 1.0
        yield score_case(f"random {i}", y_true, scores, weight)
    yield score_case("all scores tied", [0, 1, 1, 0], [2.0, 2.0, 2.0, 2.0])
    yield score_case("perfect", [0, 0, 1, 1], [0.0, -0.0, 1.0, 2.0])


def proba_cases(rng):
    x, y, x_test, y_test = halves(*table("wine", "cultivar"))
    model = KNeighborsClassifier(5).fit(x, y)
    yield proba_case("wine by 5 neighbours", y_test, model.predict_proba(x_test), model.classes_.tolist())
    weight = random_weights(rng, len(y_test))
    yield {**proba_case("wine, weighted", y_test, model.predict_proba(x_test), model.classes_.tolist(), weight), "ovo": None}
    x, y, x_test, y_test = halves(*table("digits", "digit"))
    model = GaussianNB(var_smoothing=1e-2).fit(x, y)
    yield proba_case("digits by naive Bayes", y_test[:120], model.predict_proba(x_test)[:120], model.classes_.tolist())
    x, y, x_test, y_test = halves(*table("breast_cancer", "diagnosis"))
    model = GaussianNB().fit(x, y)
    proba = model.predict_proba(x_test)
    yield proba_case("breast_cancer, two columns", y_test, proba, model.classes_.tolist())
    yield proba_case("breast_cancer, one column", y_test, proba[:, 1], model.classes_.tolist())
    for i in range(8):
        classes = int(rng.randint(3, 6))
        rows = int(rng.randint(12, 40))
        absent = i % 3 == 1
        y_true = np.concatenate([np.arange(classes - absent), rng.randint(0, classes - absent, rows)])
        proba = np.round(rng.dirichlet(np.full(classes, 0.4), len(y_true)), 1 if i % 2 else 6)
        proba[:, 0] += 1 - proba.sum(axis=1)
        proba[proba.min(axis=1) < 0] = 1 / classes
        weight = random_weights(rng, len(y_true)) if i % 4 == 3 else None
        if weight is not None:
            weight[:classes] = 0.5
        case = proba_case(f"random {i}", y_true, proba, list(range(classes)), weight)
        yield case if weight is None else {**case, "ovo": None}
    yield proba_case("certain and wrong", [0, 1, 1], [1.0, 0.0, 1.0], [0, 1])


def regression_cases(rng):
    x, y = table("diabetes", "progression")
    bmi = x[:, [2]]
    model = LinearRegression().fit(bmi[:-20], y[:-20])
    yield regression_case("diabetes by bmi, last 20 rows", y[-20:], model.predict(bmi[-20:]))
    yield regression_case("diabetes, weighted", y[-19:], model.predict(bmi[-19:]), random_weights(rng, 19))
    for i in range(6):
        rows = int(rng.randint(2, 50))
        y_true = rng.normal(size=rows) * 10.0 ** rng.randint(-3, 4)
        y_pred = y_true + rng.normal(size=rows)
        weight = rng.uniform(0.1, 2, rows) if i % 2 else None
        yield regression_case(f"random {i}", y_true, y_pred, weight)
    yield regression_case("constant target", np.array([2.0, 2.0, 2.0]), np.array([2.0, 2.0, 3.0]))
    yield regression_case("constant target, perfect", np.array([2.0, 2.0, 2.0]), np.array([2.0, 2.0, 2.0]))


def main(out):
    rng = np.random.RandomState(20261120)
    golden = {
        "labels": list(label_cases(rng)),
        "scores": list(score_cases(rng)),
        "probabilities": list(proba_cases(rng)),
        "regression": list(regression_cases(rng)),
    }
    # One case a line: small diffs, and a tenth of the size of indented lists.
    parts = []
    for area, cases in golden.items():
        lines = ",\n".join(json.dumps(case, ensure_ascii=False, allow_nan=False) for case in cases)
        parts.append(f"{json.dumps(area)}: [\n{lines}\n]")
    text = "{\n" + ",\n".join(parts) + "\n}\n"
    (Path(out) / "metrics.json").write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main(sys.argv[1] if len(sys.argv) > 1 else HERE)

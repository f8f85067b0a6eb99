"""Reference values for src/data: a messy CSV as pandas reads it, describe as pandas computes it, folds as scikit-learn cuts them.

Run: /usr/bin/python3 test/golden/data.py
"""

import base64
import io
import json
import math
import pathlib
import sys

import numpy as np
import pandas as pd
from sklearn.model_selection import GroupKFold, KFold, StratifiedKFold, StratifiedShuffleSplit, TimeSeriesSplit

HERE = pathlib.Path(__file__).parent
DATA = HERE.parent.parent / "examples" / "data"


def cell(value):
    """A cell as JSON: missing as null, a timestamp as text."""
    if value is None or value is pd.NaT or (isinstance(value, float) and math.isnan(value)):
        return None
    if isinstance(value, pd.Timestamp):
        return value.isoformat(timespec="milliseconds") + "Z"
    return value.item() if hasattr(value, "item") else value


def messy():
    """A file of the kind that a German Windows program writes."""
    lines = [
        'Name ;  Straße; PLZ;Umsatz ;Kunde seit;aktiv; Notiz',
        'Müller; Hauptstraße 1 ;01067;1.234,50;2020-02-29;true;"sagt ""ja""; dann ""nein"""',
        'Gößner;Am Markt; 00123;  -   ;2021-12-31 ;FALSE;"zwei\r\nZeilen"',
        '"Šimek, Söhne €";;99999; 12.345.678,9 ; - ;True; -   ',
        '',
        'Özil;"Platz ; 3";10115;-0,25;1999-01-01;false;',
    ]
    raw = "\r\n".join(lines).encode("windows-1252") + b"\r\n"
    frame = pd.read_csv(
        io.BytesIO(raw),
        sep=";",
        encoding="windows-1252",
        decimal=",",
        thousands=".",
        dtype={" PLZ": str, " Notiz": str, "Name ": str, "  Straße": str},
        na_values=["-", " - ", "  -   ", " -   "],
        converters={"Umsatz ": lambda text: text.strip()},
    )
    frame.columns = [name.strip() for name in frame.columns]
    amounts = frame["Umsatz"].replace("-", None)
    frame["Umsatz"] = amounts.str.replace(".", "", regex=False).str.replace(",", ".", regex=False).astype(float)
    frame["Kunde seit"] = pd.to_datetime(frame["Kunde seit"].str.strip())
    rows = [{name: cell(value) for name, value in zip(frame.columns, row)} for row in frame.itertuples(index=False)]
    return {"base64": base64.b64encode(raw).decode(), "columns": list(frame.columns), "rows": rows}


def inferred():
    """Plain files: types and values as pandas finds them."""
    texts = {
        "numbers": "a,b,c\n1,0.1,1e5\n-2,.5,2.5E-3\n,5.,-0\n",
        "missing": "a,b\nNA,x\nnan,NULL\n3,N/A\n",
        "quoted": 'a,b\n"1,5","x\ny"\n"2","say ""hi"""\n',
    }
    out = {}
    for name, text in texts.items():
        frame = pd.read_csv(io.StringIO(text), float_precision="round_trip")
        out[name] = {"text": text, "columns": {c: [cell(v) for v in frame[c]] for c in frame.columns}}
    return out


def described():
    out = {}
    for name in ["iris", "diabetes", "breast_cancer"]:
        table = pd.read_csv(DATA / f"{name}.csv", float_precision="round_trip").describe()
        out[name] = {column: {key: float(table[column][key]) for key in table.index} for column in table.columns}
    return out


def folds_of(splitter, n, y=None, groups=None):
    return [{"train": a.tolist(), "test": b.tolist()} for a, b in splitter.split(np.zeros((n, 1)), y, groups)]


def folds():
    rng = np.random.RandomState(7)
    labels = rng.choice(["b", "a", "c"], size=37, p=[0.5, 0.3, 0.2]).tolist()
    # Groups of distinct sizes, so that the order of equal ones, which NumPy leaves open, does not matter.
    groups = [int(g) for g in rng.permutation(np.repeat(np.arange(9), np.arange(1, 10)))]
    few = [0, 0, 1, 1, 2, 2, 3, 3]
    cases = [
        {"kind": "KFold", "options": {"nSplits": k}, "n": n, "folds": folds_of(KFold(k), n)}
        for k, n in [(2, 4), (3, 10), (5, 23)]
    ]
    cases += [
        {"kind": "StratifiedKFold", "options": {"nSplits": k}, "n": 37, "y": labels, "folds": folds_of(StratifiedKFold(k), 37, labels)}
        for k in [2, 3, 5]
    ]
    cases += [
        {"kind": "GroupKFold", "options": {"nSplits": k}, "n": len(g), "groups": g, "folds": folds_of(GroupKFold(k), len(g), None, g)}
        for k, g in [(2, few), (3, groups), (5, groups)]
    ]
    series = [
        ({"nSplits": 3}, TimeSeriesSplit(3), 14),
        ({"nSplits": 5}, TimeSeriesSplit(5), 6),
        ({"nSplits": 3, "gap": 2}, TimeSeriesSplit(3, gap=2), 20),
        ({"nSplits": 4, "testSize": 2, "maxTrainSize": 5, "gap": 1}, TimeSeriesSplit(4, test_size=2, max_train_size=5, gap=1), 19),
    ]
    cases += [{"kind": "TimeSeriesSplit", "options": o, "n": n, "folds": folds_of(s, n)} for o, s, n in series]
    return cases


def stratified():
    """How many rows of each class go to each part; chosen so that no two remainders are equal."""
    out = []
    for sizes, test_size in [([50, 30, 21], 0.3), ([7, 11, 83], 0.25), ([400, 37, 13], 0.2), ([10, 20], 6)]:
        y = np.repeat(np.arange(len(sizes)), sizes)
        train, test = next(StratifiedShuffleSplit(1, test_size=test_size, random_state=0).split(y, y))
        out.append({
            "sizes": sizes,
            "testSize": test_size,
            "train": np.bincount(y[train]).tolist(),
            "test": np.bincount(y[test]).tolist(),
        })
    return out


golden = {
    "messy": messy(),
    "inferred": inferred(),
    "described": described(),
    "folds": folds(),
    "stratified": stratified(),
}
out = pathlib.Path(sys.argv[1]) if len(sys.argv) > 1 else HERE
(out / "data.json").write_text(json.dumps(golden, indent=1, ensure_ascii=False) + "\n")

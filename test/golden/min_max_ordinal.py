"""What scikit-learn 1.2.1 learns and gives: MinMaxScaler and OrdinalEncoder, on seeded tables with missing values.

Run: /usr/bin/python3 test/golden/min_max_ordinal.py
"""

import json
import pathlib
import sys

import numpy as np
from sklearn.preprocessing import MinMaxScaler, OrdinalEncoder

rng = np.random.RandomState(11)


def listed(values):
    """Nested lists with null for NaN."""
    if isinstance(values, np.ndarray):
        values = values.tolist()
    if isinstance(values, list):
        return [listed(value) for value in values]
    return None if isinstance(values, float) and np.isnan(values) else values


def table():
    x = rng.normal(size=(40, 6)) * [1, 1e6, 1e-6, 5, 1, 1] + [0, 1e9, 3, -7, 0, 0]
    x[:, 4] = 0.1  # constant
    x[:, 5] = 1 + rng.randint(0, 3, size=40) * 4e-16  # constant but for its rounding
    x[rng.uniform(size=x.shape) < 0.15] = np.nan
    return x


def scaler(x, later, parts=None, **params):
    model = MinMaxScaler(**params)
    if parts is None:
        model.fit(x)
    else:
        for start, end in parts:
            model.partial_fit(x[start:end])
    return {
        "params": {"featureRange": list(params.get("feature_range", (0, 1))), "clip": params.get("clip", False)},
        "parts": parts,
        "dataMin": listed(model.data_min_),
        "dataMax": listed(model.data_max_),
        "scale": listed(model.scale_),
        "min": listed(model.min_),
        "output": listed(model.transform(later)),
        "inverse": listed(model.inverse_transform(later)),
    }


def cells(size, missing):
    """Rows of two columns of strings, some of them missing."""
    rows = np.empty((size, 2), dtype=object)
    rows[:, 0] = np.array(["Lima", "Oslo", "Quito", "åre", "Zürich"], dtype=object)[rng.randint(0, 5, size=size)]
    rows[:, 1] = np.array(["red", "green"], dtype=object)[rng.randint(0, 2, size=size)]
    if missing:
        rows[rng.uniform(size=size) < 0.2, 0] = np.nan
    return rows


def ordinal(x, later, names, **params):
    """`names` are ours for the parameters that differ from the defaults."""
    model = OrdinalEncoder(**params).fit(x)
    return {
        "params": names,
        "categories": [[value for value in listed(values) if value is not None] for values in model.categories_],
        "fitted": listed(model.transform(x)),
        "later": listed(model.transform(later)),
    }


def main():
    x = table()
    later = np.vstack([x[:8], table()[:8] * 2])
    strings = cells(40, True)
    known = strings[::-1][:20]
    strange = strings[:12].copy()
    strange[3, 0] = "Rome"
    strange[5, 1] = ""
    numbers = rng.choice([-1.5, 0.0, 2.0, 10.0], size=(30, 2))
    numbers[rng.uniform(size=numbers.shape) < 0.2] = np.nan
    lists = [["Zürich", "Oslo", "åre", "Lima", "Quito"], ["red", "green"]]
    unknown = {"handle_unknown": "use_encoded_value"}
    golden = {
        "numbers": listed(x),
        "laterNumbers": listed(later),
        "scalers": [
            scaler(x, later),
            scaler(x, later, feature_range=(-3, 0.5)),
            scaler(x, later, clip=True),
            scaler(x, later, feature_range=(10, 11), clip=True),
            scaler(x, later, parts=[(0, 13), (13, 21), (21, 40)]),
        ],
        "strings": listed(strings),
        "knownStrings": listed(known),
        "strangeStrings": listed(strange),
        "encodedNumbers": listed(numbers),
        "ordinals": [
            ordinal(strings, known, {}),
            ordinal(strings, known, {"encodedMissingValue": -1}, encoded_missing_value=-1),
        ],
        "strangeOrdinals": [
            ordinal(strings, strange, {"handleUnknown": "useEncodedValue", "unknownValue": -1}, unknown_value=-1, **unknown),
            ordinal(strings, strange, {"handleUnknown": "useEncodedValue"}, unknown_value=np.nan, **unknown),
            ordinal(
                strings,
                strange,
                {"handleUnknown": "useEncodedValue", "unknownValue": 99, "encodedMissingValue": -2},
                unknown_value=99,
                encoded_missing_value=-2,
                **unknown,
            ),
        ],
        "numberOrdinals": [ordinal(numbers, numbers[::-1], {})],
        "listedOrdinals": [
            ordinal(strings[[i for i in range(40) if isinstance(strings[i, 0], str)]], known[[i for i in range(20) if isinstance(known[i, 0], str)]], {"categories": lists}, categories=lists),
        ],
    }
    folder = pathlib.Path(sys.argv[1]) if len(sys.argv) > 1 else pathlib.Path(__file__).parent
    (folder / "min_max_ordinal.json").write_text(json.dumps(golden, ensure_ascii=False, allow_nan=False, separators=(",", ":")) + "\n")


main()

"""Calendar parts and ages from pandas, and window features as of a time by their naive definition over pandas frames.

The features look, for each row, at all events with its key and a strictly earlier time: O(n²), with nothing clever in it.
Run: /usr/bin/python3 test/golden/tables.py [directory]
"""

import json
import pathlib
import sys

import numpy as np
import pandas as pd

OUT = pathlib.Path(sys.argv[1] if len(sys.argv) > 1 else pathlib.Path(__file__).parent)


def listed(values):
    return [None if pd.isna(value) else float(value) for value in values]


def calendar():
    rng = np.random.RandomState(11)
    edges = pd.to_datetime(
        [
            "1970-01-01T00:00:00",
            "1969-12-31T23:59:59",
            "2000-02-29T12:00:00",
            "1900-03-01T06:30:15",
            "2020-12-31T23:59:59.999",
            "2021-01-01T00:00:00",
            "2021-01-03T00:00:00",
            "2021-01-04T00:00:00",
            "2015-12-31T01:00:00",
            "2016-01-03T01:00:00",
            "2100-02-28T23:00:00",
            "1780-10-01T00:00:00",
            "2262-04-01T00:00:00",
        ]
    )
    start = int(pd.Timestamp("1900-01-01").value // 10**6)
    end = int(pd.Timestamp("2100-01-01").value // 10**6)
    random = pd.to_datetime(rng.randint(start, end, size=150, dtype=np.int64), unit="ms")
    times = pd.Series(edges.append(random).append(pd.DatetimeIndex([pd.NaT])))
    of = times.dt
    iso = of.isocalendar()
    parts = {
        "year": of.year,
        "quarter": of.quarter,
        "month": of.month,
        "isoWeek": iso["week"],
        "dayOfYear": of.dayofyear,
        "day": of.day,
        "weekday": of.dayofweek,
        "hour": of.hour,
        "minute": of.minute,
        "second": of.second,
        "totalSeconds": (times - pd.Timestamp("1970-01-01")) / pd.Timedelta(seconds=1),
        "isWeekend": (of.dayofweek >= 5).where(times.notna()).astype(float),
        "isMissing": times.isna(),
    }
    cycles = {"quarter": (1, 4), "month": (1, 12), "isoWeek": (1, 53), "dayOfYear": (1, 366), "day": (1, 31)}
    cycles |= {"weekday": (0, 7), "hour": (0, 24), "minute": (0, 60), "second": (0, 60)}
    cyclic = {}
    for part, (first, length) in cycles.items():
        turn = 2 * np.pi * (parts[part].astype("Float64").to_numpy(float, na_value=np.nan) - first) / length
        cyclic[f"{part}_sin"] = listed(np.sin(turn))
        cyclic[f"{part}_cos"] = listed(np.cos(turn))
    reference = pd.Timestamp("2026-11-20T12:00:00")
    return {
        "times": [None if pd.isna(time) else int(time.value // 10**6) for time in times],
        "iso": [None if pd.isna(time) else time.strftime("%Y-%m-%dT%H:%M:%S.%f")[:-3] for time in times],
        "parts": {name: listed(values) for name, values in parts.items()},
        "cyclic": cyclic,
        "reference": reference.isoformat() + "Z",
        "ageDays": listed((reference - times) / pd.Timedelta(days=1)),
        "ageYears": listed((reference - times) / pd.Timedelta(days=365.2425)),
    }


def formats():
    texts = pd.Series(["2026-03-04 05:06:07", "1999-12-31 23:59:59"])
    written = ["%Y-%m-%d", "%d.%m.%Y", "%d/%m/%Y", "%m/%d/%Y", "%Y%m%d", "%d.%m.%Y %H:%M", "%Y/%m/%d %H:%M:%S", "%Y-%m-%dT%H:%M:%S.%f"]
    times = pd.to_datetime(texts)
    cases = []
    for code in written:
        given = times.dt.strftime(code)
        read = pd.to_datetime(given, format=code)
        cases.append({"texts": list(given), "times": [int(time.value // 10**6) for time in read]})
    zoned = ["2026-03-04T05:06:07+05:30", "2026-03-04T05:06:07-08:00", "2026-03-04T05:06:07Z"]
    cases.append({"texts": zoned, "times": [int(pd.Timestamp(text).value // 10**6) for text in zoned]})
    return cases


STATISTICS = ["count", "sum", "mean", "min", "max", "std", "last"]


def naive(rows, events, within):
    """One row at a time: all events of its keys that came strictly before it."""
    out = {f"{of}_{op}": [] for of in ("amount", "repaid") for op in STATISTICS}
    out["events"] = []
    out["daysSinceLast"] = []
    for _, row in rows.iterrows():
        before = events[(events["user"] == row["user"]) & (events["shop"] == row["shop"]) & (events["at"] < row["at"])]
        if within is not None:
            before = before[before["at"] >= row["at"] - pd.Timedelta(days=within)]
        before = before.sort_values("at", kind="stable")
        out["events"].append(len(before))
        last = before["at"].max()
        out["daysSinceLast"].append((row["at"] - last) / pd.Timedelta(days=1) if len(before) > 0 else np.nan)
        for of in ("amount", "repaid"):
            values = before[of].astype(float)
            for op in STATISTICS:
                if op == "last":
                    known = values.dropna()
                    out[f"{of}_last"].append(known.iloc[-1] if len(known) > 0 else np.nan)
                else:
                    out[f"{of}_{op}"].append(getattr(values, op)())
    return {name: listed(values) for name, values in out.items()}


def table(rng, rows):
    at = pd.to_datetime("2026-01-01") + pd.to_timedelta(rng.randint(0, 90 * 8, size=rows) * 3, unit="h")
    amount = np.round(rng.lognormal(5, 1, size=rows), 2)
    amount[rng.rand(rows) < 0.15] = np.nan
    repaid = (rng.rand(rows) < 0.7).astype(float)
    repaid[rng.rand(rows) < 0.1] = np.nan
    user = np.array(["ana", "bo", "cy", "di", None], dtype=object)[rng.randint(0, 5, size=rows)]
    return pd.DataFrame({"user": user, "shop": rng.randint(1, 3, size=rows), "at": at, "amount": amount, "repaid": repaid})


def columns(frame):
    times = [int(time.value // 10**6) for time in frame["at"]]
    return {"user": list(frame["user"]), "shop": [int(shop) for shop in frame["shop"]], "at": times, "amount": listed(frame["amount"]), "repaid": listed(frame["repaid"])}


def windows():
    rng = np.random.RandomState(5)
    rows, events = table(rng, 160), table(rng, 120)
    cases = []
    for others in (None, events):
        for within in (None, 10, 0.5):
            expected = naive(rows, rows if others is None else others, within)
            cases.append({"others": others is not None, "within": within, "expected": expected})
    return {"rows": columns(rows), "events": columns(events), "cases": cases}


golden = {"calendar": calendar(), "formats": formats(), "windows": windows()}
(OUT / "tables.json").write_text(json.dumps(golden) + "\n")

"""Window features as of a time with pandas, as bench/cases/as-of.ts."""
import peer

peer.requires("pandas", "numpy")

import numpy as np
import pandas as pd


def frame(data, names):
    columns = {short: data.float64(name) for short, name in names.items()}
    columns["user"] = columns["user"].astype("int64")
    columns["at"] = pd.to_datetime((columns["at"] * 1800).astype("int64"), unit="s")
    return pd.DataFrame(columns)


def first_of_time(ordered):
    """The position of the first row of each row's user and time."""
    first = ~ordered.duplicated(["user", "at"])
    return np.maximum.accumulate(np.where(first, np.arange(len(ordered)), 0))


def history(loans):
    ordered = loans.sort_values(["user", "at"], kind="stable")
    groups = ordered.groupby("user", sort=False)
    sums = pd.DataFrame(
        {
            "n": groups.cumcount(),
            "amount": groups["amount"].cumsum() - ordered["amount"],
            "repaid": groups["repaid"].cumsum() - ordered["repaid"],
            "max": groups["amount"].cummax().groupby(ordered["user"], sort=False).shift(),
            "last": groups["at"].shift(),
        }
    )
    sums = sums.iloc[first_of_time(ordered)].set_axis(ordered.index)
    with np.errstate(invalid="ignore", divide="ignore"):
        out = pd.DataFrame(
            {
                "n": sums["n"],
                "mean": sums["amount"] / sums["n"],
                "max": sums["max"],
                "days": (ordered["at"] - sums["last"]) / pd.Timedelta(days=1),
                "share": sums["repaid"] / sums["n"],
            }
        )
    return loans.join(out)


def window(loans):
    ordered = loans.sort_values(["user", "at"], kind="stable")
    rolling = ordered.set_index("at").groupby("user", sort=True)["amount"].rolling("30D", closed="left")
    counted, mean = rolling.count().to_numpy(), rolling.mean().to_numpy()
    # Closed on the left, a window of pandas still has the rows of the same time that stand before a row.
    out = pd.DataFrame({"n": counted, "mean": mean}).iloc[first_of_time(ordered)].set_axis(ordered.index)
    return loans.join(out)


def latest(loans, events):
    ordered = loans.sort_values("at", kind="stable")
    return pd.merge_asof(
        ordered, events.sort_values("at", kind="stable"), on="at", by="user", allow_exact_matches=False
    ).set_axis(ordered.index).sort_index()


def prepare(data):
    loans = frame(data, {"user": "user", "at": "at", "amount": "amount", "repaid": "repaid"})
    events = frame(data, {"user": "eventUser", "at": "eventAt", "value": "eventValue"})

    def total(result, names):
        return lambda: result[names].sum().sum()

    return {
        "history": lambda: total(history(loans), ["n", "mean", "max", "days", "share"]),
        "window": lambda: total(window(loans), ["n", "mean"]),
        "latest event": lambda: total(latest(loans, events), ["value"]),
        "distinct": lambda: len(loans.drop_duplicates("user", keep="last")),
    }


peer.serve(prepare, "pandas", "numpy")

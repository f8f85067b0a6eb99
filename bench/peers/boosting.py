"""Fitting boosting by histograms, as bench/cases/boosting.ts and boosting-large.ts: KIND ROWS [SMALL]."""
import sys

import boosters
import peer

KIND = sys.argv[1]
peer.requires(*boosters.modules(KIND))

from sklearn.metrics import accuracy_score, r2_score

COLS = 28


def prepare(data):
    x = data.float64("x").reshape(-1, COLS)
    y, amount = data.float64("y"), data.float64("amount")
    # The last argument is the folder.
    rows, *smaller = (int(count) for count in sys.argv[2:-1])

    def fitting(make, target, count, score):
        def fit():
            model = make(KIND).fit(x[:count], target[:count])
            return lambda: score(target[rows:], model.predict(x[rows:]))

        return fit

    tasks = {
        "classifier": fitting(boosters.classifier, y, rows, accuracy_score),
        "regressor": fitting(boosters.regressor, amount, rows, r2_score),
    }
    for count in smaller:
        tasks[f"classifier, {count:,} rows"] = fitting(boosters.classifier, y, count, accuracy_score)
    return tasks


peer.serve(prepare, *boosters.modules(KIND)[1:], "numpy")

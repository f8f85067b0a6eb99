"""Predicting with boosting by histograms, as bench/cases/boosting-predict.ts: KIND."""
import sys

import boosters
import peer

KIND = sys.argv[1]
peer.requires(*boosters.modules(KIND))

from sklearn.metrics import accuracy_score, r2_score

ROWS, COLS = 50_000, 28


def prepare(data):
    x = data.float64("x").reshape(-1, COLS)
    y, amount = data.float64("y"), data.float64("amount")

    def predicting(make, target, score):
        model = make(KIND).fit(x[:ROWS], target[:ROWS])

        def predict():
            predicted = model.predict(x[ROWS:])
            return lambda: score(target[ROWS:], predicted)

        return predict

    classes = predicting(boosters.classifier, y, accuracy_score)
    amounts = predicting(boosters.regressor, amount, r2_score)
    return {
        "classifier predict": classes,
        "classifier predictAsync": classes,
        "regressor predict": amounts,
        "regressor predictAsync": amounts,
    }


peer.serve(prepare, *boosters.modules(KIND)[1:], "numpy")

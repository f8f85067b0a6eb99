"""AdaBoost of scikit-learn, as bench/cases/adaboost.ts."""
import peer

peer.requires("numpy", "sklearn")

from sklearn.ensemble import AdaBoostClassifier, AdaBoostRegressor
from sklearn.metrics import accuracy_score

ROWS, COLS = 20_000, 20


def prepare(data):
    x = data.float64("x").reshape(-1, COLS)
    y, amount = data.float64("y"), data.float64("amount")
    model = AdaBoostClassifier(random_state=0).fit(x[:ROWS], y[:ROWS])

    def fitting(recipe, target):
        def fit():
            recipe.fit(x[:ROWS], target[:ROWS])
            return lambda: recipe.score(x[ROWS:], target[ROWS:])

        return fit

    def predict():
        predicted = model.predict(x[ROWS:])
        return lambda: accuracy_score(y[ROWS:], predicted)

    return {
        "classifier": fitting(AdaBoostClassifier(random_state=0), y),
        "regressor": fitting(AdaBoostRegressor(random_state=0), amount),
        "predict": predict,
    }


peer.serve(prepare, "sklearn", "numpy")

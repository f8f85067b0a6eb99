"""Decision tree of scikit-learn, as bench/cases/tree.ts."""
import peer

peer.requires("numpy", "sklearn")

from sklearn.metrics import accuracy_score
from sklearn.tree import DecisionTreeClassifier

ROWS = 50_000


def prepare(data):
    x = data.float64("x").reshape(-1, 20)
    y = data.float64("y")
    model = DecisionTreeClassifier(random_state=0).fit(x[:ROWS], y[:ROWS])

    def predict():
        predicted = model.predict(x[ROWS:])
        return lambda: accuracy_score(y[ROWS:], predicted)

    return {
        "fit": lambda: DecisionTreeClassifier(random_state=0).fit(x[:ROWS], y[:ROWS]).get_n_leaves(),
        "predict": predict,
    }


peer.serve(prepare, "sklearn", "numpy")

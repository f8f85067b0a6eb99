"""Small forests and trees of scikit-learn, as bench/cases/forest-small.ts."""
import peer

peer.requires("numpy", "sklearn")

from sklearn.ensemble import RandomForestClassifier
from sklearn.metrics import accuracy_score
from sklearn.tree import DecisionTreeClassifier

ROWS, COLS, TREES = 2000, 20, 10


def prepare(data):
    x = data.float64("x").reshape(-1, COLS)
    y = data.float64("y")
    forest = RandomForestClassifier(TREES, n_jobs=peer.THREADS, random_state=0).fit(x[:ROWS], y[:ROWS])
    tree = DecisionTreeClassifier(random_state=0).fit(x[:ROWS], y[:ROWS])

    def predicting(model):
        def predict():
            predicted = model.predict(x[ROWS:])
            return lambda: accuracy_score(y[ROWS:], predicted)

        return predict

    def tree_fit():
        tree.fit(x[:ROWS], y[:ROWS])
        return lambda: accuracy_score(y[ROWS:], tree.predict(x[ROWS:]))

    return {
        "forest fit": lambda: len(forest.fit(x[:ROWS], y[:ROWS]).estimators_),
        "forest predict": predicting(forest),
        "tree fit": tree_fit,
        "tree predict": predicting(tree),
    }


peer.serve(prepare, "sklearn", "numpy")

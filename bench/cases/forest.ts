/** Random forests of trees grown to purity. */
import {
  accuracyScore,
  deserialize,
  Matrix,
  RandomForestClassifier,
  RandomForestRegressor,
  serialize,
} from "@org/mlkit";
import { type Case, python, typescript } from "../harness/case.js";
import { normals } from "../harness/data.js";

const [ROWS, COLS, SMALL] = [50_000, 20, 1000];

export const bench: Case = {
  about:
    "Random forests on 50,000 × 20, two classes: fit of 20 trees with the defaults, predict of as many new rows, load of the fitted model from memory; fit of a regressor of 5 trees on all columns. Small: 10 trees on 1,000 of the rows.",
  notes: [
    "scikit-learn fits and predicts in two threads (`n_jobs=2`), mlkit in one so far. Loading is `joblib.load` there, with the checks of an artifact here.",
    "The checks are the accuracy on new rows, and the number of nodes. The draws differ, so that these do a little.",
    "ml-random-forest draws columns once a tree, not once a split. Its trees have the limits that it sets by default.",
  ],
  peers: [python("scikit-learn", "forest.py"), typescript("ml-random-forest", "forest.ts")],
  runs: 5,
  data(rng) {
    const x = normals(rng, 2 * ROWS * COLS);
    const y = Float64Array.from({ length: 2 * ROWS }, (_, row) => {
      const at = (col: number) => x[row * COLS + col] ?? 0;
      return at(0) * at(1) + at(2) - Math.abs(at(3)) + 0.5 * rng.float() > 0 ? 1 : 0;
    });
    const amount = Float64Array.from({ length: ROWS }, (_, row) => (x[row * COLS] ?? 0) * (x[row * COLS + 1] ?? 0));
    return { x, y, amount };
  },
  async tasks(data) {
    const values = data.float64("x");
    const labels = data.float64("y");
    const amount = data.float64("amount");
    const part = (from: number, rows: number) =>
      Matrix.fromDense(values.slice(from * COLS, (from + rows) * COLS), rows, COLS);
    const [x, test, small, smallTest] = [part(0, ROWS), part(ROWS, ROWS), part(0, SMALL), part(ROWS, SMALL)];
    const y = labels.slice(0, ROWS);
    const forest = new RandomForestClassifier({ nEstimators: 20 });
    const regressor = new RandomForestRegressor({ nEstimators: 5 });
    const smallForest = new RandomForestClassifier({ nEstimators: 10 });
    const model = await forest.fit(x, y);
    const smallModel = await smallForest.fit(small, y.slice(0, SMALL));
    const bytes = serialize(model);
    return {
      fit: async () => (await forest.fit(x, y)).nodeCount,
      "fit regressor": async () => (await regressor.fit(x, amount)).nodeCount,
      predict: () => {
        const predicted = model.predict(test);
        return () => accuracyScore(labels.slice(ROWS), predicted);
      },
      load: async () => {
        const loaded = await deserialize(bytes, { as: forest });
        return () => loaded.nodeCount;
      },
      "small fit": async () => (await smallForest.fit(small, y.slice(0, SMALL))).nEstimators,
      "small predict": () => {
        const predicted = smallModel.predict(smallTest);
        return () => accuracyScore(labels.slice(ROWS, ROWS + SMALL), predicted);
      },
    };
  },
};

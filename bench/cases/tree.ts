/** A decision tree grown to purity. */
import { accuracyScore, DecisionTreeClassifier, Matrix } from "@org/mlkit";
import { type Case, python } from "../harness/case.js";
import { normals } from "../harness/data.js";

const [ROWS, COLS] = [50_000, 20];

export const bench: Case = {
  about:
    "DecisionTreeClassifier with its defaults (grown to purity), 50,000 × 20, two classes: fit, and predict of as many new rows.",
  notes: [
    "The check is the number of leaves, and the accuracy on the new rows. Ties between equally good splits are broken by the seed, so that they differ a little.",
  ],
  peers: [python("scikit-learn", "tree.py")],
  data(rng) {
    const x = normals(rng, 2 * ROWS * COLS);
    const y = Float64Array.from({ length: 2 * ROWS }, (_, row) => {
      const at = (col: number) => x[row * COLS + col] ?? 0;
      return at(0) * at(1) + at(2) - Math.abs(at(3)) + 0.5 * rng.float() > 0 ? 1 : 0;
    });
    return { x, y };
  },
  async tasks(data) {
    const values = data.float64("x");
    const labels = data.float64("y");
    const [x, test] = [0, 1].map((half) =>
      Matrix.fromDense(values.slice(half * ROWS * COLS, (half + 1) * ROWS * COLS), ROWS, COLS),
    );
    if (x === undefined || test === undefined) throw new Error("The data has two halves");
    const y = labels.slice(0, ROWS);
    const model = await new DecisionTreeClassifier({ seed: 0 }).fit(x, y);
    return {
      fit: async () => (await new DecisionTreeClassifier({ seed: 0 }).fit(x, y)).nLeaves,
      predict: () => {
        const predicted = model.predict(test);
        return () => accuracyScore(labels.slice(ROWS), predicted);
      },
    };
  },
};

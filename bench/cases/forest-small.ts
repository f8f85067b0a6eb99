/** Small forests and trees, beside what JavaScript has. */
import { accuracyScore, DecisionTreeClassifier, RandomForestClassifier } from "@org/mlkit";
import { type Case, python, typescript } from "../harness/case.js";
import { parts, table } from "../harness/tables.js";

const [ROWS, TEST, COLS, TREES] = [2000, 2000, 20, 10];

export const bench: Case = {
  about:
    "RandomForestClassifier of 10 trees and DecisionTreeClassifier on 2,000 × 20, two classes: fit, and predict of as many new rows.",
  notes: [
    "Small enough for the JavaScript libraries, whose time grows with about the square of the rows.",
    "ml-random-forest draws columns once a tree, not once a split, and its trees stop where a split gains less than 0.01; those of ml-cart are told to go on.",
    "The check is the number of trees, and the accuracy on the new rows.",
  ],
  peers: [
    python("scikit-learn", "forest_small.py"),
    typescript("ml-random-forest", "forest_small_ml_random_forest.ts"),
    typescript("ml-cart", "forest_small_ml_cart.ts"),
  ],
  runs: 3,
  data: (rng) => table(rng, ROWS + TEST, COLS, 1),
  async tasks(data) {
    const [train, test] = parts(data, COLS, [ROWS, TEST]);
    const forest = new RandomForestClassifier({ nEstimators: TREES });
    const tree = new DecisionTreeClassifier();
    const forestModel = await forest.fit(train.x, train.y);
    const treeModel = await tree.fit(train.x, train.y);
    const accuracyOf = (model: { predict(x: typeof test.x): readonly number[] }) => () => {
      const predicted = model.predict(test.x);
      return () => accuracyScore(test.y, predicted);
    };
    return {
      "forest fit": async () => (await forest.fit(train.x, train.y)).nEstimators,
      "forest predict": accuracyOf(forestModel),
      "tree fit": async () => {
        const model = await tree.fit(train.x, train.y);
        return () => accuracyScore(test.y, model.predict(test.x));
      },
      "tree predict": accuracyOf(treeModel),
    };
  },
};

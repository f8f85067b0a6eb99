/** Fitting forests of trees grown to purity. */
import {
  accuracyScore,
  ExtraTreesClassifier,
  RandomForestClassifier,
  RandomForestRegressor,
  r2Score,
} from "@org/mlkit";
import { type Case, python, THREADS } from "../harness/case.js";
import { parts, table } from "../harness/tables.js";

const [ROWS, TEST, COLS] = [50_000, 20_000, 20];
const threads = THREADS;

export const bench: Case = {
  about:
    "Fit of forests on 50,000 × 20, trees grown to purity: RandomForestClassifier and ExtraTreesClassifier with their defaults (two classes, 100 trees), RandomForestRegressor with its defaults but for 20 trees.",
  notes: [
    "All sides use two threads. 100 trees of the regressor, which tries all columns at each split, would take scikit-learn minutes.",
    "scikit-learn sorts the exact values in each node.",
    "The check is the accuracy, or R², on 20,000 new rows, worked out after the clock has stopped. The draws differ.",
  ],
  peers: [python("scikit-learn", "forest.py")],
  ratioGoals: {
    "random forest": { "scikit-learn": 0.25 },
    "random forest regressor": { "scikit-learn": 0.25 },
  },
  runs: 5,
  data: (rng) => table(rng, ROWS + TEST, COLS, 1),
  tasks(data) {
    const [train, test] = parts(data, COLS, [ROWS, TEST]);
    const classifying = (recipe: RandomForestClassifier | ExtraTreesClassifier) => async () => {
      const model = await recipe.fit(train.x, train.y, { threads });
      return () => accuracyScore(test.y, model.predict(test.x));
    };
    return {
      "random forest": classifying(new RandomForestClassifier()),
      "extra trees": classifying(new ExtraTreesClassifier()),
      "random forest regressor": async () => {
        const model = await new RandomForestRegressor({ nEstimators: 20 }).fit(train.x, train.amount, { threads });
        return () => r2Score(test.amount, model.predict(test.x));
      },
    };
  },
};

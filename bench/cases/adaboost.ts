/** Fitting AdaBoost. */
import { AdaBoostClassifier, AdaBoostRegressor, accuracyScore, r2Score } from "@org/mlkit";
import { type Case, python } from "../harness/case.js";
import { parts, table } from "../harness/tables.js";

const [ROWS, TEST, COLS] = [20_000, 20_000, 20];

export const bench: Case = {
  about:
    "AdaBoostClassifier (two classes, 50 stumps) and AdaBoostRegressor (50 trees of depth 3) with their defaults on 20,000 × 20: fit, and the classifier's predict of as many new rows.",
  notes: [
    "One thread on both sides.",
    "The check is the accuracy, or R², on the new rows, worked out after the clock has stopped. The regressor draws rows, and differently so.",
  ],
  peers: [python("scikit-learn", "adaboost.py")],
  runs: 5,
  data: (rng) => table(rng, ROWS + TEST, COLS, 1),
  async tasks(data) {
    const [train, test] = parts(data, COLS, [ROWS, TEST]);
    const classifier = new AdaBoostClassifier();
    const model = await classifier.fit(train.x, train.y);
    return {
      classifier: async () => {
        const fitted = await classifier.fit(train.x, train.y);
        return () => accuracyScore(test.y, fitted.predict(test.x));
      },
      regressor: async () => {
        const fitted = await new AdaBoostRegressor().fit(train.x, train.amount);
        return () => r2Score(test.amount, fitted.predict(test.x));
      },
      predict: () => {
        const predicted = model.predict(test.x);
        return () => accuracyScore(test.y, predicted);
      },
    };
  },
};

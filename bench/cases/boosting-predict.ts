/** Predicting with boosting by histograms. */
import { accuracyScore, r2Score } from "@org/mlkit";
import { boostingPeers, classifier, regressor } from "../harness/boosting.js";
import { type Case, THREADS } from "../harness/case.js";
import { parts, table } from "../harness/tables.js";

const [ROWS, TEST, COLS] = [50_000, 100_000, 28];

const sync = { "scikit-learn": 0.8 };
const async = { "scikit-learn": 0.5 };

export const bench: Case = {
  about:
    "HistGradientBoostingClassifier and HistGradientBoostingRegressor, 100 trees of 31 leaves, fitted to 50,000 × 28: predict of 100,000 new rows, on one thread and on two.",
  notes: [
    "The peers predict in two threads in both tasks. xgboost has trees of depth 6, or of up to 31 leaves.",
    "The check is the accuracy, or R², on the new rows.",
  ],
  peers: boostingPeers("boosting_predict.py"),
  ratioGoals: {
    "classifier predict": sync,
    "regressor predict": sync,
    "classifier predictAsync": async,
    "regressor predictAsync": async,
  },
  runs: 9,
  data: (rng) => table(rng, ROWS + TEST, COLS, 1),
  async tasks(data) {
    const [train, test] = parts(data, COLS, [ROWS, TEST]);
    const classes = await classifier.fit(train.x, train.y);
    const amounts = await regressor.fit(train.x, train.amount);
    const accuracyOf = (predicted: readonly number[]) => () => accuracyScore(test.y, predicted);
    const r2Of = (predicted: Float64Array) => () => r2Score(test.amount, predicted);
    const threads = THREADS;
    return {
      "classifier predict": () => accuracyOf(classes.predict(test.x)),
      "classifier predictAsync": async () => accuracyOf(await classes.predictAsync(test.x, { threads })),
      "regressor predict": () => r2Of(amounts.predict(test.x)),
      "regressor predictAsync": async () => r2Of(await amounts.predictAsync(test.x, { threads })),
    };
  },
};

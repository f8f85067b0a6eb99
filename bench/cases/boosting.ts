/** Fitting boosting by histograms to tables of common size. */
import { BOOSTING_NOTES, boostingPeers, fitsAmounts, fitsClasses } from "../harness/boosting.js";
import type { Case } from "../harness/case.js";
import { parts, table } from "../harness/tables.js";

const [ROWS, TEST, COLS] = [100_000, 20_000, 28];
const SMALL = 10_000;

const floors = { "scikit-learn": 0.75, "xgboost, depth 6": 1, "xgboost, 31 leaves": 1 };

export const bench: Case = {
  about:
    "Fit of HistGradientBoostingClassifier on 100,000 × 28 and on 10,000 × 28, two classes, and of HistGradientBoostingRegressor on 100,000 × 28: 100 rounds of 31 leaves, no early stopping.",
  notes: BOOSTING_NOTES,
  peers: boostingPeers("boosting.py", String(ROWS), String(SMALL)),
  ratioGoals: { classifier: floors, regressor: floors },
  runs: 7,
  data: (rng) => table(rng, ROWS + TEST, COLS, 1),
  tasks(data) {
    const [train, test] = parts(data, COLS, [ROWS, TEST]);
    const [small] = parts(data, COLS, [SMALL]);
    return {
      classifier: fitsClasses(train, test),
      regressor: fitsAmounts(train, test),
      "classifier, 10,000 rows": fitsClasses(small, test),
    };
  },
};

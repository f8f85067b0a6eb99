/** Fitting boosting by histograms to a large table. */
import { BOOSTING_NOTES, boostingPeers, fitsAmounts, fitsClasses } from "../harness/boosting.js";
import type { Case } from "../harness/case.js";
import { parts, table } from "../harness/tables.js";

const [ROWS, TEST, COLS] = [1_000_000, 20_000, 28];

export const bench: Case = {
  about:
    "Fit of HistGradientBoostingClassifier, two classes, and of HistGradientBoostingRegressor on 1,000,000 × 28: 100 rounds of 31 leaves, no early stopping.",
  notes: BOOSTING_NOTES,
  peers: boostingPeers("boosting.py", String(ROWS)),
  runs: 3,
  data: (rng) => table(rng, ROWS + TEST, COLS, 1),
  tasks(data) {
    const [train, test] = parts(data, COLS, [ROWS, TEST]);
    return { classifier: fitsClasses(train, test), regressor: fitsAmounts(train, test) };
  },
};

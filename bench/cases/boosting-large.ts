/** Fitting boosting by histograms to a large table. */
import { BOOSTING_NOTES, boostingPeers, fitsAmounts, fitsClasses } from "../harness/boosting.js";
import type { Case } from "../harness/case.js";
import { parts, table } from "../harness/tables.js";

const [ROWS, TEST, COLS] = [1_000_000, 20_000, 28];

export const bench: Case = {
  about:
    "Fit of HistGradientBoostingClassifier, two classes, and of HistGradientBoostingRegressor on 1,000,000 × 28: 100 rounds of 31 leaves, no early stopping.",
  notes: [
    ...BOOSTING_NOTES,
    "Values are rounded to multiples of 1/40 within ±3, 241 of them, so that the bins do not depend on which rows a side finds them from (each samples some, seeded its own way): on this signal, chance in the first splits moves R² by 0.2, for scikit-learn from one `random_state` to another as well.",
  ],
  peers: boostingPeers("boosting.py", String(ROWS)),
  runs: 3,
  data(rng) {
    const { x, ...targets } = table(rng, ROWS + TEST, COLS, 1);
    return {
      x: x?.map((value) => Math.round(40 * Math.max(-3, Math.min(3, value))) / 40) ?? new Float64Array(0),
      ...targets,
    };
  },
  tasks(data) {
    const [train, test] = parts(data, COLS, [ROWS, TEST]);
    return { classifier: fitsClasses(train, test), regressor: fitsAmounts(train, test) };
  },
};

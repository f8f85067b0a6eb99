/** How good boosting and forests are, beside scikit-learn's, on the same folds. */
import type { Study } from "../harness/study.js";
import { compare } from "../quality/compare.js";
import type { Interval } from "../quality/interval.js";
import { FOLDS } from "../quality/plan.js";

/** What a difference should not fall below, in points. */
export const FLOOR = -0.5;
const REPEATS = 10;
const FOREST_SEEDS = 5;

export const bench: Study = {
  about:
    "HistGradientBoosting, RandomForest and ExtraTrees with their defaults, classifiers and regressors, beside scikit-learn's on the same folds: accuracy or R², in points (hundredths).",
  notes: [
    "`difference` is ours − theirs, with a 95 % interval over the means of the repeats (Student's t): folds and seeds vary, the table does not. Its lower end is what is held against −0.5.",
    "The corrected interval (Nadeau and Bengio, 2003) is of the differences fold by fold, and allows for training rows that folds share: it is what might be expected on other tables of the same kind, and is wide on small ones.",
    `Folds and seeds are the same on both sides, though what is drawn by them is not; a forest's score in a fold is the mean over ${FOREST_SEEDS} seeds. Boosting learns 30 rounds on digits, 100 elsewhere, and gets categories and missing values as they are; forests get codes as numbers, and −9 for what is missing.`,
    "`interactions` (two classes by products of columns) and `friedman` (Friedman's first regression) are all numbers; `categories` (two classes) and `mixed` (regression) have columns of 30 and 8 categories and missing values. See `bench/quality/sets.ts`.",
  ],
  async study({ say, runs }) {
    const repeats = runs ?? REPEATS;
    if (repeats < 3) throw new Error("--runs is the number of repeats, of which an interval takes three or more");
    const { comparisons, versions } = await compare(repeats, FOREST_SEEDS, say);
    return {
      head: ["set", "model", "mlkit", "scikit-learn", "difference", "above −0.5", "corrected interval"],
      rows: comparisons.map(({ set, task, model, ours, theirs, difference, corrected }) => [
        `${set} (${task === "classify" ? "accuracy" : "R²"})`,
        model,
        ours.toFixed(2),
        theirs.toFixed(2),
        `${signed(difference.mean)} (${range(difference)})`,
        difference.low > FLOOR ? "yes" : "no",
        range(corrected),
      ]),
      versions,
      method: `${repeats} × ${FOLDS} folds.`,
      data: { repeats, folds: FOLDS, comparisons },
    };
  },
};

function range({ low, high }: Interval): string {
  return `${signed(low)} to ${signed(high)}`;
}

function signed(value: number): string {
  const text = Math.abs(value).toFixed(2);
  return value < 0 ? `−${text}` : `+${text}`;
}

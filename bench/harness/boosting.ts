/** What the cases of boosting by histograms have in common: the recipes, the peers, and a task that fits and then judges. */
import { accuracyScore, HistGradientBoostingClassifier, HistGradientBoostingRegressor, r2Score } from "@org/mlkit";
import { type Peer, python, type Task, THREADS } from "./case.js";
import type { Part } from "./tables.js";

/** 100 rounds of up to 31 leaves, as scikit-learn has by default; nothing held out. */
const OPTIONS = { maxIter: 100, maxLeafNodes: 31, earlyStopping: false } as const;
export const classifier = new HistGradientBoostingClassifier(OPTIONS);
export const regressor = new HistGradientBoostingRegressor(OPTIONS);

/** What does the same as a script of `peers/`: xgboost with trees by depth as is its default, and by leaves as ours. */
export function boostingPeers(script: string, ...args: readonly string[]): readonly Peer[] {
  return [
    python("scikit-learn", script, "sklearn", ...args),
    python("xgboost, depth 6", script, "xgboost-depth", ...args),
    python("xgboost, 31 leaves", script, "xgboost-leaves", ...args),
  ];
}

export const BOOSTING_NOTES = [
  'All sides use two threads, learn at rate 0.1 from columns in at most 255 bins, and are handed the numbers as they are: binning is part of the fit. xgboost (`tree_method="hist"`) grows trees to depth 6, or leaf by leaf to 31 leaves, with its own defaults otherwise: it regularises leaves and lets them be of fewer rows.',
  "The check is the accuracy, or R², on new rows, worked out after the clock has stopped.",
];

/** Fits a classifier to some rows and judges it on others. */
export function fitsClasses(train: Part, test: Part): Task {
  return async () => {
    const model = await classifier.fit(train.x, train.y, { threads: THREADS });
    return () => accuracyScore(test.y, model.predict(test.x));
  };
}

/** Fits a regressor to some rows and judges it on others. */
export function fitsAmounts(train: Part, test: Part): Task {
  return async () => {
    const model = await regressor.fit(train.x, train.amount, { threads: THREADS });
    return () => r2Score(test.amount, model.predict(test.x));
  };
}

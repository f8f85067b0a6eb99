/** Metrics: how good predictions are. */
export { type AccuracyOptions, accuracyScore } from "./accuracy.js";
export type { Average, Score, ScoreOptions, ZeroDivision } from "./averaging.js";
export { type BalancedAccuracyOptions, balancedAccuracyScore } from "./balanced-accuracy.js";
export {
  ClassificationReport,
  type ClassificationReportOptions,
  type ClassScores,
  classificationReport,
  type ReportScores,
} from "./classification-report.js";
export { ConfusionMatrix, type ConfusionMatrixOptions, confusionMatrix } from "./confusion-matrix.js";
export {
  type CurveOptions,
  type PrecisionRecallCurve,
  precisionRecallCurve,
  type RocCurve,
  type RocCurveOptions,
  rocCurve,
} from "./curves.js";
export { f1Score, fbetaScore } from "./f-score.js";
export { type LogLossOptions, logLoss } from "./log-loss.js";
export {
  maxError,
  meanAbsoluteError,
  medianAbsoluteError,
  type RegressionMetricOptions,
} from "./mean-absolute-error.js";
export { meanSquaredError, rootMeanSquaredError } from "./mean-squared-error.js";
export { precisionScore } from "./precision.js";
export { r2Score } from "./r2-score.js";
export type { ClassValues, MatrixLike } from "./read-scores.js";
export { recallScore } from "./recall.js";
export { rocAucScore } from "./roc-auc.js";
export type { RocAucAverage, RocAucOptions } from "./roc-auc-options.js";

/** The ROC curve and the precision-recall curve of a binary classifier. O(n log n). */
import type { Label, NumericValues, Values } from "../core/contracts.js";
import { DataError, show } from "../core/errors.js";
import { encodeLabels } from "../core/labels.js";
import { checkLists, checkOptions } from "./checks.js";
import { positiveLabel } from "./positive-label.js";
import { type CumulativeCounts, cumulativeCounts, isCode } from "./ranking.js";
import { readNumbers, readWeights } from "./read-numbers.js";

/** The options of {@link precisionRecallCurve}. */
export interface CurveOptions<L extends Label> {
  /** The label that high scores speak for. Default: `1` among 0 and 1 or -1 and 1, `true` among booleans; needed for all other labels. */
  readonly posLabel?: L;
  /** One weight ≥ 0 a row. Default: every row counts 1. */
  readonly sampleWeight?: NumericValues;
}

/** The options of {@link rocCurve}. */
export interface RocCurveOptions<L extends Label> extends CurveOptions<L> {
  /** Leaves out points on a straight line between two others, which changes neither drawing nor area. Default: `true`. */
  readonly dropIntermediate?: boolean;
}

/** What {@link rocCurve} gives. */
export interface RocCurve {
  /** Share of negatives that score at least `thresholds[i]`; rises from 0 to 1. */
  readonly fpr: Float64Array;
  /** Share of positives that score at least `thresholds[i]`; rises from 0 to 1. */
  readonly tpr: Float64Array;
  /** Falling; the first is `Infinity`, above every score. */
  readonly thresholds: Float64Array;
}

/** What {@link precisionRecallCurve} gives. */
export interface PrecisionRecallCurve {
  /** Precision of calling positive what scores at least `thresholds[i]`; ends with a 1 that has no threshold. */
  readonly precision: Float64Array;
  /** Recall of the same; falls from 1 to a 0 that has no threshold. */
  readonly recall: Float64Array;
  /** Every distinct score, rising. */
  readonly thresholds: Float64Array;
}

/**
 * The false and true positive rates at every threshold.
 *
 * As in scikit-learn from 1.3 on, the curve starts at the threshold `Infinity` (1.2 used the highest score plus 1).
 *
 * @param yTrue - the true labels, one a row, of two classes
 * @param yScore - one score a row; high speaks for `posLabel`
 * @throws DataError `METRIC_UNDEFINED` without positives or negatives, `LABEL_UNKNOWN`, `DATA_SHAPE`, `DATA_EMPTY`, `DATA_NOT_FINITE`, `TARGET_INVALID`,
 * `WEIGHT_INVALID`. ParameterError `PARAM_INVALID` where `posLabel` is needed.
 * @example
 * ```ts
 * import { rocCurve } from "@org/mlkit";
 *
 * const { fpr, tpr, thresholds } = rocCurve(["no", "no", "yes", "yes"], [0.1, 0.4, 0.35, 0.8], { posLabel: "yes" });
 * [...fpr]; // => [0, 0, 0.5, 0.5, 1]
 * [...tpr]; // => [0, 0.5, 0.5, 1, 1]
 * [...thresholds]; // => [Infinity, 0.8, 0.4, 0.35, 0.1]
 * ```
 */
export function rocCurve<L extends Label>(
  yTrue: Values<L>,
  yScore: NumericValues,
  options: RocCurveOptions<NoInfer<L>> = {},
): RocCurve {
  checkOptions("rocCurve", options, ["posLabel", "sampleWeight", "dropIntermediate"]);
  const counts = readCounts<L>("rocCurve", yTrue, yScore, options);
  const positives = counts.truePositives.at(-1) ?? 0;
  const negatives = counts.falsePositives.at(-1) ?? 0;
  if (negatives === 0) throw undefinedCurve("rocCurve", "negative");
  const kept = keptPoints(counts, options.dropIntermediate !== false);
  const fpr = new Float64Array(kept.length + 1);
  const tpr = new Float64Array(kept.length + 1);
  const thresholds = new Float64Array(kept.length + 1).fill(Number.POSITIVE_INFINITY, 0, 1);
  kept.forEach((point, i) => {
    fpr[i + 1] = counts.falsePositives[point]! / negatives;
    tpr[i + 1] = counts.truePositives[point]! / positives;
    thresholds[i + 1] = counts.thresholds[point]!;
  });
  return { fpr, tpr, thresholds };
}

/**
 * Precision and recall at every threshold.
 *
 * @param yTrue - the true labels, one a row, of two classes
 * @param yScore - one score a row; high speaks for `posLabel`
 * @throws DataError `METRIC_UNDEFINED` without positives, `LABEL_UNKNOWN`, `DATA_SHAPE`, `DATA_EMPTY`, `DATA_NOT_FINITE`, `TARGET_INVALID`,
 * `WEIGHT_INVALID`. ParameterError `PARAM_INVALID` where `posLabel` is needed.
 * @example
 * ```ts
 * import { precisionRecallCurve } from "@org/mlkit";
 *
 * const { precision, recall, thresholds } = precisionRecallCurve([0, 0, 1, 1], [0.1, 0.4, 0.35, 0.8]);
 * [...precision]; // => [0.5, 0.6666666666666666, 0.5, 1, 1]
 * [...recall]; // => [1, 1, 0.5, 0.5, 0]
 * [...thresholds]; // => [0.1, 0.35, 0.4, 0.8]
 * ```
 */
export function precisionRecallCurve<L extends Label>(
  yTrue: Values<L>,
  yScore: NumericValues,
  options: CurveOptions<NoInfer<L>> = {},
): PrecisionRecallCurve {
  checkOptions("precisionRecallCurve", options, ["posLabel", "sampleWeight"]);
  const counts = readCounts<L>("precisionRecallCurve", yTrue, yScore, options);
  const points = counts.thresholds.length;
  const precision = new Float64Array(points + 1).fill(1);
  const recall = new Float64Array(points + 1);
  const positives = counts.truePositives[points - 1]!;
  for (let i = 0; i < points; i++) {
    const hits = counts.truePositives[i]!;
    precision[points - 1 - i] = hits / (hits + counts.falsePositives[i]!);
    recall[points - 1 - i] = hits / positives;
  }
  return { precision, recall, thresholds: counts.thresholds.slice().reverse() };
}

function readCounts<L extends Label>(
  owner: string,
  yTrue: Values<L>,
  yScore: NumericValues,
  options: CurveOptions<L>,
): CumulativeCounts {
  checkLists("yTrue", yTrue, "yScore", yScore);
  const { codes, classes } = encodeLabels(yTrue, "yTrue");
  const scores = readNumbers("yScore", yScore);
  const weights = readWeights(options.sampleWeight, codes.length);
  const positive = positiveLabel(owner, classes, options.posLabel);
  const counts = cumulativeCounts(isCode(codes, classes.indexOf(positive)), scores, weights);
  if ((counts.truePositives.at(-1) ?? 0) === 0) throw undefinedCurve(owner, "positive", positive);
  return counts;
}

/** All points, or only those where the curve bends, and its ends. */
function keptPoints({ truePositives, falsePositives }: CumulativeCounts, dropIntermediate: boolean): Uint32Array {
  const last = truePositives.length - 1;
  const bends = (values: Float64Array, i: number) => values[i + 1]! - values[i]! !== values[i]! - values[i - 1]!;
  const all = Uint32Array.from(truePositives.keys());
  if (!dropIntermediate) return all;
  return all.filter((i) => i === 0 || i === last || bends(truePositives, i) || bends(falsePositives, i));
}

function undefinedCurve(owner: string, lacking: "positive" | "negative", label?: Label): DataError {
  return new DataError("METRIC_UNDEFINED", {
    problem: `${owner} is undefined without ${lacking} rows`,
    given: label === undefined ? "rows of one class alone" : `no rows that are ${show(label)}`,
    expected: "rows of both classes",
    remedy: "Score rows in which both classes occur (weight 0 counts as absent), for example from a stratified split",
    data: { lacking, label },
  });
}

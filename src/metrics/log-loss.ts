/** Log loss, also called cross-entropy: C. M. Bishop, Pattern Recognition and Machine Learning (2006), p. 209. O(n · k). */
import type { Label, NumericValues, Values } from "../core/contracts.js";
import { DataError } from "../core/errors.js";
import { encodeLabels } from "../core/labels.js";
import { log } from "../kernels/math.js";
import { badOption, checkLengths, checkList, checkOptions, listLabels } from "./checks.js";
import { readClasses } from "./read-labels.js";
import { readWeights, totalWeight } from "./read-numbers.js";
import {
  type ClassValues,
  checkSumsToOne,
  checkUnitRange,
  columnsForLabels,
  readScores,
  type ScoreMatrix,
} from "./read-scores.js";

/** The options of {@link logLoss}. */
export interface LogLossOptions<L extends Label> {
  /** What the columns stand for, in their order: a model's `classes`. Default: the labels of yTrue, sorted. */
  readonly labels?: readonly L[];
  /**
   * Probabilities are kept between `eps` and `1 - eps`, so that one that is wrong with certainty costs much rather than infinitely much.
   * Default: the distance from 1 to the next number, 2.220446049250313e-16, or 1.1920928955078125e-7 for a `Float32Array`.
   */
  readonly eps?: number;
  /** Whether to give the mean over the rows rather than the sum. Default: `true`. */
  readonly normalize?: boolean;
  /** One weight ≥ 0 a row. Default: every row counts 1. */
  readonly sampleWeight?: NumericValues;
}

const EPS_64 = 2.220446049250313e-16;
const EPS_32 = 1.1920928955078125e-7;

/**
 * The mean of -ln(probability given to the true class): 0 is certain and right, ln 2 is a coin toss between two classes.
 *
 * Two classes: give the probability of the label that sorts second (the second of `labels`), one a row, or both columns. More: a column for each class.
 * Probabilities are clipped by `eps`, then each row is divided by its sum, as in scikit-learn 1.2. Unlike there, the columns follow `labels` in the
 * order given, and what is no probability is refused.
 *
 * @param yTrue - the true labels, one a row
 * @param yProba - one probability a row, or one a row and class
 * @throws DataError `PROBABILITY_INVALID` for numbers outside 0 to 1 or rows that do not sum to 1, `METRIC_UNDEFINED` where there is one label only,
 * `LABEL_UNKNOWN` for a true label outside `labels`, `DATA_SHAPE`, `DATA_EMPTY`, `DATA_NOT_FINITE`, `TARGET_INVALID`, `WEIGHT_INVALID`.
 * ParameterError `PARAM_INVALID` for a bad `eps`.
 * @example
 * ```ts
 * import { logLoss } from "@org/mlkit";
 *
 * logLoss([0, 1], [0.5, 0.5]); // => 0.6931471805599453
 * logLoss(["ham", "spam"], [[0.9, 0.1], [0.2, 0.8]]); // => ≈ 0.1643
 * logLoss(["a", "a"], [[0.5, 0.25, 0.25], [0.5, 0.5, 0]], { labels: ["a", "b", "c"] }); // => ≈ 0.6931
 * ```
 */
export function logLoss<L extends Label>(
  yTrue: Values<L>,
  yProba: NumericValues | ClassValues,
  options: LogLossOptions<L> = {},
): number {
  checkOptions("logLoss", options, ["labels", "eps", "normalize", "sampleWeight"]);
  const eps = options.eps ?? (isFloat32(yProba) ? EPS_32 : EPS_64);
  if (!(eps >= 0 && eps < 0.5)) throw badOption("logLoss", "eps", eps, "a number ≥ 0 and < 0.5");
  checkList("yTrue", yTrue);
  const given = readScores("yProba", yProba);
  checkLengths("yTrue", yTrue.length, "yProba", given.rows);
  checkUnitRange("yProba", given);
  const { classes, codes } = readClasses<L>(encodeLabels(yTrue, "yTrue"), options.labels);
  if (classes.length < 2) throw oneLabel(classes);
  const proba = given.cols === 1 ? bothColumns(given, eps) : given;
  if (proba.cols !== classes.length) throw columnsForLabels("yProba", classes, given.cols);
  checkSumsToOne("yProba", proba);
  const weights = readWeights(options.sampleWeight, codes.length);
  const loss = summedLoss(codes, proba, eps, weights);
  return options.normalize === false ? loss : loss / totalWeight(weights, codes.length);
}

function summedLoss(
  codes: Int32Array,
  { cols, values }: ScoreMatrix,
  eps: number,
  weights: Float64Array | undefined,
): number {
  let loss = 0;
  for (let row = 0; row < codes.length; row++) {
    const weight = weights === undefined ? 1 : weights[row]!;
    if (weight === 0) continue;
    let sum = 0;
    for (let col = 0; col < cols; col++) sum += clip(values[row * cols + col]!, eps);
    loss -= weight * log(clip(values[row * cols + codes[row]!]!, eps) / sum);
  }
  return loss;
}

function clip(value: number, eps: number): number {
  return Math.min(Math.max(value, eps), 1 - eps);
}

/** The probability of the second class, clipped before the first's is taken from it, as scikit-learn does. */
function bothColumns({ rows, values }: ScoreMatrix, eps: number): ScoreMatrix {
  const both = new Float64Array(rows * 2);
  for (let row = 0; row < rows; row++) {
    const second = clip(values[row]!, eps);
    both[row * 2] = 1 - second;
    both[row * 2 + 1] = second;
  }
  return { rows, cols: 2, values: both };
}

function isFloat32(values: NumericValues | ClassValues): boolean {
  return values instanceof Float32Array || ("values" in values && values.values instanceof Float32Array);
}

function oneLabel(classes: readonly Label[]): DataError {
  return new DataError("METRIC_UNDEFINED", {
    problem: "logLoss needs two labels or more",
    given: listLabels(classes),
    expected: "the labels of all columns",
    remedy: "Set labels to the model's classes, which name the columns in their order",
    data: { labels: classes },
  });
}

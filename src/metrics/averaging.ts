/**
 * What precision, recall and F-beta share: counts for each class, what to do where a ratio is 0 / 0, and the averages.
 *
 * Each of them is a ratio over one {@link Tally}. Which tallies are taken, and how their ratios are put together, is the
 * `average`; the rules are those of scikit-learn 1.2. O(n) over the rows.
 */
import type { Label, NumericValues, Values } from "../core/contracts.js";
import { DataError, ParameterError, show } from "../core/errors.js";
import { badOption, checkOptions } from "./checks.js";
import { positiveLabel } from "./positive-label.js";
import { type LabelPair, readLabelList, readLabelPair, recode } from "./read-labels.js";
import { readWeights } from "./read-numbers.js";

/**
 * How the classes' scores become one:
 *
 * - `"binary"`: the score of one class, `posLabel`; for two classes
 * - `"macro"`: the mean over the classes, each counting the same
 * - `"micro"`: one score over the summed counts of the classes
 * - `"weighted"`: the mean over the classes, each weighted by how many true rows it has
 * - `null`: no average: a `Map` from label to score
 */
export type Average = "binary" | "macro" | "micro" | "weighted" | null;

/** What an undefined ratio, 0 / 0, counts as; `"error"` refuses to answer. */
export type ZeroDivision = 0 | 1 | "error";

/** The options of precision, recall and F scores. `L` is the type of the labels. */
export interface ScoreOptions<L extends Label, A extends Average = Average> {
  /** How the classes' scores become one. Default: `"binary"`. */
  readonly average?: A;
  /**
   * The class that counts as positive, for `average: "binary"`. Default: `1` among 0 and 1 or -1 and 1, `true` among booleans;
   * needed for all other labels.
   */
  readonly posLabel?: L;
  /** The classes to score, and the order of the `Map`, for the other averages. Default: every label that occurs, sorted. */
  readonly labels?: readonly L[];
  /** What 0 / 0 counts as: a class never predicted has no precision, a class that never occurs no recall. Default: 0. */
  readonly zeroDivision?: ZeroDivision;
  /** One weight ≥ 0 a row. Default: every row counts 1. */
  readonly sampleWeight?: NumericValues;
}

/** One number, or, for `average: null`, one for each label. */
export type Score<L extends Label, A extends Average> = A extends null ? ReadonlyMap<L, number> : number;

/** The counts that a class's scores are made of; weighted, where there are weights. */
export interface Tally {
  /** Rows of the class that were predicted as it. */
  readonly hits: number;
  /** Rows that were predicted as the class. */
  readonly predicted: number;
  /** Rows that are of the class. */
  readonly actual: number;
}

/** A score over one tally; `undefined` where it is 0 / 0. */
export type Ratio = (tally: Tally, zeroDivision: 0 | 1) => { readonly value: number; readonly defined: boolean };

/** hits / predicted. */
export const precisionRatio: Ratio = ({ hits, predicted }, zeroDivision) => divide(hits, predicted, zeroDivision);

/** hits / actual. */
export const recallRatio: Ratio = ({ hits, actual }, zeroDivision) => divide(hits, actual, zeroDivision);

/** (1 + β²) · precision · recall / (β² · precision + recall): undefined only where both of them are. */
export function fRatio(beta: number): Ratio {
  return (tally, zeroDivision) => {
    const precision = precisionRatio(tally, zeroDivision);
    const recall = recallRatio(tally, zeroDivision);
    if (beta === Number.POSITIVE_INFINITY) return recall;
    const below = beta * beta * precision.value + recall.value;
    const value = below === 0 ? 0 : ((1 + beta * beta) * precision.value * recall.value) / below;
    return { value, defined: precision.defined || recall.defined };
  };
}

function divide(above: number, below: number, zeroDivision: 0 | 1): { value: number; defined: boolean } {
  return below === 0 ? { value: zeroDivision, defined: false } : { value: above / below, defined: true };
}

/** Counts every class of `labels`. */
export function tallies<L extends Label>(
  pair: LabelPair<L>,
  labels: readonly L[],
  weights: Float64Array | undefined,
): Tally[] {
  const yTrue = labels === pair.labels ? pair.yTrue : recode(pair.yTrue, pair.labels, labels);
  const yPred = labels === pair.labels ? pair.yPred : recode(pair.yPred, pair.labels, labels);
  const hits = new Float64Array(labels.length);
  const predicted = new Float64Array(labels.length);
  const actual = new Float64Array(labels.length);
  for (let row = 0; row < yTrue.length; row++) {
    const weight = weights === undefined ? 1 : weights[row]!;
    const truth = yTrue[row]!;
    const guess = yPred[row]!;
    if (truth >= 0) actual[truth]! += weight;
    if (guess >= 0) predicted[guess]! += weight;
    if (truth >= 0 && truth === guess) hits[truth]! += weight;
  }
  return labels.map((_, i) => ({ hits: hits[i]!, predicted: predicted[i]!, actual: actual[i]! }));
}

/** Computes `ratio` over two lists of labels, averaged as the options say. */
export function averagedScore<L extends Label, A extends Average>(
  owner: string,
  ratio: Ratio,
  yTrue: Values<L>,
  yPred: Values<L>,
  options: ScoreOptions<L, A>,
): Score<L, A> {
  checkScoreOptions(owner, options);
  const pair = readLabelPair(yTrue, yPred);
  const weights = readWeights(options.sampleWeight, pair.yTrue.length);
  const average = options.average === undefined ? "binary" : options.average;
  const score = scoreFunction(owner, ratio, options.zeroDivision ?? 0);
  const labels =
    average === "binary"
      ? [positiveLabel(owner, pair.labels, options.posLabel)]
      : options.labels === undefined
        ? pair.labels
        : readLabelList(options.labels, pair.labels);
  const counts = tallies(pair, labels, weights);
  const result =
    average === null
      ? new Map(labels.map((label, i) => [label, score(counts[i]!, label)]))
      : combine(average, counts, labels, score);
  // `average` decides which of the two it is, and A is its type: the compiler does not follow a value into a conditional type.
  return result as Score<L, A>;
}

/** A class's score: a number, or an error where it is undefined and that is not wanted. */
export type ClassScore = (tally: Tally, label?: Label) => number;

/** Fixes what 0 / 0 means. */
export function scoreFunction(owner: string, ratio: Ratio, zeroDivision: ZeroDivision): ClassScore {
  return (tally, label) => {
    const { value, defined } = ratio(tally, zeroDivision === "error" ? 0 : zeroDivision);
    if (!defined && zeroDivision === "error") throw undefinedScore(owner, tally, label);
    return value;
  };
}

function undefinedScore(owner: string, tally: Tally, label: Label | undefined): DataError {
  const what = label === undefined ? "these rows" : `the label ${show(label)}`;
  return new DataError("METRIC_UNDEFINED", {
    problem: `${owner} is undefined for ${what}: it would be 0 / 0`,
    given: `${tally.actual} true and ${tally.predicted} predicted rows of it`,
    remedy: "Set zeroDivision to 0 or 1 to say what it shall count as, or score other labels",
    data: { owner, label, actual: tally.actual, predicted: tally.predicted },
  });
}

/** Puts the classes' scores together. */
export function combine(
  average: "binary" | "macro" | "micro" | "weighted",
  counts: readonly Tally[],
  labels: readonly Label[],
  score: ClassScore,
): number {
  if (average === "micro") return score(summed(counts));
  if (average === "weighted") return weightedMean(counts, labels, score);
  let sum = 0;
  counts.forEach((tally, i) => {
    sum += score(tally, labels[i]);
  });
  return sum / counts.length;
}

/** Classes without true rows weigh nothing, so that it does not matter whether their score is defined. */
function weightedMean(counts: readonly Tally[], labels: readonly Label[], score: ClassScore): number {
  const total = summed(counts);
  if (total.actual === 0) return score(total);
  let sum = 0;
  counts.forEach((tally, i) => {
    if (tally.actual > 0) sum += tally.actual * score(tally, labels[i]);
  });
  return sum / total.actual;
}

function summed(counts: readonly Tally[]): Tally {
  const total = { hits: 0, predicted: 0, actual: 0 };
  for (const tally of counts) {
    total.hits += tally.hits;
    total.predicted += tally.predicted;
    total.actual += tally.actual;
  }
  return total;
}

const AVERAGES: readonly unknown[] = ["binary", "macro", "micro", "weighted", null, undefined];
const SCORE_OPTIONS = ["average", "posLabel", "labels", "zeroDivision", "sampleWeight"];

function checkScoreOptions(owner: string, options: ScoreOptions<Label>): void {
  checkOptions(owner, options, SCORE_OPTIONS);
  const { average, posLabel, labels } = options;
  if (!AVERAGES.includes(average)) {
    throw badOption(owner, "average", average, '"binary", "macro", "micro", "weighted" or null');
  }
  checkZeroDivision(owner, options.zeroDivision);
  const binary = average === undefined || average === "binary";
  const stray = binary
    ? labels === undefined
      ? undefined
      : "labels"
    : posLabel === undefined
      ? undefined
      : "posLabel";
  if (stray === undefined) return;
  throw new ParameterError("PARAM_INVALID", {
    problem: `${owner} has no use for ${stray} with average ${show(average ?? "binary")}`,
    given: `${stray}: ${show(options[stray])}`,
    expected: binary ? "posLabel, the one class to score" : "labels, the classes to score",
    remedy: binary
      ? 'Set average to "macro", "micro", "weighted" or null, or remove labels'
      : "Write labels: [posLabel] to score one class",
    data: { owner, name: stray, average },
  });
}

/** Refuses what is neither 0, 1 nor `"error"`. */
export function checkZeroDivision(owner: string, zeroDivision: unknown): void {
  if (zeroDivision === undefined || zeroDivision === 0 || zeroDivision === 1 || zeroDivision === "error") return;
  throw badOption(owner, "zeroDivision", zeroDivision, '0, 1 or "error"');
}

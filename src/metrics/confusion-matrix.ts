/** The confusion matrix. O(n + k²) for k labels. */
import type { Label, NumericValues, Values } from "../core/contracts.js";
import { DataError, show } from "../core/errors.js";
import { badOption, checkOptions, listLabels } from "./checks.js";
import { readLabelList, readLabelPair, recode } from "./read-labels.js";
import { readWeights } from "./read-numbers.js";
import { layOut, nameOf, numberText } from "./text-table.js";

/** The options of {@link confusionMatrix}. */
export interface ConfusionMatrixOptions<L extends Label> {
  /**
   * The labels to count, in this order; rows with another true or predicted label are left out. At least one must truly occur.
   * Default: every label that occurs, sorted.
   */
  readonly labels?: readonly L[];
  /**
   * Divides the counts by the sum of their `"true"` row, of their `"pred"` column, or of `"all"`; where that sum is 0, they stay 0.
   * Default: `null`, plain counts.
   */
  readonly normalize?: "true" | "pred" | "all" | null;
  /** One weight ≥ 0 a row. Default: every row counts 1. */
  readonly sampleWeight?: NumericValues;
}

/** How often each true label was predicted as each label. Made by {@link confusionMatrix}. */
export class ConfusionMatrix<L extends Label = Label> {
  /** The labels, in the order of rows and columns. */
  readonly labels: readonly L[];
  /** The counts, row by row: `counts[t * labels.length + p]` is how often `labels[t]` was predicted as `labels[p]`. */
  readonly counts: Float64Array;
  readonly #place: ReadonlyMap<L, number>;

  /** @internal */
  constructor(labels: readonly L[], counts: Float64Array) {
    this.labels = Object.freeze([...labels]);
    this.counts = counts;
    this.#place = new Map(labels.map((label, index) => [label, index]));
  }

  /**
   * How often rows of `trueLabel` were predicted as `predLabel`.
   *
   * @throws DataError `LABEL_UNKNOWN` for a label that the matrix lacks.
   */
  get(trueLabel: L, predLabel: L): number {
    return this.counts[this.#index(trueLabel) * this.labels.length + this.#index(predLabel)] ?? 0;
  }

  /** The rows as arrays, one a true label. */
  toArray(): number[][] {
    const size = this.labels.length;
    return this.labels.map((_, row) => Array.from(this.counts.subarray(row * size, (row + 1) * size)));
  }

  /** A text table: true labels downwards, predicted labels across. */
  toString(): string {
    const header = ["true \\ predicted", ...this.labels.map(nameOf)];
    const body = this.toArray().map((row, i) => [
      nameOf(this.labels[i] ?? ""),
      ...row.map((count) => numberText(count, 4)),
    ]);
    return layOut([header, ...body], "left");
  }

  #index(label: L): number {
    const index = this.#place.get(label);
    if (index !== undefined) return index;
    throw new DataError("LABEL_UNKNOWN", {
      problem: "The confusion matrix has no such label",
      given: show(label),
      expected: `one of ${listLabels(this.labels)}`,
      remedy: "Ask for one of these",
      data: { label, labels: this.labels },
    });
  }
}

/**
 * Counts how often each true label was predicted as each label.
 *
 * @param yTrue - the true labels, one a row
 * @param yPred - the predicted labels of the same rows
 * @throws DataError `LABEL_UNKNOWN` where none of `labels` truly occurs, `DATA_SHAPE`, `DATA_EMPTY`, `TARGET_INVALID`, `WEIGHT_INVALID`.
 * ParameterError `PARAM_INVALID` for a bad `normalize` or `labels`.
 * @example
 * ```ts
 * import { confusionMatrix } from "@org/mlkit";
 *
 * const matrix = confusionMatrix(["cat", "dog", "dog", "cat"], ["cat", "dog", "cat", "cat"]);
 * matrix.labels; // => ["cat", "dog"]
 * matrix.get("dog", "cat"); // => 1
 * matrix.toArray(); // => [[2, 0], [1, 1]]
 * `${matrix}`.split("\n")[1]; // => "cat                 2    0"
 * ```
 */
export function confusionMatrix<L extends Label>(
  yTrue: Values<L>,
  yPred: Values<L>,
  options: ConfusionMatrixOptions<NoInfer<L>> = {},
): ConfusionMatrix<L> {
  checkOptions("confusionMatrix", options, ["labels", "normalize", "sampleWeight"]);
  const normalize = options.normalize ?? null;
  if (![null, "true", "pred", "all"].includes(normalize)) {
    throw badOption("confusionMatrix", "normalize", normalize, '"true", "pred", "all" or null');
  }
  const pair = readLabelPair(yTrue, yPred);
  const weights = readWeights(options.sampleWeight, pair.yTrue.length);
  const labels = options.labels === undefined ? pair.labels : readLabelList<L>(options.labels, pair.labels);
  const truth = recode(pair.yTrue, pair.labels, labels);
  const guess = recode(pair.yPred, pair.labels, labels);
  if (!truth.some((code) => code >= 0)) throw noneOccurs(labels, pair.labels);
  const size = labels.length;
  const counts = new Float64Array(size * size);
  for (let row = 0; row < truth.length; row++) {
    if (truth[row]! < 0 || guess[row]! < 0) continue;
    counts[truth[row]! * size + guess[row]!]! += weights === undefined ? 1 : weights[row]!;
  }
  if (normalize !== null) divideBySums(counts, size, normalize);
  return new ConfusionMatrix(labels, counts);
}

function noneOccurs(labels: readonly Label[], present: readonly Label[]): DataError {
  return new DataError("LABEL_UNKNOWN", {
    problem: "None of labels occurs in yTrue",
    given: listLabels(labels),
    expected: `some of ${listLabels(present)}`,
    remedy: "Name labels that occur, or leave labels out to count all",
    data: { labels, present },
  });
}

/** Which sum a cell is divided by: that of its row, of its column, or the one of all. */
function divideBySums(counts: Float64Array, size: number, normalize: "true" | "pred" | "all"): void {
  const sums = new Float64Array(size);
  const groupOf = (cell: number) =>
    normalize === "all" ? 0 : normalize === "true" ? Math.floor(cell / size) : cell % size;
  for (let cell = 0; cell < counts.length; cell++) sums[groupOf(cell)]! += counts[cell]!;
  for (let cell = 0; cell < counts.length; cell++) {
    const sum = sums[groupOf(cell)]!;
    if (sum > 0) counts[cell]! /= sum;
  }
}

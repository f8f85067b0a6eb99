/** The classification report: precision, recall, F1 and support for each class, and their averages. O(n). */
import type { Label, NumericValues, Values } from "../core/contracts.js";
import { DataError, show } from "../core/errors.js";
import { rightWeight } from "./accuracy.js";
import {
  checkZeroDivision,
  combine,
  fRatio,
  precisionRatio,
  type Ratio,
  recallRatio,
  scoreFunction,
  type Tally,
  tallies,
  type ZeroDivision,
} from "./averaging.js";
import { badOption, checkOptions, listLabels } from "./checks.js";
import { readLabelList, readLabelPair } from "./read-labels.js";
import { readWeights, totalWeight } from "./read-numbers.js";
import { layOut, nameOf, numberText } from "./text-table.js";

/** The options of {@link classificationReport}. */
export interface ClassificationReportOptions<L extends Label> {
  /** The classes to report, in this order. Default: every label that occurs, sorted. */
  readonly labels?: readonly L[];
  /** What 0 / 0 counts as. Default: 0. */
  readonly zeroDivision?: ZeroDivision;
  /** One weight ≥ 0 a row. Default: every row counts 1. */
  readonly sampleWeight?: NumericValues;
}

/** Precision, recall, F1 and support of one class, or their average over the classes. */
export interface ReportScores {
  readonly precision: number;
  readonly recall: number;
  readonly f1: number;
  /** How many rows truly are of the class (the sum of their weights, where there are weights). */
  readonly support: number;
}

/** The scores of one class. */
export interface ClassScores<L extends Label = Label> extends ReportScores {
  readonly label: L;
}

interface ReportParts<L extends Label> {
  readonly accuracy: number;
  readonly classes: readonly ClassScores<L>[];
  readonly microAverage: ReportScores;
  readonly macroAverage: ReportScores;
  readonly weightedAverage: ReportScores;
  /** Whether the classes are the very labels that occur, so that micro averages are the accuracy. */
  readonly complete: boolean;
}

/** How well each class is told from the others. Made by {@link classificationReport}. */
export class ClassificationReport<L extends Label = Label> {
  /** The share of all rows whose label was predicted rightly. */
  readonly accuracy: number;
  /** The scores of each class. */
  readonly classes: readonly ClassScores<L>[];
  /** Scores over the summed counts of the classes: the accuracy, if no class was left out. */
  readonly microAverage: ReportScores;
  /** The mean over the classes, each counting the same. */
  readonly macroAverage: ReportScores;
  /** The mean over the classes, each weighted by its support. */
  readonly weightedAverage: ReportScores;
  readonly #complete: boolean;

  /** @internal */
  constructor(parts: ReportParts<L>) {
    this.accuracy = parts.accuracy;
    this.classes = Object.freeze(parts.classes.map((scores) => Object.freeze(scores)));
    this.microAverage = Object.freeze(parts.microAverage);
    this.macroAverage = Object.freeze(parts.macroAverage);
    this.weightedAverage = Object.freeze(parts.weightedAverage);
    this.#complete = parts.complete;
  }

  /**
   * The scores of one class.
   *
   * @throws DataError `LABEL_UNKNOWN` for a label that the report lacks.
   */
  get(label: L): ClassScores<L> {
    const found = this.classes.find((scores) => scores.label === label);
    if (found !== undefined) return found;
    const labels = this.classes.map((scores) => scores.label);
    throw new DataError("LABEL_UNKNOWN", {
      problem: "The report has no such label",
      given: show(label),
      expected: `one of ${listLabels(labels)}`,
      remedy: "Ask for one of these",
      data: { label, labels },
    });
  }

  /** A text table in scikit-learn's layout, with `digits` decimals (default 2). */
  toString(digits = 2): string {
    if (!(Number.isInteger(digits) && digits >= 0 && digits <= 20)) {
      throw badOption("toString", "digits", digits, "a whole number from 0 to 20");
    }
    const cells = (name: string, { precision, recall, f1, support }: ReportScores) => [
      name,
      precision.toFixed(digits),
      recall.toFixed(digits),
      f1.toFixed(digits),
      numberText(support, digits),
    ];
    const micro = this.#complete
      ? ["accuracy", "", "", this.accuracy.toFixed(digits), numberText(this.microAverage.support, digits)]
      : cells("micro avg", this.microAverage);
    const rows = [
      ["", "precision", "recall", "f1-score", "support"],
      [],
      ...this.classes.map((scores) => cells(nameOf(scores.label), scores)),
      [],
      micro,
      cells("macro avg", this.macroAverage),
      cells("weighted avg", this.weightedAverage),
    ];
    return layOut(rows, "right");
  }
}

/**
 * Scores each class, as data and, by `toString()`, as a text table.
 *
 * @param yTrue - the true labels, one a row
 * @param yPred - the predicted labels of the same rows
 * @throws DataError `METRIC_UNDEFINED` for 0 / 0 with `zeroDivision: "error"`, `DATA_SHAPE`, `DATA_EMPTY`, `TARGET_INVALID`, `WEIGHT_INVALID`.
 * ParameterError `PARAM_INVALID` for bad options.
 * @example
 * ```ts
 * import { classificationReport } from "@org/mlkit";
 *
 * const report = classificationReport(["late", "paid", "late", "paid"], ["late", "paid", "paid", "paid"]);
 * report.accuracy; // => 0.75
 * report.get("late"); // => { label: "late", precision: 1, recall: 0.5, f1: 0.6666666666666666, support: 2 }
 * report.macroAverage.recall; // => 0.75
 * `${report}`.split("\n")[2]; // => "        late       1.00    0.50      0.67        2"
 * ```
 */
export function classificationReport<L extends Label>(
  yTrue: Values<L>,
  yPred: Values<L>,
  options: ClassificationReportOptions<NoInfer<L>> = {},
): ClassificationReport<L> {
  checkOptions("classificationReport", options, ["labels", "zeroDivision", "sampleWeight"]);
  checkZeroDivision("classificationReport", options.zeroDivision);
  const pair = readLabelPair(yTrue, yPred);
  const weights = readWeights(options.sampleWeight, pair.yTrue.length);
  const labels = options.labels === undefined ? pair.labels : readLabelList<L>(options.labels, pair.labels);
  const counts = tallies(pair, labels, weights);
  const scores = reportScores(options.zeroDivision ?? 0);
  const averaged = (average: "micro" | "macro" | "weighted"): ReportScores => ({
    precision: combine(average, counts, labels, scores.precision),
    recall: combine(average, counts, labels, scores.recall),
    f1: combine(average, counts, labels, scores.f1),
    support: counts.reduce((sum, tally) => sum + tally.actual, 0),
  });
  return new ClassificationReport({
    accuracy: rightWeight(pair, weights) / totalWeight(weights, pair.yTrue.length),
    classes: labels.map((label, i) => classScores(label, counts[i]!, scores)),
    microAverage: averaged("micro"),
    macroAverage: averaged("macro"),
    weightedAverage: averaged("weighted"),
    complete: labels.length === pair.labels.length && labels.every((label) => pair.labels.includes(label)),
  });
}

function reportScores(zeroDivision: ZeroDivision) {
  const score = (name: string, ratio: Ratio) =>
    scoreFunction(`The ${name} of classificationReport`, ratio, zeroDivision);
  return {
    precision: score("precision", precisionRatio),
    recall: score("recall", recallRatio),
    f1: score("F1", fRatio(1)),
  };
}

function classScores<L extends Label>(label: L, tally: Tally, scores: ReturnType<typeof reportScores>): ClassScores<L> {
  return {
    label,
    precision: scores.precision(tally, label),
    recall: scores.recall(tally, label),
    f1: scores.f1(tally, label),
    support: tally.actual,
  };
}

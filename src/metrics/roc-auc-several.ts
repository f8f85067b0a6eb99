/**
 * The area under the ROC curve for three or more classes.
 *
 * One-vs-rest scores each class against all others; one-vs-one is D. J. Hand and R. J. Till's measure ("A simple generalisation of the area
 * under the ROC curve for multiple class classification problems", Machine Learning 45, 2001). O(k · n log n) for k classes, in both.
 */
import type { Label } from "../core/contracts.js";
import { DataError, ParameterError, show } from "../core/errors.js";
import { badOption } from "./checks.js";
import { areaUnderRoc, isCode } from "./ranking.js";
import { checkSumsToOne, columnOf, columnsForLabels, type ScoreMatrix } from "./read-scores.js";
import type { RocAucAverage, RocAucOptions } from "./roc-auc-options.js";

/** True labels as codes, what the codes and columns stand for, and the scores. */
export interface ClassCase<L extends Label> {
  readonly codes: Int32Array;
  readonly classes: readonly L[];
  readonly scores: ScoreMatrix;
  readonly weights: Float64Array | undefined;
}

/** The areas of three or more classes, put together as the options say. */
export function severalClasses<L extends Label>(
  input: ClassCase<L>,
  options: RocAucOptions<L>,
): number | Map<L, number> {
  const average = options.average === undefined ? "macro" : options.average;
  checkSeveral(input, options, average);
  if (options.multiClass === "ovo") return oneVersusOne(input, average === "weighted");
  if (average === "micro") return allCells(input);
  const areas = input.classes.map((label, code) => {
    return areaUnderRoc(isCode(input.codes, code), columnOf(input.scores, code), input.weights) ?? undefinedArea(label);
  });
  if (average === null) return new Map(input.classes.map((label, code) => [label, areas[code]!]));
  const shares = average === "weighted" ? classWeights(input) : undefined;
  return weightedMean(areas, shares);
}

function checkSeveral<L extends Label>(input: ClassCase<L>, options: RocAucOptions<L>, average: RocAucAverage): void {
  const { classes, scores } = input;
  const ovo = options.multiClass === "ovo";
  if (options.multiClass !== "ovr" && !ovo) {
    throw new ParameterError("PARAM_INVALID", {
      problem: "rocAucScore needs to know how to compare three or more classes",
      given: `multiClass: ${show(options.multiClass)}`,
      expected: '"ovr" or "ovo"',
      remedy: 'Set multiClass to "ovr" (each class against the rest) or "ovo" (each pair of classes)',
      data: { owner: "rocAucScore", name: "multiClass", value: options.multiClass },
    });
  }
  const averages: readonly unknown[] = ovo ? ["macro", "weighted"] : ["macro", "weighted", "micro", null];
  if (!averages.includes(average)) {
    throw badOption(
      "rocAucScore",
      "average",
      average,
      ovo ? '"macro" or "weighted" with "ovo"' : '"macro", "weighted", "micro" or null',
    );
  }
  if (options.posLabel !== undefined) {
    throw badOption(
      "rocAucScore",
      "posLabel",
      options.posLabel,
      "nothing: each of three or more classes is positive in turn",
    );
  }
  if (ovo && input.weights !== undefined) {
    throw new ParameterError("NOT_SUPPORTED", {
      problem: "rocAucScore has no weighted one-vs-one area",
      given: 'sampleWeight with multiClass "ovo"',
      expected: 'multiClass "ovr", or no weights',
      remedy: 'Set multiClass to "ovr", or leave sampleWeight out',
      data: { name: "sampleWeight" },
    });
  }
  if (classes.length !== scores.cols) throw columnsForLabels("yScore", classes, scores.cols);
  checkSumsToOne("yScore", scores);
}

/** Micro average: every cell is a row of its own, positive where its column is the true class. */
function allCells({ codes, scores: { rows, cols, values }, weights }: ClassCase<Label>): number {
  const positive = new Uint8Array(rows * cols);
  const cellWeights = weights === undefined ? undefined : new Float64Array(rows * cols);
  for (let row = 0; row < rows; row++) {
    positive[row * cols + codes[row]!] = 1;
    cellWeights?.fill(weights![row]!, row * cols, (row + 1) * cols);
  }
  // Each row has one positive cell and, with three columns or more, a negative one.
  return areaUnderRoc(positive, values, cellWeights) ?? undefinedArea(undefined);
}

/** Hand and Till's measure: for each pair of classes that occur, the mean of the areas that either column gives. */
function oneVersusOne({ codes, classes, scores }: ClassCase<Label>, weighted: boolean): number {
  const rowsOf = classes.map((_, code) => Array.from(codes.keys()).filter((row) => codes[row] === code));
  const areas: number[] = [];
  const shares: number[] = [];
  for (let a = 0; a < classes.length; a++) {
    for (let b = a + 1; b < classes.length; b++) {
      const rows = [...rowsOf[a]!, ...rowsOf[b]!];
      if (rowsOf[a]!.length === 0 || rowsOf[b]!.length === 0) continue;
      const pairCodes = Int32Array.from(rows, (row) => codes[row]!);
      const areaFor = (code: number) => {
        const column = Float64Array.from(rows, (row) => scores.values[row * scores.cols + code]!);
        return areaUnderRoc(isCode(pairCodes, code), column, undefined) ?? undefinedArea(classes[code]);
      };
      areas.push((areaFor(a) + areaFor(b)) / 2);
      shares.push(rows.length / codes.length);
    }
  }
  return areas.length === 0 ? undefinedArea(undefined) : weightedMean(areas, weighted ? shares : undefined);
}

function classWeights({ codes, classes, weights }: ClassCase<Label>): number[] {
  const sums = classes.map(() => 0);
  codes.forEach((code, row) => {
    sums[code]! += weights === undefined ? 1 : weights[row]!;
  });
  return sums;
}

function weightedMean(values: readonly number[], weights: readonly number[] | undefined): number {
  let sum = 0;
  let total = 0;
  values.forEach((value, i) => {
    const weight = weights === undefined ? 1 : weights[i]!;
    sum += weight * value;
    total += weight;
  });
  return sum / total;
}

/** Refuses to answer where a class, or all others, have no rows. */
export function undefinedArea(label: Label | undefined): never {
  throw new DataError("METRIC_UNDEFINED", {
    problem: "rocAucScore is undefined: it needs rows of a class and rows of the others",
    given: label === undefined ? "rows of one class alone" : `no rows that are ${show(label)}, or none that are not`,
    remedy: "Score rows in which every class occurs (weight 0 counts as absent), for example from a stratified split",
    data: { label },
  });
}

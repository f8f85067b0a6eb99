/**
 * How the members of an AdaBoost classifier add up to scores, and scores to probabilities. The sums run over the members in order.
 *
 * J. Zhu, H. Zou, S. Rosset, T. Hastie, "Multi-class AdaBoost", Statistics and Its Interface 2, 2009: SAMME adds a member's weight to the class that it
 * predicts, SAMME.R a share of the logarithms of the probabilities that it gives.
 */
import { largest } from "../base/models.js";
import type { Label } from "../core/contracts.js";
import type { Matrix } from "../data/matrix.js";
import { log, softmaxInPlace } from "../kernels/math.js";
import { codesOf, type FittedClassifier, probabilitiesOf, rowCodeOf, rowProbaOf } from "./fitted-members.js";

/** How members are weighed and asked. */
export type AdaBoostAlgorithm = "SAMME" | "SAMME.R";

/** The algorithms by name. */
export const algorithms = ["SAMME", "SAMME.R"] as const satisfies readonly AdaBoostAlgorithm[];

/** The least probability whose logarithm is taken: the distance from 1 to the next number. */
const LEAST = Number.EPSILON;

/** A member and its weight. */
export interface Boosted {
  readonly model: FittedClassifier;
  readonly weight: number;
}

/** The logarithm of a probability, as both training and scores take it. */
export function logOf(probability: number): number {
  return log(Math.max(probability, LEAST));
}

/** Adds what the probabilities of one row are worth, from `from` on, to its scores, from `to` on. */
function addLogs(proba: Float64Array, from: number, sums: Float64Array, to: number, width: number): void {
  let total = 0;
  for (let k = 0; k < width; k++) total += logOf(proba[from + k]!);
  const mean = (1 / width) * total;
  for (let k = 0; k < width; k++) sums[to + k] = sums[to + k]! + (width - 1) * (logOf(proba[from + k]!) - mean);
}

/** Adds a member's part to the sums of all rows. */
export function addMember(
  algorithm: AdaBoostAlgorithm,
  { model, weight }: Boosted,
  x: Matrix,
  classes: readonly Label[],
  sums: Float64Array,
): void {
  const width = classes.length;
  if (algorithm === "SAMME.R") {
    const proba = probabilitiesOf(model, x, classes);
    for (let at = 0; at < proba.length; at += width) addLogs(proba, at, sums, at, width);
    return;
  }
  codesOf(model, x, classes).forEach((code, row) => {
    sums[row * width + code] = sums[row * width + code]! + weight;
  });
}

/** The same for the sums of one row, by the member's one-row path. */
export function rowAdder(
  algorithm: AdaBoostAlgorithm,
  { model, weight }: Boosted,
  classes: readonly Label[],
): (x: Float64Array, sums: Float64Array) => void {
  const width = classes.length;
  if (algorithm === "SAMME.R") {
    const write = rowProbaOf(model, classes);
    const proba = new Float64Array(width);
    return (x, sums) => {
      write(x, proba);
      addLogs(proba, 0, sums, 0, width);
    };
  }
  const codeOf = rowCodeOf(model, classes);
  return (x, sums) => {
    const code = codeOf(x);
    sums[code] = sums[code]! + weight;
  };
}

/** Turns sums into scores: one for two classes, above 0 for the second; else one a class. Writes over the sums of a row. */
export function scoreOf(sums: Float64Array, at: number, width: number, norm: number): void {
  for (let k = 0; k < width; k++) sums[at + k] = sums[at + k]! / norm;
  if (width === 2) sums[at + 1] = sums[at + 1]! - sums[at]!;
}

/** The class that scores are for. */
export function codeOf(scores: Float64Array, at: number, width: number): number {
  return width === 2 ? Number(scores[at + 1]! > 0) : largest(scores, at, width);
}

/** Turns the scores of a row into probabilities, in their place. */
export function probaOf(scores: Float64Array, at: number, width: number): void {
  if (width === 2) {
    const half = scores[at + 1]! / 2;
    scores[at] = -half;
    scores[at + 1] = half;
  } else for (let k = 0; k < width; k++) scores[at + k] = scores[at + k]! / (width - 1);
  softmaxInPlace(scores, at, at + width);
}

/**
 * Drawing the rows that a member learns from.
 */
import type { Estimator } from "../core/estimator.js";
import type { Rng } from "../core/rng.js";
import { isComposite } from "../pipeline/parts.js";

/** Rows of a table and, where some count more than once or are weighed, one weight each. */
export interface Drawn {
  readonly rows: Int32Array;
  readonly weights: Float64Array | undefined;
}

/**
 * How often each row is drawn, with replacement, in `draws` draws; a row's chance is its share of all weight.
 */
export function drawByWeight(weights: Float64Array, draws: number, rng: Rng): Int32Array {
  const ends = new Float64Array(weights.length);
  let total = 0;
  for (let row = 0; row < weights.length; row++) {
    total += weights[row]!;
    ends[row] = total;
  }
  const counts = new Int32Array(weights.length);
  for (let draw = 0; draw < draws; draw++) {
    const row = firstAbove(ends, rng.float() * total);
    counts[row] = counts[row]! + 1;
  }
  return counts;
}

/** The first place whose value is above `target`; the last where none is. */
function firstAbove(ends: Float64Array, target: number): number {
  let low = 0;
  let high = ends.length - 1;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (ends[middle]! > target) high = middle;
    else low = middle + 1;
  }
  return low;
}

/** How often each of `rows` rows is drawn, each as likely as any other. */
export function drawEvenly(rows: number, draws: number, replace: boolean, rng: Rng): Int32Array {
  const counts = new Int32Array(rows);
  if (!replace) for (const row of rng.sample(rows, draws)) counts[row] = 1;
  else for (let draw = 0; draw < draws; draw++) counts[rng.int(rows)]!++;
  return counts;
}

/**
 * Whether a row that is drawn k times may be given to a member once, with a weight of k. Members made of parts hand weights to their last alone, so that a
 * scaler before it would count the row once: they get it k times.
 */
export function takesCounts(member: Estimator): boolean {
  return member.declaration.traits.weights === true && !isComposite(member);
}

/** The rows that a member learns from, in order, from how often each was drawn and what it weighs. */
export function drawnRows(counts: Int32Array, weights: Float64Array | undefined, asWeights: boolean): Drawn {
  const once = (row: number) => (weights === undefined ? 1 : weights[row]!);
  const drawn = Int32Array.from(counts.keys()).filter((row) => counts[row]! > 0);
  if (asWeights) {
    const repeated = drawn.some((row) => counts[row]! > 1);
    if (weights === undefined && !repeated) return { rows: drawn, weights: undefined };
    return { rows: drawn, weights: Float64Array.from(drawn, (row) => counts[row]! * once(row)) };
  }
  let total = 0;
  for (const row of drawn) total += counts[row]!;
  const rows = new Int32Array(total);
  let at = 0;
  for (const row of drawn) for (let i = 0; i < counts[row]!; i++) rows[at++] = row;
  return { rows, weights: weights && Float64Array.from(rows, once) };
}

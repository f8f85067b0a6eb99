/**
 * The rows that a tree of a forest learns from: all, or as many as there are drawn with replacement (the bootstrap of bagging: L. Breiman, "Bagging
 * Predictors", Machine Learning 24, 1996).
 *
 * A row that is drawn k times is one row of k times its weight, which a tree takes as exactly k rows.
 */
import type { Rng } from "../../core/rng.js";
import { gridScale } from "../grow/grid.js";

const TWO_32 = 4294967296;

/** The rows of one tree. */
export interface Bag {
  /** How many different rows. */
  readonly count: number;
  /** Their weight. */
  readonly weight: number;
  /** How many units are a weight of 1. */
  readonly scale: number;
}

/**
 * How often each row is drawn, in `draws` draws; each is as likely as any other, whatever it weighs. The same numbers as `rng.int(rows)` for each draw, without asking each time which
 * of them would be biased.
 */
export function countDraws(rng: Rng, draws: number, counts: Float64Array): void {
  counts.fill(0);
  const rows = counts.length;
  if (rows === 1) {
    counts[0] = draws;
    return;
  }
  const limit = TWO_32 - (TWO_32 % rows);
  for (let draw = 0; draw < draws; draw++) {
    let number = rng.next();
    while (number >= limit) number = rng.next();
    const row = number % rows;
    counts[row] = (counts[row] as number) + 1;
  }
}

/** The rows with a weight, in order, as `units` says; their number. */
export function listRows(units: Float64Array, rows: Uint32Array): number {
  let count = 0;
  for (let row = 0; row < units.length; row++) {
    rows[count] = row;
    if ((units[row] as number) > 0) count++;
  }
  return count;
}

/** Weights, in place, by which the classes that are there weigh the same. */
export function balanceClasses(weights: Float64Array, codes: Int32Array, classes: number): void {
  const totals = new Float64Array(classes);
  for (let row = 0; row < weights.length; row++) {
    const code = codes[row] as number;
    totals[code] = (totals[code] as number) + (weights[row] as number);
  }
  const total = totals.reduce((sum, value) => sum + value, 0);
  const present = totals.filter((value) => value > 0).length;
  for (let row = 0; row < weights.length; row++) {
    if (weights[row] === 0) continue;
    weights[row] = ((weights[row] as number) * total) / (present * (totals[codes[row] as number] as number));
  }
}

/** Turns weights into whole units, in place, so that they add up exactly in whatever order (grow/grid.ts). Whole weights stay as they are. */
export function toUnits(weights: Float64Array): { weight: number; scale: number } {
  let weight = 0;
  let whole = true;
  for (let row = 0; row < weights.length; row++) {
    weight += weights[row] as number;
    whole &&= Number.isInteger(weights[row]);
  }
  if (whole && weight <= Number.MAX_SAFE_INTEGER) return { weight, scale: 1 };
  const scale = gridScale(weight);
  for (let row = 0; row < weights.length; row++) {
    const own = weights[row] as number;
    if (own > 0) weights[row] = Math.max(1, Math.round(own * scale));
  }
  return { weight, scale };
}

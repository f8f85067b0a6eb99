/** What the tests of exchanged models share: golden models of XGBoost and their rows. */
import { readFileSync } from "node:fs";
import { BoostedClassifierModel, type BoostedRegressorModel } from "../../../src/tree/index.js";

export interface GoldenCase {
  readonly objective: string;
  readonly params: Readonly<Record<string, string | number>>;
  readonly model: string;
  readonly margin: readonly number[];
  readonly predicted: readonly number[];
}

const golden: { x: (number | null)[][]; cases: GoldenCase[] } = JSON.parse(
  readFileSync(new URL("../../golden/boosters.json", import.meta.url), "utf8"),
);

export const cases: readonly GoldenCase[] = golden.cases;

/** Rows of three numbers, some of them NaN, and a category. */
export const x: number[][] = golden.x.map((row) => row.map((value) => value ?? Number.NaN));

export type Boosted = BoostedClassifierModel | BoostedRegressorModel;

/** The raw scores of rows, row after row. */
export function scoresOf(model: Boosted, rows: number[][] = x): Float64Array {
  return model instanceof BoostedClassifierModel ? model.decisionFunction(rows).values : model.decisionFunction(rows);
}

/** How far numbers lie from others, relative to these where they are greater than 1. */
export function distance(given: ArrayLike<number>, expected: ArrayLike<number>): number {
  if (given.length !== expected.length) return Number.POSITIVE_INFINITY;
  return Array.from(expected).reduce(
    (most, value, i) => Math.max(most, Math.abs((given[i] as number) - value) / Math.max(1, Math.abs(value))),
    0,
  );
}

/** A generator of whole numbers below a bound, the same at each run. */
export function numbersFrom(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return Math.floor((state / 4294967296) * below);
  };
}

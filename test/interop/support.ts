/** Seeded tables for the tests of ml.js. */
import { Rng } from "../../src/core/rng.js";

/** Rows of numbers and a target that follows them, with noise. */
export function table(rows: number, cols: number, seed: number): { x: number[][]; y: number[]; classes: number[] } {
  const rng = new Rng(seed);
  const x = Array.from({ length: rows }, () => Array.from({ length: cols }, () => Math.round(rng.float() * 200) / 8));
  const y = x.map((row) => (row[0] ?? 0) * 2 - (row[1] ?? 0) + ((row[2] ?? 0) > 12 ? 20 : 0) + rng.float());
  const classes = y.map((value) => (value < 10 ? 0 : value < 25 ? 1 : 2));
  return { x, y, classes };
}

/** Points near a curve above 0. */
export function points(rows: number, seed: number): { x: number[]; y: number[] } {
  const rng = new Rng(seed);
  const x = Array.from({ length: rows }, () => 0.1 + rng.float() * 5);
  const y = x.map((value) => 0.5 + value * value * (0.8 + 0.4 * rng.float()));
  return { x, y };
}

/** One column as rows. */
export function column(x: readonly number[]): number[][] {
  return x.map((value) => [value]);
}

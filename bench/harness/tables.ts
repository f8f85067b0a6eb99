/** Tables for trees: normal columns, and targets that come from a few of them, alone and together, with noise. */
import { Matrix } from "@org/mlkit";
import type { Rng } from "../../src/core/rng.js";
import { normal } from "../../src/kernels/random.js";
import type { BenchData } from "./data.js";
import { normals } from "./data.js";

/** What a tree has to find, of at least six columns. */
function signal(x: Float64Array, at: number): number {
  const col = (index: number) => x[at + index] ?? 0;
  return col(0) * col(1) + col(2) - Math.abs(col(3)) + (col(4) > 0.5 ? col(5) : 0);
}

/** `x`, `y` (two classes, about as many of each) and `amount`, the signal after noise of standard deviation `noise`. */
export function table(rng: Rng, rows: number, cols: number, noise: number): Record<string, Float64Array> {
  const x = normals(rng, rows * cols);
  const amount = Float64Array.from({ length: rows }, (_, row) => signal(x, row * cols) + noise * normal(rng));
  // The mean of −|col 3| is −0.8.
  return { x, y: amount.map((value) => (value > -0.8 ? 1 : 0)), amount };
}

/** Some rows of such a table. */
export interface Part {
  readonly x: Matrix;
  readonly y: Float64Array;
  readonly amount: Float64Array;
}

/** Reads the table of a case in parts of so many rows each, one behind the other. */
export function parts<const Counts extends readonly number[]>(
  data: BenchData,
  cols: number,
  counts: Counts,
): { [K in keyof Counts]: Part } {
  const [values, labels, amounts] = [data.float64("x"), data.float64("y"), data.float64("amount")];
  let from = 0;
  const all = counts.map((rows) => {
    const to = from + rows;
    const x = Matrix.fromDense(values.subarray(from * cols, to * cols), rows, cols);
    const part = { x, y: labels.subarray(from, to), amount: amounts.subarray(from, to) };
    from = to;
    return part;
  });
  return all as { [K in keyof Counts]: Part };
}

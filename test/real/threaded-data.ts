/** A table that is large enough for learning to take threads. */
import { type DenseMatrix, Matrix, Rng } from "@org/mlkit";
import { normal } from "../../src/kernels/random.js";

export function threadedData(rows: number, cols: number): { x: DenseMatrix; y: Float64Array; amount: Float64Array } {
  const rng = new Rng(1);
  const values = Float64Array.from({ length: rows * cols }, () => normal(rng));
  const amount = Float64Array.from({ length: rows }, (_, row) => {
    const at = (col: number) => values[row * cols + col] ?? 0;
    return at(0) * at(1) + at(2) + normal(rng);
  });
  return { x: Matrix.fromDense(values, rows, cols), y: amount.map((value) => (value > 0 ? 1 : 0)), amount };
}

/**
 * The matrix A of a least squares problem over compressed sparse rows. The means are taken off the results instead of the rows,
 * so that zeros stay unstored.
 */
import type { CsrMatrix } from "../../data/matrix.js";
import { dot } from "../../kernels/dense.js";
import type { Passes } from "../passes.js";
import type { Design } from "./design.js";
import type { LeastSquares } from "./problem.js";

export class SparseDesign implements Design {
  readonly #problem: LeastSquares;
  readonly #x: CsrMatrix;
  readonly #passes: Passes;
  /** Stored values a row, on average. */
  readonly #width: number;

  constructor(problem: LeastSquares, x: CsrMatrix, passes: Passes) {
    this.#problem = problem;
    this.#x = x;
    this.#passes = passes;
    this.#width = Math.ceil(x.values.length / Math.max(1, x.rows));
  }

  async gram(): Promise<Float64Array> {
    const { means, squares } = this.#problem;
    const { values, indices, indptr, cols } = this.#x;
    const out = new Float64Array(cols * cols);
    const column = new Float64Array(cols);
    let total = 0;
    await this.#passes.run(this.#x.rows, this.#width * this.#width, (from, to) => {
      for (let r = from; r < to; r++) {
        const weight = this.#root(r) * this.#root(r);
        const end = indptr[r + 1]!;
        total += weight;
        for (let i = indptr[r]!; i < end; i++) {
          const value = weight * values[i]!;
          const row = indices[i]! * cols;
          column[indices[i]!] = column[indices[i]!]! + value;
          for (let j = indptr[r]!; j <= i; j++) out[row + indices[j]!] = out[row + indices[j]!]! + value * values[j]!;
        }
      }
    });
    // Σ w (x − m)(x' − m') = Σ w x x' − m' Σ w x − m Σ w x' + m m' Σ w.
    for (let i = 0; i < cols; i++) {
      for (let j = 0; j < i; j++) {
        const off = means[j]! * column[i]! + means[i]! * (column[j]! - total * means[j]!);
        out[i * cols + j] = out[i * cols + j]! - off;
        out[j * cols + i] = out[i * cols + j]!;
      }
      // Taken from the deviations themselves, which lose no digits.
      out[i * cols + i] = squares[i]!;
    }
    for (const col of this.#problem.constant) {
      for (let i = 0; i < cols; i++) {
        out[col * cols + i] = 0;
        out[i * cols + col] = 0;
      }
    }
    return out;
  }

  async gradient(coef?: Float64Array): Promise<Float64Array> {
    const { target } = this.#problem;
    if (coef === undefined) return this.transposeTimes(target);
    const fitted = await this.times(coef);
    return this.transposeTimes(target.map((value, row) => value - fitted[row]!));
  }

  async times(v: Float64Array): Promise<Float64Array> {
    const { values, indices, indptr, rows } = this.#x;
    const masked = this.#masked(v);
    const offset = dot(this.#problem.means, masked);
    const out = new Float64Array(rows);
    await this.#passes.run(this.#x.rows, this.#width, (from, to) => {
      for (let r = from; r < to; r++) {
        let sum = 0;
        for (let i = indptr[r]!, end = indptr[r + 1]!; i < end; i++) sum += values[i]! * masked[indices[i]!]!;
        out[r] = this.#root(r) * (sum - offset);
      }
    });
    return out;
  }

  async transposeTimes(v: Float64Array): Promise<Float64Array> {
    const { values, indices, indptr, cols } = this.#x;
    const { means, constant } = this.#problem;
    const out = new Float64Array(cols);
    let total = 0;
    await this.#passes.run(this.#x.rows, this.#width, (from, to) => {
      for (let r = from; r < to; r++) {
        const factor = this.#root(r) * v[r]!;
        total += factor;
        for (let i = indptr[r]!, end = indptr[r + 1]!; i < end; i++) {
          out[indices[i]!] = out[indices[i]!]! + values[i]! * factor;
        }
      }
    });
    for (let c = 0; c < cols; c++) out[c] = out[c]! - total * means[c]!;
    for (const col of constant) out[col] = 0;
    return out;
  }

  copyRows(from: number, to: number, out: Float64Array): void {
    const { values, indices, indptr, cols } = this.#x;
    const { means, constant } = this.#problem;
    for (let r = from; r < to; r++) {
      const root = this.#root(r);
      const at = (r - from) * cols;
      for (let c = 0; c < cols; c++) out[at + c] = -root * means[c]!;
      for (let i = indptr[r]!, end = indptr[r + 1]!; i < end; i++) {
        out[at + indices[i]!] = root * (values[i]! - means[indices[i]!]!);
      }
      for (const col of constant) out[at + col] = 0;
    }
  }

  #root(row: number): number {
    const { roots } = this.#problem;
    return roots === undefined ? 1 : roots[row]!;
  }

  #masked(v: Float64Array): Float64Array {
    const { constant } = this.#problem;
    if (constant.length === 0) return v;
    const copy = Float64Array.from(v);
    for (const col of constant) copy[col] = 0;
    return copy;
  }
}

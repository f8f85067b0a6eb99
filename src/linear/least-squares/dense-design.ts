/**
 * The matrix A of a least squares problem over dense rows. It is never stored: blocks of 256 rows are centred and weighted as they are
 * needed, and worked on while they are in the cache.
 */
import { matTVec, matVec } from "../../kernels/dense.js";
import type { Passes } from "../passes.js";
import { slicedGram } from "../sliced-gram.js";
import type { Design } from "./design.js";
import type { LeastSquares } from "./problem.js";

const BLOCK_ROWS = 256;

export class DenseDesign implements Design {
  readonly #problem: LeastSquares;
  readonly #passes: Passes;
  readonly #block: Float64Array;

  constructor(problem: LeastSquares, passes: Passes) {
    this.#problem = problem;
    this.#passes = passes;
    this.#block = new Float64Array(Math.min(BLOCK_ROWS, problem.x.rows) * problem.x.cols);
  }

  async gram(): Promise<Float64Array> {
    const { x, means, constant, roots } = this.#problem;
    const { cols } = x;
    const weights = roots?.map((root) => root * root);
    const total = await slicedGram(x.values, x.rows, cols, { means, weights }, this.#passes);
    for (const col of constant) {
      for (let i = 0; i < cols; i++) {
        total[col * cols + i] = 0;
        total[i * cols + col] = 0;
      }
    }
    return total;
  }

  async gradient(coef?: Float64Array): Promise<Float64Array> {
    const { target, x } = this.#problem;
    const out = new Float64Array(x.cols);
    const residual = new Float64Array(BLOCK_ROWS);
    const part = new Float64Array(x.cols);
    await this.#blocks((block, from, rows) => {
      if (coef !== undefined) matVec(block, rows, x.cols, coef, residual);
      for (let r = 0; r < rows; r++) residual[r] = target[from + r]! - (coef === undefined ? 0 : residual[r]!);
      add(out, matTVec(block, rows, x.cols, residual, part));
    });
    return out;
  }

  async times(v: Float64Array): Promise<Float64Array> {
    const { rows, cols } = this.#problem.x;
    const out = new Float64Array(rows);
    await this.#blocks((block, from, count) => {
      matVec(block, count, cols, v, out.subarray(from, from + count));
    });
    return out;
  }

  async transposeTimes(v: Float64Array): Promise<Float64Array> {
    const { cols } = this.#problem.x;
    const out = new Float64Array(cols);
    const part = new Float64Array(cols);
    await this.#blocks((block, from, count) => {
      add(out, matTVec(block, count, cols, v.subarray(from, from + count), part));
    });
    return out;
  }

  copyRows(from: number, to: number, out: Float64Array): void {
    const { x, roots, means, constant } = this.#problem;
    const { cols, values } = x;
    for (let r = from, at = from * cols, written = 0; r < to; r++) {
      const root = roots === undefined ? 1 : roots[r]!;
      for (let c = 0; c < cols; c++, at++, written++) out[written] = root * (values[at]! - means[c]!);
    }
    for (const col of constant) for (let r = 0; r < to - from; r++) out[r * cols + col] = 0;
  }

  async #blocks(work: (block: Float64Array, from: number, rows: number) => void): Promise<void> {
    const { rows: all, cols } = this.#problem.x;
    await this.#passes.run(all, 3 * cols, (first, last) => {
      for (let from = first; from < last; from += BLOCK_ROWS) {
        const to = Math.min(last, from + BLOCK_ROWS);
        this.copyRows(from, to, this.#block);
        work(this.#block, from, to - from);
      }
    });
  }
}

function add(total: Float64Array, part: Float64Array): void {
  for (let i = 0; i < total.length; i++) total[i] = total[i]! + part[i]!;
}

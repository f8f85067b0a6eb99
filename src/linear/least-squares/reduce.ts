/**
 * The R of a QR decomposition, by Householder's reflections, of a tall matrix whose rows come in blocks: each block is reflected into
 * the R of those before it. The Gram matrix RᵀR is never formed, so no digits are lost to its squared condition number.
 *
 * G. Golub, C. Van Loan, "Matrix computations", 4th ed., §5.2 and §6.5.3. O(2 · rows · cols²) time, O((block + cols) · cols) memory.
 */
import type { Passes } from "../passes.js";

/** Rows that are reflected at a time. */
export const REDUCE_ROWS = 256;

export class Reduction {
  /** R, row-major n × n; what lies below its diagonal is 0. */
  readonly r: Float64Array;
  /** Columns, of which the last may be a right-hand side: it is reflected too, but no reflection is made for it. */
  readonly cols: number;
  readonly #pivots: number;
  readonly #block: Float64Array;
  readonly #passes: Passes;

  /** For rows of `pivots` columns and, with `target`, one more. */
  constructor(pivots: number, target: boolean, passes: Passes) {
    this.cols = pivots + (target ? 1 : 0);
    this.#pivots = pivots;
    this.r = new Float64Array(pivots * this.cols);
    this.#block = new Float64Array(this.cols * REDUCE_ROWS);
    this.#passes = passes;
  }

  /** Takes in up to `REDUCE_ROWS` rows: `value` gives what stands where. */
  async add(rows: number, value: (row: number, col: number) => number): Promise<void> {
    const block = this.#block;
    for (let c = 0; c < this.cols; c++) {
      for (let row = 0; row < rows; row++) block[c * REDUCE_ROWS + row] = value(row, c);
    }
    for (let k = 0; k < this.#pivots; k++) {
      this.#reflect(k, rows);
      await this.#passes.advance(0);
    }
  }

  /** Makes the block's column k zero, against row k of R. */
  #reflect(k: number, rows: number): void {
    const { r, cols } = this;
    const block = this.#block;
    const column = k * REDUCE_ROWS;
    let below = 0;
    for (let i = 0; i < rows; i++) below += block[column + i]! * block[column + i]!;
    if (below === 0) return;
    const row = k * cols;
    const head = r[row + k]!;
    const size = Math.sqrt(head * head + below);
    const end = head > 0 ? -size : size;
    const first = head - end;
    const share = 2 / (first * first + below);
    r[row + k] = end;
    for (let j = k + 1; j < cols; j++) {
      const other = j * REDUCE_ROWS;
      let product = first * r[row + j]!;
      for (let i = 0; i < rows; i++) product += block[column + i]! * block[other + i]!;
      const factor = share * product;
      r[row + j] = r[row + j]! - factor * first;
      for (let i = 0; i < rows; i++) block[other + i] = block[other + i]! - factor * block[column + i]!;
    }
  }
}

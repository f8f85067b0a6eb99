/**
 * Solves (AAᵀ + αI) a = t and b = Aᵀa by Cholesky's factorisation, for fewer rows than columns; with α = 0, b is the shortest of
 * the many b with A·b = t.
 *
 * Centred rows have one dependency, √wᵀ A = 0, which makes AAᵀ singular without spoiling the solution, since t has it too: a multiple of
 * √w √wᵀ is added, which changes no a orthogonal to √w. O(rows² · cols / 2 + rows³ / 3) time; A is stored.
 */
import { choleskyApply } from "../../kernels/cholesky.js";
import { matTVec, matVec } from "../../kernels/dense.js";
import { gram } from "../../kernels/gram.js";
import type { Passes } from "../passes.js";
import { factored } from "./factor.js";
import type { LeastSquares } from "./problem.js";
import { refined } from "./refine.js";

/** Columns that are laid out as rows at a time. */
const BLOCK_COLS = 256;

/** The solution b; null where the rows depend on one another in more ways than by being centred. `a` is A, row after row. */
export async function dualEquations(
  { x, target, roots, alpha }: LeastSquares,
  a: Float64Array,
  centred: boolean,
  passes: Passes,
): Promise<Float64Array | null> {
  const { rows, cols } = x;
  const matrix = await rowProducts(a, rows, cols, passes);
  let trace = 0;
  for (let i = 0; i < rows; i++) trace += matrix[i * rows + i]!;
  const lift = centred ? trace / rows / (roots === undefined ? rows : squareSum(roots)) : 0;
  for (let i = 0; i < rows; i++) {
    for (let j = 0; j < rows; j++) {
      const at = i * rows + j;
      matrix[at] = matrix[at]! + lift * (roots === undefined ? 1 : roots[i]! * roots[j]!) + (i === j ? alpha : 0);
    }
  }
  const factor = await factored(matrix, rows, passes);
  if (factor === null) return null;
  const first = choleskyApply(factor, target);
  const correction = async (dual: Float64Array) => {
    const fitted = matVec(a, rows, cols, matTVec(a, rows, cols, dual));
    const residual = target.map((value, row) => value - fitted[row]! - alpha * dual[row]!);
    await passes.advance(2 * rows);
    return choleskyApply(factor, residual, residual);
  };
  const dual = await refined(first, correction);
  return dual === null ? null : matTVec(a, rows, cols, dual);
}

/** AAᵀ. */
async function rowProducts(a: Float64Array, rows: number, cols: number, passes: Passes): Promise<Float64Array> {
  const total = new Float64Array(rows * rows);
  const block = new Float64Array(BLOCK_COLS * rows);
  for (let from = 0; from < cols; from += BLOCK_COLS) {
    const count = Math.min(BLOCK_COLS, cols - from);
    transpose(a, rows, cols, from, count, block);
    const part = gram(block, count, rows);
    for (let i = 0; i < total.length; i++) total[i] = total[i]! + part[i]!;
    await passes.advance(0);
  }
  return total;
}

/** Writes columns from … from + count of a row-major matrix as rows. */
export function transpose(
  a: Float64Array,
  rows: number,
  cols: number,
  from: number,
  count: number,
  out: Float64Array,
): void {
  for (let r = 0; r < rows; r++) {
    for (let c = 0, at = r * cols + from; c < count; c++, at++) out[c * rows + r] = a[at]!;
  }
}

function squareSum(values: Float64Array): number {
  return values.reduce((sum, value) => sum + value * value, 0);
}

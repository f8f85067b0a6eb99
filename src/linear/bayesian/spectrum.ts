/**
 * A least squares problem seen along the principal directions of its matrix A, where each penalty is a matter of arithmetic: the coefficients, their
 * sum of squares and the residuals for any penalty come from a few numbers a direction.
 *
 * The eigenvectors are those of AᵀA, or of AAᵀ where there are fewer rows than columns. O(rows · columns · min(rows, columns)) time and
 * min(rows, columns)³ for the eigenvectors, O(columns · min(rows, columns)) memory.
 */
import { CsrMatrix } from "../../data/matrix.js";
import { dot, matTVec, matVec } from "../../kernels/dense.js";
import { type Eigen, symmetricEigenSteps } from "../../kernels/symmetric-eigen.js";
import { DenseDesign } from "../least-squares/dense-design.js";
import type { Design } from "../least-squares/design.js";
import { transpose } from "../least-squares/dual-equations.js";
import type { LeastSquares } from "../least-squares/problem.js";
import { SparseDesign } from "../least-squares/sparse-design.js";
import type { Passes } from "../passes.js";
import { slicedGram } from "../sliced-gram.js";

/** Eigenvalues below this share of what independent columns would give are rounding, for each column once. */
const NOISE = 16 * Number.EPSILON;

/** The problem along its principal directions. */
export interface Spectrum {
  /** The eigenvalue of each direction, ≥ 0. */
  readonly values: Float64Array;
  /** The directions, each of as many numbers as there are columns. */
  readonly directions: Float64Array;
  /** Aᵀt along each direction. */
  readonly products: Float64Array;
  /** The least sum of squared residuals. */
  readonly residual: number;
}

/** Works the spectrum out. */
export async function spectrumOf(problem: LeastSquares, passes: Passes): Promise<Spectrum> {
  const { x } = problem;
  const design = x instanceof CsrMatrix ? new SparseDesign(problem, x, passes) : new DenseDesign(problem, passes);
  const { values, vectors } =
    x.cols <= x.rows ? await tall(problem, design, passes) : await wide(problem, design, passes);
  const products = matVec(vectors, values.length, x.cols, await design.gradient());
  const best = new Float64Array(values.length);
  for (let i = 0; i < values.length; i++) {
    if (values[i] === 0) products[i] = 0;
    else best[i] = products[i]! / values[i]!;
  }
  const fitted = await design.times(matTVec(vectors, values.length, x.cols, best));
  let residual = 0;
  for (let row = 0; row < fitted.length; row++) {
    const error = problem.target[row]! - fitted[row]!;
    residual += error * error;
  }
  return { values, directions: vectors, products, residual };
}

/** By the products of columns. */
async function tall({ x, squares }: LeastSquares, design: Design, passes: Passes): Promise<Eigen> {
  const { cols } = x;
  const { values, vectors } = await decomposed(await design.gram(), cols, passes);
  for (let i = 0; i < cols; i++) {
    let independent = 0;
    for (let c = 0; c < cols; c++) independent += vectors[i * cols + c]! * vectors[i * cols + c]! * squares[c]!;
    if (!(values[i]! > NOISE * cols * independent)) values[i] = 0;
  }
  return { values, vectors };
}

/** By the products of rows: directions without spread are left out. */
async function wide({ x }: LeastSquares, design: Design, passes: Passes): Promise<Eigen> {
  const { rows, cols } = x;
  const a = new Float64Array(rows * cols);
  design.copyRows(0, rows, a);
  const turned = new Float64Array(rows * cols);
  transpose(a, rows, cols, 0, cols, turned);
  const { values, vectors } = await decomposed(await slicedGram(turned, cols, rows, {}, passes), rows, passes);
  const end = values.findIndex((value) => !(value > NOISE * cols * values[0]!));
  const kept = end < 0 ? rows : end;
  const directions = new Float64Array(kept * cols);
  for (let i = 0; i < kept; i++) {
    const own = matTVec(a, rows, cols, vectors.subarray(i * rows, (i + 1) * rows));
    const length = Math.sqrt(dot(own, own));
    for (let c = 0; c < cols; c++) directions[i * cols + c] = own[c]! / length;
    await passes.advance(0);
  }
  return { values: values.slice(0, kept), vectors: directions };
}

async function decomposed(matrix: Float64Array, n: number, passes: Passes): Promise<Eigen> {
  const steps = symmetricEigenSteps(matrix, n);
  for (;;) {
    const step = steps.next();
    if (step.done === true) return step.value;
    await passes.advance(0);
  }
}

/**
 * Solves (AᵀA + αI) b = Aᵀt by Cholesky's factorisation, for no more columns than rows.
 *
 * The Gram matrix squares the condition number; refinement by the data's own gradient wins the lost digits back as long as the factor
 * is any good (Å. Björck, "Stability analysis of the method of seminormal equations", Linear Algebra Appl. 88/89, 1987). Where it
 * is not, there is no answer here: see minimum-norm.ts. O(rows · cols² / 2 + cols³ / 3) time, O(cols²) memory.
 */
import { choleskyApply } from "../../kernels/cholesky.js";
import type { Passes } from "../passes.js";
import type { Design } from "./design.js";
import { factored } from "./factor.js";
import type { LeastSquares } from "./problem.js";
import { refined } from "./refine.js";

/** The solution b; null where AᵀA + αI is singular, or too near to it. */
export async function normalEquations(
  problem: LeastSquares,
  design: Design,
  passes: Passes,
): Promise<Float64Array | null> {
  const { alpha, squares, constant } = problem;
  const { length } = squares;
  const matrix = await design.gram();
  for (let i = 0; i < length; i++) matrix[i * length + i] = matrix[i * length + i]! + alpha;
  // A constant column has nothing but zeros: any pivot gives it the coefficient 0.
  for (const col of constant) matrix[col * length + col] = 1;
  const factor = await factored(matrix, length, passes);
  if (factor === null) return null;
  const first = choleskyApply(factor, await design.gradient());
  const correction = async (coef: Float64Array) => {
    const gradient = await design.gradient(coef);
    for (let i = 0; i < length; i++) gradient[i] = gradient[i]! - alpha * coef[i]!;
    return choleskyApply(factor, gradient, gradient);
  };
  return refined(
    first,
    correction,
    squares.map((square) => square + alpha),
  );
}

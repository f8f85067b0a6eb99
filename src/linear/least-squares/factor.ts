import { type Cholesky, choleskySteps } from "../../kernels/cholesky.js";
import type { Passes } from "../passes.js";

/**
 * Pivots that keep less than this share of their diagonal entry leave too few digits for refinement to build on: the problem goes
 * to the solver in minimum-norm.ts.
 */
const LEAST_PIVOT = 1e-10;

/** Cholesky's factor of a symmetric matrix, letting other work run in between; null where the matrix is singular or nearly so. */
export async function factored(a: Float64Array, n: number, passes: Passes): Promise<Cholesky | null> {
  const steps = choleskySteps(a, n, LEAST_PIVOT);
  for (;;) {
    const step = steps.next();
    if (step.done === true) return step.value;
    await passes.advance(0);
  }
}

/**
 * The iteration that L-BFGS and OWL-QN share: a quasi-Newton direction from the memory, a step along it, and the rules for ending.
 */
import { dot } from "./dense.js";
import { InverseHessian } from "./inverse-hessian.js";
import {
  DEFAULT_FTOL,
  DEFAULT_MAX_ITER,
  DEFAULT_MEMORY,
  DEFAULT_TOL,
  type EndReason,
  type Iteration,
  type Minimum,
  maxAbs,
  relativeFall,
  requireFinite,
  type StopRule,
} from "./minimise.js";

/** Where a search stands, and how it takes a step. */
export interface SearchPoint {
  readonly x: Float64Array;
  readonly xBefore: Float64Array;
  readonly value: number;
  readonly evaluations: number;
  /** The gradient that the memory learns from. */
  readonly gradient: Float64Array;
  readonly gradientBefore: Float64Array;
  /** The gradient to descend by, whose largest entry tells how near the minimum is. */
  readonly slope: Float64Array;
  /** Where to write the direction. */
  readonly direction: Float64Array;
  /** Moves to a lower point along `direction`, or stays and returns false. */
  search(firstStep: number): boolean;
}

/**
 * Descends from a point. Yields after every iteration.
 *
 * @throws DataError `NUMERIC_FAILURE` if the value or the gradient at the point is not finite
 */
export function* quasiNewton(point: SearchPoint, rule: StopRule): Generator<Iteration, Minimum, void> {
  const { maxIter = DEFAULT_MAX_ITER, tol = DEFAULT_TOL, ftol = DEFAULT_FTOL, memory = DEFAULT_MEMORY } = rule;
  const hessian = new InverseHessian(memory);
  let gradientMax = maxAbs(point.slope);
  requireFinite(point.value, gradientMax);
  let iteration = 0;
  const end = (reason: EndReason): Minimum => {
    const { x, value, evaluations } = point;
    const converged = reason === "gradient" || reason === "value";
    return { x, value, iteration, gradientMax, evaluations, converged, reason };
  };
  for (;;) {
    if (gradientMax <= tol) return end("gradient");
    if (iteration >= maxIter) return end("maxIter");
    const before = point.value;
    if (!takeStep(point, hessian)) return end("lineSearch");
    iteration++;
    gradientMax = maxAbs(point.slope);
    yield { iteration, value: point.value, gradientMax };
    if (gradientMax > tol && relativeFall(before, point.value) <= ftol) return end("value");
  }
}

/** One step; where the direction leads nowhere, the memory is dropped and steepest descent is tried. */
function takeStep(point: SearchPoint, hessian: InverseHessian): boolean {
  for (;;) {
    hessian.descend(point.slope, point.direction);
    const first = hessian.isEmpty ? Math.min(1, 1 / Math.sqrt(dot(point.slope, point.slope))) : 1;
    if (point.search(first)) {
      hessian.update(point.x, point.xBefore, point.gradient, point.gradientBefore);
      return true;
    }
    if (hessian.isEmpty) return false;
    hessian.clear();
  }
}

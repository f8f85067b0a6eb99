/**
 * What the minimisers share: the function to minimise, their steps and their end.
 *
 * A minimiser is a generator that yields after every iteration, so that its caller can report progress, let other work run,
 * or stop, without the minimiser knowing of any of it.
 */
import { DataError } from "../core/errors.js";

/**
 * A smooth function: writes its gradient at x into `gradient` and returns its value. It must neither keep nor change x.
 * A value or gradient that is not finite makes the search step back.
 */
export type Objective = (x: Float64Array, gradient: Float64Array) => number;

/** What a minimiser yields after each iteration. */
export interface Iteration {
  /** From 1. */
  readonly iteration: number;
  readonly value: number;
  /** The largest |gradient| (for OWL-QN, |pseudo-gradient|) of any coordinate: what `tol` is compared with. */
  readonly gradientMax: number;
}

/**
 * Why a minimiser ended: the gradient fell to `tol`; the value fell by no more than `ftol`, relatively; `maxIter` was reached; or no
 * step along the direction of descent lowered the value.
 */
export type EndReason = "gradient" | "value" | "maxIter" | "lineSearch";

/** Where a minimiser ended. */
export interface Minimum extends Iteration {
  readonly x: Float64Array;
  /** Function and gradient evaluations. */
  readonly evaluations: number;
  /** Whether the reason is "gradient" or "value". */
  readonly converged: boolean;
  readonly reason: EndReason;
}

/** When to stop. The defaults are those of scipy's L-BFGS-B, but for `maxIter`. */
export interface StopRule {
  /** At most so many iterations; 100 if left out. */
  readonly maxIter?: number | undefined;
  /** Stop when no coordinate of the gradient is larger in absolute value; 1e-5 if left out. */
  readonly tol?: number | undefined;
  /** Stop when (f - f') / max(|f|, |f'|, 1) of an iteration is no larger; 1e7 · 2^-52 if left out. */
  readonly ftol?: number | undefined;
  /** How many pairs of steps and gradient changes are kept; 10 if left out. */
  readonly memory?: number | undefined;
}

export const DEFAULT_MAX_ITER = 100;
export const DEFAULT_TOL = 1e-5;
export const DEFAULT_FTOL = 2.220446049250313e-9;
export const DEFAULT_MEMORY = 10;

/** Runs a minimiser to its end without a pause. */
export function runToEnd<T>(steps: Generator<unknown, T, void>): T {
  for (;;) {
    const step = steps.next();
    if (step.done === true) return step.value;
  }
}

/** The relative fall of the value in one iteration. */
export function relativeFall(before: number, after: number): number {
  return (before - after) / Math.max(Math.abs(before), Math.abs(after), 1);
}

/** The largest absolute value. */
export function maxAbs(values: Float64Array): number {
  let largest = 0;
  for (let i = 0; i < values.length; i++) largest = Math.max(largest, Math.abs(values[i]!));
  return largest;
}

/** Stops with a named error where there is nothing to step back to. */
export function requireFinite(value: number, gradientMax: number): void {
  if (Number.isFinite(value) && Number.isFinite(gradientMax)) return;
  throw new DataError("NUMERIC_FAILURE", {
    problem: "The function to minimise is not finite where the search begins",
    given: `value ${value}, largest gradient ${gradientMax}`,
    expected: "finite numbers",
    remedy: "Scale the features, for instance with StandardScaler, or start from smaller coefficients",
    data: { value, gradientMax },
  });
}

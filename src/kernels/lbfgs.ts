/**
 * Limited-memory BFGS with a strong Wolfe line search, for smooth functions of many variables.
 *
 * D. Liu, J. Nocedal, "On the limited memory BFGS method for large scale optimization", Mathematical Programming 45, 1989.
 * Memory (2 · memory + 6) · n numbers; mostly one evaluation an iteration.
 */
import { dot } from "./dense.js";
import { type LinePoint, wolfeSearch } from "./line-search.js";
import type { Iteration, Minimum, Objective, StopRule } from "./minimise.js";
import { quasiNewton, type SearchPoint } from "./quasi-newton.js";

export interface LbfgsOptions extends StopRule {
  /** Where to begin; it is not changed. */
  readonly x0: Float64Array;
  readonly objective: Objective;
}

/**
 * Minimises a smooth function. Yields after every iteration; `runToEnd` runs it without a pause.
 *
 * @throws DataError `NUMERIC_FAILURE` if the value or the gradient at `x0` is not finite
 */
export function lbfgs(options: LbfgsOptions): Generator<Iteration, Minimum, void> {
  return quasiNewton(new Line(options.x0, options.objective), options);
}

/** The current point, and the line from it along `direction`. */
class Line implements SearchPoint {
  readonly x: Float64Array;
  readonly gradient: Float64Array;
  readonly xBefore: Float64Array;
  readonly gradientBefore: Float64Array;
  readonly direction: Float64Array;
  readonly #objective: Objective;
  value: number;
  evaluations = 1;

  constructor(x0: Float64Array, objective: Objective) {
    this.#objective = objective;
    this.x = Float64Array.from(x0);
    this.gradient = new Float64Array(x0.length);
    this.xBefore = new Float64Array(x0.length);
    this.gradientBefore = new Float64Array(x0.length);
    this.direction = new Float64Array(x0.length);
    this.value = objective(this.x, this.gradient);
  }

  get slope(): Float64Array {
    return this.gradient;
  }

  /** Moves to a lower point on the line, or stays and returns false. */
  search(firstStep: number): boolean {
    const slope = dot(this.gradient, this.direction);
    if (!(slope < 0)) return false;
    this.xBefore.set(this.x);
    this.gradientBefore.set(this.gradient);
    const start: LinePoint = { step: 0, value: this.value, slope };
    let last = start;
    const evaluate = (step: number) => {
      last = this.#evaluate(step);
      return last;
    };
    const found = wolfeSearch(evaluate, start, firstStep);
    if (found === null) {
      this.x.set(this.xBefore);
      this.gradient.set(this.gradientBefore);
      return false;
    }
    if (found.step !== last.step) this.#evaluate(found.step);
    this.value = found.value;
    return true;
  }

  #evaluate(step: number): LinePoint {
    const { x, xBefore, direction, gradient } = this;
    for (let i = 0; i < x.length; i++) x[i] = xBefore[i]! + step * direction[i]!;
    const value = this.#objective(x, gradient);
    this.evaluations++;
    return { step, value, slope: dot(gradient, direction) };
  }
}

/**
 * OWL-QN: L-BFGS for a smooth convex function plus Σ l1[i] |x[i]|, one weight a coordinate (0: not penalised).
 *
 * The pseudo-gradient is the one-sided derivative of least size. The step stays in the orthant that x and the pseudo-gradient name: coordinates
 * that would change sign become exactly 0. The memory holds changes of the smooth part's gradient alone.
 *
 * G. Andrew, J. Gao, "Scalable training of L1-regularized log-linear models", ICML 2007.
 */
import { dot } from "./dense.js";
import type { Iteration, Minimum, Objective, StopRule } from "./minimise.js";
import { quasiNewton, type SearchPoint } from "./quasi-newton.js";

export interface OwlqnOptions extends StopRule {
  /** Where to begin; it is not changed. */
  readonly x0: Float64Array;
  /** The smooth part, without the penalty. */
  readonly objective: Objective;
  /** The weight of each coordinate's absolute value, 0 or more. */
  readonly l1: Float64Array;
}

const SUFFICIENT_FALL = 1e-4;
const MAX_HALVINGS = 50;
const ROUNDING = 4.440892098500626e-15;

/**
 * Minimises objective(x) + Σ l1[i] |x[i]|; values that are yielded and returned have the penalty in them. Yields after every iteration.
 *
 * @throws DataError `NUMERIC_FAILURE` if the value or the gradient at `x0` is not finite
 */
export function owlqn(options: OwlqnOptions): Generator<Iteration, Minimum, void> {
  return quasiNewton(new Orthants(options), options);
}

class Orthants implements SearchPoint {
  x: Float64Array;
  xBefore: Float64Array;
  /** Of the smooth part. */
  gradient: Float64Array;
  gradientBefore: Float64Array;
  /** The pseudo-gradient. */
  readonly slope: Float64Array;
  readonly direction: Float64Array;
  readonly #objective: Objective;
  readonly #l1: Float64Array;
  value: number;
  evaluations = 0;

  constructor({ x0, objective, l1 }: OwlqnOptions) {
    this.#objective = objective;
    this.#l1 = l1;
    this.x = Float64Array.from(x0);
    this.xBefore = new Float64Array(x0.length);
    this.gradient = new Float64Array(x0.length);
    this.gradientBefore = new Float64Array(x0.length);
    this.slope = new Float64Array(x0.length);
    this.direction = new Float64Array(x0.length);
    this.value = this.#evaluate();
    this.#takePseudoGradient();
  }

  /** Moves to a lower point by halving the step, or stays and returns false. */
  search(firstStep: number): boolean {
    this.#alignDirection();
    if (!(dot(this.slope, this.direction) < 0)) return false;
    const { slope: pseudo, value: before } = this;
    this.#swap();
    let step = firstStep;
    for (let halving = 0; halving < MAX_HALVINGS; halving++, step /= 2) {
      this.#project(step);
      // What the pseudo-gradient promises for the step as projected.
      let promised = 0;
      for (let i = 0; i < pseudo.length; i++) promised += pseudo[i]! * (this.x[i]! - this.xBefore[i]!);
      const value = this.#evaluate();
      const fallen = value <= before + SUFFICIENT_FALL * promised + ROUNDING * Math.abs(before);
      if (promised < 0 && fallen && Number.isFinite(dot(this.gradient, this.gradient))) {
        this.value = value;
        this.#takePseudoGradient();
        return true;
      }
    }
    this.#swap();
    return false;
  }

  #swap(): void {
    [this.x, this.xBefore] = [this.xBefore, this.x];
    [this.gradient, this.gradientBefore] = [this.gradientBefore, this.gradient];
  }

  /** Drops what of the direction does not go down. */
  #alignDirection(): void {
    const { direction, slope: pseudo } = this;
    for (let i = 0; i < direction.length; i++) if (direction[i]! * pseudo[i]! >= 0) direction[i] = 0;
  }

  /** x = xBefore + step · direction, with 0 for coordinates that would leave their orthant. */
  #project(step: number): void {
    const { x, xBefore, direction, slope: pseudo } = this;
    for (let i = 0; i < x.length; i++) {
      const from = xBefore[i]!;
      const to = from + step * direction[i]!;
      if (this.#l1[i]! === 0) x[i] = to;
      else {
        const side = from === 0 ? -pseudo[i]! : from;
        x[i] = to * side > 0 ? to : 0;
      }
    }
  }

  #evaluate(): number {
    let value = this.#objective(this.x, this.gradient);
    this.evaluations++;
    for (let i = 0; i < this.x.length; i++) value += this.#l1[i]! * Math.abs(this.x[i]!);
    return value;
  }

  #takePseudoGradient(): void {
    const { x, gradient, slope: pseudo } = this;
    for (let i = 0; i < x.length; i++) pseudo[i] = oneSided(x[i]!, gradient[i]!, this.#l1[i]!);
  }
}

/** The derivative along the coordinate; at 0, the one-sided derivative that goes down, or 0. */
function oneSided(x: number, slope: number, weight: number): number {
  if (x > 0) return slope + weight;
  if (x < 0) return slope - weight;
  if (slope + weight < 0) return slope + weight;
  return Math.max(slope - weight, 0);
}

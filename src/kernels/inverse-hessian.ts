/**
 * The limited-memory BFGS approximation of the inverse Hessian: the last `memory` pairs of steps and gradient changes, applied to a vector
 * by the two-loop recursion. O(memory · n) time and memory.
 *
 * J. Nocedal, S. Wright, "Numerical optimization", 2nd ed., algorithm 7.4.
 */
import { dot } from "./dense.js";

interface Pair {
  readonly step: Float64Array;
  readonly change: Float64Array;
  inverse: number;
}

export class InverseHessian {
  /** Oldest first. */
  readonly #pairs: Pair[] = [];
  readonly #memory: number;
  readonly #weights: Float64Array;
  #scale = 1;

  constructor(memory: number) {
    this.#memory = memory;
    this.#weights = new Float64Array(memory);
  }

  get isEmpty(): boolean {
    return this.#pairs.length === 0;
  }

  clear(): void {
    this.#pairs.length = 0;
    this.#scale = 1;
  }

  /** Takes in the step x' - x and the change g' - g, unless their product is not positive enough to keep the matrix positive definite. */
  update(x: Float64Array, xBefore: Float64Array, gradient: Float64Array, gradientBefore: Float64Array): void {
    let curvature = 0;
    let square = 0;
    for (let i = 0; i < x.length; i++) {
      const change = gradient[i]! - gradientBefore[i]!;
      curvature += (x[i]! - xBefore[i]!) * change;
      square += change * change;
    }
    if (!(curvature > 2.220446049250313e-16 * square)) return;
    // The oldest pair's arrays are used again.
    const oldest = this.#pairs.length < this.#memory ? undefined : this.#pairs.shift();
    const pair = oldest ?? { step: new Float64Array(x.length), change: new Float64Array(x.length), inverse: 0 };
    for (let i = 0; i < x.length; i++) {
      pair.step[i] = x[i]! - xBefore[i]!;
      pair.change[i] = gradient[i]! - gradientBefore[i]!;
    }
    pair.inverse = 1 / curvature;
    this.#scale = curvature / square;
    this.#pairs.push(pair);
  }

  /** direction = -H · gradient. */
  descend(gradient: Float64Array, direction: Float64Array): void {
    const weights = this.#weights;
    for (let i = 0; i < gradient.length; i++) direction[i] = -gradient[i]!;
    for (let k = this.#pairs.length - 1; k >= 0; k--) {
      const { step, change, inverse } = this.#pairs[k]!;
      const weight = inverse * dot(step, direction);
      weights[k] = weight;
      addScaled(direction, change, -weight);
    }
    for (let i = 0; i < direction.length; i++) direction[i] = direction[i]! * this.#scale;
    for (let k = 0; k < this.#pairs.length; k++) {
      const { step, change, inverse } = this.#pairs[k]!;
      addScaled(direction, step, weights[k]! - inverse * dot(change, direction));
    }
  }
}

function addScaled(target: Float64Array, source: Float64Array, factor: number): void {
  for (let i = 0; i < target.length; i++) target[i] = target[i]! + factor * source[i]!;
}

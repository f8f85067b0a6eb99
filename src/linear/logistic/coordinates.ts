/**
 * The coordinates that the search runs in, u, in place of the parameters: coef = R⁻ᵀ·u for each score, and intercepts as if the columns
 * were centred and then scaled. With the right R and means, the loss curves by about 1 in every direction there, whatever the columns'
 * units and correlations.
 */
import { dot } from "../../kernels/dense.js";
import type { Objective } from "../../kernels/minimise.js";
import type { Root } from "./root.js";

/** The coordinates of one score's parameters. */
export interface Frame {
  readonly root: Root;
  /** What the columns are centred by: zeros without an intercept. */
  readonly means: Float64Array;
  /** The size of a step of the intercept. */
  readonly unit: number;
}

export class Coordinates {
  readonly #frames: readonly Frame[];
  readonly #cols: number;

  /** One frame a score. */
  constructor(frames: readonly Frame[], cols: number) {
    this.#frames = frames;
    this.#cols = cols;
  }

  /** The parameters at u. */
  toParameters(u: Float64Array, parameters: Float64Array): void {
    parameters.set(u);
    this.#each(parameters, ({ root, means, unit }, coef, at) => {
      root.solveTransposed(coef);
      parameters[at] = unit * u[at]! - dot(means, coef);
    });
  }

  /** The u of these parameters. */
  fromParameters(parameters: Float64Array): Float64Array {
    const u = Float64Array.from(parameters);
    this.#each(u, ({ root, means, unit }, coef, at) => {
      u[at] = (u[at]! + dot(means, coef)) / unit;
      root.timesTransposed(coef);
    });
    return u;
  }

  /** The same function of u. */
  of(objective: Objective): Objective {
    const parameters = new Float64Array(this.#frames.length * (this.#cols + 1));
    return (u, gradient) => {
      this.toParameters(u, parameters);
      const value = objective(parameters, gradient);
      this.#each(gradient, ({ root, means, unit }, slopes, at) => {
        const slope = gradient[at]!;
        for (let c = 0; c < slopes.length; c++) slopes[c] = slopes[c]! - means[c]! * slope;
        root.solve(slopes);
        gradient[at] = unit * slope;
      });
      return value;
    };
  }

  /** Calls `work` with each score's frame, the part of its columns and the place of its intercept. */
  #each(values: Float64Array, work: (frame: Frame, part: Float64Array, intercept: number) => void): void {
    const cols = this.#cols;
    this.#frames.forEach((frame, k) => {
      work(frame, values.subarray(k * cols, (k + 1) * cols), this.#frames.length * cols + k);
    });
  }
}

/**
 * The logistic loss of three classes or more: each has a score and, each round, a tree of its own; probabilities are the softmax of the scores.
 */
import { log, softmaxWithLogSum } from "../../kernels/math.js";
import { varianceOf } from "./binomial-loss.js";
import { classPriors } from "./class-priors.js";
import type { Grown, Loss, Standing, Targets } from "./loss.js";
import { newtonSteps } from "./newton.js";
import type { Work } from "./range.js";

/** −log of the probability of the row's class. */
export class MultinomialLoss implements Loss {
  readonly width: number;
  readonly scale = 1;
  readonly #row: Float64Array;

  constructor(classes: number) {
    this.width = classes;
    this.#row = new Float64Array(classes);
  }

  *baseline(targets: Targets): Work<Float64Array> {
    return (yield* classPriors(targets, this.width)).map((share) => log(share));
  }

  residuals({ y }: Targets, scores: Float64Array, out: Float64Array, start: number, end: number): void {
    const row = this.#row;
    for (let i = start; i < end; i++) {
      this.#probabilities(scores, y.length, i);
      for (let k = 0; k < row.length; k++) out[k * y.length + i] = (y[i] === k ? 1 : 0) - (row[k] as number);
    }
  }

  losses({ y }: Targets, scores: Float64Array, out: Float64Array, start: number, end: number): void {
    for (let i = start; i < end; i++) {
      out[i] = this.#probabilities(scores, y.length, i) - (scores[(y[i] as number) * y.length + i] as number);
    }
  }

  /** Leaves the probabilities of a row in `#row`; gives the logarithm of the sum of the exponentials of its scores. */
  #probabilities(scores: Float64Array, rows: number, i: number): number {
    const row = this.#row;
    for (let k = 0; k < row.length; k++) row[k] = scores[k * rows + i] as number;
    return softmaxWithLogSum(row);
  }

  *nodeValues(grown: Grown, standing: Standing): Work<Float64Array> {
    const steps = yield* newtonSteps(grown, standing, varianceOf, grown.k);
    const share = (this.width - 1) / this.width;
    return steps.map((step) => share * step);
  }
}

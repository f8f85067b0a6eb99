/**
 * Half the Poisson and gamma deviances, for targets that are counts or amounts: the score is the logarithm of the prediction.
 */
import type { Kernels } from "../../kernels/generated/kernels.js";
import { log } from "../../kernels/math.js";
import type { Work } from "../gradient-boosting/range.js";
import { addressOf, type HistLoss, type LossRows, type Range, type Scales, type Sizes } from "./loss.js";
import { NEAR, weightedMean } from "./means.js";

/** Either deviance; both derivatives are kept, for how large they are is known only when all rows are done. */
export class DevianceLoss implements HistLoss {
  readonly width = 1;
  readonly terms = 2;
  readonly flat = false;
  readonly #gamma: boolean;

  constructor(name: "poisson" | "gamma") {
    this.#gamma = name === "gamma";
  }

  encode(y: number): number {
    return y;
  }

  *baseline(y: Float64Array, weights: Float64Array | undefined): Work<Float64Array> {
    return Float64Array.of(log(Math.max(NEAR, yield* weightedMean(y, weights))));
  }

  prepare(
    kernels: Kernels,
    { scores, y, weights, stride }: LossRows,
    terms: Float64Array,
    { start, end }: Range,
  ): void {
    const [from, to, own] = [addressOf(scores, start), addressOf(y, start), addressOf(weights, start)];
    const write = this.#gamma ? kernels.gammaTerms : kernels.poissonTerms;
    write(from, to, own, addressOf(terms, start), addressOf(terms, stride + start), end - start);
  }

  bound(): undefined {
    return undefined;
  }

  measure(kernels: Kernels, { stride }: LossRows, terms: Float64Array, { start, end }: Range): Sizes {
    return {
      gradient: kernels.greatestSize(addressOf(terms, start), end - start),
      hessian: kernels.greatestSize(addressOf(terms, stride + start), end - start),
    };
  }

  pack(
    kernels: Kernels,
    { stride }: LossRows,
    terms: Float64Array,
    _k: number,
    out: number,
    { gradient, hessian }: Scales,
    { start, end }: Range,
  ): void {
    const [first, second] = [addressOf(terms, start), addressOf(terms, stride + start)];
    kernels.packTerms(first, second, out + start * 8, end - start, gradient, hessian);
  }

  sum(kernels: Kernels, { scores, y, weights }: LossRows, { start, end }: Range): number {
    const add = this.#gamma ? kernels.sumGamma : kernels.sumPoisson;
    return add(addressOf(scores, start), addressOf(y, start), addressOf(weights, start), end - start);
  }
}

/**
 * Losses that grow in proportion to the distance from the target: the absolute error, and the quantile loss with its two rates. Trees are grown on the sign alone, with
 * second derivatives of 1; each leaf then takes the quantile of what is left of the targets of its rows.
 */
import type { Kernels } from "../../kernels/generated/kernels.js";
import { lowerQuantile, quantileOf } from "../gradient-boosting/quantiles.js";
import type { Work } from "../gradient-boosting/range.js";
import { addressOf, type HistLoss, type LossRows, type Range, type Scales, type Sizes } from "./loss.js";

/** `above` × (score − y) where that is positive, `below` × (score − y), with `below` less than 0, elsewhere. */
class SlopesLoss implements HistLoss {
  readonly width = 1;
  readonly terms = 0;
  readonly flat = true;
  readonly leafLevel: number;
  readonly #above: number;
  readonly #below: number;

  constructor(above: number, below: number, level: number) {
    this.#above = above;
    this.#below = below;
    this.leafLevel = level;
  }

  encode(y: number): number {
    return y;
  }

  *baseline(y: Float64Array, weights: Float64Array | undefined): Work<Float64Array> {
    return Float64Array.of(yield* levelOf(y.slice(), weights?.slice(), this.leafLevel));
  }

  bound(greatestWeight: number): Sizes {
    return { gradient: greatestWeight * Math.max(this.#above, -this.#below), hessian: greatestWeight };
  }

  pack(
    kernels: Kernels,
    { scores, y, weights }: LossRows,
    _terms: Float64Array,
    _k: number,
    out: number,
    { gradient, hessian }: Scales,
    { start, end }: Range,
  ): void {
    const [from, to, own] = [addressOf(scores, start), addressOf(y, start), addressOf(weights, start)];
    const count = end - start;
    kernels.packSlopes(from, to, own, this.#above, this.#below, out + start * 8, count, gradient, hessian);
  }

  sum(kernels: Kernels, { scores, y, weights }: LossRows, { start, end }: Range): number {
    const [from, to, own] = [addressOf(scores, start), addressOf(y, start), addressOf(weights, start)];
    return kernels.sumSlopes(from, to, own, this.#above, this.#below, end - start);
  }
}

/** |y − score|. */
export function absoluteErrorLoss(): HistLoss {
  return new SlopesLoss(1, -1, 0.5);
}

/** The quantile loss: `quantile` is the share of the targets that should lie below the score. */
export function quantileLoss(quantile: number): HistLoss {
  return new SlopesLoss(1 - quantile, -quantile, quantile);
}

/** The quantile of values, which are reordered: by weight the least that it and those below weigh enough, else linear between neighbours. */
export function levelOf(values: Float64Array, weights: Float64Array | undefined, level: number): Work<number> {
  return weights === undefined
    ? quantileOf({ values, weights }, level)
    : lowerQuantile({ values, weights }, 0, values.length, level);
}

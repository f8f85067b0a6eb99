/**
 * Half the squared error.
 */
import type { Kernels } from "../../kernels/generated/kernels.js";
import type { Work } from "../gradient-boosting/range.js";
import { addressOf, type HistLoss, type LossRows, type Range, type Scales, type Sizes } from "./loss.js";
import { weightedMean } from "./means.js";

/** Its gradient is the distance from the target, its second derivative 1. */
export class SquaredErrorLoss implements HistLoss {
  readonly width = 1;
  readonly terms = 0;
  readonly flat = true;

  encode(y: number): number {
    return y;
  }

  *baseline(y: Float64Array, weights: Float64Array | undefined): Work<Float64Array> {
    return Float64Array.of(yield* weightedMean(y, weights));
  }

  bound(): undefined {
    return undefined;
  }

  measure(kernels: Kernels, { scores, y, weights }: LossRows, _terms: Float64Array, { start, end }: Range): Sizes {
    const own = addressOf(weights, start);
    const gradient = kernels.greatestOffset(addressOf(scores, start), addressOf(y, start), own, end - start);
    return { gradient, hessian: 0 };
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
    const own = addressOf(weights, start);
    kernels.packSquares(
      addressOf(scores, start),
      addressOf(y, start),
      own,
      out + start * 8,
      end - start,
      gradient,
      hessian,
    );
  }

  sum(kernels: Kernels, { scores, y, weights }: LossRows, { start, end }: Range): number {
    return kernels.sumSquares(addressOf(scores, start), addressOf(y, start), addressOf(weights, start), end - start);
  }
}

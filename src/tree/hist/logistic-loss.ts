/**
 * The logistic loss of two classes, by one score, the logarithm of the odds of the second: log(1 + e^±score).
 */
import type { Kernels } from "../../kernels/generated/kernels.js";
import { log } from "../../kernels/math.js";
import type { Work } from "../gradient-boosting/range.js";
import { addressOf, type HistLoss, type LossRows, type Range, type Scales, type Sizes } from "./loss.js";
import { NEAR, weightedMean } from "./means.js";

/** Targets are encoded as signs: 1 for the first class, -1 for the second. */
export class LogisticLoss implements HistLoss {
  readonly width = 1;
  readonly terms = 0;
  readonly flat = false;

  encode(code: number): number {
    return 1 - 2 * code;
  }

  *baseline(signs: Float64Array, weights: Float64Array | undefined): Work<Float64Array> {
    const mean = yield* weightedMean(signs, weights, (sign) => (sign < 0 ? 1 : 0));
    const share = Math.min(1 - NEAR, Math.max(NEAR, mean));
    return Float64Array.of(log(share / (1 - share)));
  }

  bound(greatestWeight: number): Sizes {
    return { gradient: greatestWeight, hessian: greatestWeight / 4 };
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
    kernels.packLogistic(
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
    return kernels.sumLogistic(addressOf(scores, start), addressOf(y, start), addressOf(weights, start), end - start);
  }
}

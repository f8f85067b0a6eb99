/**
 * The logistic loss of three classes or more, by a score each: log Σ e^score − the score of the row's class. Second derivatives are those of each score on its own.
 */
import type { Kernels } from "../../kernels/generated/kernels.js";
import { log } from "../../kernels/math.js";
import type { Work } from "../gradient-boosting/range.js";
import { addressOf, type HistLoss, type LossRows, type Range, type Scales, type Sizes } from "./loss.js";
import { weightedMean } from "./means.js";

/** Targets are the codes of classes. */
export class SoftmaxLoss implements HistLoss {
  readonly width: number;
  /** The share of each class, and a sum a row. */
  readonly terms: number;
  readonly flat = false;

  constructor(classes: number) {
    this.width = classes;
    this.terms = classes + 1;
  }

  encode(code: number): number {
    return code;
  }

  *baseline(codes: Float64Array, weights: Float64Array | undefined): Work<Float64Array> {
    const logs = new Float64Array(this.width);
    for (let k = 0; k < logs.length; k++) {
      const share = yield* weightedMean(codes, weights, (code) => (code === k ? 1 : 0));
      logs[k] = log(Math.min(1 - Number.EPSILON, Math.max(Number.EPSILON, share)));
    }
    const mean = logs.reduce((sum, value) => sum + value, 0) / logs.length;
    return logs.map((value) => value - mean);
  }

  prepare(kernels: Kernels, { scores, stride }: LossRows, terms: Float64Array, { start, end }: Range): void {
    const sums = addressOf(terms, this.width * stride + start);
    kernels.softmaxRows(addressOf(scores, start), addressOf(terms, start), stride * 8, this.width, sums, end - start);
  }

  bound(greatestWeight: number): Sizes {
    return { gradient: greatestWeight, hessian: greatestWeight / 4 };
  }

  pack(
    kernels: Kernels,
    { y, weights, stride }: LossRows,
    terms: Float64Array,
    k: number,
    out: number,
    { gradient, hessian }: Scales,
    { start, end }: Range,
  ): void {
    const shares = addressOf(terms, k * stride + start);
    const own = addressOf(weights, start);
    kernels.packShares(shares, addressOf(y, start), k, own, out + start * 8, end - start, gradient, hessian);
  }

  sum(kernels: Kernels, { scores, stride, y, weights }: LossRows, { start, end }: Range): number {
    const own = addressOf(weights, start);
    return kernels.sumSoftmax(addressOf(scores, start), stride * 8, this.width, addressOf(y, start), own, end - start);
  }
}

/**
 * The logistic loss of two classes, twice over as statisticians count deviance: the score is the log odds of the second class.
 */
import { log, log1pExp, logistic } from "../../kernels/math.js";
import { classPriors } from "./class-priors.js";
import type { Grown, Loss, Standing, Targets } from "./loss.js";
import { newtonSteps } from "./newton.js";
import type { Work } from "./range.js";

/** −2 log of the probability of the row's class; y is 0 or 1. */
export class BinomialLoss implements Loss {
  readonly width = 1;
  readonly scale = 1;

  *baseline(targets: Targets): Work<Float64Array> {
    const share = (yield* classPriors(targets, 2))[1] as number;
    return Float64Array.of(log(share / (1 - share)));
  }

  residuals({ y }: Targets, scores: Float64Array, out: Float64Array, start: number, end: number): void {
    for (let i = start; i < end; i++) out[i] = (y[i] as number) - logistic(scores[i] as number);
  }

  losses({ y }: Targets, scores: Float64Array, out: Float64Array, start: number, end: number): void {
    for (let i = start; i < end; i++) {
      const score = scores[i] as number;
      out[i] = 2 * (log1pExp(score) - (y[i] as number) * score);
    }
  }

  *nodeValues(grown: Grown, standing: Standing): Work<Float64Array> {
    return yield* newtonSteps(grown, standing, varianceOf, 1);
  }
}

/** p (1 − p), where p is what the residual left of 1 or 0. */
export function varianceOf(residual: number, own: number): number {
  return (own - residual) * (1 - own + residual);
}

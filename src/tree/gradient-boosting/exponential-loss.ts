/**
 * The exponential loss of two classes, that of AdaBoost: the score is half the log odds of the second class (J. Friedman, T. Hastie, R. Tibshirani,
 * "Additive Logistic Regression", Annals of Statistics 28, 2000).
 */
import { exp, log } from "../../kernels/math.js";
import { classPriors } from "./class-priors.js";
import type { Grown, Loss, Standing, Targets } from "./loss.js";
import { newtonSteps } from "./newton.js";
import type { Work } from "./range.js";

/** e^-score for rows of the second class (y = 1), e^score for those of the first (y = 0). */
export class ExponentialLoss implements Loss {
  readonly width = 1;
  readonly scale = 2;

  *baseline(targets: Targets): Work<Float64Array> {
    const share = (yield* classPriors(targets, 2))[1] as number;
    return Float64Array.of(0.5 * log(share / (1 - share)));
  }

  residuals({ y }: Targets, scores: Float64Array, out: Float64Array, start: number, end: number): void {
    for (let i = start; i < end; i++) {
      const score = scores[i] as number;
      out[i] = y[i] === 1 ? exp(-score) : -exp(score);
    }
  }

  losses({ y }: Targets, scores: Float64Array, out: Float64Array, start: number, end: number): void {
    for (let i = start; i < end; i++) out[i] = exp(y[i] === 1 ? -(scores[i] as number) : (scores[i] as number));
  }

  *nodeValues(grown: Grown, standing: Standing): Work<Float64Array> {
    return yield* newtonSteps(grown, standing, Math.abs, 1);
  }
}

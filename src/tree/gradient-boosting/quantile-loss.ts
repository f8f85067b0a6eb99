/**
 * Losses that grow in proportion to the distance from the target, at one rate above the score and at another below it: the absolute error, whose best
 * constant is the median, and the quantile loss (R. Koenker, G. Bassett, "Regression Quantiles", Econometrica 46, 1978), whose best constant is a quantile.
 *
 * Trees are grown on the sign alone ("LAD_TreeBoost": J. Friedman, 2001, algorithm 3); each node then adds the quantile of what is left.
 */
import type { Grown, Loss, Standing, Targets } from "./loss.js";
import { offsetsOf } from "./offsets.js";
import { lowerQuantile, quantileOf } from "./quantiles.js";
import type { Work } from "./range.js";

/** `above` × (y − score) where that is positive, `below` × (score − y) elsewhere. */
class SlopesLoss implements Loss {
  readonly width = 1;
  readonly scale = 1;
  readonly #above: number;
  readonly #below: number;
  /** Which quantile is the best constant. */
  readonly #level: number;

  constructor(above: number, below: number, level: number) {
    this.#above = above;
    this.#below = below;
    this.#level = level;
  }

  *baseline({ y, weights }: Targets): Work<Float64Array> {
    return Float64Array.of(yield* quantileOf({ values: y.slice(), weights: weights?.slice() }, this.#level));
  }

  residuals({ y }: Targets, scores: Float64Array, out: Float64Array, start: number, end: number): void {
    const above = this.#above;
    const below = -this.#below;
    for (let i = start; i < end; i++) out[i] = (y[i] as number) > (scores[i] as number) ? above : below;
  }

  losses({ y }: Targets, scores: Float64Array, out: Float64Array, start: number, end: number): void {
    for (let i = start; i < end; i++) {
      const off = (y[i] as number) - (scores[i] as number);
      out[i] = off > 0 ? this.#above * off : -this.#below * off;
    }
  }

  *nodeValues({ members }: Grown, standing: Standing): Work<Float64Array> {
    const { starts, ends } = members;
    const offsets = yield* offsetsOf(members, standing);
    const values = new Float64Array(starts.length);
    // Selection reorders the rows of a node, which for its children would have to stand as they are: children come after it, and are done before.
    for (let node = values.length - 1; node >= 0; node--) {
      values[node] = yield* lowerQuantile(offsets, starts[node] as number, ends[node] as number, this.#level);
    }
    return values;
  }
}

/** |y − score|. */
export function absoluteErrorLoss(): Loss {
  return new SlopesLoss(1, 1, 0.5);
}

/** The quantile loss: `alpha` is the share of the targets that should lie below the score. */
export function quantileLoss(alpha: number): Loss {
  // By way of percent, as scikit-learn rounds it.
  return new SlopesLoss(alpha, 1 - alpha, (alpha * 100) / 100);
}

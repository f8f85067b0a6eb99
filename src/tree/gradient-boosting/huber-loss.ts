/**
 * Huber's loss: squared near the score, in proportion to the distance beyond a width that covers a share `alpha` of the rows, so that the farthest rows
 * pull no harder than others ("M_TreeBoost": J. Friedman, 2001, algorithm 4).
 *
 * The width is taken anew from the residuals of each round. A leaf adds the median of what is left, and the mean of what is left then, cut off at the width.
 */
import type { Grown, Loss, Standing, Targets } from "./loss.js";
import { distancesOf, offsetsOf } from "./offsets.js";
import { lowerQuantile, quantileOf, type Weighed } from "./quantiles.js";
import type { Work } from "./range.js";

/** ½ (y − score)² up to the width, width × (|y − score| − ½ width) beyond. */
export class HuberLoss implements Loss {
  readonly width = 1;
  readonly scale = 1;
  readonly #level: number;
  #reach = 0;

  constructor(alpha: number) {
    // By way of percent, as scikit-learn rounds it.
    this.#level = (alpha * 100) / 100;
  }

  *baseline({ y, weights }: Targets): Work<Float64Array> {
    return Float64Array.of(yield* quantileOf({ values: y.slice(), weights: weights?.slice() }, 0.5));
  }

  *adapt(targets: Targets, scores: Float64Array): Work<void> {
    const distances = yield* distancesOf(targets, scores);
    this.#reach = yield* lowerQuantile(distances, 0, distances.values.length, this.#level);
  }

  residuals({ y }: Targets, scores: Float64Array, out: Float64Array, start: number, end: number): void {
    const reach = this.#reach;
    for (let i = start; i < end; i++) {
      out[i] = Math.max(-reach, Math.min(reach, (y[i] as number) - (scores[i] as number)));
    }
  }

  losses({ y }: Targets, scores: Float64Array, out: Float64Array, start: number, end: number): void {
    const reach = this.#reach;
    for (let i = start; i < end; i++) {
      const distance = Math.abs((y[i] as number) - (scores[i] as number));
      out[i] = distance <= reach ? 0.5 * distance * distance : reach * (distance - reach / 2);
    }
  }

  *nodeValues({ members }: Grown, standing: Standing): Work<Float64Array> {
    const { starts, ends } = members;
    const offsets = yield* offsetsOf(members, standing);
    const values = new Float64Array(starts.length);
    // Children come after their parent, whose selection would mix their rows, and are done before it.
    for (let node = values.length - 1; node >= 0; node--) {
      const [start, end] = [starts[node] as number, ends[node] as number];
      const median = yield* lowerQuantile(offsets, start, end, 0.5);
      values[node] = median + this.#meanBeyond(offsets, start, end, median);
    }
    return values;
  }

  /** The mean distance from the median, none counting for more than the width. */
  #meanBeyond({ values, weights }: Weighed, start: number, end: number, median: number): number {
    const reach = this.#reach;
    let sum = 0;
    let total = 0;
    for (let i = start; i < end; i++) {
      const weight = weights === undefined ? 1 : (weights[i] as number);
      sum += weight * Math.max(-reach, Math.min(reach, (values[i] as number) - median));
      total += weight;
    }
    return sum / total;
  }
}

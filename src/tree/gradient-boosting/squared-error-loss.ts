/**
 * Half of the squared error's gradient is what is left to explain, and its mean is what a leaf should add: trees need no second look ("LS_Boost": J.
 * Friedman, "Greedy Function Approximation", Annals of Statistics 29, 2001, algorithm 2).
 */
import type { Loss, Targets } from "./loss.js";
import { inRanges, type Work } from "./range.js";

/** (y − score)². */
export class SquaredErrorLoss implements Loss {
  readonly width = 1;
  readonly scale = 1;

  *baseline({ y, weights }: Targets): Work<Float64Array> {
    let sum = 0;
    let total = 0;
    yield* inRanges(y.length, (start, end) => {
      for (let i = start; i < end; i++) {
        const weight = weights === undefined ? 1 : (weights[i] as number);
        sum += weight * (y[i] as number);
        total += weight;
      }
    });
    return Float64Array.of(sum / total);
  }

  residuals({ y }: Targets, scores: Float64Array, out: Float64Array, start: number, end: number): void {
    for (let i = start; i < end; i++) out[i] = (y[i] as number) - (scores[i] as number);
  }

  losses({ y }: Targets, scores: Float64Array, out: Float64Array, start: number, end: number): void {
    for (let i = start; i < end; i++) {
      const off = (y[i] as number) - (scores[i] as number);
      out[i] = off * off;
    }
  }
}

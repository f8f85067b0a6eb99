/**
 * Half the Poisson deviance as criterion, for counts and frequencies: each node predicts the mean m of its targets y, and its
 * impurity is the mean of y log(y / m) (Breiman et al. 1984 for the squared error; scikit-learn's Poisson trees).
 *
 * A split that leaves sums s and t on weights v and w of a node with mean m lowers the deviance by s log(s / v / m) +
 * t log(t / w / m). Neither side may have a sum of 0, for which no mean above 0 could be predicted. Targets are ≥ 0 and their
 * sum above 0. Two logarithms a place: a search takes five times as long as for the squared error.
 */
import { log } from "../../kernels/math.js";
import type { BestSplit, Window } from "./criterion.js";
import { MeanCriterion } from "./mean-criterion.js";

/** Half the Poisson deviance of the targets. */
export class Poisson extends MeanCriterion {
  protected loss({ start, end }: Window, mean: number): number {
    const { targets, weights } = this;
    let loss = 0;
    for (let p = start; p < end; p++) {
      const target = targets[p] as number;
      if (target > 0) loss += (weights === undefined ? 1 : (weights[p] as number)) * target * log(target / mean);
    }
    return Math.max(0, loss);
  }

  protected origin(): number {
    return 0;
  }

  protected score(sum: number, weight: number, rest: number, restWeight: number): number {
    if (sum <= 0 || rest <= 0) return Number.NEGATIVE_INFINITY;
    const mean = this.sum / this.weight;
    return sum * log(sum / weight / mean) + rest * log(rest / restWeight / mean);
  }

  improvement(best: BestSplit): number {
    return Math.max(0, best.score / this.scale / this.totalUnits);
  }
}

/**
 * Half the Poisson deviance as criterion, for counts and frequencies: each node predicts the mean m of its targets y, and its
 * impurity is the mean of y log(y / m), as in scikit-learn's Poisson trees.
 *
 * A split that leaves sums s and t on weights v and w of a node with mean m lowers the deviance by s log(s / v / m) +
 * t log(t / w / m). Neither side may have a sum of 0, for which no mean above 0 could be predicted. Targets are ≥ 0 and their
 * sum above 0. Logarithms are taken only where rational bounds from above leave room for a better split; a search takes
 * about twice as long as for the squared error.
 */
import { log } from "../../kernels/math.js";
import type { BestSplit, SideLimits, Window } from "./criterion.js";
import { MeanCriterion } from "./mean-criterion.js";
import { SAME_VALUE, type SortedColumns } from "./sorted-columns.js";

/** What rounding may take off a bound, relative to it. */
const ROUNDING = 1e-9;

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

  search(columns: SortedColumns, col: number, { start, end }: Window, limits: SideLimits, best: BestSplit): void {
    const { order, values } = columns;
    const { units, sum: total, weight: whole } = this;
    const weights = this.grid?.units;
    const mean = total / whole;
    const from = col * columns.rows + start;
    const last = end - start - limits.samples;
    const least = limits.weight * (this.grid?.scale ?? 1);
    let score = best.score;
    let at = -1;
    let sum = 0;
    let weight = 0;
    for (let left = 1; left <= last; left++) {
      const p = from + left;
      const row = order[p - 1] as number;
      sum += units[row] as number;
      weight += weights === undefined ? 1 : (weights[row] as number);
      if (left < limits.samples || (values[p] as number) <= (values[p - 1] as number) + SAME_VALUE) continue;
      const restWeight = whole - weight;
      if (weight < least || restWeight < least) continue;
      const rest = total - sum;
      const bound = sum * logBound(sum / (weight * mean)) + rest * logBound(rest / (restWeight * mean));
      if (bound < score - ROUNDING * Math.abs(score)) continue;
      const found = this.score(sum, weight, rest, restWeight);
      if (found > score) {
        score = found;
        at = left;
      }
    }
    if (at >= 0) best.take(score, columns, col, start + at - 1);
  }

  improvement(best: BestSplit): number {
    return Math.max(0, best.score / this.scale / this.totalUnits);
  }
}

/** At least log(x), and close to it near 1: the first Padé approximants that lie above it, on either side of 1. */
function logBound(x: number): number {
  return x >= 1 ? ((x - 1) * (x + 5)) / (4 * x + 2) : (2 * (x - 1)) / (x + 1);
}

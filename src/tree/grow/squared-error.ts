/**
 * The squared error as criterion: each node predicts the mean of its targets, and its impurity is their variance.
 *
 * Targets are counted from the least one of the node (mean-criterion.ts). A split that leaves sums s and t on weights v and
 * w lowers the error by s²/v + t²/w − (s + t)²/(v + w).
 */
import type { BestSplit, SideLimits, Window } from "./criterion.js";
import type { GridWeights } from "./grid.js";
import { MeanCriterion } from "./mean-criterion.js";
import { SAME_VALUE, type SortedColumns } from "./sorted-columns.js";

/** The variance of the targets. */
export class SquaredError extends MeanCriterion {
  protected loss({ start, end }: Window, mean: number): number {
    const { targets, weights } = this;
    let squares = 0;
    for (let p = start; p < end; p++) {
      const off = (targets[p] as number) - mean;
      squares += (weights === undefined ? 1 : (weights[p] as number)) * off * off;
    }
    return squares;
  }

  protected origin(least: number): number {
    return least;
  }

  protected score(sum: number, weight: number, rest: number, restWeight: number): number {
    return (sum * sum) / weight + (rest * rest) / restWeight;
  }

  improvement(best: BestSplit): number {
    const fall = best.score - (this.sum * this.sum) / this.weight;
    // Divided twice, since the square of the scale may be out of range.
    return Math.max(0, fall / this.scale / this.scale / this.totalUnits);
  }

  search(columns: SortedColumns, col: number, window: Window, limits: SideLimits, best: BestSplit): void {
    if (this.grid === undefined) this.#searchCounted(columns, col, window, limits, best);
    else this.#searchWeighted(columns, col, window, limits, best, this.grid);
  }

  #searchCounted(
    columns: SortedColumns,
    col: number,
    { start, end }: Window,
    limits: SideLimits,
    best: BestSplit,
  ): void {
    const { order, values } = columns;
    const { units, sum: total } = this;
    const rows = end - start;
    const from = col * columns.rows + start;
    const samples = Math.max(limits.samples, Math.ceil(limits.weight));
    const last = rows - samples;
    let score = best.score;
    let at = -1;
    let sum = 0;
    for (let left = 1; left <= last; left++) {
      const p = from + left;
      sum += units[order[p - 1] as number] as number;
      if (left < samples || (values[p] as number) <= (values[p - 1] as number) + SAME_VALUE) continue;
      const rest = total - sum;
      const found = (sum * sum) / left + (rest * rest) / (rows - left);
      if (found > score) {
        score = found;
        at = left;
      }
    }
    if (at >= 0) best.take(score, columns, col, start + at - 1);
  }

  #searchWeighted(
    columns: SortedColumns,
    col: number,
    { start, end }: Window,
    limits: SideLimits,
    best: BestSplit,
    grid: GridWeights,
  ): void {
    const { order, values } = columns;
    const { units, sum: total, weight: whole } = this;
    const from = col * columns.rows + start;
    const last = end - start - limits.samples;
    const least = limits.weight * grid.scale;
    let score = best.score;
    let at = -1;
    let sum = 0;
    let weight = 0;
    for (let left = 1; left <= last; left++) {
      const p = from + left;
      const row = order[p - 1] as number;
      sum += units[row] as number;
      weight += grid.units[row] as number;
      if (left < limits.samples || (values[p] as number) <= (values[p - 1] as number) + SAME_VALUE) continue;
      const restWeight = whole - weight;
      if (weight < least || restWeight < least) continue;
      const rest = total - sum;
      const found = (sum * sum) / weight + (rest * rest) / restWeight;
      if (found > score) {
        score = found;
        at = left;
      }
    }
    if (at >= 0) best.take(score, columns, col, start + at - 1);
  }
}

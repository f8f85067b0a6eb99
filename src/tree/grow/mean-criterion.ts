/**
 * What the criteria have in common whose nodes predict the mean of their targets: a split is scored by the sums and the
 * weights of either side.
 *
 * For each node, targets are counted from an origin, as whole numbers of a unit that is 2^-50 of their range (grid.ts), so
 * that the sums of either side are exact in whatever order a column has the rows.
 */
import type { SideLimits, Summary, Window } from "./criterion.js";
import type { SortedColumns } from "./sorted-columns.js";
import { TargetCriterion, unitsFor } from "./target-criterion.js";

/** A measure of how far targets lie from their mean. */
export abstract class MeanCriterion extends TargetCriterion {
  /** The targets of the prepared node in units, times their weight. */
  protected readonly units: Float64Array;
  /** How many units are a target of 1. */
  protected scale = 1;
  /** The sum of the units of the prepared node. */
  protected sum = 0;
  /** Its weight, in whole units where rows are weighted. */
  protected weight = 0;

  constructor(targets: Float64Array, weights: Float64Array | undefined) {
    super(targets, weights);
    this.units = new Float64Array(targets.length);
  }

  summarise({ start, end }: Window, value: Float64Array, at: number): Summary {
    const { targets, weights } = this;
    const first = targets[start] as number;
    let weight = 0;
    let sum = 0;
    let pure = true;
    for (let p = start; p < end; p++) {
      const w = weights === undefined ? 1 : (weights[p] as number);
      const target = targets[p] as number;
      weight += w;
      sum += w * target;
      if (target !== first) pure = false;
    }
    const mean = pure ? first : sum / weight;
    value[at] = mean;
    return { weight, impurity: pure ? 0 : this.loss({ start, end }, mean) / weight, pure };
  }

  /** The weighted loss of the rows of a node for which `mean` is predicted. */
  protected abstract loss(window: Window, mean: number): number;

  /** Where targets are counted from, given the least of a node. */
  protected abstract origin(least: number): number;

  prepare({ start, end }: Window): void {
    const { targets, units } = this;
    const weights = this.grid?.units;
    let least = targets[start] as number;
    let most = least;
    let weight = 0;
    for (let p = start; p < end; p++) {
      const target = targets[p] as number;
      if (target < least) least = target;
      if (target > most) most = target;
      weight += weights === undefined ? 1 : (weights[p] as number);
    }
    const origin = this.origin(least);
    const { scale, rounds } = unitsFor(most - origin, weight);
    let sum = 0;
    for (let p = start; p < end; p++) {
      const unit = ((targets[p] as number) - origin) * scale;
      const w = weights === undefined ? 1 : (weights[p] as number);
      const weighed = rounds ? Math.round(unit) * w : Math.round(unit * w);
      units[p] = weighed;
      sum += weighed;
    }
    this.scale = scale;
    this.sum = sum;
    this.weight = weight;
  }

  /** How good a split is that leaves these sums on these weights. */
  protected abstract score(sum: number, weight: number, rest: number, restWeight: number): number;

  scoreAt(columns: SortedColumns, col: number, { start }: Window, middle: number, limits: SideLimits): number {
    const { order } = columns;
    const { units } = this;
    const weights = this.grid?.units;
    const least = limits.weight * (this.grid?.scale ?? 1);
    const from = col * columns.rows;
    let sum = 0;
    let weight = 0;
    for (let p = from + start; p < from + middle; p++) {
      const row = order[p] as number;
      sum += units[row] as number;
      weight += weights === undefined ? 1 : (weights[row] as number);
    }
    const restWeight = this.weight - weight;
    if (weight < least || restWeight < least) return Number.NEGATIVE_INFINITY;
    return this.score(sum, weight, this.sum - sum, restWeight);
  }
}

/**
 * The squared error as criterion: each node predicts the mean of its targets, and its impurity is their variance.
 *
 * For each node, targets are counted from the least one, as whole numbers of a unit that is 2^-50 of their range
 * (grid.ts), so that the sums of either side are exact in whatever order a column has the rows. A split that leaves sums s
 * and t on weights v and w lowers the error by s²/v + t²/w − (s + t)²/(v + w).
 */
import { type BestSplit, type Criterion, moveWithin, type SideLimits, type Summary, type Window } from "./criterion.js";
import { type GridWeights, gridScale, gridWeights } from "./grid.js";
import { SAME_VALUE, type SortedColumns } from "./sorted-columns.js";

/** Node weights in units up to which targets are rounded before they are weighed: enough digits are left for them. */
const SMALL = 1 << 26;

/** The variance of the targets. */
export class SquaredError implements Criterion {
  readonly width = 1;
  readonly totalWeight: number;
  readonly #targets: Float64Array;
  readonly #weights: Float64Array | undefined;
  readonly #grid: GridWeights | undefined;
  /** The targets of the prepared node in units, times their weight. */
  readonly #units: Float64Array;
  readonly #spare: Float64Array;
  #scale = 1;
  #sum = 0;
  #weight = 0;

  /** Targets of the rows with a weight, and their weights unless all are 1. */
  constructor(targets: Float64Array, weights: Float64Array | undefined) {
    this.#targets = targets.slice();
    this.#weights = weights?.slice();
    this.#grid = weights === undefined ? undefined : gridWeights(weights);
    this.#units = new Float64Array(targets.length);
    this.#spare = new Float64Array(targets.length);
    this.totalWeight = weights === undefined ? targets.length : weights.reduce((sum, weight) => sum + weight, 0);
  }

  summarise({ start, end }: Window, value: Float64Array, at: number): Summary {
    const targets = this.#targets;
    const weights = this.#weights;
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
    if (pure) return { weight, impurity: 0, pure };
    let squares = 0;
    for (let p = start; p < end; p++) {
      const off = (targets[p] as number) - mean;
      squares += (weights === undefined ? 1 : (weights[p] as number)) * off * off;
    }
    return { weight, impurity: squares / weight, pure };
  }

  prepare({ start, end }: Window): void {
    const targets = this.#targets;
    const units = this.#units;
    const weights = this.#grid?.units;
    let least = targets[start] as number;
    let most = least;
    let weight = 0;
    for (let p = start; p < end; p++) {
      const target = targets[p] as number;
      if (target < least) least = target;
      if (target > most) most = target;
      weight += weights === undefined ? 1 : (weights[p] as number);
    }
    const scale = most > least ? gridScale((most - least) * weight) : 1;
    let sum = 0;
    for (let p = start; p < end; p++) {
      const unit = ((targets[p] as number) - least) * scale;
      const w = weights === undefined ? 1 : (weights[p] as number);
      // A target of small whole weights is rounded as it is without them, so that a weight of 2 is a row twice.
      const weighed = weight <= SMALL ? Math.round(unit) * w : Math.round(unit * w);
      units[p] = weighed;
      sum += weighed;
    }
    this.#scale = scale;
    this.#sum = sum;
    this.#weight = weight;
  }

  search(columns: SortedColumns, col: number, window: Window, limits: SideLimits, best: BestSplit): void {
    if (this.#grid === undefined) this.#searchCounted(columns, col, window, limits, best);
    else this.#searchWeighted(columns, col, window, limits, best, this.#grid);
  }

  #searchCounted(
    columns: SortedColumns,
    col: number,
    { start, end }: Window,
    limits: SideLimits,
    best: BestSplit,
  ): void {
    const { order, values } = columns;
    const units = this.#units;
    const total = this.#sum;
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
    const units = this.#units;
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
      const restWeight = this.#weight - weight;
      if (weight < least || restWeight < least) continue;
      const rest = this.#sum - sum;
      const found = (sum * sum) / weight + (rest * rest) / restWeight;
      if (found > score) {
        score = found;
        at = left;
      }
    }
    if (at >= 0) best.take(score, columns, col, start + at - 1);
  }

  scoreAt(columns: SortedColumns, col: number, { start }: Window, middle: number, limits: SideLimits): number {
    const { order } = columns;
    const units = this.#units;
    const weights = this.#grid?.units;
    const least = limits.weight * (this.#grid?.scale ?? 1);
    const from = col * columns.rows;
    let sum = 0;
    let weight = 0;
    for (let p = from + start; p < from + middle; p++) {
      const row = order[p] as number;
      sum += units[row] as number;
      weight += weights === undefined ? 1 : (weights[row] as number);
    }
    const rest = this.#sum - sum;
    const restWeight = this.#weight - weight;
    if (weight < least || restWeight < least) return Number.NEGATIVE_INFINITY;
    return (sum * sum) / weight + (rest * rest) / restWeight;
  }

  improvement(best: BestSplit): number {
    const fall = best.score - (this.#sum * this.#sum) / this.#weight;
    // Divided twice, since the square of the scale may be out of range.
    return Math.max(0, fall / this.#scale / this.#scale / (this.totalWeight * (this.#grid?.scale ?? 1)));
  }

  move(window: Window, moves: Int32Array): void {
    moveWithin(this.#targets, this.#spare, window, moves);
    if (this.#weights !== undefined) moveWithin(this.#weights, this.#spare, window, moves);
    if (this.#grid !== undefined) moveWithin(this.#grid.units, this.#spare, window, moves);
  }
}

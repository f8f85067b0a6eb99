/**
 * What the criteria of classification have in common: the weight of each class in a node, and on either side of a split.
 *
 * Weights are counted in whole units (grid.ts), so that they add up exactly in whatever order a column has the rows.
 * Predictions and impurities come from the weights as they were given.
 */
import { type BestSplit, type Criterion, moveWithin, type SideLimits, type Summary, type Window } from "./criterion.js";
import { type GridWeights, gridWeights } from "./grid.js";
import { SAME_VALUE, type SortedColumns } from "./sorted-columns.js";

/** A measure of how mixed the classes of a node are. */
export abstract class ClassCriterion implements Criterion {
  readonly width: number;
  readonly totalWeight: number;
  /** The class of the row at each position. */
  protected readonly codes: Int32Array;
  /** The units of weight of each class in the prepared node. */
  protected readonly total: Float64Array;
  /** The same, on the left of the split under examination. */
  protected readonly left: Float64Array;
  /** The units of weight of the prepared node. */
  protected weight = 0;
  /** Whether every row weighs 1. */
  protected readonly counted: boolean;
  /** The weights in whole units, unless all are 1. */
  protected readonly grid: GridWeights | undefined;
  readonly #weights: Float64Array | undefined;
  readonly #spare: Float64Array;

  /** The classes of the rows with a weight, as codes from 0 to `classes` − 1, and their weights unless all are 1. */
  constructor(codes: Int32Array, classes: number, weights: Float64Array | undefined) {
    this.codes = codes.slice();
    this.width = classes;
    this.total = new Float64Array(classes);
    this.left = new Float64Array(classes);
    this.counted = weights === undefined;
    this.totalWeight = weights === undefined ? codes.length : weights.reduce((sum, weight) => sum + weight, 0);
    this.#weights = weights?.slice();
    this.grid = weights === undefined ? undefined : gridWeights(weights);
    this.#spare = new Float64Array(codes.length);
  }

  summarise({ start, end }: Window, value: Float64Array, at: number): Summary {
    const { codes, width } = this;
    const weights = this.#weights;
    let weight = 0;
    for (let k = 0; k < width; k++) value[at + k] = 0;
    for (let p = start; p < end; p++) {
      const w = weights === undefined ? 1 : (weights[p] as number);
      const k = at + (codes[p] as number);
      value[k] = (value[k] as number) + w;
      weight += w;
    }
    let present = 0;
    for (let k = at; k < at + width; k++) {
      if ((value[k] as number) > 0) present++;
      value[k] = (value[k] as number) / weight;
    }
    const pure = present === 1;
    return { weight, impurity: pure ? 0 : Math.max(0, this.impurity(value, at)), pure };
  }

  /** The impurity of a node whose shares of the classes stand from `at` on. */
  protected abstract impurity(shares: Float64Array, at: number): number;

  prepare({ start, end }: Window): void {
    const { codes, total } = this;
    const units = this.grid?.units;
    total.fill(0);
    let weight = 0;
    for (let p = start; p < end; p++) {
      const unit = units === undefined ? 1 : (units[p] as number);
      const k = codes[p] as number;
      total[k] = (total[k] as number) + unit;
      weight += unit;
    }
    this.weight = weight;
  }

  search(columns: SortedColumns, col: number, { start, end }: Window, limits: SideLimits, best: BestSplit): void {
    const { order, values } = columns;
    const { codes, left, weight } = this;
    const units = this.grid?.units;
    const least = limits.weight * (this.grid?.scale ?? 1);
    const from = col * columns.rows + start;
    const last = end - start - limits.samples;
    let score = best.score;
    let at = -1;
    let leftWeight = 0;
    left.fill(0);
    for (let count = 1; count <= last; count++) {
      const p = from + count;
      const row = order[p - 1] as number;
      const k = codes[row] as number;
      const unit = units === undefined ? 1 : (units[row] as number);
      left[k] = (left[k] as number) + unit;
      leftWeight += unit;
      if (count < limits.samples || (values[p] as number) <= (values[p - 1] as number) + SAME_VALUE) continue;
      if (leftWeight < least || weight - leftWeight < least) continue;
      const found = this.score(leftWeight, weight - leftWeight);
      if (found > score) {
        score = found;
        at = count;
      }
    }
    if (at >= 0) best.take(score, columns, col, start + at - 1);
  }

  scoreAt(columns: SortedColumns, col: number, { start }: Window, middle: number, limits: SideLimits): number {
    const { order } = columns;
    const { codes, left, weight } = this;
    const units = this.grid?.units;
    const least = limits.weight * (this.grid?.scale ?? 1);
    const from = col * columns.rows;
    let leftWeight = 0;
    left.fill(0);
    for (let p = from + start; p < from + middle; p++) {
      const row = order[p] as number;
      const k = codes[row] as number;
      const unit = units === undefined ? 1 : (units[row] as number);
      left[k] = (left[k] as number) + unit;
      leftWeight += unit;
    }
    if (leftWeight < least || weight - leftWeight < least) return Number.NEGATIVE_INFINITY;
    return this.score(leftWeight, weight - leftWeight);
  }

  /** How good the split is that leaves `left` on the left and the rest of `total` on the right. */
  protected abstract score(leftWeight: number, rightWeight: number): number;

  /** What {@link score} would give for the node as a whole. */
  protected abstract unsplit(): number;

  improvement(best: BestSplit): number {
    return Math.max(0, (best.score - this.unsplit()) / (this.totalWeight * (this.grid?.scale ?? 1)));
  }

  move(window: Window, moves: Int32Array): void {
    moveWithin(this.codes, this.#spare, window, moves);
    if (this.#weights !== undefined) moveWithin(this.#weights, this.#spare, window, moves);
    if (this.grid !== undefined) moveWithin(this.grid.units, this.#spare, window, moves);
  }
}

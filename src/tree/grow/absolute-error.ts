/**
 * The absolute error as criterion: each node predicts the median of its targets, by weight, and its impurity is their mean
 * absolute distance from it. Where half of the weight lies exactly between two targets, it is the middle between them.
 *
 * The rows of every node are kept in the order of their targets as those of a column are. A column is searched by two sweeps
 * (median-sweep.ts): one gives the error of the rows up to each place, the other that of the rest. O(rows) a column and node for
 * equal weights and for such that differ little, O(rows log rows) for others (median-ranks.ts), where scikit-learn's search is
 * quadratic; about five times what the squared error takes. Trees also get deeper, since the absolute error likes to part few
 * rows from many.
 */

import { inChunks, type Pace } from "../../kernels/pace.js";
import type { BestSplit, SideLimits, Summary, Window } from "./criterion.js";
import { MedianRanks } from "./median-ranks.js";
import { MedianSweep, type ShrinkingSet } from "./median-sweep.js";
import { SAME_VALUE, type SortedColumns } from "./sorted-columns.js";
import { TargetCriterion, unitsFor } from "./target-criterion.js";

/** Taking a row out of a sweep takes about as long as looking at so many values. */
const SWEEPING = 8;

/** How many times the lightest weight the heaviest may be for sweeps along links. */
const EVEN = 64;

/** The mean absolute distance of the targets from their median. */
export class AbsoluteError extends TargetCriterion {
  /** The positions of the rows in ascending order of target, window by window. */
  readonly #byTarget: Int32Array;
  /** The place of each position in that order, in the prepared node. */
  readonly #places: Int32Array;
  readonly #sweep: ShrinkingSet;
  /** The least error of the rows up to each place of a column, and of those from it on. */
  readonly #errorsUpTo: Float64Array;
  readonly #errorsFrom: Float64Array;
  #scale = 1;
  #weight = 0;
  #error = 0;

  /**
   * Targets of the rows with a weight, their weights unless all are 1, and the rows in ascending order of target.
   */
  constructor(targets: Float64Array, weights: Float64Array | undefined, byTarget: Int32Array) {
    super(targets, weights);
    this.#byTarget = byTarget.slice();
    this.#places = new Int32Array(targets.length);
    this.#sweep = isUneven(weights) ? new MedianRanks(targets.length) : new MedianSweep(targets.length);
    this.#errorsUpTo = new Float64Array(targets.length);
    this.#errorsFrom = new Float64Array(targets.length);
  }

  summarise({ start, end }: Window, value: Float64Array, at: number): Summary {
    const { targets, weights } = this;
    const byTarget = this.#byTarget;
    const pure = targets[byTarget[start] as number] === targets[byTarget[end - 1] as number];
    const median = this.#median({ start, end });
    let weight = 0;
    let error = 0;
    for (let p = start; p < end; p++) {
      const w = weights === undefined ? 1 : (weights[p] as number);
      weight += w;
      error += w * Math.abs((targets[p] as number) - median);
    }
    value[at] = median;
    return { weight, impurity: pure ? 0 : error / weight, pure };
  }

  #median({ start, end }: Window): number {
    const { targets } = this;
    const byTarget = this.#byTarget;
    const units = this.grid?.units;
    const unitOf = (position: number) => (units === undefined ? 1 : (units[position] as number));
    let weight = 0;
    for (let p = start; p < end; p++) weight += unitOf(p);
    let i = start;
    let reached = unitOf(byTarget[i] as number);
    while (2 * reached < weight) reached += unitOf(byTarget[++i] as number);
    const lower = targets[byTarget[i] as number] as number;
    if (2 * reached > weight) return lower;
    const upper = targets[byTarget[i + 1] as number] as number;
    const sum = lower + upper;
    return Number.isFinite(sum) ? sum / 2 : lower / 2 + upper / 2;
  }

  prepare({ start, end }: Window): void {
    const { targets } = this;
    const byTarget = this.#byTarget;
    const places = this.#places;
    const { values, weighed, weights } = this.#sweep;
    const units = this.grid?.units;
    let weight = 0;
    for (let p = start; p < end; p++) weight += units === undefined ? 1 : (units[p] as number);
    const least = targets[byTarget[start] as number] as number;
    const most = targets[byTarget[end - 1] as number] as number;
    const { scale, rounds } = unitsFor(most - least, weight);
    for (let i = start; i < end; i++) {
      const position = byTarget[i] as number;
      const exact = ((targets[position] as number) - least) * scale;
      const value = rounds ? Math.round(exact) : exact;
      const w = units === undefined ? 1 : (units[position] as number);
      places[position] = i;
      values[i] = value;
      weights[i] = w;
      weighed[i] = Math.round(value * w);
    }
    this.#sweep.fill(start, end);
    this.#scale = scale;
    this.#weight = weight;
    this.#error = this.#sweep.cost;
  }

  search(columns: SortedColumns, col: number, window: Window, limits: SideLimits, best: BestSplit): void {
    const { start, end } = window;
    const from = col * columns.rows;
    const sweep = this.#sweep;
    sweep.fill(start, end);
    sweep.sweep(columns.order, this.#places, from + end - 1, end - start, -1, this.#errorsUpTo, from);
    sweep.fill(start, end);
    sweep.sweep(columns.order, this.#places, from + start, end - start, 1, this.#errorsFrom, from);
    this.#compare(columns, col, window, limits, best);
  }

  *searchInSlices(
    columns: SortedColumns,
    col: number,
    window: Window,
    limits: SideLimits,
    best: BestSplit,
    pace: Pace,
  ): Generator<undefined, void, void> {
    const { start, end } = window;
    const { order } = columns;
    const from = col * columns.rows;
    const places = this.#places;
    const sweep = this.#sweep;
    sweep.fill(start, end);
    yield* inChunks(end - start, SWEEPING, pace, (done, to) => {
      sweep.sweep(order, places, from + end - 1 - done, to - done, -1, this.#errorsUpTo, from);
    });
    sweep.fill(start, end);
    yield* inChunks(end - start, SWEEPING, pace, (done, to) => {
      sweep.sweep(order, places, from + start + done, to - done, 1, this.#errorsFrom, from);
    });
    this.#compare(columns, col, window, limits, best);
  }

  /** Takes the place where the errors of both sides are least in sum. */
  #compare(columns: SortedColumns, col: number, { start, end }: Window, limits: SideLimits, best: BestSplit): void {
    const { order, values } = columns;
    const errorsUpTo = this.#errorsUpTo;
    const errorsFrom = this.#errorsFrom;
    const units = this.grid?.units;
    const from = col * columns.rows;
    const least = limits.weight * (this.grid?.scale ?? 1);
    const last = end - limits.samples;
    let score = best.score;
    let at = -1;
    let weight = 0;
    for (let middle = start + 1; middle <= last; middle++) {
      const p = from + middle;
      weight += units === undefined ? 1 : (units[order[p - 1] as number] as number);
      if (middle - start < limits.samples) continue;
      if ((values[p] as number) <= (values[p - 1] as number) + SAME_VALUE) continue;
      if (weight < least || this.#weight - weight < least) continue;
      const found = -((errorsUpTo[middle - 1] as number) + (errorsFrom[middle] as number));
      if (found > score) {
        score = found;
        at = middle;
      }
    }
    if (at >= 0) best.take(score, columns, col, at - 1);
  }

  scoreAt(columns: SortedColumns, col: number, window: Window, middle: number, limits: SideLimits): number {
    const { order } = columns;
    const { start, end } = window;
    const { weights } = this.#sweep;
    const places = this.#places;
    const from = col * columns.rows;
    const least = limits.weight * (this.grid?.scale ?? 1);
    // Rows on the left are marked by their place.
    const onLeft = this.spare.fill(0, start, end);
    let weight = 0;
    for (let p = from + start; p < from + middle; p++) {
      const place = places[order[p] as number] as number;
      onLeft[place] = 1;
      weight += weights[place] as number;
    }
    const rest = this.#weight - weight;
    if (weight < least || rest < least) return Number.NEGATIVE_INFINITY;
    return -(this.#errorOf(window, onLeft, 1, weight) + this.#errorOf(window, onLeft, 0, rest));
  }

  /** The least error of the rows that are marked as `side`, of so much weight. */
  #errorOf({ start, end }: Window, marks: Float64Array, side: 0 | 1, weight: number): number {
    const { values, weighed, weights } = this.#sweep;
    let below = 0;
    let above = 0;
    let difference = 0;
    let median = -1;
    for (let i = start; i < end; i++) {
      if (marks[i] !== side) continue;
      const own = weights[i] as number;
      if (median >= 0) {
        above += own;
        difference += weighed[i] as number;
      } else if (2 * (below + own) >= weight) median = i;
      else {
        below += own;
        difference -= weighed[i] as number;
      }
    }
    return (values[median] as number) * (below - above) + difference;
  }

  improvement(best: BestSplit): number {
    return Math.max(0, (this.#error + best.score) / this.#scale / this.totalUnits);
  }

  override move(window: Window, moves: Int32Array, middle: number): void {
    super.move(window, moves, middle);
    const { start, end } = window;
    const byTarget = this.#byTarget;
    const places = this.#places;
    let left = start;
    let right = middle;
    for (let i = start; i < end; i++) {
      const to = moves[byTarget[i] as number] as number;
      if (to < middle) places[left++] = to;
      else places[right++] = to;
    }
    for (let i = start; i < end; i++) byTarget[i] = places[i] as number;
  }
}

function isUneven(weights: Float64Array | undefined): boolean {
  if (weights === undefined) return false;
  let lightest = Number.POSITIVE_INFINITY;
  let heaviest = 0;
  for (let i = 0; i < weights.length; i++) {
    const weight = weights[i] as number;
    if (weight < lightest) lightest = weight;
    if (weight > heaviest) heaviest = weight;
  }
  return heaviest > EVEN * lightest;
}

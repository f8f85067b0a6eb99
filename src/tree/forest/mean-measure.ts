/**
 * The squared error and half the Poisson deviance as criteria of trees on bins: each node predicts the mean of its targets.
 *
 * For each node targets are counted from its least one, as whole numbers of a unit that is 2^-50 of their range, as for trees on values (grow/mean-criterion.ts): nothing is lost where all
 * targets lie far from 0, and sums do not depend on the order of the rows.
 */
import type { Kernels } from "../../kernels/generated/kernels.js";
import { log } from "../../kernels/math.js";
import type { Limits } from "../grow/limits.js";
import { unitsFor } from "../grow/target-criterion.js";
import type { Bag } from "./draw-rows.js";
import { COLUMN, columnAt, LEFT, type Measure, PLACE, RIGHT, SCORE, searchEach, strideOf } from "./measure.js";
import type { Bins, Space, Values } from "./memory.js";

/** What the measures have in common whose nodes predict means. */
abstract class MeanMeasure implements Measure {
  readonly width = 1;
  weight = 0;
  impurity = 0;
  pure = false;
  readonly best: Float64Array;
  protected readonly kernels: Kernels;
  protected readonly bins: Bins;
  protected readonly space: Space;
  readonly #targets: Float64Array;
  readonly #values: Values;
  protected leastRows = 1;
  protected leastUnits = 0;
  protected bagUnits = 0;
  /** What a unit weighs. */
  #weigh = 1;
  protected count = 0;
  #start = 0;
  #least = 0;
  #most = 0;
  /** The weight of the node in units, the sum of its targets in theirs, and how many of those are a target of 1. */
  protected units = 0;
  protected sum = 0;
  protected scale = 1;

  constructor(kernels: Kernels, bins: Bins, space: Space, values: Values, targets: Float64Array) {
    this.kernels = kernels;
    this.bins = bins;
    this.space = space;
    this.#targets = targets;
    this.#values = values;
    this.best = space.out;
  }

  begin({ weight, scale }: Bag, limits: Limits): void {
    this.leastRows = limits.minSamplesLeaf;
    this.leastUnits = limits.minWeightLeaf * scale;
    this.bagUnits = weight * scale;
    this.#weigh = 1 / scale;
  }

  enter(start: number, end: number, value: Float64Array, at: number): void {
    const { rows, units, entries, out } = this.space;
    const count = end - start;
    this.#start = start;
    this.count = count;
    const [targets, weigh] = [this.#targets.byteOffset, this.#weigh];
    const own = rows.byteOffset + start * 4;
    this.kernels.gatherTargets(own, count, targets, units.byteOffset, weigh, entries.byteOffset, out.byteOffset);
    this.units = out[0] as number;
    this.#least = out[2] as number;
    this.#most = out[3] as number;
    this.weight = this.units * weigh;
    this.pure = this.#least === this.#most;
    const mean = this.pure ? this.#least : (out[1] as number) / this.weight;
    value[at] = mean;
    this.impurity = this.pure ? 0 : this.loss(mean, weigh) / this.weight;
  }

  /** The loss of the rows of the node by weight, which is `weigh` times their units, when `mean` is predicted for all. */
  protected abstract loss(mean: number, weigh: number): number;

  /** Where targets are counted from, given the least of a node. */
  protected abstract origin(least: number): number;

  prepare(): void {
    const origin = this.origin(this.#least);
    const { scale, rounds } = unitsFor(this.#most - origin, this.units);
    const { entries } = this.space;
    this.scale = scale;
    this.sum = this.kernels.scaleTargets(entries.byteOffset, this.count, origin, scale, Number(rounds));
  }

  abstract search(from: number, to: number): number;

  protected get tableRows(): number {
    return this.#targets.length;
  }
  protected get rowsAt(): number {
    return this.space.rows.byteOffset + this.#start * 4;
  }
  /** Where the rows of the cells are counted, if they have to be. */
  protected get countsAt(): number {
    return this.leastRows > 1 ? this.space.counts.byteOffset : 0;
  }

  /** How good a split is that leaves so much on the left. */
  protected abstract score(sum: number, units: number): number;

  tryAt(col: number, share: number): boolean {
    const { best, count } = this;
    const values = this.#values;
    const entries = this.space.entries.byteOffset;
    const at = best.byteOffset + PLACE * 8;
    const onLeft = this.kernels.tryPairs(
      columnAt(values, col, count),
      strideOf(values, count),
      this.rowsAt,
      count,
      share,
      entries,
      at,
    );
    if (onLeft < 0) return false;
    if (onLeft < this.leastRows || count - onLeft < this.leastRows) return true;
    const units = best[PLACE + 2] as number;
    if (units < this.leastUnits || this.units - units < this.leastUnits) return true;
    const found = this.score(best[PLACE + 1] as number, units);
    if (found > (best[SCORE] as number)) {
      best[SCORE] = found;
      best[LEFT] = best[PLACE] as number;
      best[COLUMN] = col;
    }
    return true;
  }

  abstract improvement(): number;
}

/** The variance of the targets. */
export class SquaresMeasure extends MeanMeasure {
  protected loss(mean: number, weigh: number): number {
    return this.kernels.squaresAround(this.space.entries.byteOffset, this.count, weigh, mean);
  }

  protected origin(least: number): number {
    return least;
  }

  search(from: number, to: number): number {
    const { space, bins } = this;
    return this.kernels.searchSquares(
      space.deck.byteOffset + from * 4,
      to - from,
      bins.bins.byteOffset,
      this.tableRows,
      bins.counts.byteOffset,
      this.rowsAt,
      this.count,
      space.entries.byteOffset,
      space.sums.byteOffset,
      space.cells.byteOffset,
      space.order.byteOffset,
      this.countsAt,
      this.sum,
      this.units,
      this.leastRows,
      this.leastUnits,
      this.best.byteOffset,
    );
  }

  protected score(sum: number, units: number): number {
    const rest = this.sum - sum;
    return (sum * sum) / units + (rest * rest) / (this.units - units);
  }

  improvement(): number {
    const fall = (this.best[SCORE] as number) - (this.sum * this.sum) / this.units;
    // Divided twice, since the square of the scale may be out of range.
    return Math.max(0, fall / this.scale / this.scale / this.bagUnits);
  }
}

/** The squared error, with splits held to `minImpurityDecrease` by Friedman's formula (grow/friedman-mse.ts). */
export class FriedmanMeasure extends SquaresMeasure {
  #bagWeight = 0;

  override begin(bag: Bag, limits: Limits): void {
    super.begin(bag, limits);
    this.#bagWeight = bag.weight;
  }

  override improvement(): number {
    return super.improvement() * this.#bagWeight;
  }
}

/** Half the Poisson deviance of the targets (grow/poisson.ts). */
export class PoissonMeasure extends MeanMeasure {
  protected loss(mean: number, weigh: number): number {
    const { entries } = this.space;
    let loss = 0;
    for (let i = 0; i < this.count; i++) {
      const target = entries[2 * i] as number;
      if (target > 0) loss += (entries[2 * i + 1] as number) * weigh * target * log(target / mean);
    }
    return Math.max(0, loss);
  }

  protected origin(): number {
    return 0;
  }

  search(from: number, to: number): number {
    return searchEach(this.space.deck, from, to, (col) => this.#searchOne(col));
  }

  #searchOne(col: number): number {
    const { space, best, count } = this;
    const { cells, order, counts } = space;
    const length = this.kernels.pairCells(
      this.bins.bins.byteOffset + col * this.tableRows,
      this.bins.counts[col] as number,
      this.rowsAt,
      count,
      space.entries.byteOffset,
      space.sums.byteOffset,
      cells.byteOffset,
      order.byteOffset,
      this.countsAt,
    );
    let rows = 0;
    let sum = 0;
    let units = 0;
    for (let cell = 0; cell < length - 1; cell++) {
      sum += cells[2 * cell] as number;
      units += cells[2 * cell + 1] as number;
      if (this.leastRows > 1) {
        rows += counts[cell] as number;
        if (rows < this.leastRows || count - rows < this.leastRows) continue;
      }
      if (units < this.leastUnits || this.units - units < this.leastUnits) continue;
      const found = this.score(sum, units);
      if (found > (best[SCORE] as number)) {
        best[SCORE] = found;
        best[LEFT] = order[cell] as number;
        best[RIGHT] = order[cell + 1] as number;
        best[COLUMN] = col;
      }
    }
    return length;
  }

  protected score(sum: number, units: number): number {
    const rest = this.sum - sum;
    if (sum <= 0 || rest <= 0) return Number.NEGATIVE_INFINITY;
    const mean = this.sum / this.units;
    return sum * log(sum / units / mean) + rest * log(rest / (this.units - units) / mean);
  }

  improvement(): number {
    return Math.max(0, (this.best[SCORE] as number) / this.scale / this.bagUnits);
  }
}

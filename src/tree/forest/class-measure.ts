/**
 * Gini impurity and entropy of any number of classes, as criteria of trees on bins. The same scores as those of trees on values (grow/gini.ts, grow/entropy.ts).
 */
import type { Kernels } from "../../kernels/generated/kernels.js";
import { log } from "../../kernels/math.js";
import type { Limits } from "../grow/limits.js";
import type { Bag } from "./draw-rows.js";
import { COLUMN, columnAt, LEFT, type Measure, PLACE, RIGHT, SCORE, searchEach, strideOf } from "./measure.js";
import type { Bins, Space, Values } from "./memory.js";

const BITS = 1 / 0.6931471805599453;
/** Whole weights up to which w log2 w is kept once it came up. */
const KEPT = 1 << 20;

/** What the measures of classes have in common. */
abstract class ClassMeasure implements Measure {
  readonly width: number;
  weight = 0;
  impurity = 0;
  pure = false;
  readonly best: Float64Array;
  protected readonly kernels: Kernels;
  protected readonly bins: Bins;
  protected readonly space: Space;
  protected readonly rows: number;
  readonly #codes: Int32Array;
  readonly #values: Values;
  protected leastRows = 1;
  /** In units, as all weights below. */
  protected leastWeight = 0;
  protected bagUnits = 0;
  #scale = 1;
  protected start = 0;
  protected count = 0;
  protected units = 0;

  constructor(kernels: Kernels, bins: Bins, space: Space, values: Values, codes: Int32Array, classes: number) {
    this.kernels = kernels;
    this.bins = bins;
    this.space = space;
    this.#codes = codes;
    this.#values = values;
    this.rows = codes.length;
    this.width = classes;
    this.best = space.out;
  }

  begin({ weight, scale }: Bag, limits: Limits): void {
    this.leastRows = limits.minSamplesLeaf;
    this.leastWeight = limits.minWeightLeaf * scale;
    this.bagUnits = weight * scale;
    this.#scale = scale;
  }

  enter(start: number, end: number, value: Float64Array, at: number): void {
    const { space, width } = this;
    const { total, rows, units } = space;
    this.start = start;
    this.count = end - start;
    this.kernels.gatherClasses(
      rows.byteOffset + start * 4,
      this.count,
      this.#codes.byteOffset,
      units.byteOffset,
      this.ownCodes,
      this.ownUnits,
      width,
      total.byteOffset,
    );
    let sum = 0;
    let present = 0;
    for (let k = 0; k < width; k++) {
      sum += total[k] as number;
      if ((total[k] as number) > 0) present++;
    }
    for (let k = 0; k < width; k++) value[at + k] = (total[k] as number) / sum;
    this.units = sum;
    this.weight = sum / this.#scale;
    this.pure = present === 1;
    this.impurity = this.pure ? 0 : Math.max(0, this.mixed(value, at));
  }

  /** The impurity of a node whose shares of the classes stand from `at` on. */
  protected abstract mixed(shares: Float64Array, at: number): number;

  /** Where the classes of the rows of the node stand, and their weights. */
  protected get ownCodes(): number {
    return this.space.entries.byteOffset;
  }
  protected get ownUnits(): number {
    return this.space.entries.byteOffset + this.rows * 8;
  }

  prepare(): void {}

  abstract search(from: number, to: number): number;

  /** How good the split is that leaves so much of each class on the left. */
  protected abstract score(left: Float64Array, leftUnits: number): number;
  /** What {@link score} would give for the node as a whole. */
  protected abstract unsplit(): number;

  tryAt(col: number, share: number): boolean {
    const { space, width, count, best } = this;
    const values = this.#values;
    const onLeft = this.kernels.tryClasses(
      columnAt(values, col, count),
      strideOf(values, count),
      space.rows.byteOffset + this.start * 4,
      count,
      share,
      this.ownCodes,
      this.ownUnits,
      width,
      space.left.byteOffset,
      best.byteOffset + PLACE * 8,
    );
    if (onLeft < 0) return false;
    if (onLeft < this.leastRows || count - onLeft < this.leastRows) return true;
    let units = 0;
    for (let k = 0; k < width; k++) units += space.left[k] as number;
    if (units < this.leastWeight || this.units - units < this.leastWeight) return true;
    const found = this.score(space.left, units);
    if (found > (best[SCORE] as number)) {
      best[SCORE] = found;
      best[LEFT] = best[PLACE] as number;
      best[COLUMN] = col;
    }
    return true;
  }

  improvement(): number {
    return Math.max(0, ((this.best[SCORE] as number) - this.unsplit()) / this.bagUnits);
  }
}

/** The chance that two rows of a node differ in class. */
export class GiniMeasure extends ClassMeasure {
  protected mixed(shares: Float64Array, at: number): number {
    let squares = 0;
    for (let k = at; k < at + this.width; k++) squares += (shares[k] as number) * (shares[k] as number);
    return 1 - squares;
  }

  search(from: number, to: number): number {
    const { space, bins, count, width } = this;
    return this.kernels.searchGini(
      space.deck.byteOffset + from * 4,
      to - from,
      bins.bins.byteOffset,
      this.rows,
      bins.counts.byteOffset,
      space.rows.byteOffset + this.start * 4,
      count,
      this.ownCodes,
      this.ownUnits,
      width,
      space.sums.byteOffset,
      space.cells.byteOffset,
      space.order.byteOffset,
      space.counts.byteOffset,
      space.total.byteOffset,
      space.left.byteOffset,
      this.units,
      this.leastRows,
      this.leastWeight,
      this.best.byteOffset,
    );
  }

  protected score(left: Float64Array, leftUnits: number): number {
    const { total } = this.space;
    let squares = 0;
    let restSquares = 0;
    for (let k = 0; k < this.width; k++) {
      const own = left[k] as number;
      const rest = (total[k] as number) - own;
      squares += own * own;
      restSquares += rest * rest;
    }
    return squares / leftUnits + restSquares / (this.units - leftUnits);
  }

  protected unsplit(): number {
    const { total } = this.space;
    let squares = 0;
    for (let k = 0; k < this.width; k++) squares += (total[k] as number) * (total[k] as number);
    return squares / this.units;
  }
}

/** The entropy of the classes of a node, in bits. */
export class EntropyMeasure extends ClassMeasure {
  /** w log2 w of whole weights as they come up; NaN where it has not come up yet. */
  #table = new Float64Array(0);

  override begin(bag: Bag, limits: Limits): void {
    super.begin(bag, limits);
    const size = bag.scale === 1 && this.bagUnits <= KEPT ? this.bagUnits + 1 : 0;
    // What is kept does not depend on the tree.
    if (size === 0 || size > this.#table.length) this.#table = new Float64Array(size).fill(Number.NaN);
  }

  protected mixed(shares: Float64Array, at: number): number {
    let bits = 0;
    for (let k = at; k < at + this.width; k++) bits -= weighed(shares[k] as number);
    return bits;
  }

  search(from: number, to: number): number {
    return searchEach(this.space.deck, from, to, (col) => this.#searchOne(col));
  }

  #searchOne(col: number): number {
    const { space, count, width, best } = this;
    const { cells, order, counts, left } = space;
    const length = this.kernels.classCells(
      this.bins.bins.byteOffset + col * this.rows,
      this.bins.counts[col] as number,
      space.rows.byteOffset + this.start * 4,
      count,
      this.ownCodes,
      this.ownUnits,
      width,
      space.sums.byteOffset,
      cells.byteOffset,
      order.byteOffset,
      counts.byteOffset,
    );
    left.fill(0);
    let leftRows = 0;
    let leftUnits = 0;
    for (let cell = 0; cell < length - 1; cell++) {
      for (let k = 0; k < width; k++) {
        const own = cells[cell * width + k] as number;
        left[k] = (left[k] as number) + own;
        leftUnits += own;
      }
      leftRows += counts[cell] as number;
      if (leftRows < this.leastRows || count - leftRows < this.leastRows) continue;
      if (leftUnits < this.leastWeight || this.units - leftUnits < this.leastWeight) continue;
      const found = this.score(left, leftUnits);
      if (found > (best[SCORE] as number)) {
        best[SCORE] = found;
        best[LEFT] = order[cell] as number;
        best[RIGHT] = order[cell + 1] as number;
        best[COLUMN] = col;
      }
    }
    return length;
  }

  protected score(left: Float64Array, leftUnits: number): number {
    const { total } = this.space;
    let leftBits = 0;
    let restBits = 0;
    for (let k = 0; k < this.width; k++) {
      const own = left[k] as number;
      leftBits += this.#weighed(own);
      restBits += this.#weighed((total[k] as number) - own);
    }
    return leftBits - this.#weighed(leftUnits) + (restBits - this.#weighed(this.units - leftUnits));
  }

  protected unsplit(): number {
    const { total } = this.space;
    let bits = 0;
    for (let k = 0; k < this.width; k++) bits += this.#weighed(total[k] as number);
    return bits - this.#weighed(this.units);
  }

  #weighed(weight: number): number {
    const table = this.#table;
    if (table.length === 0) return weighed(weight);
    const known = table[weight] as number;
    if (!Number.isNaN(known)) return known;
    const fresh = weighed(weight);
    table[weight] = fresh;
    return fresh;
  }
}

/** w log2 w; 0 for 0. */
function weighed(weight: number): number {
  return weight > 0 ? weight * log(weight) * BITS : 0;
}

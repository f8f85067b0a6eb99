/**
 * Gini impurity of two classes, the most usual measure, with the rows, the weight and the weight of the second class counted together in one 64-bit integer of three times 21 bits:
 * one addition a row and column. For whole weights whose sum is below 2^21.
 */
import type { Kernels } from "../../kernels/generated/kernels.js";
import type { Limits } from "../grow/limits.js";
import type { Bag } from "./draw-rows.js";
import { COLUMN, columnAt, LEFT, type Measure, PLACE, SCORE, strideOf } from "./measure.js";
import type { Bins, Space, Values } from "./memory.js";

const FIELD = (1 << 21) - 1;

/** Whether a tree's rows can be counted so. */
export function fitsPairs({ weight, scale }: Bag): boolean {
  return scale === 1 && weight <= FIELD;
}

/** Gini impurity of two classes by packed counts. */
export class PairMeasure implements Measure {
  readonly width = 2;
  weight = 0;
  impurity = 0;
  pure = false;
  readonly best: Float64Array;
  readonly #kernels: Kernels;
  readonly #bins: Bins;
  readonly #space: Space;
  readonly #codes: Int32Array;
  /** The packed count of the node, in two halves. */
  readonly #total: Uint32Array;
  /** The packed count of the rows on the left of a place, in two halves. */
  readonly #left: Uint32Array;
  readonly #values: Values;
  #leastRows = 1;
  #leastWeight = 0;
  #bagWeight = 0;
  #start = 0;
  #count = 0;
  #second = 0;

  constructor(kernels: Kernels, bins: Bins, space: Space, values: Values, codes: Int32Array) {
    this.#kernels = kernels;
    this.#bins = bins;
    this.#space = space;
    this.#codes = codes;
    this.#values = values;
    this.best = space.out;
    this.#left = new Uint32Array(space.out.buffer, space.out.byteOffset + (PLACE + 1) * 8, 2);
    this.#total = new Uint32Array(space.total.buffer, space.total.byteOffset, 2);
  }

  begin({ weight }: Bag, limits: Limits): void {
    this.#leastRows = limits.minSamplesLeaf;
    this.#leastWeight = limits.minWeightLeaf;
    this.#bagWeight = weight;
    const { units, packed } = this.#space;
    const codes = this.#codes;
    for (let row = 0; row < codes.length; row++) {
      const own = units[row] as number;
      packed[2 * row] = 1 | (own << 21);
      packed[2 * row + 1] = (own >>> 11) | (codes[row] === 1 ? own << 10 : 0);
    }
  }

  enter(start: number, end: number, value: Float64Array, at: number): void {
    const { rows, packed, entries } = this.#space;
    const total = this.#total;
    const count = end - start;
    this.#start = start;
    this.#count = count;
    this.#kernels.gatherPacked(
      rows.byteOffset + start * 4,
      count,
      packed.byteOffset,
      entries.byteOffset,
      total.byteOffset,
    );
    const [low, high] = [total[0] as number, total[1] as number];
    const weight = (low >>> 21) | ((high & 0x3ff) << 11);
    const second = high >>> 10;
    const [p, q] = [(weight - second) / weight, second / weight];
    value[at] = p;
    value[at + 1] = q;
    this.weight = weight;
    this.#second = second;
    this.pure = second === 0 || second === weight;
    this.impurity = this.pure ? 0 : Math.max(0, 1 - (p * p + q * q));
  }

  prepare(): void {}

  search(from: number, to: number): number {
    const space = this.#space;
    return this.#kernels.searchGiniPair(
      space.deck.byteOffset + from * 4,
      to - from,
      this.#bins.bins.byteOffset,
      this.#codes.length,
      this.#bins.counts.byteOffset,
      space.rows.byteOffset + this.#start * 4,
      this.#count,
      space.entries.byteOffset,
      space.sums.byteOffset,
      space.cells.byteOffset,
      space.order.byteOffset,
      space.total.byteOffset,
      this.#leastRows,
      this.#leastWeight,
      this.best.byteOffset,
    );
  }

  tryAt(col: number, share: number): boolean {
    const { best } = this;
    const values = this.#values;
    const { rows, entries } = this.#space;
    const count = this.#count;
    const rowsAt = rows.byteOffset + this.#start * 4;
    const at = best.byteOffset + PLACE * 8;
    const onLeft = this.#kernels.tryPacked(
      columnAt(values, col, count),
      strideOf(values, count),
      rowsAt,
      count,
      share,
      entries.byteOffset,
      at,
    );
    if (onLeft < 0) return false;
    if (onLeft < this.#leastRows || count - onLeft < this.#leastRows) return true;
    const [low, high] = [this.#left[0] as number, this.#left[1] as number];
    const weight = (low >>> 21) | ((high & 0x3ff) << 11);
    const rest = this.weight - weight;
    if (weight < this.#leastWeight || rest < this.#leastWeight) return true;
    const second = high >>> 10;
    const found = squares(weight, second) / weight + squares(rest, this.#second - second) / rest;
    if (found > (best[SCORE] as number)) {
      best[SCORE] = found;
      best[LEFT] = best[PLACE] as number;
      best[COLUMN] = col;
    }
    return true;
  }

  improvement(): number {
    const unsplit = squares(this.weight, this.#second) / this.weight;
    return Math.max(0, ((this.best[SCORE] as number) - unsplit) / this.#bagWeight);
  }
}

function squares(weight: number, second: number): number {
  const first = weight - second;
  return first * first + second * second;
}

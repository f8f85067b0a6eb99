/**
 * Gini impurity: 1 − Σ p², the chance that two rows of a node differ in class. A split is the better the greater the sums
 * of the squared class weights of either side over the side's weight.
 */
import { ClassCriterion } from "./class-criterion.js";
import type { BestSplit, SideLimits, Window } from "./criterion.js";
import type { GridWeights } from "./grid.js";
import { SAME_VALUE, type SortedColumns } from "./sorted-columns.js";

/** Units of weight whose squares are exact, their sums and twice their products too. */
const EXACT = 1 << 25;

/** The chance that two rows of a node differ in class. */
export class Gini extends ClassCriterion {
  protected impurity(shares: Float64Array, at: number): number {
    let squares = 0;
    for (let k = at; k < at + this.width; k++) squares += (shares[k] as number) * (shares[k] as number);
    return 1 - squares;
  }

  protected score(leftWeight: number, rightWeight: number): number {
    const { left, total, width } = this;
    let leftSquares = 0;
    let rightSquares = 0;
    for (let k = 0; k < width; k++) {
      const l = left[k] as number;
      const r = (total[k] as number) - l;
      leftSquares += l * l;
      rightSquares += r * r;
    }
    return leftSquares / leftWeight + rightSquares / rightWeight;
  }

  protected unsplit(): number {
    return this.total.reduce((sum, units) => sum + units * units, 0) / this.weight;
  }

  // With whole units the sums of squares are followed exactly row by row, whatever the number of classes.
  override search(columns: SortedColumns, col: number, window: Window, limits: SideLimits, best: BestSplit): void {
    if (this.grid === undefined) this.#searchCounted(columns, col, window, limits, best);
    else if (this.weight <= EXACT) this.#searchWeighted(columns, col, window, limits, best, this.grid);
    else super.search(columns, col, window, limits, best);
  }

  #searchCounted(
    columns: SortedColumns,
    col: number,
    { start, end }: Window,
    limits: SideLimits,
    best: BestSplit,
  ): void {
    const { order, values } = columns;
    const { codes, left, total } = this;
    const rows = end - start;
    const from = col * columns.rows + start;
    const samples = Math.max(limits.samples, Math.ceil(limits.weight));
    const last = rows - samples;
    let score = best.score;
    let at = -1;
    let leftSquares = 0;
    let rightSquares = 0;
    for (let k = 0; k < total.length; k++) {
      left[k] = 0;
      rightSquares += (total[k] as number) * (total[k] as number);
    }
    for (let count = 1; count <= last; count++) {
      const p = from + count;
      const k = codes[order[p - 1] as number] as number;
      const l = left[k] as number;
      left[k] = l + 1;
      leftSquares += 2 * l + 1;
      rightSquares -= 2 * ((total[k] as number) - l) - 1;
      if (count < samples || (values[p] as number) <= (values[p - 1] as number) + SAME_VALUE) continue;
      const found = leftSquares / count + rightSquares / (rows - count);
      if (found > score) {
        score = found;
        at = count;
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
    { units, scale }: GridWeights,
  ): void {
    const { order, values } = columns;
    const { codes, left, total, weight } = this;
    const from = col * columns.rows + start;
    const least = limits.weight * scale;
    const last = end - start - limits.samples;
    let score = best.score;
    let at = -1;
    let leftWeight = 0;
    let leftSquares = 0;
    let rightSquares = 0;
    for (let k = 0; k < total.length; k++) {
      left[k] = 0;
      rightSquares += (total[k] as number) * (total[k] as number);
    }
    for (let count = 1; count <= last; count++) {
      const p = from + count;
      const row = order[p - 1] as number;
      const k = codes[row] as number;
      const unit = units[row] as number;
      const l = left[k] as number;
      left[k] = l + unit;
      leftWeight += unit;
      leftSquares += unit * (2 * l + unit);
      rightSquares -= unit * (2 * ((total[k] as number) - l) - unit);
      if (count < limits.samples || (values[p] as number) <= (values[p - 1] as number) + SAME_VALUE) continue;
      if (leftWeight < least || weight - leftWeight < least) continue;
      const found = leftSquares / leftWeight + rightSquares / (weight - leftWeight);
      if (found > score) {
        score = found;
        at = count;
      }
    }
    if (at >= 0) best.take(score, columns, col, start + at - 1);
  }
}

/**
 * What fitted transformers have in common that map each column by a function of its own, forth and back.
 */

import type { CsrMatrix } from "../data/matrix.js";
import { InvertibleModel } from "./one-to-one-model.js";

/**
 * Maps values of one column where they are; NaN stays NaN. Many at once, as a loop over one elementary function is several times faster than calls of a
 * chain of them; each value on its own, so that one row has the bits of many.
 */
export type ColumnMap = (values: Float64Array) => void;

/** Values of a column that are mapped at once. */
const BLOCK = 256;

/** A fitted transformer with one function a column and one for the way back. Missing values stay missing. */
export abstract class ColumnwiseModel extends InvertibleModel {
  /** The function of each column. */
  protected abstract readonly maps: readonly ColumnMap[];
  /** Its inverse. */
  protected abstract readonly inverses: readonly ColumnMap[];

  protected override get effort(): number {
    return 16;
  }

  protected mapRows(values: Float64Array, out: Float64Array, start: number, end: number): void {
    mapTiles(this.maps, values, out, start, end);
  }

  protected unmapRows(values: Float64Array, out: Float64Array, start: number, end: number): void {
    mapTiles(this.inverses, values, out, start, end);
  }

  protected override mapSparse(x: CsrMatrix): CsrMatrix {
    return this.sparse(x, mapStored(this.maps, x));
  }

  protected override unmapSparse(x: CsrMatrix): CsrMatrix {
    return this.sparse(x, mapStored(this.inverses, x));
  }
}

function mapTiles(
  maps: readonly ColumnMap[],
  values: Float64Array,
  out: Float64Array,
  start: number,
  end: number,
): void {
  const cols = maps.length;
  const whole = new Float64Array(Math.min(BLOCK, end - start));
  for (let row = start; row < end; row += BLOCK) {
    const rows = Math.min(BLOCK, end - row);
    const block = rows === whole.length ? whole : whole.subarray(0, rows);
    for (let col = 0; col < cols; col++) {
      const first = row * cols + col;
      for (let i = 0, at = first; i < rows; i++, at += cols) block[i] = values[at] as number;
      (maps[col] as ColumnMap)(block);
      for (let i = 0, at = first; i < rows; i++, at += cols) out[at] = block[i] as number;
    }
  }
}

function mapStored(maps: readonly ColumnMap[], { values, indices }: CsrMatrix): Float64Array {
  const one = new Float64Array(1);
  return values.map((value, k) => {
    one[0] = value;
    (maps[indices[k] as number] as ColumnMap)(one);
    return one[0];
  });
}

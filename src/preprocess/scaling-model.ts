/**
 * What fitted scalers have in common that take an offset off each column and divide it by a scale.
 */

import type { RowTransform } from "../base/row.js";
import type { CsrMatrix } from "../data/matrix.js";
import { multiplyAdd, subtractDivide } from "../kernels/column-maps.js";
import { InvertibleModel } from "./one-to-one-model.js";

/** A fitted scaler that maps each value to (value − offset) / scale, with one of each a column. NaN stays NaN. */
export abstract class ScalingModel extends InvertibleModel {
  /** What is taken off each column. Sparse rows are read where it is 0 alone, as their zeros would be filled otherwise. */
  protected abstract readonly offset: Float64Array;
  /** What each column is divided by. */
  abstract readonly scale: Float64Array;

  protected mapRows(values: Float64Array, out: Float64Array, start: number, end: number): void {
    subtractDivide(values, this.offset, this.scale, out, start, end);
  }

  protected unmapRows(values: Float64Array, out: Float64Array, start: number, end: number): void {
    multiplyAdd(values, this.scale, this.offset, out, start, end);
  }

  protected override mapSparse(x: CsrMatrix): CsrMatrix {
    const { scale } = this;
    const values = x.values.map((value, k) => value / (scale[x.indices[k] as number] as number));
    return this.sparse(x, values);
  }

  protected override unmapSparse(x: CsrMatrix): CsrMatrix {
    const { scale } = this;
    const values = x.values.map((value, k) => value * (scale[x.indices[k] as number] as number));
    return this.sparse(x, values);
  }

  override rowTransform(): RowTransform {
    const { scale, offset } = this;
    const { length } = scale;
    return (cells, out, at) => {
      for (let i = 0; i < length; i++) {
        out[at + i] = ((cells[i] as number) - (offset[i] as number)) / (scale[i] as number);
      }
    };
  }
}

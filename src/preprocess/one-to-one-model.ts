/**
 * What fitted transformers have in common that give one column for each that they read: batches, dense or sparse, with pauses or
 * without, and the way back. A model says how it maps rows; it is the same loop for one row and for many, so that their bits are the same.
 */

import { checkMatrix } from "../base/checks.js";
import { inSlices } from "../base/in-slices.js";
import { cellsToNumbers, MatrixTransformer } from "../base/models.js";
import { type BatchWork, batchWork, readBatch } from "../base/predict-in-slices.js";
import type { RowTransform } from "../base/row.js";
import type { AsyncOptions } from "../core/contracts.js";
import { readMatrix, type TableInput } from "../data/input.js";
import { CsrMatrix, DenseMatrix, type Matrix } from "../data/matrix.js";

/** A fitted transformer that gives one column for each that it reads, under the same name. */
export abstract class OneToOneModel extends MatrixTransformer {
  get outputNames(): readonly string[] {
    return this.inputNames;
  }

  /** Maps the dense rows from `start` up to, not including, `end` into the same places of `out`. */
  protected abstract mapRows(values: Float64Array, out: Float64Array, start: number, end: number): void;

  /** Maps sparse rows. Models whose traits allow none are never given any; the others say how. */
  protected mapSparse(x: CsrMatrix): Matrix {
    return this.apply(x.toDense());
  }

  protected apply(x: Matrix): Matrix {
    if (x instanceof CsrMatrix) return this.mapSparse(x);
    const out = new Float64Array(x.values.length);
    this.mapRows(x.values, out, 0, x.rows);
    return this.dense(x, out);
  }

  override async transformAsync(input: TableInput<object>, options: AsyncOptions = {}): Promise<Matrix> {
    const work = batchWork(this.kind, options);
    return this.applyAsync(await readBatch(this, input, work), work);
  }

  override async applyAsync(x: Matrix, { progress }: BatchWork): Promise<Matrix> {
    if (x instanceof CsrMatrix) return this.mapSparse(x);
    const out = new Float64Array(x.values.length);
    const part = { progress, before: 0, total: x.rows };
    await inSlices(part, x.rows, x.cols * this.effort, (start, end) => this.mapRows(x.values, out, start, end));
    return this.dense(x, out);
  }

  /** How many times the work of a multiplication and an addition a value is, so that pauses come often enough. */
  protected get effort(): number {
    return 1;
  }

  override rowTransform(): RowTransform {
    const { length } = this.inputNames;
    const row = new Float64Array(length);
    const mapped = new Float64Array(length);
    return (cells, out, at) => {
      cellsToNumbers(cells, row);
      this.mapRows(row, mapped, 0, 1);
      for (let i = 0; i < length; i++) out[at + i] = mapped[i] as number;
    };
  }

  // The kinds of the columns are not handed on: scaled codes of categories are no codes.
  protected dense({ rows, cols }: Matrix, values: Float64Array): DenseMatrix {
    return new DenseMatrix(values, rows, cols, { names: this.inputNames });
  }

  /** The same places with other values. */
  protected sparse({ rows, cols, indices, indptr }: CsrMatrix, values: Float64Array): CsrMatrix {
    return new CsrMatrix({ values, indices, indptr }, rows, cols, { names: this.inputNames });
  }
}

/** One whose map has a way back. */
export abstract class InvertibleModel extends OneToOneModel {
  /** `mapRows` backwards. */
  protected abstract unmapRows(values: Float64Array, out: Float64Array, start: number, end: number): void;

  /** `mapSparse` backwards. */
  protected unmapSparse(x: CsrMatrix): Matrix {
    return this.inverseTransform(x.toDense());
  }

  /**
   * Undoes `transform`.
   *
   * @throws SchemaError `COLUMN_MISMATCH` for other columns than the model gives; DataError `DATA_SPARSE` for sparse rows where it
   * reads none.
   */
  inverseTransform(input: TableInput<object>): Matrix {
    const x = readMatrix(input, this.outputNames);
    checkMatrix(this.kind, this.traits, x);
    if (x instanceof CsrMatrix) return this.unmapSparse(x);
    const out = new Float64Array(x.values.length);
    this.unmapRows(x.values, out, 0, x.rows);
    return this.dense(x, out);
  }
}

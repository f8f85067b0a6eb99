/**
 * What fitted transformers, classifiers and regressors have in common: reading their input, and the one-row path.
 */
import type { AsyncOptions, Label, Model } from "../core/contracts.js";
import type { Traits } from "../core/estimator.js";
import type { Field } from "../core/schema.js";
import type { Frame } from "../data/frame.js";
import { readFrame, readMatrix, readTable, type Table, type TableInput } from "../data/input.js";
import { DenseMatrix, type Matrix } from "../data/matrix.js";
import { checkMatrix } from "./checks.js";
import { type BatchWork, batchWork, mapInSlices, numbersInSlices, readBatch } from "./predict-in-slices.js";
import type { Cells, RowNumber, RowProba, RowTransform } from "./row.js";

/** Something ready that maps data to data. */
export interface Transformer<In, Out> {
  /** Maps data. */
  transform(x: In): Out;
}

/** A fitted transformer, as pipelines see it. */
export abstract class TransformerModel<Out extends Table = Table>
  implements Model, Transformer<TableInput<object>, Out>
{
  abstract readonly kind: string;
  abstract readonly version: number;
  abstract toState(): object;
  /** Whether it reads numbers (a matrix) or columns of any type (a frame). */
  abstract readonly reads: "numbers" | "columns";
  /** What it can read; NaN and CSR are refused unless stated. */
  abstract readonly traits: Traits;
  /** The columns that it reads. */
  abstract readonly inputNames: readonly string[];
  /** The columns that it gives. */
  abstract readonly outputNames: readonly string[];
  /** The types of what it gives, for a transformer that gives a frame. */
  get outputFields(): readonly Field[] | undefined {
    return undefined;
  }
  /** Maps all rows. Extra columns of a frame are left out. */
  abstract transform(x: TableInput<object>): Out;
  /**
   * The same as `transform`, with pauses for other work of the process: for many rows on a server.
   *
   * @throws what `transform` throws; AbortError; ParameterError `PARAM_INVALID` for `threads`.
   */
  async transformAsync(x: TableInput<object>, options: AsyncOptions = {}): Promise<Out> {
    return mapInSlices(readTable(x), batchWork(this.kind, options), (part) => this.transform(part));
  }
  /** The same for one row. */
  abstract rowTransform(): RowTransform;
  /** Narrows what an input column accepts, where the transformer refuses values: its known categories, say. */
  narrowInput(field: Field): Field {
    return field;
  }
}

/** A fitted transformer of numbers. */
export abstract class MatrixTransformer extends TransformerModel<Matrix> {
  readonly reads = "numbers";

  transform(x: TableInput<object>): Matrix {
    const matrix = readMatrix(x, this.inputNames);
    checkMatrix(this.kind, this.traits, matrix);
    return this.apply(matrix);
  }

  /** Maps a matrix that was checked. */
  protected abstract apply(x: Matrix): Matrix;

  /** The same with pauses: for the rows of a fit, which were checked before they were learned from. */
  applyAsync(x: Matrix, work: BatchWork): Promise<Matrix> {
    return mapInSlices(x, work, (part) => this.transform(part));
  }

  /** Goes through `transform` with one row; models with a faster way say so. */
  rowTransform(): RowTransform {
    const { length } = this.inputNames;
    return (cells, out, at) => {
      const row = new Float64Array(length);
      for (let i = 0; i < length; i++) row[i] = cells[i] as number;
      const result = this.transform(new DenseMatrix(row, 1, length)).toDense().values;
      for (let i = 0; i < result.length; i++) out[at + i] = result[i] as number;
    };
  }
}

/** A fitted transformer of columns of any type. */
export abstract class FrameTransformer<Out extends Table = Table> extends TransformerModel<Out> {
  readonly reads = "columns";
  readonly traits: Traits = { missing: true };

  transform(x: TableInput<object>): Out {
    return this.apply(readFrame(x, this.inputNames));
  }

  /** Maps a frame that has exactly the columns of `inputNames`. */
  protected abstract apply(x: Frame): Out;
}

/** A fitted model that predicts: reads numbers, one row at a time or many. */
abstract class Predictor implements Model {
  abstract readonly kind: string;
  abstract readonly version: number;
  abstract toState(): object;
  /** The columns that it was fitted on. */
  abstract readonly inputNames: readonly string[];
  /** What it can read; NaN and CSR are refused unless stated. */
  abstract readonly traits: Traits;

  /** Reads and checks an input. */
  protected read(x: TableInput<object>): Matrix {
    const matrix = readMatrix(x, this.inputNames);
    checkMatrix(this.kind, this.traits, matrix);
    return matrix;
  }
}

/** A fitted classifier; `L` is the very type of the labels that it was fitted on. */
export abstract class ClassifierModel<L extends Label = Label> extends Predictor {
  /** The labels, sorted; probabilities come in this order. */
  abstract readonly classes: readonly L[];

  /** The most probable label of each row; of equals, the first. */
  predict(x: TableInput<object>): L[] {
    const codes = this.decide(this.read(x));
    return Array.from(codes, (code) => this.classes[code] as L);
  }

  /** The probability of each class: rows × classes, each row summing to 1. */
  predictProba(x: TableInput<object>): DenseMatrix {
    const matrix = this.read(x);
    return new DenseMatrix(this.probabilities(matrix), matrix.rows, this.classes.length, {
      names: this.classes.map(String),
    });
  }

  /**
   * The same labels as `predict`, computed with pauses for other work of the process, and on threads of its own where the model has much to do: for many rows
   * on a server.
   *
   * @throws what `predict` throws; AbortError; ParameterError `PARAM_INVALID` for `threads`.
   */
  async predictAsync(x: TableInput<object>, options: AsyncOptions = {}): Promise<L[]> {
    const work = batchWork(this.kind, options);
    const codes = await this.decideAsync(await readBatch(this, x, work), work);
    return Array.from(codes, (code) => this.classes[code] as L);
  }

  /** The same probabilities as `predictProba`, computed as `predictAsync` does. */
  async predictProbaAsync(x: TableInput<object>, options: AsyncOptions = {}): Promise<DenseMatrix> {
    const work = batchWork(this.kind, options);
    const matrix = await readBatch(this, x, work);
    const probabilities = await this.probabilitiesAsync(matrix, work);
    return new DenseMatrix(probabilities, matrix.rows, this.classes.length, { names: this.classes.map(String) });
  }

  /** The probabilities of each row, row after row. */
  protected abstract probabilities(x: Matrix): Float64Array;

  /** The same in parts; models that use threads say how. */
  protected probabilitiesAsync(x: Matrix, work: BatchWork): Promise<Float64Array> {
    const out = new Float64Array(x.rows * this.classes.length);
    return numbersInSlices(x, out, work, (part) => this.probabilities(part));
  }

  /** `decide` in parts; models that use threads say how. */
  protected decideAsync(x: Matrix, work: BatchWork): Promise<Int32Array> {
    return numbersInSlices(x, new Int32Array(x.rows), work, (part) => this.decide(part));
  }

  /** The position of the predicted class of each row. */
  protected decide(x: Matrix): Int32Array {
    return largestOfRows(this.probabilities(x), this.classes.length);
  }

  /** The probabilities of one row, already checked as far as `traits` ask. */
  rowProba(): RowProba {
    return (x, out) => out.set(this.probabilities(new DenseMatrix(x, 1, x.length)));
  }

  /** The position of the predicted class of one row. */
  rowClass(): RowNumber {
    const proba = this.rowProba();
    const out = new Float64Array(this.classes.length);
    return (x) => {
      proba(x, out);
      return largest(out, 0, out.length);
    };
  }
}

/** Where the largest of `count` values from `start` on stands, counted from `start`; of equals, the first. */
export function largest(values: Float64Array, start: number, count: number): number {
  let best = 0;
  for (let i = 1; i < count; i++) if ((values[start + i] as number) > (values[start + best] as number)) best = i;
  return best;
}

/** Where the largest value of each row stands, for rows of `width` values. */
export function largestOfRows(values: Float64Array, width: number): Int32Array {
  const codes = new Int32Array(values.length / width);
  for (let row = 0; row < codes.length; row++) codes[row] = largest(values, row * width, width);
  return codes;
}

/** A fitted regressor. */
export abstract class RegressorModel extends Predictor {
  /** One number a row. */
  predict(x: TableInput<object>): Float64Array {
    return this.values(this.read(x));
  }

  /**
   * The same numbers as `predict`, computed with pauses for other work of the process, and on threads of its own where the model has much to do: for many rows
   * on a server.
   *
   * @throws what `predict` throws; AbortError; ParameterError `PARAM_INVALID` for `threads`.
   */
  async predictAsync(x: TableInput<object>, options: AsyncOptions = {}): Promise<Float64Array> {
    const work = batchWork(this.kind, options);
    return this.valuesAsync(await readBatch(this, x, work), work);
  }

  /** The predictions of a matrix that was checked. */
  protected abstract values(x: Matrix): Float64Array;

  /** The same in parts; models that use threads say how. */
  protected valuesAsync(x: Matrix, work: BatchWork): Promise<Float64Array> {
    return numbersInSlices(x, new Float64Array(x.rows), work, (part) => this.values(part));
  }

  /** The prediction of one row, already checked as far as `traits` ask. */
  rowValue(): RowNumber {
    return (x) => this.values(new DenseMatrix(x, 1, x.length))[0] as number;
  }
}

/**
 * Copies a row's cells into numbers: booleans count as 0 and 1, what is missing as NaN. A missing vector is as many of them as it has dimensions, which `sizes`
 * says of each cell; it may be left out where no cell is a vector.
 */
export function cellsToNumbers(cells: Cells, out: Float64Array, sizes?: readonly (number | undefined)[]): void {
  let at = 0;
  for (let i = 0; i < cells.length; i++) {
    const cell = cells[i];
    if (cell instanceof Float32Array) for (const value of cell) out[at++] = value;
    else if (cell === null) for (let left = sizes?.[i] ?? 1; left > 0; left--) out[at++] = Number.NaN;
    else out[at++] = Number(cell);
  }
}

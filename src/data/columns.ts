/**
 * Columns: one typed array each, in Arrow's model. A missing number is NaN, a missing string or boolean has code −1.
 */
import type { Cell, Label } from "../core/contracts.js";
import { DataError, show } from "../core/errors.js";
import type { Field, FieldType } from "../core/schema.js";
import { GrowingFloat32, GrowingFloat64, GrowingInt8, GrowingInt32 } from "./growing.js";

/** The arrays that a number column may keep its values in. */
export type NumberArray =
  | Float64Array
  | Float32Array
  | Int32Array
  | Uint32Array
  | Int16Array
  | Uint16Array
  | Int8Array
  | Uint8Array;

/** A column of a frame: iterable, immutable, `null` where a value is missing. */
export abstract class Column<T = Cell> implements Iterable<T> {
  abstract readonly type: FieldType;
  /** The number of rows. */
  abstract readonly length: number;
  /**
   * The value in a row, from 0.
   *
   * @throws DataError `DATA_SHAPE` when there is no such row.
   */
  abstract get(row: number): T;
  /** Whether the value in a row is missing. */
  abstract isMissing(row: number): boolean;
  /** The rows of these numbers, in this order. */
  abstract take(rows: ArrayLike<number>): Column<T>;

  /** How many values are missing. */
  get missingCount(): number {
    let count = 0;
    for (let row = 0; row < this.length; row++) if (this.isMissing(row)) count++;
    return count;
  }

  /** The values as an array. */
  toArray(): T[] {
    return [...this];
  }

  *[Symbol.iterator](): IterableIterator<T> {
    for (let row = 0; row < this.length; row++) yield this.get(row);
  }
}

/** An array of the same class, all zeros. */
export function emptyLike<T extends NumberArray>(like: T, length: number): T {
  // A typed array's constructor makes its own class: the one thing that TypeScript cannot see here.
  const Class = like.constructor as new (length: number) => T;
  return new Class(length);
}

function gather<T extends NumberArray>(values: T, rows: ArrayLike<number>): T {
  const out = emptyLike(values, rows.length);
  for (let i = 0; i < rows.length; i++) out[i] = values[rows[i] as number] as number;
  return out;
}

/** Numbers; NaN is missing. Integer kinds are kept as they came. */
export class NumberColumn extends Column<number | null> {
  readonly type = "number";
  readonly values: NumberArray;

  constructor(values: NumberArray) {
    super();
    this.values = values;
  }
  get length(): number {
    return this.values.length;
  }
  get(row: number): number | null {
    const value = this.values[row];
    if (value === undefined) throw noSuchRow(row, this.length);
    return Number.isNaN(value) ? null : value;
  }
  isMissing(row: number): boolean {
    return Number.isNaN(this.values[row]);
  }
  take(rows: ArrayLike<number>): NumberColumn {
    return new NumberColumn(gather(this.values, rows));
  }
}

/** Booleans as 0, 1 and −1 for missing. */
export class BooleanColumn extends Column<boolean | null> {
  readonly type = "boolean";
  readonly codes: Int8Array;

  constructor(codes: Int8Array) {
    super();
    this.codes = codes;
  }
  get length(): number {
    return this.codes.length;
  }
  get(row: number): boolean | null {
    const code = this.codes[row];
    if (code === undefined) throw noSuchRow(row, this.length);
    return code < 0 ? null : code === 1;
  }
  isMissing(row: number): boolean {
    return (this.codes[row] as number) < 0;
  }
  take(rows: ArrayLike<number>): BooleanColumn {
    return new BooleanColumn(gather(this.codes, rows));
  }
}

/** Strings as codes into a dictionary; −1 is missing. */
export class StringColumn extends Column<string | null> {
  readonly type = "string";
  readonly codes: Int32Array;
  /** The distinct strings; some may no longer be used by a row. */
  readonly dictionary: readonly string[];

  constructor(codes: Int32Array, dictionary: readonly string[]) {
    super();
    this.codes = codes;
    this.dictionary = dictionary;
  }
  get length(): number {
    return this.codes.length;
  }
  get(row: number): string | null {
    const code = this.codes[row];
    if (code === undefined) throw noSuchRow(row, this.length);
    return this.dictionary[code] ?? null;
  }
  isMissing(row: number): boolean {
    return (this.codes[row] as number) < 0;
  }
  take(rows: ArrayLike<number>): StringColumn {
    return new StringColumn(gather(this.codes, rows), this.dictionary);
  }
}

/** Points in time as milliseconds since 1970 in UTC; NaN is missing. */
export class TimestampColumn extends Column<Date | null> {
  readonly type = "timestamp";
  readonly values: Float64Array;

  constructor(values: Float64Array) {
    super();
    this.values = values;
  }
  get length(): number {
    return this.values.length;
  }
  get(row: number): Date | null {
    const value = this.values[row];
    if (value === undefined) throw noSuchRow(row, this.length);
    return Number.isNaN(value) ? null : new Date(value);
  }
  isMissing(row: number): boolean {
    return Number.isNaN(this.values[row]);
  }
  take(rows: ArrayLike<number>): TimestampColumn {
    return new TimestampColumn(gather(this.values, rows));
  }
}

/** Vectors of one size, row after row in one array; a missing one is all NaN. */
export class VectorColumn extends Column<Float32Array | null> {
  readonly type = "vector";
  readonly values: Float32Array;
  /** The number of dimensions. */
  readonly size: number;

  constructor(values: Float32Array, size: number) {
    super();
    this.values = values;
    this.size = size;
  }
  get length(): number {
    return this.values.length / this.size;
  }
  get(row: number): Float32Array | null {
    if (!Number.isInteger(row) || this.values[row * this.size] === undefined) throw noSuchRow(row, this.length);
    return this.isMissing(row) ? null : this.values.slice(row * this.size, (row + 1) * this.size);
  }
  isMissing(row: number): boolean {
    for (let i = row * this.size; i < (row + 1) * this.size; i++) if (!Number.isNaN(this.values[i])) return false;
    return true;
  }
  take(rows: ArrayLike<number>): VectorColumn {
    const out = new Float32Array(rows.length * this.size);
    for (let i = 0; i < rows.length; i++) {
      const start = (rows[i] as number) * this.size;
      out.set(this.values.subarray(start, start + this.size), i * this.size);
    }
    return new VectorColumn(out, this.size);
  }
}

/**
 * Error for a row that a table does not have.
 *
 * @internal
 */
export function noSuchRow(row: number, rows: number): DataError {
  return new DataError("DATA_SHAPE", {
    problem: "There is no such row",
    given: `row ${show(row)}`,
    expected: rows === 0 ? "no row, since the table is empty" : `a whole number from 0 to ${rows - 1}`,
    remedy: "Take rows that are in the table",
    data: { row, rows },
  });
}

/** Any column, told apart by its `type`. */
export type AnyColumn = NumberColumn | BooleanColumn | StringColumn | TimestampColumn | VectorColumn;

/** Collects the cells of one column, which must have been checked against its field. */
export interface ColumnBuilder {
  push(cell: Cell): void;
  finish(): AnyColumn;
}

/** A builder for the column that a field describes. */
export function columnBuilder(field: Field): ColumnBuilder {
  if (field.type === "string") return stringBuilder(field.values ?? []);
  if (field.type === "vector") return vectorBuilder(field.size ?? 1);
  if (field.type === "boolean") {
    const codes = new GrowingInt8();
    return {
      push: (cell) => codes.add(cell === null ? -1 : Number(cell)),
      finish: () => new BooleanColumn(codes.done()),
    };
  }
  const numbers = new GrowingFloat64();
  const push = (cell: Cell) => numbers.add(cell === null ? Number.NaN : Number(cell));
  if (field.type === "timestamp") return { push, finish: () => new TimestampColumn(numbers.done()) };
  return { push, finish: () => new NumberColumn(numbers.done()) };
}

function stringBuilder(known: readonly Label[]): ColumnBuilder {
  const codes = new GrowingInt32();
  const dictionary = known.map(String);
  const codeByText = new Map(dictionary.map((text, code) => [text, code]));
  const codeOf = (text: string): number => {
    const known = codeByText.get(text);
    if (known !== undefined) return known;
    codeByText.set(text, dictionary.length);
    return dictionary.push(text) - 1;
  };
  return {
    push: (cell) => codes.add(cell === null ? -1 : codeOf(String(cell))),
    finish: () => new StringColumn(codes.done(), dictionary),
  };
}

function vectorBuilder(size: number): ColumnBuilder {
  const numbers = new GrowingFloat32();
  return {
    push: (cell) => {
      for (let i = 0; i < size; i++) numbers.add(cell instanceof Float32Array ? (cell[i] as number) : Number.NaN);
    },
    finish: () => new VectorColumn(numbers.done(), size),
  };
}

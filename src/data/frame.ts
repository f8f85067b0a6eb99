/**
 * A table with typed, named columns. Immutable: each method gives another frame, and columns are shared where they can be.
 *
 * It is no dataframe library: it holds what pipelines read, with the few verbs that preparing it takes.
 */
import type { AnyRow, Cell } from "../core/contracts.js";
import { DataError, listNames, SchemaError, show } from "../core/errors.js";
import { columnMissing, type Field, Schema } from "../core/schema.js";
import type { ArrowTable } from "./arrow/arrow-table.js";
import { columnsFromArrow } from "./arrow/from-arrow.js";
import { sliceColumn } from "./batches/slice.js";
import { type ColumnInput, columnFrom, columnsFromRows } from "./build.js";
import { type AnyColumn, type Column, noSuchRow } from "./columns.js";
import { concatColumns } from "./concat.js";
import { conformColumns } from "./conform.js";
import { compareRows } from "./order.js";
import { distinctRows } from "./row-codes.js";

declare const rowType: unique symbol;

/** A table of rows of type `Row`. */
export class Frame<Row extends object = AnyRow> implements Iterable<Row> {
  declare readonly [rowType]: () => Row;
  /** The columns' names and types. */
  readonly schema: Schema<Row>;
  /** The number of rows. */
  readonly numRows: number;
  readonly #columns: ReadonlyMap<string, AnyColumn>;
  /** The same columns in the order of the schema, for walking over rows. */
  readonly #ordered: readonly AnyColumn[];

  /**
   * Puts columns together that already are columns. Most callers want `fromRows` or `fromColumns`.
   *
   * @throws DataError `DATA_SHAPE` when columns differ in length.
   */
  constructor(schema: Schema<Row>, columns: readonly AnyColumn[], numRows = columns[0]?.length ?? 0) {
    const byName = new Map<string, AnyColumn>();
    schema.fields.forEach((field, index) => {
      const column = columns[index];
      if (column?.length !== numRows) throw lengthsDiffer(field.name, column?.length ?? 0, numRows);
      byName.set(field.name, column);
    });
    this.schema = schema;
    this.numRows = numRows;
    this.#columns = byName;
    this.#ordered = [...byName.values()];
  }

  /**
   * A frame from row objects. Without a schema the types are inferred from all rows, and any value may be missing.
   *
   * @throws SchemaError `CELL_TYPE` or `CELL_MISSING` for a value that does not fit, `COLUMN_TYPE` for a column of several types.
   * @example
   * ```ts
   * import { Frame } from "@org/mlkit";
   *
   * const frame = Frame.fromRows([{ city: "Lima", age: 31 }, { city: "Oslo", age: null }]);
   * frame.numRows; // => 2
   * frame.column("age").toArray(); // => [31, null]
   * ```
   */
  static fromRows<Row extends object>(
    rows: Iterable<Row>,
    options: { readonly schema?: Schema<Row> } = {},
  ): Frame<Row> {
    const all = Array.isArray(rows) ? rows : [...rows];
    const { fields, columns } = columnsFromRows(all, options.schema);
    return new Frame<Row>(options.schema ?? new Schema<Row>(fields), columns, all.length);
  }

  /**
   * A frame from columns: arrays, typed arrays (kept, not copied) or columns of another frame.
   *
   * @example
   * ```ts
   * import { Frame } from "@org/mlkit";
   *
   * const frame = Frame.fromColumns({ age: new Float64Array([31, 40]), city: ["Lima", "Oslo"] });
   * frame.toRows(); // => [{ age: 31, city: "Lima" }, { age: 40, city: "Oslo" }]
   * ```
   */
  static fromColumns<Columns extends Readonly<Record<string, ColumnInput>>>(
    columns: Columns,
  ): Frame<{ [K in keyof Columns]: Columns[K] extends Iterable<infer Value> ? Value : never }>;
  static fromColumns<Row extends object>(
    columns: { readonly [K in keyof Row]: ColumnInput },
    options: { readonly schema: Schema<Row> },
  ): Frame<Row>;
  static fromColumns(
    columns: Readonly<Record<string, ColumnInput>>,
    options: { readonly schema?: Schema } = {},
  ): Frame {
    const given = new Map(Object.entries(columns));
    const wanted: readonly (Field | string)[] = options.schema?.fields ?? [...given.keys()];
    const built = wanted.map((field) => {
      const name = typeof field === "string" ? field : field.name;
      const values = given.get(name);
      if (values === undefined) throw columnMissing(name, [...given.keys()]);
      return columnFrom(name, values, typeof field === "string" ? undefined : field);
    });
    return new Frame(
      options.schema ?? new Schema(built.map(({ field }) => field)),
      built.map(({ column }) => column),
    );
  }

  /**
   * A frame from a table or a record batch of [apache-arrow](https://www.npmjs.com/package/apache-arrow), of any version. With a schema it
   * takes the schema's columns, which must fit; other types are not converted to them.
   *
   * - Numbers of up to 32 bits and floats without nulls are taken over without a copy, if the column has one chunk; so are dictionaries of
   *   strings and lists of fixed size. Integers of 64 bits and decimals become numbers where these hold them exactly.
   * - Timestamps of every unit and dates become timestamps in milliseconds; without a zone they are in UTC.
   * - Lists of numbers that all have one length become vectors.
   * - Floats may be NaN, which is a missing value: their columns may miss values unless a schema says that they do not.
   *
   * @throws SchemaError `COLUMN_TYPE` for structs, maps, binary and other types that no column has; `CELL_TYPE` for a number
   * beyond 2^53 or a time beyond what a Date holds; `COLUMN_MISSING`, `CELL_MISSING` against a schema.
   * @example
   * ```ts
   * import { Frame } from "@org/mlkit";
   * import { tableFromArrays } from "apache-arrow";
   *
   * const table = tableFromArrays({ age: Float64Array.of(31, 40), city: ["Lima", null] });
   * Frame.fromArrow(table).toRows(); // => [{ age: 31, city: "Lima" }, { age: 40, city: null }]
   * ```
   */
  static fromArrow<Row extends object = AnyRow>(
    table: ArrowTable,
    options: { readonly schema?: Schema<Row> } = {},
  ): Frame<Row> {
    const read = columnsFromArrow(table, options.schema?.names);
    const { schema, columns } = conformColumns(read, options.schema);
    return new Frame(schema, columns, table.numRows);
  }

  /** The names of the columns, in order. */
  get columns(): string[] {
    return this.schema.names;
  }

  /**
   * One column.
   *
   * @throws SchemaError `COLUMN_MISSING` when there is none of that name.
   */
  column<K extends keyof Row & string>(name: K): Column<Row[K]> {
    // The schema, which Row was made from, says what the column holds.
    return this.columnOf(name) as Column<unknown> as Column<Row[K]>;
  }

  /** One column as its concrete class, told apart by `type`. */
  columnOf(name: string): AnyColumn {
    const column = this.#columns.get(name);
    if (column === undefined) throw columnMissing(name, this.columns);
    return column;
  }

  /** Some columns, in the order given. */
  select<K extends keyof Row & string>(...names: readonly K[]): Frame<Pick<Row, K>> {
    return this.#withFields(names.map((name) => this.schema.field(name)));
  }

  /** All columns but these. */
  drop<K extends keyof Row & string>(...names: readonly K[]): Frame<Omit<Row, K>> {
    return this.#withFields(this.schema.omit(...names).fields);
  }

  #withFields<R extends object>(fields: readonly Field[]): Frame<R> {
    return new Frame<R>(
      new Schema<R>(fields),
      fields.map((field) => this.columnOf(field.name)),
      this.numRows,
    );
  }

  /** The rows of these numbers, in this order. */
  take(rows: ArrayLike<number>): Frame<Row> {
    for (let i = 0; i < rows.length; i++) {
      const row = rows[i] as number;
      if (!(Number.isInteger(row) && row >= 0 && row < this.numRows)) throw noSuchRow(row, this.numRows);
    }
    return new Frame(
      this.schema,
      this.#ordered.map((column) => column.take(rows)),
      rows.length,
    );
  }

  /** The rows from `start` up to, not including, `end`; negative numbers count from the end. */
  slice(start = 0, end = this.numRows): Frame<Row> {
    const place = (at: number): number => (at < 0 ? Math.max(0, this.numRows + at) : Math.min(this.numRows, at));
    const from = place(Math.trunc(start));
    const to = Math.max(from, place(Math.trunc(end)));
    return new Frame(
      this.schema,
      this.#ordered.map((column) => sliceColumn(column, from, to)),
      to - from,
    );
  }

  /** The rows for which `keep` is true. */
  filter(keep: (row: Row, index: number) => boolean): Frame<Row> {
    const rows: number[] = [];
    for (let i = 0; i < this.numRows; i++) if (keep(this.row(i), i)) rows.push(i);
    return this.take(rows);
  }

  /** One row as an object. */
  row(index: number): Row {
    if (!(Number.isInteger(index) && index >= 0 && index < this.numRows)) throw noSuchRow(index, this.numRows);
    const entries = this.#ordered.map((column, at) => [this.schema.fields[at]?.name, column.get(index)] as const);
    // fromEntries defines own properties, so that a column named `__proto__` is data; its type is the schema's.
    return Object.fromEntries(entries) as Row;
  }

  /** All rows as objects. */
  toRows(): Row[] {
    return Array.from({ length: this.numRows }, (_, index) => this.row(index));
  }

  *[Symbol.iterator](): IterableIterator<Row> {
    for (let index = 0; index < this.numRows; index++) yield this.row(index);
  }

  /**
   * These rows, then those of another frame with the same columns in any order.
   *
   * @throws SchemaError `COLUMN_MISMATCH` when the columns differ in name or type.
   */
  concat(other: Frame<Row>): Frame<Row> {
    const extra = other.columns.filter((name) => !this.schema.has(name));
    if (extra.length > 0) {
      throw new SchemaError("COLUMN_MISMATCH", {
        problem: "The frames do not have the same columns",
        given: `${listNames(extra)} in the second alone`,
        expected: `columns ${listNames(this.columns, 20)}`,
        remedy: "Drop or add columns with drop and withColumn, so that both have the same",
        data: { extra },
      });
    }
    const joined = this.schema.fields.map((field) =>
      concatColumns([
        { field, column: this.columnOf(field.name) },
        { field: other.schema.field(field.name), column: other.columnOf(field.name) },
      ]),
    );
    const schema = new Schema<Row>(joined.map(({ field }) => field));
    return new Frame(
      schema,
      joined.map(({ column }) => column),
      this.numRows + other.numRows,
    );
  }

  /** The rows without repeats, each where it first came; {@link dropDuplicates} goes by some of the columns. */
  distinct(): Frame<Row> {
    return this.take(distinctRows(this.#ordered, this.numRows, "first"));
  }

  /**
   * The frame with one more column, or with one replaced: values in row order, or a function of the row.
   *
   * @throws DataError `DATA_SHAPE` when there are more or fewer values than rows.
   * @example
   * ```ts
   * import { Frame } from "@org/mlkit";
   *
   * const frame = Frame.fromRows([{ height: 2, width: 3 }]).withColumn("area", (row) => row.height * row.width);
   * frame.toRows(); // => [{ height: 2, width: 3, area: 6 }]
   * ```
   */
  withColumn<K extends string, Value extends Cell>(
    name: K,
    values: (row: Row, index: number) => Value,
  ): Frame<Omit<Row, K> & { [P in K]: Value }>;
  withColumn<K extends string, Value extends Cell>(
    name: K,
    values: Iterable<Value>,
  ): Frame<Omit<Row, K> & { [P in K]: Value }>;
  withColumn(name: string, values: ColumnInput | ((row: Row, index: number) => Cell)): Frame {
    const given: ColumnInput =
      typeof values === "function" ? Array.from({ length: this.numRows }, (_, i) => values(this.row(i), i)) : values;
    const { field, column } = columnFrom(name, given);
    const fields = this.schema.has(name)
      ? this.schema.fields.map((old) => (old.name === name ? field : old))
      : [...this.schema.fields, field];
    return new Frame(
      new Schema(fields),
      fields.map((each) => (each.name === name ? column : this.columnOf(each.name))),
      this.columns.length === 0 && this.numRows === 0 ? column.length : this.numRows,
    );
  }

  /** The rows sorted by one or more columns, missing values last. Rows that compare equal keep their order. */
  sortBy(
    ...keys: readonly ((keyof Row & string) | readonly [keyof Row & string, "ascending" | "descending"])[]
  ): Frame<Row> {
    const by = keys.map((key) => {
      const [name, direction] = typeof key === "string" ? [key, "ascending"] : key;
      return { column: this.columnOf(name), sign: direction === "descending" ? -1 : 1 };
    });
    const rows = Array.from({ length: this.numRows }, (_, index) => index);
    return this.take(rows.sort((a, b) => compareRows(by, a, b)));
  }

  /** The first rows as a text table. */
  toString(): string {
    const shown = Math.min(10, this.numRows);
    const text = (cell: Cell): string => (typeof cell === "string" ? cell : show(cell));
    const head = this.columns.join("\t");
    const body = Array.from({ length: shown }, (_, row) =>
      this.#ordered.map((column) => text(column.get(row))).join("\t"),
    );
    const more = this.numRows > shown ? [`… ${this.numRows - shown} more`] : [];
    return [head, ...body, ...more].join("\n");
  }
}

function lengthsDiffer(name: string, given: number, expected: number): DataError {
  return new DataError("DATA_SHAPE", {
    problem: `Column '${name}' has not as many rows as the others`,
    given: `${given} rows`,
    expected: `${expected} rows`,
    remedy: "Give all columns the same number of values",
    data: { column: name, given, expected },
  });
}

/**
 * From frames to tables of apache-arrow, which is loaded when the first table is made.
 */
import type { DataType, Dictionary, RecordBatch, Vector } from "apache-arrow";
import { loadDependency } from "../../core/dependency.js";
import type { Field } from "../../core/schema.js";
import { BooleanColumn, NumberColumn, StringColumn, TimestampColumn, type VectorColumn } from "../columns.js";
import { Frame } from "../frame.js";
import { compactStrings } from "../utf8.js";
import type { ArrowTable } from "./arrow-table.js";
import { type ArrowParts, booleanParts, codeParts, numberParts, textParts, timeParts, vectorParts } from "./buffers.js";

/** The package, loaded. */
export type ArrowModule = typeof import("apache-arrow");

/** Loads apache-arrow. @throws DependencyError `DEPENDENCY_MISSING`. */
export function loadArrow(user: string): Promise<ArrowModule> {
  return loadDependency("apache-arrow", user, () => import("apache-arrow"));
}

/**
 * A frame as a table of [apache-arrow](https://www.npmjs.com/package/apache-arrow), for DuckDB, Arquero, Observable Plot and all
 * that reads Arrow. Numbers are shared, not copied.
 *
 * Missing values become nulls. Strings become dictionaries, timestamps have milliseconds and UTC, vectors are lists of fixed size.
 *
 * The package is loaded when this is first called. To use methods of its class, name the class:
 * `const table: Table = await toArrow(frame)`.
 *
 * @throws DependencyError `DEPENDENCY_MISSING` when apache-arrow is not installed.
 * @example
 * ```ts
 * import { Frame, toArrow } from "@org/mlkit";
 * import type { Table } from "apache-arrow";
 *
 * const table: Table = await toArrow(Frame.fromRows([{ age: 31, city: "Lima" }, { age: null, city: "Oslo" }]));
 * table.getChild("age")?.get(1); // => null
 * Frame.fromArrow(table).toRows(); // => [{ age: 31, city: "Lima" }, { age: null, city: "Oslo" }]
 * ```
 */
export async function toArrow<Table extends ArrowTable = ArrowTable>(frame: Frame<object>): Promise<Table> {
  const arrow = await loadArrow("toArrow");
  const own = withOwnStrings(frame);
  // What comes is a table of apache-arrow, whose class the library's own types leave out: they would load that package's
  // and Node's for everyone who compiles against the library.
  return new arrow.Table([new BatchBuilder(arrow, own, "dictionary").batch(own)]) as unknown as Table;
}

/** The frame with dictionaries of those strings alone that it has. */
export function withOwnStrings<Row extends object>(frame: Frame<Row>): Frame<Row> {
  const columns = frame.columns.map((name) => {
    const column = frame.columnOf(name);
    return column instanceof StringColumn ? compactStrings(column) : column;
  });
  return new Frame(frame.schema, columns, frame.numRows);
}

/** Makes record batches of one schema, which the first frame decides. */
export class BatchBuilder {
  readonly #arrow: ArrowModule;
  readonly #fields: readonly Field[];
  readonly #types: readonly DataType[];
  /** The dictionaries as Arrow has them: the same for all slices of a frame. */
  readonly #texts = new Map<readonly string[], Vector>();

  /** With `"dictionary"`, strings become dictionaries, which all batches have to share: for the slices of one frame. */
  constructor(arrow: ArrowModule, first: Frame<object>, strings: "dictionary" | "plain") {
    this.#arrow = arrow;
    this.#fields = first.schema.fields;
    this.#types = first.columns.map((name, index) => {
      const column = first.columnOf(name);
      if (column instanceof NumberColumn) return numberType(arrow, column);
      if (column instanceof BooleanColumn) return new arrow.Bool();
      if (column instanceof TimestampColumn) return new arrow.TimestampMillisecond("UTC");
      if (column instanceof StringColumn) {
        // Numbered by column, not by apache-arrow's counter, so that the same frame gives the same bytes.
        return strings === "plain"
          ? new arrow.Utf8()
          : new arrow.Dictionary(new arrow.Utf8(), new arrow.Int32(), index);
      }
      return new arrow.FixedSizeList(column.size, new arrow.Field("item", new arrow.Float32(), true));
    });
  }

  /** One batch of all rows of a frame that has the columns of the first. */
  batch(frame: Frame<object>): RecordBatch {
    const arrow = this.#arrow;
    const children = this.#fields.map((field, index) => this.#data(frame, field.name, this.#types[index] as DataType));
    const fields = this.#fields.map(
      ({ name, nullable }, index) => new arrow.Field(name, this.#types[index] as DataType, nullable),
    );
    const data = arrow.makeData({ type: new arrow.Struct(fields), length: frame.numRows, nullCount: 0, children });
    return new arrow.RecordBatch(new arrow.Schema(fields), data);
  }

  #data(frame: Frame<object>, name: string, type: DataType) {
    const arrow = this.#arrow;
    const column = frame.columnOf(name);
    if (column instanceof StringColumn) {
      return arrow.DataType.isDictionary(type)
        ? make(arrow, type, column.length, { ...codeParts(column), dictionary: this.#dictionary(type, name, column) })
        : make(arrow, type, column.length, textParts(name, column));
    }
    if (column instanceof NumberColumn) return make(arrow, type, column.length, numberParts(name, column, type));
    if (column instanceof BooleanColumn) return make(arrow, type, column.length, booleanParts(column));
    if (column instanceof TimestampColumn) return make(arrow, type, column.length, timeParts(column));
    return vectors(arrow, type, column);
  }

  #dictionary(type: Dictionary, name: string, { dictionary }: StringColumn): Vector {
    const known = this.#texts.get(dictionary);
    if (known !== undefined) return known;
    const strings = new StringColumn(Int32Array.from(dictionary.keys()), dictionary);
    const data = make(this.#arrow, type.dictionary, strings.length, textParts(name, strings));
    const vector = new this.#arrow.Vector([data]);
    this.#texts.set(dictionary, vector);
    return vector;
  }
}

/** Arrow's own maker of chunks is typed by the concrete type, which is known here by the column alone. */
function make(arrow: ArrowModule, type: DataType, length: number, parts: ArrowParts) {
  return arrow.makeData({ type, length, ...parts } as Parameters<typeof arrow.makeData>[0]);
}

function vectors(arrow: ArrowModule, type: DataType, column: VectorColumn) {
  const { values, ...missing } = vectorParts(column);
  const child = arrow.makeData({ type: new arrow.Float32(), length: values.length, data: values, nullCount: 0 });
  return make(arrow, type, column.length, { ...missing, child });
}

function numberType(arrow: ArrowModule, { values }: NumberColumn): DataType {
  if (values instanceof Float64Array) return new arrow.Float64();
  if (values instanceof Float32Array) return new arrow.Float32();
  if (values instanceof Int32Array) return new arrow.Int32();
  if (values instanceof Uint32Array) return new arrow.Uint32();
  if (values instanceof Int16Array) return new arrow.Int16();
  if (values instanceof Uint16Array) return new arrow.Uint16();
  return values instanceof Int8Array ? new arrow.Int8() : new arrow.Uint8();
}

/**
 * Reads Parquet a column and a row group at a time: only the columns that are wanted, with one row group in memory at most when
 * read in batches.
 */
import type { AnyRow } from "../../core/contracts.js";
import { SchemaError } from "../../core/errors.js";
import { Progress } from "../../core/progress.js";
import type { Field } from "../../core/schema.js";
import { rebatch } from "../batches/rebatch.js";
import type { BuiltColumn } from "../build.js";
import { type AnyColumn, StringColumn, VectorColumn } from "../columns.js";
import { concatColumns } from "../concat.js";
import { conformColumns } from "../conform.js";
import { Frame } from "../frame.js";
import {
  BATCH_SIZE,
  type BatchOptions,
  type ColumnOptions,
  checkKnown,
  checkRowCount,
  type WorkOptions,
  wantedColumns,
} from "../io/options.js";
import type { ByteSource } from "../io/source.js";
import { ListSize } from "../lists.js";
import { Utf8Dictionary } from "../utf8-dictionary.js";
import type { ColumnPlan } from "./column-plan.js";
import {
  decodeBooleans,
  decodeNumbers,
  decodeStrings,
  decodeTimes,
  decodeVectors,
  type StoredValues,
} from "./decode.js";
import { ParquetFile, type RowGroup } from "./open-parquet.js";

/** The options of {@link readParquet}. */
export interface ReadParquetOptions<Row extends object = AnyRow> extends ColumnOptions<Row>, WorkOptions {}

/** The options of {@link readParquetBatches}. */
export interface ReadParquetBatchesOptions<Row extends object = AnyRow> extends ReadParquetOptions<Row>, BatchOptions {}

const KNOWN = ["schema", "columns", "signal", "onProgress"];

/**
 * Reads a Parquet file into a frame, through [hyparquet](https://github.com/hyparam/hyparquet). Of a file, only the parts with the wanted columns are read;
 * any other source is read into memory first.
 *
 * - Integers of up to 32 bits and floats keep their kind where no value is missing; integers of 64 bits and decimals become numbers
 *   where these hold them exactly, and are an error else.
 * - Timestamps of every unit and dates become timestamps in milliseconds. Texts, enumerations, JSON and UUIDs become strings.
 * - Lists of numbers that all have one length become vectors. Other lists, structs, maps and binary are refused by name: leave them out
 *   with `columns`.
 * - Floats may be NaN, which is a missing value: their columns may miss values unless a schema says that they do not.
 * - Compressions: Snappy, gzip, Zstandard, Brotli, LZ4.
 *
 * @throws ReadError `FILE_READ`, `PARQUET_INVALID`; SchemaError `COLUMN_MISSING`, `COLUMN_TYPE`, `CELL_TYPE`, `CELL_MISSING`; DependencyError
 * `DEPENDENCY_MISSING`.
 * @example
 * ```ts
 * import { Frame, readParquet, schema, writeParquet } from "@org/mlkit";
 *
 * await writeParquet(Frame.fromRows([{ city: "Lima", age: 31, score: 0.5 }, { city: null, age: 40, score: 1 }]), "people.parquet");
 * const frame = await readParquet("people.parquet", { schema: schema({ age: "number", city: "string?" }) });
 * frame.toRows(); // => [{ age: 31, city: "Lima" }, { age: 40, city: null }]
 * ```
 */
export async function readParquet<Row extends object = AnyRow>(
  source: ByteSource,
  options: ReadParquetOptions<Row> = {},
): Promise<Frame<Row>> {
  checkKnown("readParquet", options, KNOWN);
  const wanted = wantedColumns("readParquet", options);
  const progress = new Progress(options);
  progress.check();
  const file = await ParquetFile.open(source, "readParquet");
  try {
    const plans = file.plan(wanted);
    const total = plans.length * file.groups.length;
    const read: BuiltColumn[] = [];
    for (const plan of plans) {
      const reader = new ColumnReader(file, plan);
      for (const group of file.groups) {
        await reader.read(group);
        await progress.tick(read.length * file.groups.length + reader.groups, total);
      }
      read.push(reader.finish());
    }
    return frameOf(read, options, file.numRows, 0);
  } finally {
    await file.close();
  }
}

/**
 * Reads a Parquet file in batches, with one row group in memory at a time. The next row group is read when it is asked for.
 *
 * @throws ReadError `FILE_READ`, `PARQUET_INVALID`; SchemaError `COLUMN_MISSING`, `COLUMN_TYPE`, `CELL_TYPE`, `CELL_MISSING`; DependencyError
 * `DEPENDENCY_MISSING`.
 * @example
 * ```ts
 * import { Frame, readParquetBatches, writeParquet } from "@org/mlkit";
 *
 * const bytes = await writeParquet(Frame.fromRows([{ age: 31 }, { age: 40 }, { age: 25 }]));
 * const sizes: number[] = [];
 * for await (const batch of readParquetBatches(bytes, { batchSize: 2 })) sizes.push(batch.numRows);
 * sizes; // => [2, 1]
 * ```
 */
export function readParquetBatches<Row extends object = AnyRow>(
  source: ByteSource,
  options: ReadParquetBatchesOptions<Row> = {},
): AsyncIterable<Frame<Row>> {
  checkKnown("readParquetBatches", options, [...KNOWN, "batchSize"]);
  const wanted = wantedColumns("readParquetBatches", options);
  const size = checkRowCount("readParquetBatches", "batchSize", options.batchSize, BATCH_SIZE);
  return rebatch(groupsOf(source, options, wanted), size);
}

async function* groupsOf<Row extends object>(
  source: ByteSource,
  options: ReadParquetOptions<Row>,
  wanted: readonly string[] | undefined,
): AsyncGenerator<Frame<Row>> {
  const progress = new Progress(options);
  progress.check();
  const file = await ParquetFile.open(source, "readParquetBatches");
  try {
    const plans = file.plan(wanted);
    const sizes = new Map<string, number | undefined>();
    for (const plan of plans) if (plan.type === "vector") sizes.set(plan.name, await vectorSize(file, plan));
    // A file without rows has one empty batch, which says what its columns are.
    const groups = file.groups.length === 0 ? [undefined] : file.groups;
    for (const group of groups) {
      const read: BuiltColumn[] = [];
      for (const plan of plans) {
        const reader = new ColumnReader(file, plan, sizes.get(plan.name));
        if (group !== undefined) await reader.read(group);
        read.push(reader.finish());
      }
      const { firstRow, rows } = group ?? { firstRow: 0, rows: 0 };
      yield frameOf(read, options, rows, firstRow);
      await progress.tick(firstRow + rows, file.numRows);
    }
  } finally {
    await file.close();
  }
}

function frameOf<Row extends object>(
  read: readonly BuiltColumn[],
  options: ReadParquetOptions<Row>,
  rows: number,
  firstRow: number,
): Frame<Row> {
  const { schema, columns } = conformColumns(read, options.schema, firstRow);
  return new Frame(schema, columns, rows);
}

/** The size of the vectors of a column, which a batch of nothing but missing ones does not tell. */
async function vectorSize(file: ParquetFile, plan: ColumnPlan): Promise<number | undefined> {
  for (const group of file.groups) {
    const reader = new ColumnReader(file, plan);
    await reader.read(group);
    const { size } = reader.finish().field;
    if (size !== undefined) return size;
  }
  return undefined;
}

/** Reads one column, row group after row group. */
class ColumnReader {
  readonly #file: ParquetFile;
  readonly #plan: ColumnPlan;
  readonly #dictionary = new Utf8Dictionary();
  readonly #size: ListSize;
  readonly #parts: AnyColumn[] = [];

  constructor(file: ParquetFile, plan: ColumnPlan, size?: number) {
    this.#file = file;
    this.#plan = plan;
    this.#size = new ListSize(plan.name, size);
  }

  /** How many row groups were read. */
  get groups(): number {
    return this.#parts.length;
  }

  async read(group: RowGroup): Promise<void> {
    const chunks = await this.#file.read(this.#plan, group, (bytes) => this.#codeOf(bytes));
    this.#parts.push(this.#decode({ plan: this.#plan, chunks, ...group }));
  }

  #decode(stored: StoredValues): AnyColumn {
    switch (this.#plan.type) {
      case "number":
        return decodeNumbers(stored);
      case "boolean":
        return decodeBooleans(stored);
      case "timestamp":
        return decodeTimes(stored);
      case "string":
        return decodeStrings(stored, this.#dictionary);
      case "vector":
        return decodeVectors(stored, this.#size) ?? withoutValues(stored.rows);
    }
  }

  #codeOf(bytes: Uint8Array): number {
    try {
      return this.#dictionary.codeOf(bytes);
    } catch (cause) {
      throw noText(this.#plan.name, cause);
    }
  }

  /** The column of all row groups. */
  finish(): BuiltColumn {
    const { name, type, nullable } = this.#plan;
    if (this.#parts.length === 0)
      this.#parts.push(this.#decode({ plan: this.#plan, chunks: [], rows: 0, firstRow: 0 }));
    if (type !== "vector") return joined({ name, type, nullable }, this.#parts);
    const { size } = this.#size;
    // Without any vector the size is not known: a column without values is one of strings, as everywhere.
    if (size === undefined) return joined({ name, type: "string", nullable }, this.#parts);
    const vectors = this.#parts.map((part) =>
      part instanceof VectorColumn
        ? part
        : new VectorColumn(new Float32Array(part.length * size).fill(Number.NaN), size),
    );
    return joined({ name, type, nullable, size }, vectors);
  }
}

function joined(field: Field, parts: readonly AnyColumn[]): BuiltColumn {
  const [first, ...others] = parts.map((column) => ({ field, column }));
  return concatColumns([first as BuiltColumn, ...others]);
}

function withoutValues(rows: number): StringColumn {
  return new StringColumn(new Int32Array(rows).fill(-1), []);
}

function noText(column: string, cause: unknown): unknown {
  if (!(cause instanceof TypeError)) return cause;
  return new SchemaError("COLUMN_TYPE", {
    problem: `Column '${column}' holds bytes that are no text`,
    expected: "text in UTF-8",
    remedy: "Leave it out by naming the columns that you want, { columns: […] }, or write it again as text",
    data: { column },
    cause,
  });
}

/**
 * Reads Arrow IPC, also called Feather: the file format and the stream format, told apart by their first bytes.
 */
import type { RecordBatch } from "apache-arrow";
import type { AnyRow } from "../../core/contracts.js";
import { MlkitError, ReadError } from "../../core/errors.js";
import { Progress } from "../../core/progress.js";
import type { Schema } from "../../core/schema.js";
import { rebatch } from "../batches/rebatch.js";
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
import { type ByteSource, cannotRead, checkProtocol, openBytes, readBytes } from "../io/source.js";
import type { ArrowTable } from "./arrow-table.js";
import { registerCodecs } from "./codecs.js";
import { columnsFromArrow } from "./from-arrow.js";
import { type ArrowModule, loadArrow } from "./to-arrow.js";

/** The options of {@link readArrow}. */
export interface ReadArrowOptions<Row extends object = AnyRow> extends ColumnOptions<Row>, WorkOptions {}

/** The options of {@link readArrowBatches}. */
export interface ReadArrowBatchesOptions<Row extends object = AnyRow> extends ReadArrowOptions<Row>, BatchOptions {}

const KNOWN = ["schema", "columns", "signal", "onProgress"];

/**
 * Reads Arrow IPC (Feather), as pyarrow, pandas, Polars, DuckDB and {@link writeArrow} write it, compressed or not, into a frame.
 * What becomes of each type is said at `Frame.fromArrow`.
 *
 * @throws ReadError `FILE_READ`, `ARROW_INVALID`; SchemaError as `Frame.fromArrow`; DependencyError `DEPENDENCY_MISSING`.
 * @example
 * ```ts
 * import { Frame, readArrow, writeArrow } from "@org/mlkit";
 *
 * await writeArrow(Frame.fromRows([{ city: "Lima", age: 31 }]), "people.arrow");
 * (await readArrow("people.arrow")).toRows(); // => [{ city: "Lima", age: 31 }]
 * ```
 */
export async function readArrow<Row extends object = AnyRow>(
  source: ByteSource,
  options: ReadArrowOptions<Row> = {},
): Promise<Frame<Row>> {
  checkKnown("readArrow", options, KNOWN);
  const wanted = wantedColumns("readArrow", options);
  const progress = new Progress(options);
  progress.check();
  const bytes = await readBytes(source, "readArrow");
  const arrow = await openArrow("readArrow");
  const table = guarded(source, () => arrow.tableFromIPC(bytes));
  if (table.schema.fields.length === 0) throw invalid(source, undefined);
  const frame = frameOf(table, options.schema, wanted);
  await progress.tick(bytes.length, bytes.length);
  return frame;
}

/**
 * Reads Arrow IPC (Feather) in batches, with one record batch in memory at a time, of files and of streams. The next batch is
 * read when it is asked for.
 *
 * @throws ReadError `FILE_READ`, `ARROW_INVALID`; SchemaError as `Frame.fromArrow`; DependencyError `DEPENDENCY_MISSING`.
 * @example
 * ```ts
 * import { Frame, readArrowBatches, writeArrow } from "@org/mlkit";
 *
 * const bytes = await writeArrow(Frame.fromRows([{ age: 31 }, { age: 40 }, { age: 25 }]));
 * let rows = 0;
 * for await (const batch of readArrowBatches(bytes, { batchSize: 2 })) rows += batch.numRows;
 * rows; // => 3
 * ```
 */
export function readArrowBatches<Row extends object = AnyRow>(
  source: ByteSource,
  options: ReadArrowBatchesOptions<Row> = {},
): AsyncIterable<Frame<Row>> {
  checkKnown("readArrowBatches", options, [...KNOWN, "batchSize"]);
  const wanted = wantedColumns("readArrowBatches", options);
  const size = checkRowCount("readArrowBatches", "batchSize", options.batchSize, BATCH_SIZE);
  return rebatch(framesOf(source, options, wanted), size);
}

async function* framesOf<Row extends object>(
  source: ByteSource,
  options: ReadArrowBatchesOptions<Row>,
  wanted: readonly string[] | undefined,
): AsyncGenerator<Frame<Row>> {
  const progress = new Progress(options);
  progress.check();
  const arrow = await openArrow("readArrowBatches");
  const { reader, close } = await openReader(arrow, source);
  try {
    const opened = await reader.open();
    const schema = opened.schema;
    if (!schema || schema.fields.length === 0) throw invalid(source, undefined);
    let rows = 0;
    for await (const batch of opened) {
      yield frameOf(batch, options.schema, wanted, rows);
      rows += batch.numRows;
      await progress.tick(rows, Number.POSITIVE_INFINITY);
    }
    if (rows === 0) yield frameOf(new arrow.Table(schema), options.schema, wanted);
  } catch (error) {
    throw error instanceof MlkitError ? error : invalid(source, error);
  } finally {
    await close();
  }
}

/** The part of apache-arrow's readers that is used, whatever they read from. */
interface BatchReader {
  open(): Promise<OpenReader> | OpenReader;
}
interface OpenReader extends AsyncIterable<RecordBatch> {
  readonly schema: RecordBatch["schema"] | null | undefined;
}

async function openReader(
  arrow: ArrowModule,
  source: ByteSource,
): Promise<{ reader: BatchReader; close: () => Promise<void> }> {
  if (typeof source === "string" || source instanceof URL) {
    checkProtocol(source, "readArrowBatches");
    const { open } = await import("node:fs/promises");
    const handle = await open(source).catch((cause: unknown) => {
      throw cannotRead(String(source), cause);
    });
    // The file format is read by its index at the end, record batch by record batch.
    const reader = await arrow.RecordBatchReader.from(handle).catch(async (cause: unknown) => {
      await handle.close();
      throw invalid(source, cause);
    });
    return { reader, close: () => handle.close() };
  }
  const { chunks } = await openBytes(source, "readArrowBatches");
  return { reader: await arrow.RecordBatchReader.from(iterate(chunks)), close: async () => undefined };
}

async function* iterate(chunks: AsyncIterable<Uint8Array> | Iterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  yield* chunks;
}

async function openArrow(user: string): Promise<ArrowModule> {
  const arrow = await loadArrow(user);
  await registerCodecs(arrow, user);
  return arrow;
}

function frameOf<Row extends object>(
  table: ArrowTable,
  wanted: Schema<Row> | undefined,
  names: readonly string[] | undefined,
  firstRow = 0,
): Frame<Row> {
  const { schema, columns } = conformColumns(columnsFromArrow(table, names, firstRow), wanted, firstRow);
  return new Frame(schema, columns, table.numRows);
}

function guarded<T>(source: ByteSource, read: () => T): T {
  try {
    return read();
  } catch (cause) {
    throw invalid(source, cause);
  }
}

function invalid(source: ByteSource, cause: unknown): ReadError {
  const name = typeof source === "string" || source instanceof URL ? String(source) : undefined;
  return new ReadError("ARROW_INVALID", {
    problem: `${name ?? "The source"} cannot be read as Arrow IPC`,
    ...(cause instanceof Error ? { given: cause.message } : {}),
    expected: "the file format or the stream format of Arrow, whole",
    remedy: "Check that it is Arrow IPC (Feather version 2) and not cut off; Parquet files go through readParquet",
    data: name === undefined ? {} : { path: name },
    cause,
  });
}

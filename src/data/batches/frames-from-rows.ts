/**
 * From any stream of rows to batches: a paged API, the cursor of a database, a queue.
 */
import { DataError, listNames, SchemaError, show } from "../../core/errors.js";
import { Schema } from "../../core/schema.js";
import { columnsFromRows } from "../build.js";
import { Frame } from "../frame.js";
import { BATCH_SIZE, type BatchOptions, checkKnown, checkRowCount } from "../io/options.js";

/** The options of {@link framesFromRows}. */
export interface FramesFromRowsOptions<Row extends object> extends BatchOptions {
  /** The columns and their types. Without it, they are found in the first batch, and hold for all others. */
  readonly schema?: Schema<Row>;
}

/**
 * Turns an async iterable of row objects into batches: frames of `batchSize` rows. Rows are taken from the source as batches are asked for, so
 * that a fast source waits for a slow consumer.
 *
 * Without a schema, columns and types are those of the first batch, in which any value may be missing. A later row with
 * another column, or with a value of another type, is an error.
 *
 * @throws SchemaError `CELL_TYPE`, `CELL_MISSING`, `COLUMN_TYPE`, `COLUMN_MISMATCH`; DataError `DATA_SHAPE` for something that is no row. Whatever the source
 * throws passes as it is.
 * @example
 * ```ts
 * import { concatFrames, framesFromRows } from "@org/mlkit";
 *
 * // Stands for fetch(`${url}?page=${page}`).
 * const fetchPage = async (page: number) => (page < 3 ? [{ id: 2 * page, city: "Lima" }, { id: 2 * page + 1, city: "Oslo" }] : []);
 *
 * async function* orders() {
 *   for (let page = 0; ; page++) {
 *     const rows = await fetchPage(page);
 *     if (rows.length === 0) return;
 *     yield* rows;
 *   }
 * }
 *
 * const sizes: number[] = [];
 * for await (const batch of framesFromRows(orders(), { batchSize: 4 })) sizes.push(batch.numRows);
 * sizes; // => [4, 2]
 * (await concatFrames(framesFromRows(orders()))).row(5); // => { id: 5, city: "Oslo" }
 * ```
 */
export function framesFromRows<Row extends object>(
  rows: AsyncIterable<Row> | Iterable<Row>,
  options: FramesFromRowsOptions<Row> = {},
): AsyncIterable<Frame<Row>> {
  checkKnown("framesFromRows", options, ["schema", "batchSize"]);
  const size = checkRowCount("framesFromRows", "batchSize", options.batchSize, BATCH_SIZE);
  const iterable: unknown = rows;
  const isStream = typeof iterable === "object" && iterable !== null;
  if (!isStream || !(Symbol.asyncIterator in iterable || Symbol.iterator in iterable)) throw noStream(rows);
  return frames(rows, options.schema, size);
}

async function* frames<Row extends object>(
  rows: AsyncIterable<Row> | Iterable<Row>,
  given: Schema<Row> | undefined,
  size: number,
): AsyncGenerator<Frame<Row>> {
  let schema = given;
  let held: Row[] = [];
  let done = 0;
  const batch = (): Frame<Row> => {
    const { fields, columns } = columnsFromRows(held, schema, done);
    if (schema !== undefined && given === undefined) checkNames(held, schema, done);
    schema ??= new Schema<Row>(fields);
    const frame = new Frame<Row>(schema, columns, held.length);
    done += held.length;
    held = [];
    return frame;
  };
  for await (const row of rows) if (held.push(row) === size) yield batch();
  // Without rows there is one empty batch, which says what the columns are.
  if (held.length > 0 || done === 0) yield batch();
}

/** Rows are checked against found columns so that nothing of them is lost. */
function checkNames(rows: readonly object[], schema: Schema, firstRow: number): void {
  rows.forEach((row, index) => {
    const extra = Object.keys(row).filter((name) => !schema.has(name));
    if (extra.length === 0) return;
    throw new SchemaError("COLUMN_MISMATCH", {
      problem: `Row ${firstRow + index} has columns that the first batch did not have`,
      given: listNames(extra),
      expected: `columns ${listNames(schema.names, 20)}`,
      remedy: "Give a schema with all columns, or take a larger batchSize",
      data: { row: firstRow + index, extra },
    });
  });
}

function noStream(rows: unknown): DataError {
  return new DataError("DATA_SHAPE", {
    problem: "There are no rows to take",
    given: show(rows),
    expected: "an async iterable of row objects, or an iterable",
    remedy: "Give an async generator that yields one row after another",
  });
}

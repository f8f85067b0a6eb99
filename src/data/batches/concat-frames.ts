/**
 * From a stream of batches to one frame.
 */
import type { AnyRow } from "../../core/contracts.js";
import { DataError, listNames, SchemaError } from "../../core/errors.js";
import { Schema } from "../../core/schema.js";
import { concatColumns } from "../concat.js";
import { Frame } from "../frame.js";

/** Frames with the same columns, one after another: what the readers of batches give and the writers take. */
export type FrameBatches<Row extends object = AnyRow> = AsyncIterable<Frame<Row>> | Iterable<Frame<Row>>;

/**
 * One frame of all rows of a stream of batches, or of a list of frames. The columns are matched by name.
 *
 * @throws DataError `DATA_EMPTY` when there is no batch at all; SchemaError `COLUMN_MISMATCH`, `COLUMN_MISSING`.
 * @example
 * ```ts
 * import { concatFrames, readCsvBatches } from "@org/mlkit";
 *
 * const frame = await concatFrames(readCsvBatches({ text: "age\n31\n40\n25\n" }, { batchSize: 2 }));
 * frame.numRows; // => 3
 * ```
 */
export async function concatFrames<Row extends object>(batches: FrameBatches<Row>): Promise<Frame<Row>> {
  const frames: Frame<Row>[] = [];
  for await (const frame of batches) frames.push(frame);
  return joinFrames(frames);
}

/** One frame of all rows of some frames. */
export function joinFrames<Row extends object>(frames: readonly Frame<Row>[]): Frame<Row> {
  const first = frames[0];
  if (first === undefined) {
    throw new DataError("DATA_EMPTY", {
      problem: "There are no frames to put together",
      expected: "at least one frame, which says what the columns are",
      remedy: "Check the source: readers of batches give at least one",
    });
  }
  if (frames.length === 1) return first;
  for (const frame of frames) checkSameColumns(first, frame);
  const part = (frame: Frame<Row>, name: string) => ({ field: frame.schema.field(name), column: frame.columnOf(name) });
  const built = first.columns.map((name) =>
    concatColumns([part(first, name), ...frames.slice(1).map((frame) => part(frame, name))]),
  );
  return new Frame(
    new Schema<Row>(
      built.map(({ field }) => field),
      first.schema.check,
    ),
    built.map(({ column }) => column),
    frames.reduce((sum, { numRows }) => sum + numRows, 0),
  );
}

/** @throws SchemaError `COLUMN_MISMATCH` for columns that the first frame does not have. */
export function checkSameColumns<Row extends object>(first: Frame<Row>, other: Frame<Row>): void {
  const extra = other.columns.filter((name) => !first.schema.has(name));
  if (extra.length === 0) return;
  throw new SchemaError("COLUMN_MISMATCH", {
    problem: "The frames do not have the same columns",
    given: `${listNames(extra)} in a later frame alone`,
    expected: `columns ${listNames(first.columns, 20)}`,
    remedy: "Drop or add columns with drop and withColumn, so that both have the same",
    data: { extra },
  });
}

/**
 * What writers take: a frame, or a stream of them that all fit the first one.
 */
import type { AnyRow } from "../../core/contracts.js";
import { DataError, SchemaError, show } from "../../core/errors.js";
import { cellError, type Field, fieldInWords } from "../../core/schema.js";
import { Frame } from "../frame.js";
import { checkSameColumns, type FrameBatches } from "./concat-frames.js";

/** What writers write: a frame, or batches, which are written as they come. */
export type FrameInput<Row extends object = AnyRow> = Frame<Row> | FrameBatches<Row>;

/**
 * The frames of an input, at least one, each with the columns of the first in its types.
 *
 * @throws DataError `DATA_EMPTY` for no frame or no columns, `DATA_SHAPE` for something else than a frame; SchemaError `COLUMN_MISMATCH`,
 * `COLUMN_MISSING`, `CELL_MISSING`.
 */
export async function* uniformBatches<Row extends object>(input: FrameInput<Row>): AsyncGenerator<Frame<Row>> {
  let first: Frame<Row> | undefined;
  // A frame is iterable too, by its rows.
  for await (const frame of input instanceof Frame ? [input] : input) {
    if (!(frame instanceof Frame)) throw noFrame(frame);
    if (frame.columns.length === 0) throw nothingToWrite("a frame without columns");
    if (first !== undefined) checkFits(first, frame);
    first ??= frame;
    yield frame;
  }
  if (first === undefined) throw nothingToWrite("no batch");
}

function checkFits<Row extends object>(first: Frame<Row>, frame: Frame<Row>): void {
  checkSameColumns(first, frame);
  for (const field of first.schema.fields) {
    const own = frame.schema.field(field.name);
    if (own.type !== field.type || own.size !== field.size) throw otherType(field, own);
    if (field.nullable || !own.nullable) continue;
    const column = frame.columnOf(field.name);
    for (let row = 0; row < frame.numRows; row++)
      if (column.isMissing(row)) throw cellError("CELL_MISSING", field, null, row);
  }
}

function otherType(field: Field, own: Field): SchemaError {
  return new SchemaError("COLUMN_MISMATCH", {
    problem: `Column '${field.name}' of a later batch has another type than in the first`,
    given: fieldInWords(own),
    expected: fieldInWords(field),
    remedy: "Read or make all batches with one schema",
    data: { column: field.name },
  });
}

function noFrame(frame: unknown): DataError {
  return new DataError("DATA_SHAPE", {
    problem: "What should be written holds something that is no frame",
    given: show(frame),
    expected: "a Frame, or a stream of frames",
    remedy: "Make frames of rows with Frame.fromRows, or of a stream of rows with framesFromRows",
  });
}

function nothingToWrite(given: string): DataError {
  return new DataError("DATA_EMPTY", {
    problem: "There is nothing to write",
    given,
    expected: "at least one frame with at least one column; it may have no rows",
    remedy: "Check what was selected or filtered before",
  });
}

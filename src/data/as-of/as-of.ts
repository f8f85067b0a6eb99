/**
 * What had happened before each row, as of its time: features for credit, churn and fraud that do not know the future.
 *
 * It looks at other rows, so it is a function of frames and no stage of a pipeline. Sorting by a radix sort, then one walk a column: time O(rows + events) a
 * column, memory O(rows + events).
 */
import type { NumericColumnsOf } from "../../core/contracts.js";
import { ParameterError, show } from "../../core/errors.js";
import { cellError, type Field, Schema } from "../../core/schema.js";
import { NumberColumn, TimestampColumn } from "../columns.js";
import { concatColumns } from "../concat.js";
import { Frame } from "../frame.js";
import { rowCodes } from "../row-codes.js";
import { type AsOfColumn, AsOfValues, DAY, isTotal, wrongType } from "./as-of-values.js";
import { earlierEvents, type Keyed } from "./earlier-events.js";

/** The columns of a row type that hold timestamps; any name where the row type is not known. */
export type TimestampColumnsOf<Row> = {
  [K in keyof Row & string]: Row[K] extends Date | null ? K : never;
}[keyof Row & string];

/** The options of {@link asOf}. */
export interface AsOfOptions<Row, Events, Columns> {
  /** The column, or columns, whose values say whose events they are. A row in which one is missing has no events, and is none. */
  readonly by: (keyof Row & keyof NoInfer<Events> & string) | readonly (keyof Row & keyof NoInfer<Events> & string)[];
  /** The timestamp column of the rows. */
  readonly at: TimestampColumnsOf<Row>;
  /** The events, as a frame of their own. Default: the rows themselves. */
  readonly events?: Frame<Events & object>;
  /** The timestamp column of the events. Default: the same as `at`. */
  readonly eventsAt?: TimestampColumnsOf<NoInfer<Events>>;
  /** Counts only events of at most so many days before. Default: all. */
  readonly within?: number;
  /** The columns to add. */
  readonly columns: Columns;
}

/** The row type of what {@link asOf} gives. */
export type AsOfRow<Row, Columns extends readonly AsOfColumn[]> = Row & {
  [C in Columns[number] as C["name"]]: C["op"] extends "count" | "sum" ? number : number | null;
};

/**
 * Adds columns that say what had happened before each row: of the events with the row's key, those **strictly before** its time. Events at the very same time do not
 * count, so that rows of one moment never see one another, and nothing of the future leaks into the past.
 *
 * The rows keep their order, and their order changes no result (`"last"` apart, among events of one time). Values leave a window without a trace: nothing is
 * subtracted from sums.
 *
 * @throws SchemaError `COLUMN_MISSING`; `COLUMN_TYPE` for a time that is no timestamp, or values that are no numbers or booleans; `COLUMN_MISMATCH` for keys of two types;
 * `COLUMN_DUPLICATE` for a name that is there already; `CELL_MISSING` for a missing time. DataError `DATA_NOT_FINITE` for ±∞. ParameterError `PARAM_INVALID`.
 * @example
 * ```ts
 * import { asOf, Frame } from "@org/mlkit";
 *
 * const loans = Frame.fromRows([
 *   { user: "ana", at: new Date("2026-01-01"), amount: 100, repaid: true },
 *   { user: "ana", at: new Date("2026-01-11"), amount: 300, repaid: false },
 *   { user: "ana", at: new Date("2026-02-10"), amount: 500, repaid: true },
 * ]);
 * const known = asOf(loans, {
 *   by: "user",
 *   at: "at",
 *   columns: [
 *     { name: "loans", op: "count" },
 *     { name: "meanAmount", op: "mean", of: "amount" },
 *     { name: "shareRepaid", op: "mean", of: "repaid" },
 *     { name: "daysSince", op: "daysSinceLast" },
 *   ],
 * });
 * known.column("loans").toArray(); // => [0, 1, 2]
 * known.column("meanAmount").toArray(); // => [null, 100, 200]
 * known.column("shareRepaid").toArray(); // => [null, 1, 0.5]
 * known.column("daysSince").toArray(); // => [null, 10, 30]
 * ```
 */
export function asOf<
  Row extends object,
  const Columns extends readonly AsOfColumn<NumericColumnsOf<Events>>[],
  Events extends object = Row,
>(frame: Frame<Row>, options: AsOfOptions<Row, Events, Columns>): Frame<AsOfRow<Row, Columns>> {
  const { at, within = Number.POSITIVE_INFINITY, columns } = options;
  if (!(within > 0)) throw invalid("within", within, "a number of days above 0");
  // From here on the run-time checks stand in for the row types; without events of their own, rows are the events.
  const rows = frame as object as Frame;
  const events = (options.events ?? frame) as object as Frame;
  const by: readonly string[] = typeof options.by === "string" ? [options.by] : options.by;
  if (by.length === 0) throw invalid("by", by, "at least one column");
  const { keys, eventKeys, count } = keysOf(rows, events, by);
  const own: Keyed = { keys, times: timesOf(rows, at) };
  const eventsAt = options.eventsAt ?? at;
  const others = rows === events && eventsAt === at ? own : { keys: eventKeys, times: timesOf(events, eventsAt) };
  const earlier = earlierEvents(own, others, count, within * DAY);
  const values = new AsOfValues(own.times, events, earlier).of(columns);
  return new Frame<AsOfRow<Row, Columns>>(
    new Schema([...rows.schema.fields, ...columns.map(fieldOf)]),
    [...rows.columns.map((name) => rows.columnOf(name)), ...values.map((column) => new NumberColumn(column))],
    rows.numRows,
  );
}

function fieldOf({ name, op }: AsOfColumn): Field {
  return { name, type: "number", nullable: !isTotal(op) };
}

/** The keys of rows and events, numbered in common. */
function keysOf(
  rows: Frame,
  events: Frame,
  by: readonly string[],
): { keys: Int32Array; eventKeys: Int32Array; count: number } {
  const part = (frame: Frame, name: string) => ({ field: frame.schema.field(name), column: frame.columnOf(name) });
  const columns = by.map((name) =>
    rows === events ? rows.columnOf(name) : concatColumns([part(rows, name), part(events, name)]).column,
  );
  const total = rows === events ? rows.numRows : rows.numRows + events.numRows;
  const { codes, count } = rowCodes(columns, total);
  for (const column of columns) {
    if (column.missingCount === 0) continue;
    for (let row = 0; row < total; row++) if (column.isMissing(row)) codes[row] = -1;
  }
  const keys = codes.subarray(0, rows.numRows);
  return { keys, eventKeys: rows === events ? keys : codes.subarray(rows.numRows), count };
}

function timesOf(frame: Frame, name: string): Float64Array {
  const column = frame.columnOf(name);
  if (!(column instanceof TimestampColumn)) throw wrongType(name, column.type, "a timestamp column");
  const missing = column.values.findIndex(Number.isNaN);
  if (missing >= 0) throw cellError("CELL_MISSING", { ...frame.schema.field(name), nullable: false }, null, missing);
  return column.values;
}

function invalid(name: string, given: unknown, expected: string): ParameterError {
  return new ParameterError("PARAM_INVALID", {
    problem: `asOf cannot take this ${name}`,
    given: show(given),
    expected,
    remedy: "Mend the option; its doc comment says what it takes",
    data: { owner: "asOf", name },
  });
}

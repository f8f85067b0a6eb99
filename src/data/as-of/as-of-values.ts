/**
 * The columns of `asOf`, from the ranges of earlier events. Time O(rows + events) a column; sums over one column of events are made once for all that is asked of it.
 */
import { DataError, ParameterError, SchemaError, show } from "../../core/errors.js";
import { BooleanColumn, NumberColumn } from "../columns.js";
import type { Frame } from "../frame.js";
import type { EarlierEvents } from "./earlier-events.js";
import { SlidingSums, type Sums } from "./sliding-sums.js";

/** What is computed of the earlier events' values in a column. */
export type AsOfStatistic = "mean" | "sum" | "min" | "max" | "std" | "last";

/**
 * One column of {@link asOf}: its name, and what it holds of the earlier events.
 *
 * - `"count"`: how many there were; with `of`, how many had a value there. 0 for none.
 * - `"sum"`, `"mean"`, `"min"`, `"max"`, `"std"` of the values in column `of`; missing ones are left out, booleans count as 0 and 1. `"std"` is the sample's,
 *   over n − 1. Of no value (of one, for `"std"`) it is missing, but the sum is 0.
 * - `"last"`: the latest value in column `of`; of events at the same time, that of the last row.
 * - `"daysSinceLast"`: days since the latest event.
 */
export type AsOfColumn<Of extends string = string> =
  | { readonly name: string; readonly op: "count"; readonly of?: Of }
  | { readonly name: string; readonly op: "daysSinceLast"; readonly of?: never }
  | { readonly name: string; readonly op: AsOfStatistic; readonly of: Of };

/** Milliseconds of a day. */
export const DAY = 86_400_000;

/** What is made of sums. */
type Summary = "count" | Exclude<AsOfStatistic, "last">;

/** Each summary, of at least one value. */
const SUMMARIES: ReadonlyMap<string, (sums: Sums) => number> = new Map<Summary, (sums: Sums) => number>([
  ["count", ({ count }) => count],
  ["sum", ({ sum }) => sum],
  ["mean", ({ count, sum }) => sum / count],
  ["min", ({ least }) => least],
  ["max", ({ greatest }) => greatest],
  ["std", ({ count, squares }) => (count > 1 ? Math.sqrt(squares / (count - 1)) : Number.NaN)],
]);

/** Computes columns, each in row order. */
export class AsOfValues {
  readonly #times: Float64Array;
  readonly #events: Frame;
  readonly #earlier: EarlierEvents;

  constructor(times: Float64Array, events: Frame, earlier: EarlierEvents) {
    this.#times = times;
    this.#events = events;
    this.#earlier = earlier;
  }

  /** The values of the columns, in their order. */
  of(columns: readonly AsOfColumn[]): readonly Float64Array[] {
    const out = columns.map(({ op }) => new Float64Array(this.#times.length).fill(isTotal(op) ? 0 : Number.NaN));
    const summarised = new Map<string, { summary: (sums: Sums) => number; out: Float64Array }[]>();
    columns.forEach((column, index) => {
      const { op, of } = column;
      const values = out[index] as Float64Array;
      if (op === "daysSinceLast") this.#daysSinceLast(values);
      else if (op === "count" && of === undefined) this.#count(values);
      else if (typeof of !== "string") throw invalid(column, "the name of a column as `of`");
      else if (op === "last") this.#last(of, values);
      else {
        const summary = SUMMARIES.get(op);
        if (summary === undefined) throw invalid(op, "count, sum, mean, min, max, std, last or daysSinceLast as `op`");
        summarised.set(of, [...(summarised.get(of) ?? []), { summary, out: values }]);
      }
    });
    for (const [of, wanted] of summarised) this.#summarise(of, wanted);
    return out;
  }

  #count(out: Float64Array): void {
    const { rows, from, to } = this.#earlier;
    for (let i = 0; i < rows.length; i++) out[rows[i] as number] = (to[i] as number) - (from[i] as number);
  }

  #daysSinceLast(out: Float64Array): void {
    const { rows, from, to, eventTimes } = this.#earlier;
    for (let i = 0; i < rows.length; i++) {
      const last = (to[i] as number) - 1;
      const row = rows[i] as number;
      if (last >= (from[i] as number)) out[row] = ((this.#times[row] as number) - (eventTimes[last] as number)) / DAY;
    }
  }

  #last(name: string, out: Float64Array): void {
    const { rows, from, to } = this.#earlier;
    const values = this.#values(name);
    const latest = new Int32Array(values.length);
    for (let i = 0, known = -1; i < values.length; i++) {
      if (!Number.isNaN(values[i])) known = i;
      latest[i] = known;
    }
    for (let i = 0; i < rows.length; i++) {
      const [start, end] = [from[i] as number, to[i] as number];
      const last = end > start ? (latest[end - 1] as number) : -1;
      if (last >= start) out[rows[i] as number] = values[last] as number;
    }
  }

  #summarise(name: string, wanted: readonly { summary: (sums: Sums) => number; out: Float64Array }[]): void {
    const { rows, from, to } = this.#earlier;
    const sliding = new SlidingSums(this.#values(name));
    for (let i = 0; i < rows.length; i++) {
      const sums = sliding.move(from[i] as number, to[i] as number);
      if (sums.count === 0) continue;
      const row = rows[i] as number;
      for (let k = 0; k < wanted.length; k++) {
        const { summary, out } = wanted[k] as { summary: (sums: Sums) => number; out: Float64Array };
        out[row] = summary(sums);
      }
    }
  }

  /** The values of a column in the order of the sorted events. */
  #values(name: string): Float64Array {
    const column = this.#events.columnOf(name);
    const { events } = this.#earlier;
    const out = new Float64Array(events.length);
    if (column instanceof BooleanColumn) {
      for (let i = 0; i < out.length; i++) {
        const code = column.codes[events[i] as number] as number;
        out[i] = code < 0 ? Number.NaN : code;
      }
      return out;
    }
    if (!(column instanceof NumberColumn)) throw wrongType(name, column.type, "a column of numbers or booleans");
    for (let i = 0; i < out.length; i++) {
      const value = column.values[events[i] as number] as number;
      if (value === Number.POSITIVE_INFINITY || value === Number.NEGATIVE_INFINITY)
        throw infinite(name, value, events[i] as number);
      out[i] = value;
    }
    return out;
  }
}

/** Whether it is 0 where there are no events, not missing. */
export function isTotal(op: AsOfColumn["op"]): boolean {
  return op === "count" || op === "sum";
}

/** Error for a column of a type that asOf cannot use so. */
export function wrongType(column: string, given: string, expected: string): SchemaError {
  return new SchemaError("COLUMN_TYPE", {
    problem: `asOf cannot read column '${column}'`,
    given: `a ${given} column`,
    expected,
    remedy: "Name another column, or turn this one into such values with frame.withColumn",
    data: { column, given },
  });
}

function infinite(column: string, value: number, row: number): DataError {
  return new DataError("DATA_NOT_FINITE", {
    problem: "asOf cannot read infinite values",
    given: `${value} in row ${row}, column '${column}'`,
    expected: "finite numbers, or null where a value is missing",
    remedy: "Replace or drop the infinite values, for example with frame.filter",
    data: { columns: [column], row },
  });
}

function invalid(given: unknown, expected: string): ParameterError {
  return new ParameterError("PARAM_INVALID", {
    problem: "asOf cannot compute such a column",
    given: show(given),
    expected,
    remedy: 'Write { name: "meanAmount", op: "mean", of: "amount" }, say',
    data: { owner: "asOf", name: "columns" },
  });
}

/**
 * Summaries of the columns of a frame, computed by simple-statistics, which is loaded at the first use.
 */
import type { Label } from "../core/contracts.js";
import type { AnyColumn, BooleanColumn, NumberColumn, StringColumn, TimestampColumn } from "./columns.js";
import type { Frame } from "./frame.js";

/** What every summary has. */
interface Counts {
  readonly name: string;
  /** How many values there are. */
  readonly count: number;
  /** How many are missing. */
  readonly missing: number;
}

/** The summary of numbers. What cannot be computed (of no values, or of infinite ones) is `null`. */
export interface NumberSummary extends Counts {
  readonly type: "number";
  readonly mean: number | null;
  /** The standard deviation of a sample (divided by count − 1); `null` for fewer than two values. */
  readonly std: number | null;
  readonly min: number | null;
  /** The quartiles, interpolated linearly as pandas and NumPy do. */
  readonly q1: number | null;
  readonly median: number | null;
  readonly q3: number | null;
  readonly max: number | null;
}

/** The summary of strings or booleans. */
export interface LabelSummary extends Counts {
  readonly type: "string" | "boolean";
  /** How many different values there are. */
  readonly distinct: number;
  /** The most frequent value; of equals, the one that came first. */
  readonly top: Label | null;
  /** How often it comes. */
  readonly frequency: number;
}

/** The summary of timestamps. */
export interface TimestampSummary extends Counts {
  readonly type: "timestamp";
  readonly min: Date | null;
  readonly max: Date | null;
}

/** The summary of vectors. */
export interface VectorSummary extends Counts {
  readonly type: "vector";
  readonly size: number;
}

/** The summary of a column, told apart by `type`. */
export type ColumnSummary = NumberSummary | LabelSummary | TimestampSummary | VectorSummary;

/** The summary of a frame. */
export class FrameSummary {
  readonly numRows: number;
  /** One summary a column, in order. */
  readonly columns: readonly ColumnSummary[];

  constructor(numRows: number, columns: readonly ColumnSummary[]) {
    this.numRows = numRows;
    this.columns = columns;
  }

  /** The summaries as a text table. */
  toString(): string {
    const head = [
      "column",
      "type",
      "count",
      "missing",
      "mean",
      "std",
      "min",
      "25%",
      "50%",
      "75%",
      "max",
      "distinct",
      "top",
      "frequency",
    ];
    const used = head.map((_, at) => at < 4 || this.columns.some((summary) => cells(summary)[at] !== ""));
    const rows = [head, ...this.columns.map(cells)].map((row) => row.filter((_, at) => used[at]));
    const widths = head
      .filter((_, at) => used[at])
      .map((_, at) => Math.max(...rows.map((row) => row[at]?.length ?? 0)));
    const line = (row: readonly string[]) =>
      row.map((cell, at) => (at < 2 ? cell.padEnd(widths[at] ?? 0) : cell.padStart(widths[at] ?? 0))).join("  ");
    return [`${this.numRows} rows × ${this.columns.length} columns`, ...rows.map((row) => line(row).trimEnd())].join(
      "\n",
    );
  }
}

function cells(summary: ColumnSummary): string[] {
  const { name, type, count, missing } = summary;
  const lead = [name, type, String(count), String(missing)];
  if (type === "number") {
    const { mean, std, min, q1, median, q3, max } = summary;
    return [...lead, ...[mean, std, min, q1, median, q3, max].map(short), "", "", ""];
  }
  if (type === "timestamp") return [...lead, "", "", day(summary.min), "", "", "", day(summary.max), "", "", ""];
  if (type === "vector") return [...lead, "", "", "", "", "", "", "", "", "", ""];
  const { distinct, top, frequency } = summary;
  return [
    ...lead,
    "",
    "",
    "",
    "",
    "",
    "",
    "",
    String(distinct),
    top === null ? "" : shorten(String(top)),
    String(frequency),
  ];
}

/** Five significant digits, and no digit of a large whole part lost. */
function short(value: number | null): string {
  if (value === null) return "";
  if (Number.isInteger(value)) return String(value);
  return Math.abs(value) >= 100_000 ? value.toFixed(0) : String(Number(value.toPrecision(5)));
}

function day(value: Date | null): string {
  return value === null ? "" : value.toISOString().replace("T00:00:00.000Z", "");
}

function shorten(text: string): string {
  return text.length > 20 ? `${text.slice(0, 19)}…` : text;
}

/**
 * Summarises each column: count and missing values; mean, standard deviation and quartiles of numbers; the number of different values
 * and the most frequent one of strings and booleans; the first and last of timestamps.
 *
 * @example
 * ```ts
 * import { Frame, describe } from "@org/mlkit";
 *
 * const frame = Frame.fromRows([{ age: 20, city: "Lima" }, { age: 40, city: "Lima" }, { age: null, city: "Oslo" }]);
 * const [age, city] = (await describe(frame)).columns;
 * age?.type === "number" && age.mean; // => 30
 * city?.type === "string" && city.top; // => "Lima"
 * ```
 */
export async function describe<Row extends object>(frame: Frame<Row>): Promise<FrameSummary> {
  const statistics = await import("simple-statistics");
  const columns = frame.columns.map((name) => summarise(name, frame.columnOf(name), statistics));
  return new FrameSummary(frame.numRows, columns);
}

type Statistics = typeof import("simple-statistics");

function summarise(name: string, column: AnyColumn, statistics: Statistics): ColumnSummary {
  const missing = column.missingCount;
  const counts: Counts = { name, count: column.length - missing, missing };
  if (column.type === "number") return { ...counts, ...numbers(column, statistics) };
  if (column.type === "timestamp") return { ...counts, ...timestamps(column) };
  if (column.type === "vector") return { ...counts, type: "vector", size: column.size };
  return { ...counts, ...labels(column) };
}

function numbers(
  column: NumberColumn,
  { mean, sampleStandardDeviation, quantileSorted }: Statistics,
): Omit<NumberSummary, keyof Counts> {
  const sorted = Float64Array.from(column.values)
    .filter((value) => !Number.isNaN(value))
    .sort();
  // The functions take anything that is indexed like an array; their types ask for one.
  const values = sorted as unknown as number[];
  const or = (value: number): number | null => (Number.isNaN(value) ? null : value);
  const quantile = (share: number) => (sorted.length === 0 ? null : or(quantileSorted(values, share)));
  const finite = Number.isFinite(sorted[0]) && Number.isFinite(sorted.at(-1));
  return {
    type: "number",
    mean: finite ? or(mean(values)) : null,
    std: finite && sorted.length > 1 ? or(sampleStandardDeviation(values)) : null,
    min: quantile(0),
    q1: quantile(0.25),
    median: quantile(0.5),
    q3: quantile(0.75),
    max: quantile(1),
  };
}

function timestamps(column: TimestampColumn): Omit<TimestampSummary, keyof Counts> {
  const sorted = column.values.filter((value) => !Number.isNaN(value)).sort();
  const date = (value: number | undefined) => (value === undefined ? null : new Date(value));
  return { type: "timestamp", min: date(sorted[0]), max: date(sorted.at(-1)) };
}

function labels(column: StringColumn | BooleanColumn): Omit<LabelSummary, keyof Counts> {
  const frequencies = new Map<Label, number>();
  for (const label of column) if (label !== null) frequencies.set(label, (frequencies.get(label) ?? 0) + 1);
  let top: Label | null = null;
  let frequency = 0;
  for (const [label, count] of frequencies) {
    if (count <= frequency) continue;
    top = label;
    frequency = count;
  }
  return { type: column.type, distinct: frequencies.size, top, frequency };
}

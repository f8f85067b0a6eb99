/**
 * What every check is made of: it looks at one batch of rows after another, and says at any time what it has seen.
 */
import type { Cell, Label } from "../core/contracts.js";
import { SchemaError } from "../core/errors.js";
import type { FieldType } from "../core/schema.js";
import type { AnyColumn } from "../data/columns.js";
import type { Frame } from "../data/frame.js";

/** A value as a report holds it, which JSON can carry: times as ISO text, vectors as lists, ±∞ as text. */
export type Plain = Label | null | readonly Plain[];

/** What a check saw, by name. */
export type Observed = Readonly<Record<string, Plain>>;

/** A row that fails, with the value that it has, or the values of several columns. */
export interface FailingRow {
  /** Counted from 0, over all batches. */
  readonly row: number;
  readonly value: Plain;
}

/** What came of a check so far. */
export interface Outcome {
  readonly passed: boolean;
  readonly observed: Observed;
  /** How many rows fail. */
  readonly failingRows: number;
  /** The first of them. */
  readonly examples: readonly FailingRow[];
  /** What was seen, in words. */
  readonly seen: string;
}

/** A check at work. */
export interface Tally {
  /** Looks at rows, the first of which has this number. */
  add(frame: Frame, first: number): void;
  outcome(): Outcome;
}

/** What all checks of a run are told. */
export interface RunContext {
  /** The time as of which the data are judged, in milliseconds since 1970; undefined where none was given. */
  readonly asOf: number | undefined;
}

/** One kind of expectation, read and ready to be held against tables. */
export interface Check {
  /** What is expected, as a sentence. */
  readonly words: string;
  start(context: RunContext): Tally;
}

/** How many failing rows a report shows of each expectation. */
const SHOWN = 5;

/** Counts failing rows and keeps the first. */
export class Failures {
  count = 0;
  readonly examples: FailingRow[] = [];

  add(row: number, value: Cell | readonly Cell[]): void {
    this.count++;
    if (this.examples.length < SHOWN) this.examples.push({ row, value: plain(value) });
  }
}

/** A value as JSON can carry it. */
export function plain(value: Cell | readonly Cell[]): Plain {
  if (value instanceof Date) return value.toISOString();
  if (value instanceof Float32Array) return Array.from(value, plain);
  if (typeof value === "object" && value !== null) return value.map(plain);
  return typeof value === "number" && !Number.isFinite(value) ? String(value) : value;
}

/** A check of one column. A column that is not there fails it; one of a type that it cannot judge is a mistake of whoever wrote it. */
export abstract class ColumnTally<C extends AnyColumn> implements Tally {
  protected readonly failures = new Failures();
  readonly #column: string;
  readonly #check: string;
  readonly #types: readonly FieldType[];
  #absent = false;

  constructor(check: string, column: string, types: readonly FieldType[]) {
    this.#check = check;
    this.#column = column;
    this.#types = types;
  }

  add(frame: Frame, first: number): void {
    if (!frame.schema.has(this.#column)) {
      this.#absent = true;
      return;
    }
    const column = frame.columnOf(this.#column);
    if (this.#types.includes(column.type)) {
      // The types that a subclass names are those of the columns that it takes.
      this.look(column as C, first);
    } else if (!isUntold(column)) {
      throw wrongType(this.#check, this.#column, column.type, this.#types);
    }
  }

  outcome(): Outcome {
    const { count: failingRows, examples } = this.failures;
    const { passed, observed, seen } = this.judge();
    if (this.#absent)
      return { passed: false, observed, failingRows, examples, seen: `there is no column '${this.#column}'` };
    return { passed, observed, failingRows: passed ? 0 : failingRows, examples: passed ? [] : examples, seen };
  }

  /** Looks at the rows of a column of the right type. */
  protected abstract look(column: C, first: number): void;
  /** What came of it. */
  protected abstract judge(): Pick<Outcome, "passed" | "observed" | "seen">;
}

export const ANY_TYPE: readonly FieldType[] = ["number", "boolean", "string", "timestamp", "vector"];

/**
 * The error for an expectation that a column of such a type cannot keep or break.
 */
export function wrongType(check: string, column: string, type: FieldType, types: readonly FieldType[]): SchemaError {
  return new SchemaError("COLUMN_TYPE", {
    problem: `The expectation '${check}' cannot be held against column '${column}'`,
    given: `a ${type} column`,
    expected: `a ${types.join(" or ")} column`,
    remedy: "Expect something else of it, or check how the column was read",
    data: { check, column, type },
  });
}

/** Whether nothing tells the type of a column: rows without a value in it are inferred as strings. */
export function isUntold(column: AnyColumn): boolean {
  return column.type === "string" && column.missingCount === column.length;
}

/** A count with its noun. */
export function counted(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? "" : "s"}`;
}

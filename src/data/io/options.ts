/**
 * What the options of all readers and writers have in common.
 */
import { ParameterError, show } from "../../core/errors.js";
import type { ProgressEvent } from "../../core/progress.js";
import type { Schema } from "../../core/schema.js";
import { invalidOption, unknownOption } from "../csv/options.js";

/** How work on a file is watched and ended. */
export interface WorkOptions {
  /** Ends the work early with an `AbortError`. */
  readonly signal?: AbortSignal;
  /** Told how far the work is, at most every 50 ms; `total` is `Infinity` where the size of a source is not known. */
  readonly onProgress?: (event: ProgressEvent) => void;
}

/** Which columns are read of a format that says itself what its columns are. */
export interface ColumnOptions<Row extends object> {
  /** The columns to read and their types, which the file must have. Without it, types are the file's. */
  readonly schema?: Schema<Row>;
  /** The names of the columns to read, in this order. Default: those of the `schema`, or all. */
  readonly columns?: readonly string[];
}

/** How many rows come at a time. */
export interface BatchOptions {
  /** How many rows a batch has; the last one has what is left. Default: 10,000. */
  readonly batchSize?: number;
}

/** The rows of a batch, unless an option says otherwise. */
export const BATCH_SIZE = 10_000;

/** @throws ParameterError `PARAM_UNKNOWN` for an option that there is not. */
export function checkKnown(owner: string, options: object, known: readonly string[]): void {
  for (const name of Object.keys(options)) if (!known.includes(name)) throw unknownOption(owner, name, known);
}

/** @throws ParameterError `PARAM_INVALID` for a number of rows that is none. */
export function checkRowCount(owner: string, name: string, value: unknown, standard: number): number {
  const rows = value ?? standard;
  if (typeof rows === "number" && Number.isSafeInteger(rows) && rows >= 1) return rows;
  throw invalidOption(owner, name, value, "a whole number of at least 1");
}

/**
 * The names of the columns to read, nothing for all.
 *
 * @throws ParameterError `PARAM_INVALID` for names that are none, and for a schema beside names.
 */
export function wantedColumns(owner: string, options: ColumnOptions<object>): readonly string[] | undefined {
  const { schema, columns } = options;
  if (columns === undefined) return schema?.names;
  const valid = Array.isArray(columns) && columns.every((name) => typeof name === "string");
  if (!valid) throw invalidOption(owner, "columns", columns, "a list of names");
  if (schema === undefined) return columns;
  throw new ParameterError("PARAM_INVALID", {
    problem: `${owner} cannot take both a schema and columns`,
    given: `columns ${show(columns)}`,
    expected: "one of them",
    remedy: "Leave columns out, or give the schema of these columns, as schema.pick gives it",
    data: { owner, name: "columns" },
  });
}

/**
 * Expectations of tables, written as data and held against a table at once or against one batch after another. Time O(rows) for each expectation; memory does not
 * grow with the rows, but for uniqueness, which keeps each distinct value.
 */
import type { AnyRow } from "../core/contracts.js";
import { listNames, ParameterError, show } from "../core/errors.js";
import { readFrame, type TableInput } from "../data/input.js";
import { readAscending } from "./checks/ascending.js";
import { readColumn } from "./checks/column.js";
import { readFresh } from "./checks/fresh.js";
import { readMissing } from "./checks/missing.js";
import { readPattern } from "./checks/pattern.js";
import { readRange } from "./checks/range.js";
import { readRows } from "./checks/rows.js";
import { readSchema } from "./checks/schema.js";
import { readUnique } from "./checks/unique.js";
import { readValues } from "./checks/values.js";
import type { DataExpectation, Severity } from "./expectation.js";
import { ExpectationReader, timeOf } from "./reader.js";
import { QualityReport } from "./report.js";
import type { Check, RunContext, Tally } from "./tally.js";

const CHECKS: ReadonlyMap<unknown, (reader: ExpectationReader) => Check> = new Map([
  ["column", readColumn],
  ["range", readRange],
  ["missing", readMissing],
  ["unique", readUnique],
  ["values", readValues],
  ["pattern", readPattern],
  ["rows", readRows],
  ["fresh", readFresh],
  ["ascending", readAscending],
  ["schema", readSchema],
]);

/** What a check is told besides the table. */
export interface CheckOptions {
  /** The time as of which the data are judged, which `fresh` needs: a `Date` or an ISO date. The library reads no clock. */
  readonly asOf?: Date | string;
}

/** An expectation that was read. */
interface Expected {
  readonly expectation: DataExpectation;
  readonly severity: Severity;
  readonly check: Check;
}

/** What is expected of a table. Immutable. Make it with {@link expectations}. */
export class Expectations<Row extends object = AnyRow> {
  readonly #expected: readonly Expected[];

  /** @throws ParameterError as {@link expectations}. */
  constructor(list: readonly unknown[]) {
    this.#expected = list.map(readExpectation);
  }

  /**
   * Holds a table to the expectations. A column that is not there fails what is expected of it.
   *
   * @throws SchemaError `COLUMN_TYPE` for an expectation that makes no sense of a column's type, such as a range of strings; ParameterError `PARAM_INVALID` where `fresh` is
   * expected and no `asOf` given.
   */
  check(x: TableInput<Row>, options: CheckOptions = {}): QualityReport {
    const run = this.start(options);
    run.add(x);
    return run.report();
  }

  /**
   * Holds a table to the expectations, and gives the report if those whose severity is `"error"` hold.
   *
   * @throws DataError `DATA_QUALITY` with the whole report in its `data`, and what `check` throws.
   */
  enforce(x: TableInput<Row>, options: CheckOptions = {}): QualityReport {
    return this.check(x, options).enforce();
  }

  /**
   * Starts a check of rows that come in batches: `add` each, then ask for the `report`.
   *
   * @throws ParameterError `PARAM_INVALID` for an `asOf` that is no time.
   */
  start(options: CheckOptions = {}): ExpectationRun<Row> {
    const { asOf } = options;
    const time = asOf === undefined ? undefined : timeOf(asOf);
    if (Number.isNaN(time)) throw noTime(asOf);
    return new ExpectationRun(this.#expected, { asOf: time });
  }

  /** The expectations as they were written. */
  toJSON(): readonly DataExpectation[] {
    return this.#expected.map(({ expectation }) => expectation);
  }
}

/** A check of rows that come in batches. Row numbers and uniqueness go on from batch to batch. */
export class ExpectationRun<Row extends object = AnyRow> {
  readonly #expected: readonly Expected[];
  readonly #tallies: readonly Tally[];
  #rows = 0;

  /** @internal */
  constructor(expected: readonly Expected[], context: RunContext) {
    this.#expected = expected;
    this.#tallies = expected.map(({ check }) => check.start(context));
  }

  /**
   * Looks at a batch.
   *
   * @throws SchemaError `COLUMN_TYPE` as `check`.
   */
  add(batch: TableInput<Row>): void {
    const frame = readFrame(batch);
    for (const tally of this.#tallies) tally.add(frame, this.#rows);
    this.#rows += frame.numRows;
  }

  /** What came of the batches so far. */
  report(): QualityReport {
    const results = this.#expected.map(({ expectation, severity, check }, at) => {
      const outcome = (this.#tallies[at] as Tally).outcome();
      return { expectation, severity, expected: check.words, ...outcome };
    });
    return new QualityReport(this.#rows, results);
  }
}

/**
 * What is expected of a table: a list of plain objects, each with the `check` that it asks for. With the type of the rows, the compiler knows the columns.
 *
 * Missing values are the matter of `missing` (and of `schema`) alone; the other checks pass over them.
 *
 * @throws ParameterError `PARAM_INVALID`, `PARAM_UNKNOWN` for an expectation that says nothing.
 * @example
 * ```ts
 * import { expectations } from "@org/mlkit";
 *
 * const checks = expectations<{ id: number; age: number | null }>([
 *   { check: "unique", columns: ["id"] },
 *   { check: "range", column: "age", min: 18, max: 120 },
 *   { check: "missing", column: "age", maxShare: 0.5, severity: "warn" },
 * ]);
 * const report = checks.check([{ id: 1, age: 31 }, { id: 2, age: 17 }, { id: 3, age: null }]);
 * report.passed; // => false
 * report.results[1]?.examples; // => [{ row: 1, value: 17 }]
 * console.log(report.toText());
 * // 1 of 3 expectations failed on 3 rows
 * //   error  'age' is at least 18 and at most 120, but: from 17 to 31, in 1 row (row 1: 17)
 * //   ok     'id' has no repeats
 * //   ok     at most a share of 0.5 of 'age' is missing
 * checks.enforce([{ id: 1, age: 17 }]); // throws DATA_QUALITY
 * ```
 */
export function expectations<Row extends object = AnyRow>(
  list: readonly DataExpectation<NoInfer<Row>>[],
): Expectations<Row> {
  return new Expectations<Row>(list);
}

/**
 * Expectations from JSON, as {@link expectations} takes them and `JSON.stringify` writes them.
 *
 * @throws ParameterError `PARAM_INVALID`, `PARAM_UNKNOWN`; SchemaError `SCHEMA_INVALID` for a schema that is none.
 * @example
 * ```ts
 * import { expectationsFromJson } from "@org/mlkit";
 *
 * const checks = expectationsFromJson(JSON.parse('[{ "check": "rows", "min": 1 }]'));
 * checks.check([]).passed; // => false
 * expectationsFromJson([{ check: "row", min: 1 }]); // throws PARAM_INVALID
 * ```
 */
export function expectationsFromJson(json: unknown): Expectations {
  if (Array.isArray(json)) return new Expectations(json);
  throw new ParameterError("PARAM_INVALID", {
    problem: "Expectations are no list",
    given: show(json),
    expected: "a list of expectations",
    remedy: "Write them as JSON.stringify does",
  });
}

function readExpectation(json: unknown, index: number): Expected {
  const reader = new ExpectationReader(json, index);
  const read = CHECKS.get(reader.raw("check"));
  if (read === undefined)
    throw reader.refuse("check", reader.raw("check"), `one of ${listNames([...CHECKS.keys()].map(String), 20)}`);
  const isSeverity = (value: unknown): value is Severity => value === "error" || value === "warn";
  const severity = reader.maybe("severity", "'error' or 'warn'", isSeverity) ?? "error";
  const check = read(reader);
  reader.finish();
  // A copy, so that what the caller does to its own object later does not reach the report.
  return { expectation: copied(json), severity, check };
}

/** An expectation that was read, frozen with its lists. */
function copied(json: unknown): DataExpectation {
  const parts = Object.entries(json as object).map(([key, part]) => [
    key,
    Array.isArray(part) ? Object.freeze([...part]) : part,
  ]);
  // Each of its parts was checked when it was read.
  return Object.freeze(Object.fromEntries(parts)) as DataExpectation;
}

function noTime(asOf: unknown): ParameterError {
  return new ParameterError("PARAM_INVALID", {
    problem: "asOf is no time",
    given: show(asOf),
    expected: "a Date, or an ISO date such as '2026-01-31'",
    remedy: "Give the time as of which the data are judged",
    data: { name: "asOf", value: asOf },
  });
}

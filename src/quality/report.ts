/**
 * What came of checking a table: as data, as text, and as an error.
 */
import { DataError, show } from "../core/errors.js";
import type { DataExpectation, Severity } from "./expectation.js";
import type { Outcome } from "./tally.js";
import { counted } from "./tally.js";

/** What came of one expectation. */
export interface ExpectationResult extends Outcome {
  /** The expectation, as it was written. */
  readonly expectation: DataExpectation;
  readonly severity: Severity;
  /** What was expected, as a sentence. */
  readonly expected: string;
}

/** How many failures the message of an error tells of. */
const TOLD = 5;

/** What came of checking a table. Plain data: `JSON.stringify` takes it as it is. */
export class QualityReport {
  /** How many rows were looked at. */
  readonly rows: number;
  /** What came of each expectation, in the order in which they were written. */
  readonly results: readonly ExpectationResult[];

  constructor(rows: number, results: readonly ExpectationResult[]) {
    this.rows = rows;
    this.results = Object.freeze([...results]);
  }

  /** Whether every expectation holds whose severity is `"error"`. */
  get passed(): boolean {
    return this.errors.length === 0;
  }

  /** The expectations that fail and whose severity is `"error"`. */
  get errors(): readonly ExpectationResult[] {
    return this.results.filter(({ passed, severity }) => !passed && severity === "error");
  }

  /** The expectations that fail and whose severity is `"warn"`. */
  get warnings(): readonly ExpectationResult[] {
    return this.results.filter(({ passed, severity }) => !passed && severity === "warn");
  }

  /**
   * Gives the report itself where it passed, warnings or not.
   *
   * @throws DataError `DATA_QUALITY` otherwise: what failed, where, in how many rows; the whole report is in its `data`.
   */
  enforce(): this {
    const { errors } = this;
    if (errors.length === 0) return this;
    const told = errors.slice(0, TOLD).map(inWords);
    throw new DataError("DATA_QUALITY", {
      problem: `The data fail ${errors.length} of ${counted(this.results.length, "expectation")}`,
      given: `${counted(this.rows, "row")}, of which: ${told.join("; ")}${errors.length > TOLD ? `; and ${errors.length - TOLD} more` : ""}`,
      remedy: "Mend the rows or set them aside, or change what is expected; the whole report is in the error's data",
      data: { report: this.toJSON() },
    });
  }

  /** The report as readable lines, one an expectation, those that fail first. */
  toText(): string {
    const { errors, warnings, results } = this;
    const failed = errors.length + warnings.length;
    const head = `${failed} of ${counted(results.length, "expectation")} failed on ${counted(this.rows, "row")}`;
    const kept = results.filter(({ passed }) => passed).map(({ expected }) => `  ok     ${expected}`);
    return [
      head,
      ...errors.map((result) => `  error  ${inWords(result)}`),
      ...warnings.map((result) => `  warn   ${inWords(result)}`),
      ...kept,
    ].join("\n");
  }

  /** The report as data. */
  toJSON(): { readonly passed: boolean; readonly rows: number; readonly results: readonly ExpectationResult[] } {
    return { passed: this.passed, rows: this.rows, results: this.results };
  }
}

function inWords({ expected, seen, failingRows, examples }: ExpectationResult): string {
  const rows = examples.map(({ row, value }) => `row ${row}: ${show(value)}`).join(", ");
  const more = failingRows > examples.length ? ", …" : "";
  const where = failingRows === 0 ? "" : `, in ${counted(failingRows, "row")} (${rows}${more})`;
  return `${expected}, but: ${seen}${where}`;
}

/** Data quality: what is expected of a table, as data, and what came of checking it. */
export type {
  AscendingExpectation,
  Bound,
  ColumnExpectation,
  ColumnsHolding,
  CommonExpectation,
  DataExpectation,
  FreshExpectation,
  MissingExpectation,
  PatternExpectation,
  RangeExpectation,
  RowsExpectation,
  SchemaExpectation,
  Severity,
  Span,
  UniqueExpectation,
  ValuesExpectation,
} from "./expectation.js";
export {
  type CheckOptions,
  ExpectationRun,
  Expectations,
  expectations,
  expectationsFromJson,
} from "./expectations.js";
export { type ExpectationResult, QualityReport } from "./report.js";
export type { FailingRow, Observed, Outcome, Plain } from "./tally.js";

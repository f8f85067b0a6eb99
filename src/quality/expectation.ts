/**
 * What may be expected of a table, as data: each expectation is a plain object, and stands in a config as it stands in code.
 */
import type { AnyRow, Label } from "../core/contracts.js";
import type { Field, FieldType, Schema } from "../core/schema.js";

/** What comes of an expectation that fails: an error, which `enforce` throws, or a warning, which the report has. */
export type Severity = "error" | "warn";

/** What every expectation may say. */
export interface CommonExpectation {
  /** Default: `"error"`. */
  readonly severity?: Severity;
}

/** The columns of a row that hold such values; any name where the compiler does not know the columns. */
export type ColumnsHolding<Row, Value> = string extends keyof Row
  ? string
  : { [K in keyof Row & string]: NonNullable<Row[K]> extends Value ? K : never }[keyof Row & string];

/** A column is there, and of a type where one is named. */
export interface ColumnExpectation<Row extends object = AnyRow> extends CommonExpectation {
  readonly check: "column";
  readonly column: ColumnsHolding<Row, unknown>;
  readonly type?: FieldType;
}

/** A bound: a number; for a column of timestamps a `Date` or an ISO date such as `"2026-01-31"`. */
export type Bound = number | Date | string;

/** The values of a column lie within bounds, at least one of which is given. */
export interface RangeExpectation<Row extends object = AnyRow> extends CommonExpectation {
  readonly check: "range";
  readonly column: ColumnsHolding<Row, number | Date>;
  /** The least value allowed. */
  readonly min?: Bound;
  /** The greatest value allowed. */
  readonly max?: Bound;
  /** What every value is greater than. */
  readonly above?: Bound;
  /** What every value is less than. */
  readonly below?: Bound;
}

/** At most such a share of a column's values is missing. */
export interface MissingExpectation<Row extends object = AnyRow> extends CommonExpectation {
  readonly check: "missing";
  readonly column: ColumnsHolding<Row, unknown>;
  /** From 0 to 1. Default: 0, none. */
  readonly maxShare?: number;
}

/** No two rows have the same values in these columns together. Rows that miss one of the values are left aside. */
export interface UniqueExpectation<Row extends object = AnyRow> extends CommonExpectation {
  readonly check: "unique";
  readonly columns: readonly ColumnsHolding<Row, unknown>[];
}

/** The values of a column are among these. */
export type ValuesExpectation<Row extends object = AnyRow> = string extends keyof Row
  ? ValuesOf<string, Label>
  : { [K in ColumnsHolding<Row, Label>]: ValuesOf<K, NonNullable<Row[K & keyof Row]>> }[ColumnsHolding<Row, Label>];

interface ValuesOf<Column, Value> extends CommonExpectation {
  readonly check: "values";
  readonly column: Column;
  readonly values: readonly Value[];
}

/** The strings of a column keep to a pattern, in which `*` stands for any characters. */
export interface PatternExpectation<Row extends object = AnyRow> extends CommonExpectation {
  readonly check: "pattern";
  readonly column: ColumnsHolding<Row, string>;
  readonly matching: string;
}

/** There are so many rows. */
export interface RowsExpectation extends CommonExpectation {
  readonly check: "rows";
  readonly min?: number;
  readonly max?: number;
}

/** A span of time, its parts added up. */
export interface Span {
  readonly days?: number;
  readonly hours?: number;
  readonly minutes?: number;
}

/** The newest timestamp of a column is not older than this, as of the time that the check is told. */
export interface FreshExpectation<Row extends object = AnyRow> extends CommonExpectation {
  readonly check: "fresh";
  readonly column: ColumnsHolding<Row, Date>;
  readonly maxAge: Span;
}

/** No value of a column is less than the one before it: time does not run backwards. Missing values are passed over. */
export interface AscendingExpectation<Row extends object = AnyRow> extends CommonExpectation {
  readonly check: "ascending";
  readonly column: ColumnsHolding<Row, number | Date>;
  /** No value equals the one before it either. Default: false. */
  readonly strictly?: boolean;
}

/**
 * The table has exactly the columns of a schema, in any order and of its types; where the schema says that values may not be missing, none is, and where it has a closed
 * set, no other value is there.
 */
export interface SchemaExpectation extends CommonExpectation {
  readonly check: "schema";
  /** A schema, or its fields as `toJSON` gives them. */
  readonly schema: Schema | readonly Field[];
}

/** Anything that may be expected of a table with rows of this type. */
export type DataExpectation<Row extends object = AnyRow> =
  | ColumnExpectation<Row>
  | RangeExpectation<Row>
  | MissingExpectation<Row>
  | UniqueExpectation<Row>
  | ValuesExpectation<Row>
  | PatternExpectation<Row>
  | RowsExpectation
  | FreshExpectation<Row>
  | AscendingExpectation<Row>
  | SchemaExpectation;

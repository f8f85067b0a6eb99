/**
 * The options of `readCsv`: their meaning, defaults and checks.
 */
import { listNames, ParameterError, show } from "../../core/errors.js";
import { nearest } from "../../core/nearest.js";
import type { ProgressEvent } from "../../core/progress.js";
import type { FieldSpec, Schema } from "../../core/schema.js";
import type { CellFormat } from "./sinks/sink.js";

/** The texts that mean a missing value, unless `nullValues` says otherwise. Written as here, upper and lower case apart. */
export const NULL_VALUES: readonly string[] = Object.freeze([
  "",
  "NA",
  "N/A",
  "n/a",
  "<NA>",
  "#N/A",
  "NaN",
  "nan",
  "NULL",
  "null",
  "None",
]);

/** The options of {@link readCsv}. */
export interface CsvOptions<Row extends object> {
  /** The columns and their types. Without it, types are found from all cells; give the `schema` of that frame for the next file. */
  readonly schema?: Schema<Row>;
  /** Types of some columns, such as `{ zip: "string" }`; the others are found. Not read when there is a `schema`. */
  readonly types?: Readonly<Record<string, FieldSpec>>;
  /** What the columns of the file are called: its first line (`true`, the default), the list given, or (`false`) `x0`, `x1`, …, or the schema's names in order. */
  readonly header?: boolean | readonly string[];
  /** Takes the blanks off the names in the header. Default: true. */
  readonly trimHeaders?: boolean;
  /** What to do about columns that the schema does not have. Default: `"error"`. */
  readonly unknownColumns?: "error" | "ignore";
  /** What separates cells. Default: `","`. */
  readonly delimiter?: string;
  /** What encloses cells that hold delimiters or line breaks; `null` for nothing. Default: `"`. */
  readonly quote?: string | null;
  /** What stands before a quote inside quotes. Default: the quote itself, doubled. */
  readonly escape?: string;
  /** Lines that begin with this are left out. Default: none. */
  readonly comment?: string | null;
  /** The encoding of bytes, by any name that `TextDecoder` knows: `"utf-8"` (the default), `"windows-1252"` (latin 1), `"utf-16le"`. */
  readonly encoding?: string;
  /** What stands before the fraction of a number. Default: `"."`. */
  readonly decimal?: string;
  /** What stands between groups of three digits. Default: nothing. */
  readonly thousands?: string;
  /** The texts that mean a missing value. Default: {@link NULL_VALUES}. */
  readonly nullValues?: readonly string[];
  /** The words for true, in any case. Default: `["true"]`. */
  readonly trueValues?: readonly string[];
  /** The words for false, in any case. Default: `["false"]`. */
  readonly falseValues?: readonly string[];
  /** Ends the work early with an `AbortError`. */
  readonly signal?: AbortSignal;
  /** Told how far the work is, in bytes (characters for text), at most every 50 ms; `total` is `Infinity` for streams. */
  readonly onProgress?: (event: ProgressEvent) => void;
}

/** The options after defaults and checks. */
export interface CsvFormat {
  readonly header: boolean | readonly string[];
  readonly trimHeaders: boolean;
  readonly ignoreUnknown: boolean;
  readonly encoding: string;
  readonly cells: CellFormat;
  /** What goes to csv-parse. */
  readonly syntax: {
    readonly delimiter: string;
    readonly quote: string | null;
    readonly escape: string | null;
    readonly comment: string | null;
  };
}

/** The names of the options. */
export const CSV_OPTIONS: readonly string[] = [
  "schema",
  "types",
  "header",
  "trimHeaders",
  "unknownColumns",
  "delimiter",
  "quote",
  "escape",
  "comment",
  "encoding",
  "decimal",
  "thousands",
  "nullValues",
  "trueValues",
  "falseValues",
  "signal",
  "onProgress",
];

/**
 * Checks the options and fills in the defaults.
 *
 * @throws ParameterError `PARAM_UNKNOWN` or `PARAM_INVALID`.
 */
export function resolveCsvOptions(options: CsvOptions<object>, owner: string): CsvFormat {
  for (const name of Object.keys(options))
    if (!CSV_OPTIONS.includes(name)) throw unknownOption(owner, name, CSV_OPTIONS);
  const {
    header = true,
    trimHeaders = true,
    unknownColumns = "error",
    encoding = "utf-8",
    quote = '"',
    comment = null,
  } = options;
  const { delimiter = ",", decimal = ".", thousands } = options;
  const escaping = options.escape ?? quote;
  const check = (name: string, value: unknown, fits: boolean, expected: string): void => {
    if (!fits) throw invalidOption(owner, name, value, expected);
  };
  check("header", header, typeof header === "boolean" || isTexts(header), "true, false or a list of names");
  check("trimHeaders", trimHeaders, typeof trimHeaders === "boolean", "true or false");
  check(
    "unknownColumns",
    unknownColumns,
    unknownColumns === "error" || unknownColumns === "ignore",
    "'error' or 'ignore'",
  );
  check(
    "delimiter",
    delimiter,
    isMark(delimiter) && delimiter !== quote,
    "one or more characters, other than the quote",
  );
  check("quote", quote, quote === null || (isMark(quote) && quote.length === 1), "one character, or null");
  check("escape", escaping, escaping === null || isMark(escaping), "one or more characters");
  check("comment", comment, comment === null || isMark(comment), "one or more characters, or null");
  check(
    "decimal",
    decimal,
    isMark(decimal) && !/[\d+eE-]/.test(decimal),
    "a character that numbers do not have, such as ','",
  );
  const apart =
    thousands === undefined ||
    (isText(thousands) && thousands !== "" && thousands !== decimal && !/[\d+eE-]/.test(thousands));
  check("thousands", thousands, apart, "a character that numbers do not have, other than the decimal");
  const { nullValues = NULL_VALUES, trueValues = ["true"], falseValues = ["false"] } = options;
  for (const [name, list] of Object.entries({ nullValues, trueValues, falseValues }))
    check(name, list, isTexts(list), "a list of strings");
  const lower = (words: readonly string[]) => new Set(words.map((word) => word.toLowerCase()));
  return {
    header,
    trimHeaders,
    ignoreUnknown: unknownColumns === "ignore",
    encoding: knownEncoding(encoding, owner),
    cells: { decimal, thousands, nulls: new Set(nullValues), trues: lower(trueValues), falses: lower(falseValues) },
    syntax: { delimiter, quote, escape: escaping, comment },
  };
}

function isText(value: unknown): value is string {
  return typeof value === "string";
}

function isMark(value: unknown): value is string {
  return isText(value) && value !== "" && !/[\r\n]/.test(value);
}

function isTexts(value: unknown): value is readonly string[] {
  return Array.isArray(value) && value.every(isText);
}

function knownEncoding(label: string, owner: string): string {
  try {
    return new TextDecoder(label).encoding;
  } catch {
    throw invalidOption(
      owner,
      "encoding",
      label,
      "a name that TextDecoder knows, such as 'utf-8', 'windows-1252' or 'utf-16le'",
    );
  }
}

/** Error for an option that there is not. */
export function unknownOption(owner: string, name: string, known: Iterable<string>): ParameterError {
  const near = nearest(name, known);
  return new ParameterError("PARAM_UNKNOWN", {
    problem: `${owner} has no option '${name}'`,
    expected: listNames(known, 30),
    remedy: near === undefined ? "Remove it" : `Write '${near}' if that is what you meant, or remove it`,
    data: { owner, name },
  });
}

/** Error for an option whose value does not fit. */
export function invalidOption(owner: string, name: string, value: unknown, expected: string): ParameterError {
  return new ParameterError("PARAM_INVALID", {
    problem: `${owner} cannot take this ${name}`,
    given: show(value),
    expected,
    remedy: `Give ${name} such a value, or leave it out for its default`,
    data: { owner, name, value },
  });
}

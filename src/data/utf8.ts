/**
 * Strings as UTF-8, as Arrow and Parquet store them.
 */
import { SchemaError, show } from "../core/errors.js";
import { StringColumn } from "./columns.js";

/** Half of a character that UTF-16 writes as two: JavaScript lets it stand alone, UTF-8 cannot write it. */
const HALF = /\p{Surrogate}/u;

/**
 * Checks that strings can be written as UTF-8.
 *
 * @throws SchemaError `CELL_TYPE` when they cannot; it would become another string.
 */
export function checkTexts(column: string, texts: readonly string[]): void {
  const bad = texts.find((text) => HALF.test(text));
  if (bad === undefined) return;
  throw new SchemaError("CELL_TYPE", {
    problem: `Column '${column}' holds a string that UTF-8 cannot write`,
    given: show(bad),
    expected: "whole characters; this one has half of a pair, as is left when a string is cut within an emoji",
    remedy: "Mend the strings with text.toWellFormed(), or cut them by [...text]",
    data: { column, text: bad },
  });
}

/** The column with a dictionary of those strings alone that a row has: what was filtered out is not written. */
export function compactStrings(column: StringColumn): StringColumn {
  const { codes, dictionary } = column;
  const translated = new Int32Array(dictionary.length).fill(-1);
  const used: string[] = [];
  for (const code of codes)
    if (code >= 0 && (translated[code] as number) < 0) translated[code] = used.push(dictionary[code] as string) - 1;
  if (used.length === dictionary.length) return column;
  return new StringColumn(
    codes.map((code) => (code < 0 ? -1 : (translated[code] as number))),
    used,
  );
}

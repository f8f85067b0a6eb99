/** The one column of strings that text stages read. */
import type { Cell } from "../core/contracts.js";
import { listNames, SchemaError, show } from "../core/errors.js";
import { StringColumn } from "../data/columns.js";
import type { Frame } from "../data/frame.js";

/** What a missing text is: an error, or the empty text. */
export type HandleMissing = "error" | "empty";

/** The texts of a table, by row. */
export interface Documents {
  readonly length: number;
  /** @throws SchemaError `CELL_MISSING` where the text is missing and none may be. */
  text(row: number): string;
}

/**
 * The name of the only column.
 *
 * @throws SchemaError `COLUMN_MISMATCH` when there are several.
 */
export function onlyColumn(owner: string, x: Frame): string {
  const [name, ...others] = x.columns;
  if (name !== undefined && others.length === 0) return name;
  throw new SchemaError("COLUMN_MISMATCH", {
    problem: `${owner} reads one column of text`,
    given: `${x.columns.length} columns: ${listNames(x.columns)}`,
    expected: "one column, or a list of strings",
    remedy: "Put a ColumnTransformer before it, with one part for each column of text",
    data: { owner, columns: x.columns },
  });
}

/**
 * The texts of a column.
 *
 * @throws SchemaError `COLUMN_TYPE` when it holds no strings.
 */
export function documentsOf(owner: string, x: Frame, name: string, handleMissing: HandleMissing): Documents {
  const column = x.columnOf(name);
  const { length } = column;
  if (column instanceof StringColumn) {
    const { codes, dictionary } = column;
    return { length, text: (row) => dictionary[codes[row] as number] ?? missingText(owner, name, handleMissing, row) };
  }
  // A column without any value may have come without a type.
  if (column.missingCount === length) return { length, text: (row) => missingText(owner, name, handleMissing, row) };
  throw new SchemaError("COLUMN_TYPE", {
    problem: `Column '${name}' holds no text, which ${owner} reads`,
    given: `a ${column.type} column`,
    expected: "a column of strings",
    remedy: "Choose a column of strings, or write the values as text with frame.withColumn",
    data: { owner, column: name, type: column.type },
  });
}

/** The text of one cell. */
export function textOf(owner: string, name: string, handleMissing: HandleMissing, cell: Cell | undefined): string {
  if (typeof cell === "string") return cell;
  if (cell === null || cell === undefined || Number.isNaN(cell)) return missingText(owner, name, handleMissing);
  throw new SchemaError("CELL_TYPE", {
    problem: `Column '${name}' has a value that is no text`,
    given: show(cell),
    expected: "a string",
    remedy: "Give text; numbers are not converted",
    data: { owner, column: name },
  });
}

function missingText(owner: string, name: string, handleMissing: HandleMissing, row?: number): string {
  if (handleMissing === "empty") return "";
  throw new SchemaError("CELL_MISSING", {
    problem: `${row === undefined ? "The row" : `Row ${row}`} has no text in column '${name}', and ${owner} was told of none that may be missing`,
    given: "null",
    expected: "a string",
    remedy: 'Drop the rows without text, or write handleMissing: "empty" to read them as empty texts',
    data: { owner, column: name, ...(row === undefined ? {} : { row }) },
  });
}

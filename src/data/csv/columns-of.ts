/**
 * Which cell of a record goes into which column: the header of a CSV held against the schema.
 */
import { listNames, ReadError } from "../../core/errors.js";
import { nearest } from "../../core/nearest.js";
import { type Field, type FieldSpec, parseFieldSpec, type Schema } from "../../core/schema.js";
import type { CsvFormat } from "./options.js";
import { InferringSink } from "./sinks/inferring-sink.js";
import type { Sink } from "./sinks/sink.js";
import { sinkFor } from "./sinks/sink-for.js";

/** What the columns are, where it is known beforehand. */
export interface KnownColumns<Row extends object = object> {
  readonly schema?: Schema<Row> | undefined;
  readonly types?: Readonly<Record<string, FieldSpec>> | undefined;
  /** The columns that were found in the first rows of the same file: cells are held to them as strictly as if they were being found. */
  readonly found?: Schema<Row> | undefined;
}

/** One column of the frame. */
export interface CsvColumn {
  readonly name: string;
  /** The position of its cells in a record. */
  readonly at: number;
  /** Its field, unless it is still to be found. */
  readonly field: Field | undefined;
  readonly sink: Sink;
}

/** Where the header is, for errors. */
export interface HeaderPlace {
  readonly place: string;
  readonly line: number | undefined;
}

/**
 * The columns that a header gives.
 *
 * @throws ReadError `CSV_HEADER` for a name twice, a column of the schema that is missing, one that the schema does not have.
 */
export function columnsOf(
  header: readonly string[],
  format: CsvFormat,
  known: KnownColumns,
  where: HeaderPlace,
): CsvColumn[] {
  const { schema, found } = known;
  if (schema !== undefined) return schemaColumns(header, schema, format, where);
  const names = header.map((name) => (format.trimHeaders ? name.trim() : name));
  checkDistinct(names, where);
  const types = new Map(Object.entries(known.types ?? {}));
  for (const name of types.keys()) if (!names.includes(name)) throw missing(name, names, where);
  return names.map((name, at) => {
    const spec = types.get(name);
    const field = found?.field(name) ?? (spec === undefined ? undefined : parseFieldSpec(name, spec));
    const sink =
      field === undefined ? new InferringSink(name, format.cells) : sinkFor(field, format.cells, spec === undefined);
    return { name, at, field, sink };
  });
}

function schemaColumns(
  header: readonly string[],
  schema: Schema<object>,
  format: CsvFormat,
  where: HeaderPlace,
): CsvColumn[] {
  // A name may have blanks around it in the schema too, so the header as it stands comes first.
  const names = header.map((name) => (schema.has(name) || !format.trimHeaders ? name : name.trim()));
  checkDistinct(format.ignoreUnknown ? names.filter((name) => schema.has(name)) : names, where);
  const positions = new Map(names.map((name, at) => [name, at]));
  const columns = schema.fields.map((field) => {
    const at = positions.get(field.name);
    if (at === undefined) throw missing(field.name, names, where);
    return { name: field.name, at, field, sink: sinkFor(field, format.cells) };
  });
  const unknown = names.filter((name) => !schema.has(name));
  if (unknown.length > 0 && !format.ignoreUnknown) throw notInSchema(unknown, schema.names, where);
  return columns;
}

function checkDistinct(names: readonly string[], { place, line }: HeaderPlace): void {
  const seen = new Map<string, number>();
  names.forEach((name, at) => {
    const first = seen.get(name);
    if (first !== undefined) {
      throw new ReadError("CSV_HEADER", {
        problem: `${place} names two columns '${name}'`,
        given: `columns ${first + 1} and ${at + 1}`,
        expected: "a different name for each column",
        remedy: 'Rename one of them in the file, or take out the header line and give the names as { header: ["…"] }',
        data: { line, column: name },
      });
    }
    seen.set(name, at);
  });
}

function missing(name: string, present: readonly string[], { place, line }: HeaderPlace): ReadError {
  const near = nearest(name, present);
  const whole = present.length === 1 ? ', or state the delimiter, as { delimiter: ";" }' : "";
  return new ReadError("CSV_HEADER", {
    problem: `${place} does not name the column '${name}'`,
    given: `columns ${listNames(present, 20)}`,
    expected: `a column '${name}'`,
    remedy: `${near === undefined ? "Add the column to the file, or take it out of the schema" : `Rename '${near}' if that is the one, in the file or in the schema`}${whole}`,
    data: { line, column: name, present },
  });
}

function notInSchema(unknown: readonly string[], known: readonly string[], { place, line }: HeaderPlace): ReadError {
  return new ReadError("CSV_HEADER", {
    problem: `${place} names columns that the schema does not have`,
    given: listNames(unknown),
    expected: `columns ${listNames(known, 20)}`,
    remedy: 'Add them to the schema, or pass them over with { unknownColumns: "ignore" }',
    data: { line, column: unknown[0], columns: unknown },
  });
}

import { type Field, fieldInWords, parseSchema, Schema } from "../../core/schema.js";
import type { Frame } from "../../data/frame.js";
import type { ExpectationReader } from "../reader.js";
import { type Check, Failures, isUntold, type Outcome, type Tally } from "../tally.js";

/** How many differences a report lists. */
const LISTED = 20;

/** The table has exactly the columns of a schema, and their cells keep to it. */
export function readSchema(reader: ExpectationReader): Check {
  const isSchema = (value: unknown): value is Schema | readonly unknown[] =>
    value instanceof Schema || Array.isArray(value);
  const given = reader.need("schema", "a Schema, or its fields as JSON", isSchema);
  const schema = given instanceof Schema ? given : parseSchema(given);
  const names = schema.names.slice(0, 8).map((name) => `'${name}'`);
  return {
    words: `the columns are ${names.join(", ")}${schema.names.length > names.length ? ", …" : ""}, as in the schema`,
    start: () => new KeepsToSchema(schema),
  };
}

class KeepsToSchema implements Tally {
  readonly #schema: Schema;
  readonly #differences = new Set<string>();
  readonly #failures = new Failures();

  constructor(schema: Schema) {
    this.#schema = schema;
  }

  add(frame: Frame, first: number): void {
    for (const name of frame.columns) if (!this.#schema.has(name)) this.#differ(`'${name}' is one more`);
    const columns = this.#schema.fields.filter((field) => this.#present(field, frame));
    for (let row = 0; row < frame.numRows; row++) {
      const wrong = columns.find((field) => !this.#keeps(field, frame, row));
      if (wrong === undefined) continue;
      const value = frame.columnOf(wrong.name).get(row);
      this.#failures.add(first + row, [wrong.name, value]);
      this.#differ(`'${wrong.name}' has cells that are not ${fieldInWords(wrong)}`);
    }
  }

  #differ(difference: string): void {
    if (this.#differences.size < LISTED) this.#differences.add(difference);
  }

  /** Whether a column is there and of the right type, so that its cells can be looked at. */
  #present(field: Field, frame: Frame): boolean {
    if (!frame.schema.has(field.name)) {
      this.#differ(`'${field.name}' is not there`);
      return false;
    }
    const own = frame.schema.field(field.name);
    if (isUntold(frame.columnOf(field.name)) || (own.type === field.type && own.size === field.size)) return true;
    this.#differ(`'${field.name}' is ${fieldInWords({ ...own, nullable: false })} instead of ${fieldInWords(field)}`);
    return false;
  }

  #keeps({ name, nullable, values }: Field, frame: Frame, row: number): boolean {
    const column = frame.columnOf(name);
    if (column.isMissing(row)) return nullable;
    if (values === undefined) return true;
    const cell = column.get(row);
    return values.some((value) => value === cell);
  }

  outcome(): Outcome {
    const differences = [...this.#differences];
    const { count: failingRows, examples } = this.#failures;
    return {
      passed: differences.length === 0,
      observed: { differences },
      failingRows,
      examples,
      seen: differences.length === 0 ? "they are" : differences.join(", "),
    };
  }
}

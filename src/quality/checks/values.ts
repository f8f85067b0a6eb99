import type { Label } from "../../core/contracts.js";
import { show } from "../../core/errors.js";
import type { FieldType } from "../../core/schema.js";
import type { BooleanColumn, NumberColumn, StringColumn } from "../../data/columns.js";
import type { ExpectationReader } from "../reader.js";
import { type Check, ColumnTally, type Outcome, plain } from "../tally.js";

type LabelColumn = StringColumn | NumberColumn | BooleanColumn;

/** How many other values a report lists. */
const LISTED = 5;

/** The values of a column are among these. */
export function readValues(reader: ExpectationReader): Check {
  const column = reader.column();
  const areLabels = (given: unknown): given is readonly Label[] =>
    Array.isArray(given) &&
    given.length > 0 &&
    given.every((value) => isLabel(value) && typeof value === typeof given[0]);
  const values = Object.freeze([
    ...reader.need("values", "a list of strings, of finite numbers or of booleans", areLabels),
  ]);
  return {
    words: `'${column}' is one of ${values
      .slice(0, 8)
      .map((value) => show(value))
      .join(", ")}${values.length > 8 ? ", …" : ""}`,
    start: () => new AmongValues(column, values),
  };
}

function isLabel(value: unknown): value is Label {
  return typeof value === "string" || typeof value === "boolean" || Number.isFinite(value);
}

class AmongValues extends ColumnTally<LabelColumn> {
  readonly #allowed: ReadonlySet<Label>;
  readonly #others = new Set<Label>();

  constructor(column: string, values: readonly Label[]) {
    super("values", column, [typeOf(values)]);
    this.#allowed = new Set(values);
  }

  protected look(column: LabelColumn, first: number): void {
    for (let row = 0; row < column.length; row++) {
      const value = column.get(row);
      if (value === null || this.#allowed.has(value)) continue;
      this.failures.add(first + row, value);
      if (this.#others.size < LISTED) this.#others.add(value);
    }
  }

  protected judge(): Pick<Outcome, "passed" | "observed" | "seen"> {
    const others = [...this.#others].map(plain);
    const seen = others.length === 0 ? "no other" : `also ${others.map((value) => show(value)).join(", ")}`;
    return { passed: this.failures.count === 0, observed: { others }, seen };
  }
}

function typeOf([first]: readonly Label[]): FieldType {
  return typeof first === "number" ? "number" : typeof first === "boolean" ? "boolean" : "string";
}

import type { FieldType } from "../../core/schema.js";
import type { Frame } from "../../data/frame.js";
import type { ExpectationReader } from "../reader.js";
import { ANY_TYPE, type Check, isUntold, type Outcome, type Tally } from "../tally.js";

/** A column is there, and of a type where one is named. */
export function readColumn(reader: ExpectationReader): Check {
  const column = reader.column();
  const isType = (value: unknown): value is FieldType => ANY_TYPE.some((type) => type === value);
  const type = reader.maybe("type", `one of ${ANY_TYPE.join(", ")}`, isType);
  return {
    words: type === undefined ? `there is a column '${column}'` : `there is a ${type} column '${column}'`,
    start: () => new ColumnThere(column, type),
  };
}

class ColumnThere implements Tally {
  readonly #column: string;
  readonly #type: FieldType | undefined;
  #there = false;
  #absent = false;
  #found: FieldType | undefined;

  constructor(column: string, type: FieldType | undefined) {
    this.#column = column;
    this.#type = type;
  }

  add(frame: Frame): void {
    if (!frame.schema.has(this.#column)) {
      this.#absent = true;
      return;
    }
    this.#there = true;
    if (isUntold(frame.columnOf(this.#column))) return;
    const { type } = frame.schema.field(this.#column);
    // The first type that is wrong is the one to tell of.
    if (this.#found === undefined || this.#found === this.#type) this.#found = type;
  }

  outcome(): Outcome {
    const known = this.#type !== undefined && this.#found !== undefined;
    const passed = this.#there && !this.#absent && (!known || this.#found === this.#type);
    return {
      passed,
      observed: { type: this.#absent ? null : (this.#found ?? null) },
      failingRows: 0,
      examples: [],
      seen:
        this.#absent || !this.#there
          ? "there is none"
          : this.#found === undefined
            ? "it has no value"
            : `it is a ${this.#found} column`,
    };
  }
}

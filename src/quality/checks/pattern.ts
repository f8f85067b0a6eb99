import { matchesStars } from "../../core/star-pattern.js";
import type { StringColumn } from "../../data/columns.js";
import { type ExpectationReader, isText } from "../reader.js";
import { type Check, ColumnTally, counted, type Outcome } from "../tally.js";

/** The strings of a column keep to a pattern. No regular expressions, which a hostile config could make run for ever. */
export function readPattern(reader: ExpectationReader): Check {
  const column = reader.column();
  const pattern = reader.need("matching", "a pattern in which * stands for any characters, such as 'LN-*'", isText);
  return { words: `'${column}' is like '${pattern}'`, start: () => new KeepsToPattern(column, pattern) };
}

class KeepsToPattern extends ColumnTally<StringColumn> {
  readonly #pattern: string;

  constructor(column: string, pattern: string) {
    super("pattern", column, ["string"]);
    this.#pattern = pattern;
  }

  protected look({ codes, dictionary }: StringColumn, first: number): void {
    const keeps = dictionary.map((text) => matchesStars(this.#pattern, text));
    for (let row = 0; row < codes.length; row++) {
      const code = codes[row] as number;
      if (code >= 0 && keeps[code] !== true) this.failures.add(first + row, dictionary[code] ?? null);
    }
  }

  protected judge(): Pick<Outcome, "passed" | "observed" | "seen"> {
    const { count } = this.failures;
    return { passed: count === 0, observed: { others: count }, seen: `${counted(count, "value")} of another form` };
  }
}

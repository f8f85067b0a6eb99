/**
 * The text of a LightGBM model as sections of lines `key=value`: one about the model, then one a tree.
 */
import { invalidModel } from "./foreign.js";

/** Lines of one section, by key, and where the section stands. */
export class TextSection {
  readonly path: string;
  readonly #lines = new Map<string, string>();

  constructor(path: string) {
    this.path = path;
  }

  /** Takes a line in; a line without `=` has an empty value. */
  add(line: string): void {
    const at = line.indexOf("=");
    this.#lines.set(at < 0 ? line : line.slice(0, at), at < 0 ? "" : line.slice(at + 1));
  }

  has(key: string): boolean {
    return this.#lines.has(key);
  }

  /** Ends the reading. */
  fail(key: string, expected: string): never {
    throw invalidModel("LightGBM", `${this.path}.${key}`, this.#lines.get(key), expected);
  }

  /** The value of a key. */
  text(key: string): string {
    return this.#lines.get(key) ?? this.fail(key, `a line ${key}=…`);
  }

  /** A whole number within bounds. */
  integer(key: string, min: number, max: number): number {
    const number = Number(this.text(key));
    if (!Number.isInteger(number) || number < min || number > max)
      this.fail(key, `a whole number from ${min} to ${max}`);
    return number;
  }

  /** Numbers between blanks. */
  numbers(key: string, length?: number): readonly number[] {
    const text = this.text(key).trim();
    const numbers = text === "" ? [] : text.split(/ +/).map(Number);
    if (length !== undefined && numbers.length !== length) this.fail(key, `${length} numbers`);
    if (numbers.some((number) => Number.isNaN(number))) this.fail(key, "numbers");
    return numbers;
  }
}

/** Reads the sections of a model up to the end of its trees. */
export function readSections(text: string): { model: TextSection; trees: TextSection[] } {
  const lines = text.split(/\r?\n/);
  if (lines[0] !== "tree") throw invalidModel("LightGBM", "model", lines[0], 'a first line "tree"');
  const model = new TextSection("model");
  const trees: TextSection[] = [];
  let section = model;
  for (const line of lines.slice(1)) {
    if (line === "end of trees") return { model, trees };
    if (line.startsWith("Tree=")) {
      section = new TextSection(`Tree=${trees.length}`);
      trees.push(section);
    } else if (line !== "") section.add(line);
  }
  throw invalidModel("LightGBM", "model", `${trees.length} trees`, 'a line "end of trees" after them');
}

/** What every metric refuses in the same words: lists that are none, or differ in length; options that it does not have. */
import type { Label, Values } from "../core/contracts.js";
import { DataError, ParameterError, show } from "../core/errors.js";
import { nearest } from "../core/nearest.js";

/** Checks that two lists are lists, of one length, and not empty. */
export function checkLists(nameA: string, a: Values<unknown>, nameB: string, b: Values<unknown>): void {
  checkList(nameA, a);
  checkList(nameB, b);
  checkLengths(nameA, a.length, nameB, b.length);
}

/** Refuses lists of different lengths, and empty ones. */
export function checkLengths(nameA: string, lengthA: number, nameB: string, lengthB: number): void {
  if (lengthA !== lengthB) {
    throw new DataError("DATA_SHAPE", {
      problem: `${nameA} and ${nameB} differ in length`,
      given: `${lengthA} and ${lengthB} rows`,
      expected: "one value for each row in both",
      remedy: "Compare the predictions with the targets of the very rows they were made for",
      data: { [nameA]: lengthA, [nameB]: lengthB },
    });
  }
  if (lengthA === 0) {
    throw new DataError("DATA_EMPTY", {
      problem: `${nameA} and ${nameB} are empty`,
      expected: "at least one row",
      remedy: "Check the filter or split that these rows come from",
    });
  }
}

/** Refuses what is no list; a string counts as none, though one can iterate over it. */
export function checkList(name: string, values: unknown): void {
  if (typeof values === "object" && values !== null && Symbol.iterator in values && "length" in values) return;
  throw new DataError("TARGET_INVALID", {
    problem: `${name} is not a list`,
    given: show(values),
    expected: "an array, a typed array or a column of a frame",
    remedy: `Give ${name} as a list with one value a row`,
    data: { name },
  });
}

/** Refuses options that a metric does not have, so that a misspelt one is not silently left out. */
export function checkOptions(owner: string, options: object, names: readonly string[]): void {
  for (const name of Object.keys(options)) {
    if (names.includes(name)) continue;
    const near = nearest(name, names);
    throw new ParameterError("PARAM_UNKNOWN", {
      problem: `${owner} has no option '${name}'`,
      expected: names.join(", "),
      remedy: near === undefined ? "Remove it" : `Write '${near}' if that is what you meant, or remove it`,
      data: { owner, name },
    });
  }
}

/** An option whose value does not fit. */
export function badOption(owner: string, name: string, value: unknown, expected: string): ParameterError {
  return new ParameterError("PARAM_INVALID", {
    problem: `${owner} cannot take this ${name}`,
    given: show(value),
    expected,
    remedy: `Give ${name} such a value, or leave it out`,
    data: { owner, name, value },
  });
}

/** Lists labels in a message, in quotes where they are strings. */
export function listLabels(labels: readonly Label[], limit = 10): string {
  const first = labels.slice(0, limit).map((label) => show(label, 30));
  return labels.length > limit ? `${first.join(", ")} and ${labels.length - limit} more` : first.join(", ");
}

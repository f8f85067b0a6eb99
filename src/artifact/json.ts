/**
 * JSON in its one canonical form: what `JSON.stringify` writes.
 *
 * Text is first scanned for its depth and its number of values, so that a small file cannot make a parser recurse or
 * allocate without bound. After parsing it is written again and has to come out the same: this refuses duplicate keys,
 * white space, odd escapes and numbers that do not survive, such as `1e999`, in one rule. Time O(text).
 */

import { checkLimit, type Limits } from "./limits.js";
import { badHeader } from "./refuse.js";

const QUOTE = 0x22;
const COMMA = 0x2c;
const BACKSLASH = 0x5c;
const OPEN_LIST = 0x5b;
const CLOSE_LIST = 0x5d;
const OPEN_OBJECT = 0x7b;
const CLOSE_OBJECT = 0x7d;

/** Checks depth and number of values of JSON text, without parsing it. `what` names the text in messages. */
export function scanJson(text: string, what: string, limits: Required<Limits>): void {
  let depth = 0;
  let deepest = 0;
  let values = 1;
  let inString = false;
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i);
    if (inString) {
      if (code === BACKSLASH) i++;
      else if (code === QUOTE) inString = false;
    } else if (code === QUOTE) inString = true;
    else if (code === COMMA) values++;
    else if (code === OPEN_LIST || code === OPEN_OBJECT) {
      values++;
      depth++;
      if (depth > deepest) deepest = depth;
    } else if (code === CLOSE_LIST || code === CLOSE_OBJECT) depth--;
  }
  checkLimit(limits, "depth", `nesting in the ${what}`, deepest);
  checkLimit(limits, "values", `values in the ${what}`, values);
}

/**
 * Parses canonical JSON.
 *
 * @throws ArtifactError `ARTIFACT_LIMIT` for text above the limits, `ARTIFACT_HEADER` for text that is not canonical JSON.
 */
export function parseCanonical(text: string, what: string, limits: Required<Limits>): unknown {
  scanJson(text, what, limits);
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (cause) {
    throw badHeader(`The ${what} is not JSON`, undefined, cause);
  }
  if (JSON.stringify(value) === text) return value;
  throw badHeader(`The ${what} is not in canonical form`, "repeated keys, white space, or numbers written otherwise");
}

/** The own keys of a JSON object with their values; `undefined` for anything else. */
export function entriesOf(value: unknown): Map<string, unknown> | undefined {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return undefined;
  return new Map(Object.entries(value));
}

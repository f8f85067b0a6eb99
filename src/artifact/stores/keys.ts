/**
 * Which keys are allowed, in every store alike: what is safe and means the same as a path on any system, in a URL and in an
 * object store. Keys are never decoded or cleaned, so that there is one spelling of each.
 */
import { StoreError, show } from "../../core/errors.js";

const MAX_KEY = 512;
/** In UTF-8: file systems take 255, and a suffix such as `.sig` has to fit. */
const MAX_SEGMENT_BYTES = 200;
// Control and format characters, half surrogate pairs, and all white space but the plain one.
const INVISIBLE = /[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]|(?! )\p{Zs}/u;
// A backslash separates on Windows, a colon follows a drive letter, a percent sign starts an escape; the rest are wildcards
// and redirections, which Windows refuses.
const FORBIDDEN = /[\\:%*?"<>|]/;
const DEVICE = /^(?:con|prn|aux|nul|com[0-9]|lpt[0-9])(?:\.|$)/i;

/**
 * Checks a key: one or more names with `/` between them, such as `"loan-risk/v3"`; at most 512 characters.
 *
 * A name has visible characters (letters of any script, in Unicode's form NFC) and spaces within; it does not start with a
 * dot (so there is no `..`; stores keep names of their own there), does not end with a dot or a space, has none of
 * `\ : % * ? " < > |`, is no device name of Windows (`con`, `nul`, …), and has at most 200 bytes in UTF-8.
 *
 * @throws StoreError `STORE_KEY` that says which rule is broken.
 */
export function checkKey(key: string): void {
  if (typeof key !== "string") throw badKey(key, "a string");
  if (key === "") throw badKey(key, "a key that is not empty");
  checkText(key, key);
  for (const segment of key.split("/")) checkSegment(key, segment);
}

/**
 * Checks the prefix of a listing: empty, or the start of a key.
 *
 * @throws StoreError `STORE_KEY`.
 */
export function checkPrefix(prefix: string): void {
  if (typeof prefix !== "string") throw badKey(prefix, "a string");
  checkText(prefix, prefix);
  const segments = prefix.split("/");
  const last = segments.pop() ?? "";
  for (const segment of segments) checkSegment(prefix, segment);
  // The last name may be the start of one.
  if (last.startsWith(".")) throw badKey(prefix, "names that do not start with a dot");
}

function checkText(key: string, text: string): void {
  if (text.length > MAX_KEY) throw badKey(key, `at most ${MAX_KEY} characters`);
  if (INVISIBLE.test(text)) throw badKey(key, "visible characters and plain spaces alone");
  if (FORBIDDEN.test(text)) throw badKey(key, 'none of \\ : % * ? " < > |');
  if (text.normalize("NFC") !== text) throw badKey(key, "accents composed with their letters (Unicode's form NFC)");
}

function checkSegment(key: string, segment: string): void {
  if (segment === "") throw badKey(key, "a name before, between and after each /");
  if (segment.startsWith(".")) throw badKey(key, "names that do not start with a dot");
  if (/^ |[. ]$/.test(segment)) throw badKey(key, "names that do not start with a space or end with a space or a dot");
  if (DEVICE.test(segment)) throw badKey(key, "no names that Windows keeps for devices, such as con and nul");
  if (new TextEncoder().encode(segment).length > MAX_SEGMENT_BYTES)
    throw badKey(key, `names of at most ${MAX_SEGMENT_BYTES} bytes`);
}

function badKey(key: unknown, expected: string): StoreError {
  return new StoreError("STORE_KEY", {
    problem: "The key is not allowed",
    given: show(key),
    expected,
    remedy: "Use names of letters, digits, '.', '-' and '_', with '/' between them",
    data: { key },
  });
}

/** Long lists of strings as two tensors: their UTF-8 bytes one after another, and where each starts. */
import { badTensor } from "./refuse.js";

/** A list of strings as bytes. String i is bytes `offsets[i]` to `offsets[i + 1]`. */
export interface PackedStrings {
  readonly bytes: Uint8Array;
  /** One more than there are strings; from 0 to the number of bytes. */
  readonly offsets: Uint32Array;
}

/** Shorter lists stay in the document, where they are easier to read. */
const LONG = 64;
/** How many strings are joined before they are encoded: one call for each string costs more than the work. */
const BATCH = 4096;

/**
 * Packs a list of strings. `undefined` for a list that stays as JSON: a short one, one that holds other things, and one
 * with half a surrogate pair, which UTF-8 cannot say and JSON can.
 */
export function packStrings(list: readonly unknown[]): PackedStrings | undefined {
  if (list.length <= LONG) return undefined;
  const offsets = new Uint32Array(list.length + 1);
  let total = 0;
  for (let i = 0; i < list.length; i++) {
    const text = list[i];
    const length = typeof text === "string" ? utf8Length(text) : undefined;
    if (length === undefined) return undefined;
    total += length;
    offsets[i + 1] = total;
  }
  if (total > 0xffffffff) return undefined;
  const bytes = new Uint8Array(total);
  const encoder = new TextEncoder();
  for (let start = 0; start < list.length; start += BATCH) {
    encoder.encodeInto(list.slice(start, start + BATCH).join(""), bytes.subarray(offsets[start]));
  }
  return { bytes, offsets };
}

/** The number of bytes of a string in UTF-8; `undefined` when it has half a surrogate pair. */
function utf8Length(text: string): number | undefined {
  let { length } = text;
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i);
    if (code < 0x80) continue;
    if (code < 0x800) length += 1;
    else if (code < 0xd800 || code > 0xdfff) length += 2;
    else {
      // Two units, four bytes.
      const next = text.charCodeAt(++i);
      if (code > 0xdbff || !(next >= 0xdc00 && next <= 0xdfff)) return undefined;
      length += 2;
    }
  }
  return length;
}

/**
 * Unpacks a list of strings.
 *
 * @throws ArtifactError `ARTIFACT_TENSOR` for offsets that do not fit the bytes, or bytes that are not UTF-8.
 */
export function unpackStrings(name: string, { bytes, offsets }: PackedStrings): readonly string[] {
  const count = offsets.length - 1;
  if (count < 0 || offsets[0] !== 0 || offsets[count] !== bytes.length)
    throw badTensor(name, "has offsets that do not fit its bytes");
  const list: string[] = [];
  const decoder = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });
  const decode = (start: number, end: number): string => {
    try {
      return decoder.decode(bytes.subarray(start, end));
    } catch {
      throw badTensor(name, "has strings that are not UTF-8");
    }
  };
  const all = decode(0, bytes.length);
  const ascii = all.length === bytes.length;
  for (let i = 0; i < count; i++) {
    const start = offsets[i] as number;
    const end = offsets[i + 1] as number;
    if (end < start) throw badTensor(name, "has offsets that go backwards");
    list.push(ascii ? all.slice(start, end) : decode(start, end));
  }
  return list;
}

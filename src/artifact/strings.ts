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
// In a pattern with the `u` flag, pairs are one character: only halves of a pair match.
const LONE_SURROGATE = /\p{Surrogate}/u;

/**
 * Packs a list of strings. `undefined` for a list that stays as JSON: a short one, one that holds other things, and one
 * with half a surrogate pair, which UTF-8 cannot say and JSON can.
 */
export function packStrings(list: readonly unknown[]): PackedStrings | undefined {
  if (list.length <= LONG) return undefined;
  const encoder = new TextEncoder();
  const parts: Uint8Array[] = [];
  const offsets = new Uint32Array(list.length + 1);
  let total = 0;
  for (let i = 0; i < list.length; i++) {
    const text = list[i];
    if (typeof text !== "string" || LONE_SURROGATE.test(text)) return undefined;
    const part = encoder.encode(text);
    parts.push(part);
    total += part.length;
    offsets[i + 1] = total;
  }
  if (total > 0xffffffff) return undefined;
  const bytes = new Uint8Array(total);
  parts.forEach((part, i) => {
    bytes.set(part, offsets[i]);
  });
  return { bytes, offsets };
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

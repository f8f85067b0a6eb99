/**
 * The types of tensors: safetensors' names for the typed arrays that a state may hold. Bytes are little-endian in the file
 * whatever the machine is.
 */
import type { StateArray } from "../core/state.js";

/** The name of a type of numbers, as in safetensors. */
export type Dtype = "F64" | "F32" | "I32" | "U32" | "U16" | "U8";

interface ArrayClass {
  new (buffer: ArrayBuffer, byteOffset: number, length: number): StateArray;
  readonly BYTES_PER_ELEMENT: number;
}

const CLASSES: ReadonlyMap<string, { readonly dtype: Dtype; readonly array: ArrayClass }> = new Map(
  (
    [
      ["F64", Float64Array],
      ["F32", Float32Array],
      ["I32", Int32Array],
      ["U32", Uint32Array],
      ["U16", Uint16Array],
      ["U8", Uint8Array],
    ] as const
  ).map(([dtype, array]) => [dtype, { dtype, array }]),
);

/** The type of this name, if it is known. */
export function dtypeNamed(name: unknown): { readonly dtype: Dtype; readonly array: ArrayClass } | undefined {
  return typeof name === "string" ? CLASSES.get(name) : undefined;
}

/** The type of a typed array; `undefined` for those that cannot be stored. */
export function dtypeOf(value: unknown): { readonly dtype: Dtype; readonly values: StateArray } | undefined {
  if (value instanceof Float64Array) return { dtype: "F64", values: value };
  if (value instanceof Float32Array) return { dtype: "F32", values: value };
  if (value instanceof Int32Array) return { dtype: "I32", values: value };
  if (value instanceof Uint32Array) return { dtype: "U32", values: value };
  if (value instanceof Uint16Array) return { dtype: "U16", values: value };
  if (value instanceof Uint8Array) return { dtype: "U8", values: value };
  return undefined;
}

/** The bytes of a typed array, in the machine's order. */
export function bytesOf(array: ArrayBufferView): Uint8Array {
  return new Uint8Array(array.buffer, array.byteOffset, array.byteLength);
}

/**
 * The array with one bit pattern for NaN, as `number` has but one: engines and processors leave different ones, and the same
 * model has the same bytes everywhere. A copy is made only where there is a NaN.
 */
export function withOneNaN(values: StateArray): StateArray {
  if (!(values instanceof Float64Array || values instanceof Float32Array) || !hasNaN(values)) return values;
  const copy = values.slice();
  const words = new Uint32Array(copy.buffer, copy.byteOffset, copy.byteLength / 4);
  const perValue = copy.BYTES_PER_ELEMENT / 4;
  for (let i = 0; i < copy.length; i++) {
    if (!Number.isNaN(copy[i])) continue;
    // The quiet NaN without sign and payload; its upper half is the second word where the low byte comes first.
    if (perValue === 1) words[i] = 0x7fc00000;
    else {
      words[2 * i + (LITTLE_ENDIAN ? 1 : 0)] = 0x7ff80000;
      words[2 * i + (LITTLE_ENDIAN ? 0 : 1)] = 0;
    }
  }
  return copy;
}

function hasNaN(values: Float64Array | Float32Array): boolean {
  for (let i = 0; i < values.length; i++) if (Number.isNaN(values[i])) return true;
  return false;
}

/** Whether this machine keeps the low byte first, as the file does. */
export const LITTLE_ENDIAN: boolean = new Uint8Array(new Uint32Array([1]).buffer)[0] === 1;

/** Reverses the bytes of each element in place: between the file's order and that of a big-endian machine. */
export function reverseElements(bytes: Uint8Array, size: number): void {
  for (let start = 0; start + size <= bytes.length; start += size) bytes.subarray(start, start + size).reverse();
}

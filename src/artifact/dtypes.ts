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

/** Whether this machine keeps the low byte first, as the file does. */
export const LITTLE_ENDIAN: boolean = new Uint8Array(new Uint32Array([1]).buffer)[0] === 1;

/** Reverses the bytes of each element in place: between the file's order and that of a big-endian machine. */
export function reverseElements(bytes: Uint8Array, size: number): void {
  for (let start = 0; start + size <= bytes.length; start += size) bytes.subarray(start, start + size).reverse();
}

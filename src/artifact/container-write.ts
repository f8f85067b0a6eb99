/**
 * Writes the container: the safetensors layout, in one canonical form.
 *
 *     8 bytes   length of the header, little-endian
 *     header    JSON: { "__metadata__": { … }, "<name>": { "dtype", "shape", "data_offsets" }, … }, spaces at the end so
 *               that what follows starts at a multiple of 8
 *     buffers   by size of element, largest first, then by name, without holes: so each is aligned
 *
 * One allocation of the file's size; the arrays are copied once.
 */

import { bytesOf, LITTLE_ENDIAN, reverseElements } from "./dtypes.js";
import { ALIGNMENT, METADATA, PREFIX_BYTES } from "./layout.js";
import type { Tensor } from "./tensor-pool.js";

/** The bytes of a file with this metadata and these tensors. */
export function writeContainer(
  metadata: readonly (readonly [string, string])[],
  tensors: readonly Tensor[],
): Uint8Array<ArrayBuffer> {
  const ordered = [...tensors].sort(byLayout);
  const entries: [string, unknown][] = [[METADATA, Object.fromEntries(metadata)]];
  let size = 0;
  for (const { name, dtype, values } of ordered) {
    const end = size + values.byteLength;
    entries.push([name, { dtype, shape: [values.length], data_offsets: [size, end] }]);
    size = end;
  }
  const json = new TextEncoder().encode(JSON.stringify(Object.fromEntries(entries)));
  const headerLength = Math.ceil(json.length / ALIGNMENT) * ALIGNMENT;
  const dataStart = PREFIX_BYTES + headerLength;
  const file = new Uint8Array(dataStart + size);
  new DataView(file.buffer).setUint32(0, headerLength, true);
  file.set(json, PREFIX_BYTES);
  file.fill(0x20, PREFIX_BYTES + json.length, dataStart);
  let at = dataStart;
  for (const { values } of ordered) {
    file.set(bytesOf(values), at);
    if (!LITTLE_ENDIAN) reverseElements(file.subarray(at, at + values.byteLength), values.BYTES_PER_ELEMENT);
    at += values.byteLength;
  }
  return file;
}

function byLayout(a: Tensor, b: Tensor): number {
  const bySize = b.values.BYTES_PER_ELEMENT - a.values.BYTES_PER_ELEMENT;
  if (bySize !== 0) return bySize;
  return a.name < b.name ? -1 : 1;
}

/**
 * A reader of safetensors written from its specification alone (https://github.com/huggingface/safetensors, "Format"), sharing no
 * code with the library: 8 bytes little-endian N, N bytes of JSON that starts with "{" and may end with spaces, then the buffers.
 */

/** What a file holds. */
export interface SafeTensors {
  readonly metadata: Readonly<Record<string, string>>;
  readonly tensors: ReadonlyMap<
    string,
    { readonly dtype: string; readonly shape: readonly number[]; readonly values: readonly number[] }
  >;
}

const READERS: Readonly<Record<string, { size: number; read(view: DataView, at: number): number }>> = {
  F64: { size: 8, read: (view, at) => view.getFloat64(at, true) },
  F32: { size: 4, read: (view, at) => view.getFloat32(at, true) },
  I32: { size: 4, read: (view, at) => view.getInt32(at, true) },
  U32: { size: 4, read: (view, at) => view.getUint32(at, true) },
  U16: { size: 2, read: (view, at) => view.getUint16(at, true) },
  U8: { size: 1, read: (view, at) => view.getUint8(at) },
};

/** Reads a file, and holds it to what the specification asks. */
export function readSafeTensors(file: Uint8Array): SafeTensors {
  const view = new DataView(file.buffer, file.byteOffset, file.byteLength);
  const length = Number(view.getBigUint64(0, true));
  if (length > 100_000_000) throw new Error("the header is above 100 MB");
  if (view.getUint8(8) !== 0x7b) throw new Error("the header does not begin with {");
  const text = new TextDecoder("utf-8", { fatal: true }).decode(file.subarray(8, 8 + length));
  const { __metadata__: metadata = {}, ...entries } = JSON.parse(text);
  for (const value of Object.values(metadata))
    if (typeof value !== "string") throw new Error("metadata that is no string");
  const tensors = new Map();
  const spans: [number, number][] = [];
  for (const [name, { dtype, shape, data_offsets }] of Object.entries<{
    dtype: string;
    shape: number[];
    data_offsets: [number, number];
  }>(entries)) {
    const reader = READERS[dtype];
    if (reader === undefined) throw new Error(`dtype ${dtype}`);
    const [begin, end] = data_offsets;
    const count = shape.reduce((product, size) => product * size, 1);
    if (count * reader.size !== end - begin) throw new Error(`${name}: its shape does not fit its offsets`);
    const start = 8 + length + begin;
    if (start % reader.size !== 0) throw new Error(`${name} is not aligned`);
    tensors.set(name, {
      dtype,
      shape,
      values: Array.from({ length: count }, (_, i) => reader.read(view, start + i * reader.size)),
    });
    spans.push([begin, end]);
  }
  // "The byte buffer needs to be entirely indexed, and cannot contain holes."
  spans.sort(([a, x], [b, y]) => a - b || x - y);
  let at = 0;
  for (const [begin, end] of spans) {
    if (begin !== at) throw new Error(`a hole or an overlap at byte ${at}`);
    at = end;
  }
  if (8 + length + at !== file.length) throw new Error("bytes after the last tensor");
  return { metadata, tensors };
}

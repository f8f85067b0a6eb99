/**
 * Reads the container of {@link writeContainer}, trusting nothing: every number is checked before it is used, and nothing
 * is allocated by what the file claims. Tensors become views on the file's own bytes.
 */
import type { StateArray } from "../core/state.js";
import { type Dtype, dtypeNamed, LITTLE_ENDIAN, reverseElements } from "./dtypes.js";
import { entriesOf, parseCanonical } from "./json.js";
import { ALIGNMENT, METADATA, PREFIX_BYTES } from "./layout.js";
import { checkLimit, type Limits } from "./limits.js";
import { badHeader, badTensor, truncated } from "./refuse.js";

/** What the header says of a tensor. */
export interface TensorInfo {
  readonly name: string;
  readonly dtype: Dtype;
  readonly shape: readonly number[];
  /** Where it starts and ends, from the start of the buffers. */
  readonly offsets: readonly [start: number, end: number];
}

/** The header of a file. */
export interface Header {
  readonly metadata: ReadonlyMap<string, string>;
  readonly tensors: readonly TensorInfo[];
  /** Where the buffers start in the file. */
  readonly dataStart: number;
  /** The size that the file has to have. */
  readonly fileBytes: number;
}

/**
 * The length of the header, from the first 8 bytes of a file of so many bytes, where that is known.
 *
 * @throws ArtifactError `ARTIFACT_TRUNCATED`, `ARTIFACT_LIMIT`, `ARTIFACT_HEADER`.
 */
export function headerLength(
  prefix: Uint8Array,
  limits: Required<Limits>,
  fileBytes = Number.POSITIVE_INFINITY,
): number {
  if (prefix.length < PREFIX_BYTES) throw truncated(prefix.length, PREFIX_BYTES);
  const view = new DataView(prefix.buffer, prefix.byteOffset, PREFIX_BYTES);
  // Above 2^53 the sum is inexact, and far above any limit.
  const length = view.getUint32(4, true) * 4294967296 + view.getUint32(0, true);
  // Of what is no artifact at all, the first bytes say a length beyond any file's.
  if (PREFIX_BYTES + length > fileBytes) throw truncated(fileBytes, PREFIX_BYTES + length);
  checkLimit(limits, "headerBytes", "bytes of the header", length);
  if (length % ALIGNMENT !== 0 || length < ALIGNMENT) {
    throw badHeader("The header does not have a valid length", `${length} bytes`);
  }
  return length;
}

/** Reads the header's bytes, without the 8 before them. */
export function parseHeader(bytes: Uint8Array, limits: Required<Limits>): Header {
  let padded: string;
  try {
    padded = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch (cause) {
    throw badHeader("The header is not UTF-8", undefined, cause);
  }
  const text = withoutPadding(padded);
  const entries = entriesOf(parseCanonical(text, "header", limits));
  if (entries === undefined) throw badHeader("The header is no object");
  const metadata = parseMetadata(entries.get(METADATA));
  entries.delete(METADATA);
  checkLimit(limits, "tensors", "tensors", entries.size);
  const tensors: TensorInfo[] = [];
  let end = 0;
  for (const [name, value] of entries) {
    const tensor = parseTensor(name, value, end);
    tensors.push(tensor);
    [, end] = tensor.offsets;
  }
  const dataStart = PREFIX_BYTES + bytes.length;
  return { metadata, tensors, dataStart, fileBytes: dataStart + end };
}

function withoutPadding(text: string): string {
  let end = text.length;
  while (end > 0 && text.charCodeAt(end - 1) === 0x20) end--;
  if (text.length - end >= ALIGNMENT) throw badHeader("The header has more padding than it needs");
  return text.slice(0, end);
}

function parseMetadata(value: unknown): Map<string, string> {
  const entries = entriesOf(value);
  if (entries === undefined) throw badHeader("The header has no metadata");
  const metadata = new Map<string, string>();
  for (const [key, item] of entries) {
    if (typeof item !== "string") throw badHeader("The header has metadata that is no text");
    metadata.set(key, item);
  }
  return metadata;
}

/** Each tensor starts where the one before ended: this leaves no room for gaps and overlaps. */
function parseTensor(name: string, value: unknown, expectedStart: number): TensorInfo {
  const fields = entriesOf(value);
  const type = dtypeNamed(fields?.get("dtype"));
  const shape = fields?.get("shape");
  const offsets = fields?.get("data_offsets");
  if (fields?.size !== 3 || !isNumbers(shape) || !isNumbers(offsets)) {
    throw badTensor(name, "is not described by dtype, shape and data_offsets alone");
  }
  if (type === undefined) throw badTensor(name, "has a dtype that is not known", JSON.stringify(fields.get("dtype")));
  const [start = -1, end = -1] = offsets;
  const bytes = elementCount(name, shape) * type.array.BYTES_PER_ELEMENT;
  if (offsets.length !== 2 || start !== expectedStart || end - start !== bytes) {
    throw badTensor(
      name,
      "is not where it should be",
      `bytes ${offsets.join(" to ")}, should be ${expectedStart} to ${expectedStart + bytes}`,
    );
  }
  if (start % type.array.BYTES_PER_ELEMENT !== 0) throw badTensor(name, "is not aligned", `byte ${start}`);
  return { name, dtype: type.dtype, shape, offsets: [start, end] };
}

function isNumbers(value: unknown): value is number[] {
  return Array.isArray(value) && value.every((item) => Number.isSafeInteger(item) && item >= 0);
}

/** More than any engine can hold, and small enough that all sums and products below it are exact. */
const MAX_ELEMENTS = 2 * 1024 * 1024 * 1024 * 1024;
const MAX_RANK = 8;

function elementCount(name: string, shape: readonly number[]): number {
  if (shape.length > MAX_RANK) throw badTensor(name, "has too many dimensions", String(shape.length));
  let count = 1;
  for (const size of shape) {
    // By division, since the product of two large numbers would not be exact.
    if (size > MAX_ELEMENTS || (size > 0 && count > MAX_ELEMENTS / size)) {
      throw badTensor(name, "is too large", `shape ${JSON.stringify(shape)}`);
    }
    count *= size;
  }
  return count;
}

/** The tensors of a file as typed arrays on its bytes, which have to start at offset 0 of their buffer. */
export function viewTensors(file: Uint8Array<ArrayBuffer>, { tensors, dataStart }: Header): Map<string, StateArray> {
  const views = new Map<string, StateArray>();
  for (const { name, dtype, offsets } of tensors) {
    const type = dtypeNamed(dtype);
    if (type === undefined) throw badTensor(name, "has a dtype that is not known", dtype);
    const [start, end] = offsets;
    const size = type.array.BYTES_PER_ELEMENT;
    const at = file.byteOffset + dataStart + start;
    if (!LITTLE_ENDIAN) reverseElements(file.subarray(dataStart + start, dataStart + end), size);
    views.set(name, new type.array(file.buffer, at, (end - start) / size));
  }
  return views;
}

/**
 * Reads and checks the header of a whole file.
 *
 * @throws ArtifactError as {@link headerLength}, and `ARTIFACT_TENSOR` for bytes after the last tensor.
 */
export function readHeader(file: Uint8Array, limits: Required<Limits>): Header {
  const length = headerLength(file, limits, file.length);
  const header = parseHeader(file.subarray(PREFIX_BYTES, PREFIX_BYTES + length), limits);
  if (file.length < header.fileBytes) throw truncated(file.length, header.fileBytes);
  if (file.length > header.fileBytes) {
    throw badTensor(
      "the last one",
      "is not at the end of the file",
      `${file.length - header.fileBytes} bytes too many`,
    );
  }
  return header;
}

/**
 * Where a fitted pipeline comes from: a digest of its training data, so that two models of the same data can be told.
 */
import { LIBRARY_VERSION } from "../core/version.js";
import { type AnyColumn, NumberColumn, StringColumn, TimestampColumn, VectorColumn } from "../data/columns.js";
import { Frame } from "../data/frame.js";
import type { Table } from "../data/input.js";
import { CsrMatrix, type Matrix } from "../data/matrix.js";

/** What a model was learned from. */
export interface Lineage {
  /** The version of the library that learned it. */
  readonly library: string;
  /** The number of training rows. */
  readonly rows: number;
  /** SHA-256 over the columns of the training table and the target. */
  readonly dataDigest: string;
}

/** Digests the training data. Runs beside the fit: hashing is done off the main thread by Web Crypto. */
export async function lineageOf(x: Table, y: Iterable<unknown> | undefined): Promise<Lineage> {
  const parts = x instanceof Frame ? x.columns.map((name) => columnBytes(name, x.columnOf(name))) : matrixBytes(x);
  if (y !== undefined) parts.push(targetBytes(y));
  // Web Crypto hashes whole buffers only: a digest for each part, then one over these.
  const digests = await Promise.all(parts.map((part) => crypto.subtle.digest("SHA-256", part)));
  const all = new Uint8Array(digests.length * 32);
  digests.forEach((digest, index) => {
    all.set(new Uint8Array(digest), index * 32);
  });
  const digest = hex(new Uint8Array(await crypto.subtle.digest("SHA-256", all)));
  return { library: LIBRARY_VERSION, rows: x instanceof Frame ? x.numRows : x.rows, dataDigest: digest };
}

function targetBytes(y: Iterable<unknown>): Uint8Array<ArrayBuffer> {
  const values = [...y];
  const numbers = values.every((value) => typeof value === "number");
  return join(encode("target\n"), numbers ? bytesOf(Float64Array.from(values)) : encode(JSON.stringify(values)));
}

function hex(bytes: Uint8Array): string {
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
}

function encode(text: string): Uint8Array<ArrayBuffer> {
  return new TextEncoder().encode(text);
}

function columnBytes(name: string, column: AnyColumn): Uint8Array<ArrayBuffer> {
  const head = encode(`${JSON.stringify([name, column.type])}\n`);
  if (column instanceof StringColumn) return join(head, stringBytes(column));
  if (column instanceof NumberColumn) return join(head, bytesOf(Float64Array.from(column.values)));
  if (column instanceof TimestampColumn || column instanceof VectorColumn) return join(head, bytesOf(column.values));
  return join(head, bytesOf(column.codes));
}

// Dictionaries may differ in order for the same strings: codes are renumbered by first appearance.
function stringBytes(column: StringColumn): Uint8Array<ArrayBuffer> {
  const order = new Map<number, number>();
  const codes = column.codes.map((code) => {
    if (code < 0) return -1;
    const known = order.get(code) ?? order.size;
    order.set(code, known);
    return known;
  });
  const words = [...order.keys()].map((code) => column.dictionary[code]);
  return join(bytesOf(codes), encode(JSON.stringify(words)));
}

function matrixBytes(x: Matrix): Uint8Array<ArrayBuffer>[] {
  const head = encode(JSON.stringify([x.layout, x.rows, x.cols, x.named ? x.names : null]));
  const sparse = x instanceof CsrMatrix ? [bytesOf(x.indices), bytesOf(x.indptr)] : [];
  return [head, bytesOf(x.values), ...sparse];
}

// Web Crypto takes no shared buffers, hence the copy.
function bytesOf(values: Float64Array | Float32Array | Int32Array | Int8Array): Uint8Array<ArrayBuffer> {
  return new Uint8Array(new Uint8Array(values.buffer, values.byteOffset, values.byteLength));
}

function join(a: Uint8Array, b: Uint8Array): Uint8Array<ArrayBuffer> {
  const out = new Uint8Array(a.length + b.length);
  out.set(a);
  out.set(b, a.length);
  return out;
}

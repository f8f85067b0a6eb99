/** What the tests of text stages share. */
import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { expect } from "vitest";
import { MlkitError } from "../../src/core/errors.js";
import { CsrMatrix } from "../../src/data/matrix.js";

/** What is known of a sparse matrix that is too large to be kept. */
export interface Summary {
  shape: [number, number];
  stored: number;
  places: string;
  sum: number;
  squares: number;
  rows: [row: number, values: number[]][];
  weighed: number[];
}

interface Case {
  params: Record<string, unknown>;
}

interface Vocabulary {
  terms: string;
  some: string[];
}

interface Golden {
  odd: string[];
  order: string[];
  oddHashes: [columns: number[], values: number[]][];
  terms: (Case & { terms: string[][] })[];
  counts: (Case & Vocabulary & Summary & { counts: string })[];
  tfidf: (Case & Vocabulary & { idf: number[]; later: Summary })[];
  hashes: (Case & Summary)[];
  transforms: (Case & {
    x: number[][];
    idf: number[] | null;
    later: number[][];
    output: number[][];
    columns: number[];
  })[];
}

const read = (path: string): string => readFileSync(new URL(path, import.meta.url), "utf8");

export const golden: Golden = JSON.parse(read("../golden/text.json"));

/** Sentences of this library's guides, and of the Apache and Mozilla licences. */
export const corpus: readonly string[] = read("corpus.txt").trimEnd().split("\n");

/** Relative to 1 or the value. Sums are added up in another order than scikit-learn's, and logarithms may differ in their last bit. */
export const TOLERANCE = 1e-12;

export function expectClose(given: ArrayLike<number>, expected: ArrayLike<number>): void {
  expect(given.length).toBe(expected.length);
  for (let i = 0; i < expected.length; i++) {
    const [a, b] = [given[i] as number, expected[i] as number];
    if (!(Math.abs(a - b) <= TOLERANCE * Math.max(1, Math.abs(b)))) expect(a, `value ${i}`).toBe(b);
  }
}

export function sha256(...parts: (Int32Array | string)[]): string {
  const hash = createHash("sha256");
  for (const part of parts)
    hash.update(typeof part === "string" ? part : new Uint8Array(part.buffer, part.byteOffset, part.byteLength));
  return hash.digest("hex");
}

/** Holds a sparse matrix to what is known of it. */
export function expectSummary(x: unknown, known: Summary): void {
  if (!(x instanceof CsrMatrix)) throw new Error("not sparse");
  expect([x.rows, x.cols]).toEqual(known.shape);
  expect(x.values.length).toBe(known.stored);
  expect(sha256(x.indptr, x.indices)).toBe(known.places);
  expectClose([sum(x.values), sum(x.values.map((value) => value * value))], [known.sum, known.squares]);
  for (const [row, values] of known.rows) expectClose(x.slice(row, row + 1).values, values);
  const weighed = Float64Array.from({ length: Math.ceil(x.rows / 11) }, (_, at) => {
    const row = x.slice(11 * at, 11 * at + 1);
    return row.values.reduce((total, value, k) => total + value * (1 + ((row.indices[k] as number) % 7)), 0);
  });
  expectClose(weighed, known.weighed);
}

function sum(values: Float64Array): number {
  return values.reduce((total, value) => total + value, 0);
}

/** The error that the call gives, which must be one of the library's with a remedy. */
export async function errorOf(call: () => unknown): Promise<MlkitError> {
  try {
    await call();
  } catch (error) {
    if (!(error instanceof MlkitError)) throw error;
    expect(error.remedy).not.toBe("");
    return error;
  }
  throw new Error("The call was not refused");
}

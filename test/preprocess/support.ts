/** What the tests of preprocessing share: golden values, states that went through storage, the one-row path. */
import { readFileSync } from "node:fs";
import { expect } from "vitest";
import { cellsToNumbers, type TransformerModel } from "../../src/base/models.js";
import type { Cell, Model } from "../../src/core/contracts.js";
import { MlkitError } from "../../src/core/errors.js";
import { StateReader } from "../../src/core/state.js";
import { Frame } from "../../src/data/frame.js";
import { type DenseMatrix, Matrix } from "../../src/data/matrix.js";

export type Rows<T = number> = (T | null)[][];

interface NumberCase {
  params: Record<string, unknown>;
  output: Rows;
}

interface Golden {
  numbers: Rows;
  counts: number[][];
  empty: Rows;
  strings: Rows<string>;
  fitted: Rows<string>;
  later: Rows<string>;
  scalers: ScalerCase[];
  sparseScalers: ScalerCase[];
  imputers: (NumberCase & { statistics: number[]; names: string[] })[];
  emptyImputers: (NumberCase & { statistics: number[]; names: string[] })[];
  stringImputers: { params: Record<string, unknown>; statistics: string[]; names: string[]; output: Rows<string> }[];
  oneHots: { params: Record<string, unknown>; names: string[]; fitted: number[][]; later: number[][] | null }[];
}

export interface ScalerCase extends NumberCase {
  weights: number[] | null;
  parts: [number, number][] | null;
  mean: number[] | null;
  variance: number[] | null;
  scale: number[] | null;
}

export const golden: Golden = JSON.parse(readFileSync(new URL("../golden/preprocess.json", import.meta.url), "utf8"));

/** A dense matrix; null is missing. */
export function dense(rows: Rows, names?: readonly string[]): DenseMatrix {
  return Matrix.fromRows(
    rows.map((row) => row.map((value) => value ?? Number.NaN)),
    names,
  );
}

/** The same values in compressed sparse rows; zeros are left out. */
export function sparse(rows: Rows): Matrix {
  const values: number[] = [];
  const indices: number[] = [];
  const indptr = [0];
  for (const row of rows) {
    row.forEach((value, col) => {
      if (value === 0) return;
      values.push(value ?? Number.NaN);
      indices.push(col);
    });
    indptr.push(values.length);
  }
  const parts = {
    values: Float64Array.from(values),
    indices: Int32Array.from(indices),
    indptr: Int32Array.from(indptr),
  };
  return Matrix.fromCsr(parts, rows.length, rows[0]?.length ?? 0);
}

/** A frame from rows of cells. */
export function frameOf(names: readonly string[], rows: readonly (readonly Cell[])[]): Frame {
  return Frame.fromRows(rows.map((row) => Object.fromEntries(names.map((name, col) => [name, row[col] ?? null]))));
}

export function expectClose(given: Iterable<number>, expected: Iterable<number | null>, tolerance = 1e-12): void {
  const left = [...given];
  const right = Array.from(expected, (value) => value ?? Number.NaN);
  expect(left.length).toBe(right.length);
  left.forEach((value, index) => {
    const other = right[index] as number;
    const close = Object.is(value, other) || Math.abs(value - other) <= tolerance * Math.max(1, Math.abs(other));
    if (!close) expect(value, `value ${index}`).toBe(other);
  });
}

/** The model that its stored state gives. */
export function reload<M extends Model>(
  model: M,
  kind: { version: number; parse(state: StateReader): M },
  change: (state: Record<string, unknown>) => void = () => {},
): M {
  const state: Record<string, unknown> = Object.fromEntries(Object.entries(structuredClone(model.toState())));
  change(state);
  return kind.parse(new StateReader(state, model.kind, { version: kind.version }));
}

/** Holds the one-row path to the very bits of the batch path, on buffers that hold something else before. */
export function expectRowsAsBatch(model: TransformerModel, frame: Frame): void {
  const batch = model.transform(frame);
  const row = model.rowTransform();
  const width = model.outputNames.length;
  for (let i = 0; i < frame.numRows; i++) {
    const cells: Cell[] = model.inputNames.map((name) => frame.columnOf(name).get(i));
    const numbers = new Float64Array(cells.length);
    if (model.reads === "numbers") cellsToNumbers(cells, numbers);
    const input = model.reads === "numbers" ? numbers : cells;
    if (batch instanceof Frame) {
      const out: Cell[] = new Array(width + 2).fill("before");
      row(input, out, 1);
      expect(out).toEqual(["before", ...batch.columns.map((name) => batch.columnOf(name).get(i)), "before"]);
    } else {
      const out = new Float64Array(width + 2).fill(-99);
      row(input, out, 1);
      expect([...out]).toEqual([-99, ...batch.take([i]).toDense().values, -99]);
      const list: Cell[] = new Array(width + 2).fill("before");
      row(input, list, 1);
      expect(list.slice(1, -1)).toEqual([...out.slice(1, -1)]);
    }
  }
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

/** Runs a call on a matrix over shared memory and holds it to leave the values as they were. */
export async function expectUntouched(values: Float64Array, call: (shared: Float64Array) => unknown): Promise<void> {
  const shared = new Float64Array(new SharedArrayBuffer(values.byteLength));
  shared.set(values);
  await call(shared);
  expect([...shared]).toEqual([...values]);
}

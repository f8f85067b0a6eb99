import type { Label } from "../../../src/core/contracts.js";
import { readFrame, readMatrix, type Table, type TableInput } from "../../../src/data/input.js";
import { DenseMatrix } from "../../../src/data/matrix.js";
import type { EstimatorSpec } from "../../../src/testing/index.js";
import { type Breakage, broken, type Fit } from "../broken.js";

/** One broken estimator: the check that catches it, and what it says. */
export type Case = readonly [check: string, says: string, spec: EstimatorSpec];

export type Transform = (x: TableInput<object>) => Table;

export type Predict = (x: TableInput<object>) => ArrayLike<Label>;

export function breaking(check: string, says: string, base: EstimatorSpec, breakage: Breakage): Case {
  return [check, says, broken(base, breakage)];
}

/** A matrix with each value changed. */
export function changed(table: Table, change: (value: number, at: number) => number): DenseMatrix {
  const dense = readMatrix(table).toDense();
  return new DenseMatrix(dense.values.map(change), dense.rows, dense.cols, { names: dense.names });
}

export function attempt<T>(run: () => T): T | undefined {
  try {
    return run();
  } catch {
    return undefined;
  }
}

export function rows(x: TableInput<object>): number {
  return readFrame(x).numRows;
}

export function without(options: Parameters<Fit>[2], name: string): Parameters<Fit>[2] & object {
  return Object.fromEntries(Object.entries(options ?? {}).filter(([key]) => key !== name));
}

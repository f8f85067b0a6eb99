/** The data and the reference values of test/golden/kernels.py, and the loss they were made with. */
import { readFileSync } from "node:fs";
import { matTVec, matVec } from "../../src/kernels/dense.js";
import { log1pExp, logistic } from "../../src/kernels/math.js";
import type { Objective } from "../../src/kernels/minimise.js";

interface Solved {
  readonly penalty: number;
  readonly value: number;
  readonly x: number[];
}

interface Golden {
  readonly x: number[];
  readonly rows: number;
  readonly cols: number;
  readonly weights: number[];
  readonly y: number[];
  readonly means: number[];
  readonly gram: number[];
  readonly solution: number[];
  readonly rosenbrock: { readonly value: number; readonly x: number[] };
  readonly smooth: Solved[];
  readonly elastic: (Solved & { readonly l1: number })[];
}

export const golden: Golden = JSON.parse(readFileSync(new URL("../golden/kernels.json", import.meta.url), "utf8"));

export const data = {
  x: Float64Array.from(golden.x),
  y: Float64Array.from(golden.y),
  weights: Float64Array.from(golden.weights),
  rows: golden.rows,
  cols: golden.cols,
};

/** Σ log(1 + e^m) - y m + penalty/2 |w|², m = x·w. */
export function logisticLoss(penalty: number): Objective {
  const { x, y, rows, cols } = data;
  return (w, gradient) => {
    const margin = matVec(x, rows, cols, w);
    let value = 0;
    for (let r = 0; r < rows; r++) {
      value += log1pExp(margin[r]!) - y[r]! * margin[r]!;
      margin[r] = logistic(margin[r]!) - y[r]!;
    }
    matTVec(x, rows, cols, margin, gradient);
    for (let c = 0; c < cols; c++) {
      value += (penalty / 2) * w[c]! * w[c]!;
      gradient[c] = gradient[c]! + penalty * w[c]!;
    }
    return value;
  };
}

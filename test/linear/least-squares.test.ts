/** The solvers of least squares one by one: each finds what the others find, and says so when it cannot. */
import { describe, expect, it } from "vitest";
import { Progress } from "../../src/core/progress.js";
import { CsrMatrix, Matrix } from "../../src/data/matrix.js";
import { LinearRegression, Ridge } from "../../src/linear/index.js";
import { conjugateGradients } from "../../src/linear/least-squares/conjugate-gradients.js";
import { DenseDesign } from "../../src/linear/least-squares/dense-design.js";
import { dualEquations } from "../../src/linear/least-squares/dual-equations.js";
import { minimumNorm, minimumNormWide } from "../../src/linear/least-squares/minimum-norm.js";
import { normalEquations } from "../../src/linear/least-squares/normal-equations.js";
import { leastSquares } from "../../src/linear/least-squares/problem.js";
import { SparseDesign } from "../../src/linear/least-squares/sparse-design.js";
import { Passes } from "../../src/linear/passes.js";
import { difference, toCsr } from "./tables.js";

/** A number between -1 and 1 that depends on i and j alone. */
const noise = (i: number, j: number) => {
  const t = Math.sin(i * 12.9898 + j * 78.233) * 43758.5453;
  return 2 * (t - Math.floor(t)) - 1;
};

function table(rows: number, cols: number, filled = 1): Matrix {
  const value = (i: number) => {
    const row = Math.floor(i / cols);
    const kept = Math.abs(noise(i % cols, row + 1000)) < filled;
    return kept ? 3 + noise(row, i % cols) : 0;
  };
  return Matrix.fromDense(
    Float64Array.from({ length: rows * cols }, (_, i) => value(i)),
    rows,
    cols,
  );
}

async function ready(x: Matrix, alpha: number, weighted: boolean) {
  const passes = new Passes(new Progress(), x.rows);
  const y = Float64Array.from({ length: x.rows }, (_, i) => 5 + noise(i, -1));
  const weights = weighted ? y.map((_, i) => 1 + (i % 3)) : undefined;
  const problem = await leastSquares({ x, y, weights, fitIntercept: true, alpha }, passes);
  const design = x instanceof CsrMatrix ? new SparseDesign(problem, x, passes) : new DenseDesign(problem, passes);
  const a = new Float64Array(x.rows * x.cols);
  design.copyRows(0, x.rows, a);
  return { problem, design, a, passes };
}

describe.each([
  [0, false],
  [0, true],
  [0.3, true],
])("with alpha %s, weighted %s", (alpha, weighted) => {
  it.each(["dense", "sparse"] as const)("the solvers of tall problems agree on %s rows", async (layout) => {
    const x = table(600, 7, 0.6);
    const { problem, design, passes } = await ready(layout === "dense" ? x : toCsr(x), alpha, weighted);
    const normal = await normalEquations(problem, design, passes);
    const orthogonal = await minimumNorm(problem, design, passes);
    const iterative = await conjugateGradients(problem, design);
    expect(difference(normal ?? [], orthogonal)).toBeLessThan(1e-12);
    expect(difference(iterative, orthogonal)).toBeLessThan(1e-10);
  });

  it("the solvers of wide problems agree", async () => {
    const { problem, design, a, passes } = await ready(table(9, 300), alpha, weighted);
    const dual = await dualEquations(problem, a, true, passes);
    const orthogonal = await minimumNormWide(problem, a, passes);
    const iterative = await conjugateGradients(problem, design);
    expect(difference(dual ?? [], orthogonal)).toBeLessThan(1e-11);
    expect(difference(iterative, orthogonal)).toBeLessThan(1e-8);
  });
});

describe("dependent columns and rows", () => {
  it("are left to the solver of smallest norm", async () => {
    const x = table(50, 3);
    const copied = Matrix.fromDense(
      Float64Array.from({ length: 50 * 4 }, (_, i) => x.values[Math.floor(i / 4) * 3 + (i % 4 === 3 ? 0 : i % 4)] ?? 0),
      50,
      4,
    );
    const tall = await ready(copied, 0, false);
    expect(await normalEquations(tall.problem, tall.design, tall.passes)).toBeNull();
    const coef = await minimumNorm(tall.problem, tall.design, tall.passes);
    expect(coef[0]).toBeCloseTo(coef[3] as number, 12);
    const twice = table(4, 30).take([0, 1, 2, 3, 3]);
    const wide = await ready(twice, 0, false);
    expect(await dualEquations(wide.problem, wide.a, true, wide.passes)).toBeNull();
  });

  it("of twice the same row in a wide table have the same solution as the row with weight 2", async () => {
    const x = table(4, 30);
    const y = [1, 3, 2, 5];
    const doubled = await new LinearRegression().fit(x.take([0, 1, 2, 3, 3]), [...y, 5]);
    const weighted = await new LinearRegression().fit(x, y, { sampleWeight: [1, 1, 1, 2] });
    expect(difference(doubled.coef, weighted.coef)).toBeLessThan(1e-11);
    expect(difference(doubled.predict(x), y)).toBeLessThan(1e-12);
  });

  it("are found although their mean is a million times their spread", async () => {
    const far = Array.from({ length: 40 }, (_, i) => [1e6 + noise(i, 1), 1e6 + noise(i, 2)]);
    const y = far.map(([a = 0, b = 0]) => 3 * (a - 1e6) - 2 * (b - 1e6) + 1);
    for (const x of [Matrix.fromRows(far), toCsr(Matrix.fromRows(far))]) {
      const model = await new LinearRegression().fit(x, y);
      expect(difference(model.coef, [3, -2])).toBeLessThan(1e-8);
    }
  });
});

describe("wide sparse data", () => {
  const x = toCsr(table(1300, 1100, 0.01));
  const y = Array.from({ length: x.rows }, (_, i) => noise(i, -1));

  it("is solved to a gradient of 0", async () => {
    const model = await new Ridge({ alpha: 0.5 }).fit(x, y);
    const residuals = model.predict(x).map((value, i) => (y[i] as number) - value);
    expect(Math.abs(residuals.reduce((sum, value) => sum + value, 0))).toBeLessThan(1e-9);
    const gradient = model.coef.map((value) => -0.5 * value);
    for (let row = 0; row < x.rows; row++) {
      for (let k = x.indptr[row] as number; k < (x.indptr[row + 1] as number); k++) {
        const col = x.indices[k] as number;
        gradient[col] = (gradient[col] as number) + (x.values[k] as number) * (residuals[row] as number);
      }
    }
    expect(Math.max(...gradient.map(Math.abs))).toBeLessThan(1e-9);
  });

  it("is refused where the iterations do not settle", async () => {
    // Row r is 1 in column r and −1 in the next, in units that span thirteen powers of ten.
    const rows = 1200;
    const indptr = Int32Array.from({ length: rows + 1 }, (_, i) => 2 * i);
    const indices = Int32Array.from({ length: 2 * rows }, (_, i) => (i + 1) >> 1);
    const values = Float64Array.from(
      { length: 2 * rows },
      (_, i) => (i % 2 === 0 ? 1 : -1) * 10 ** ((-13 * ((i + 1) >> 1)) / rows),
    );
    const chain = Matrix.fromCsr({ values, indices, indptr }, rows, rows + 1);
    const target = Array.from({ length: rows }, (_, i) => noise(i, 3));
    await expect(new LinearRegression().fit(chain, target)).rejects.toThrowError(
      expect.objectContaining({ code: "NUMERIC_FAILURE" }),
    );
    // A penalty mends it.
    const model = await new Ridge({ alpha: 1 }).fit(chain, target);
    expect(model.coef.every(Number.isFinite)).toBe(true);
  });
});

import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { Rng } from "../../src/core/rng.js";
import { cholesky, choleskyApply, choleskySolve } from "../../src/kernels/cholesky.js";
import { columnMeans, dot, matMulT, matTMul, matTVec, matVec } from "../../src/kernels/dense.js";
import { gram } from "../../src/kernels/gram.js";
import { type Csr, csrMatMulT, csrMatTMul, csrMatTVec, csrMatVec } from "../../src/kernels/sparse.js";
import { data, golden } from "./golden.js";

const random = (n: number, rng: Rng) => Float64Array.from({ length: n }, () => rng.float() - 0.5);
const shape = fc.record({ rows: fc.nat(70), cols: fc.nat(9), k: fc.integer({ min: 1, max: 4 }), seed: fc.nat() });

/** Half of the numbers zero, dense and sparse. */
function twoLayouts(rows: number, cols: number, rng: Rng): { dense: Float64Array; sparse: Csr } {
  const dense = random(rows * cols, rng).map((value) => Math.max(value, 0));
  const values: number[] = [];
  const indices: number[] = [];
  const indptr = [0];
  for (let r = 0; r < rows; r++) {
    for (let c = 0; c < cols; c++) {
      const value = dense[r * cols + c]!;
      if (value === 0) continue;
      values.push(value);
      indices.push(c);
    }
    indptr.push(values.length);
  }
  return {
    dense,
    sparse: { values: Float64Array.from(values), indices: Int32Array.from(indices), indptr: Int32Array.from(indptr) },
  };
}

/** The sum of the products, in order: the contract on the order of sums, spelled out. */
function inOrder(n: number, term: (i: number) => number): number {
  let sum = 0;
  for (let i = 0; i < n; i++) sum += term(i);
  return sum;
}

/** Equal as numbers, so that 0 and -0 are the same. */
const numbers = (values: Float64Array) => Array.from(values, (value) => value + 0);

describe("products", () => {
  it("of dense matrices are plain sums in order, bit for bit", () => {
    fc.assert(
      fc.property(shape, ({ rows, cols, k, seed }) => {
        const rng = new Rng(seed);
        const x = random(rows * cols, rng);
        const w = random(k * cols, rng);
        const g = random(rows * k, rng);
        const scores = Array.from({ length: rows * k }, (_, i) =>
          inOrder(cols, (c) => x[Math.floor(i / k) * cols + c]! * w[(i % k) * cols + c]!),
        );
        const gradients = Array.from({ length: k * cols }, (_, i) =>
          inOrder(rows, (r) => x[r * cols + (i % cols)]! * g[r * k + Math.floor(i / cols)]!),
        );
        expect([...matMulT(x, rows, cols, w, k)]).toEqual(scores);
        expect([...matTMul(x, rows, cols, g, k)]).toEqual(gradients);
        if (k === 1) {
          expect([...matVec(x, rows, cols, w)]).toEqual(scores);
          expect([...matTVec(x, rows, cols, g)]).toEqual(gradients);
        }
      }),
    );
  });

  it("of sparse matrices are those of the dense form", () => {
    fc.assert(
      fc.property(shape, ({ rows, cols, k, seed }) => {
        const rng = new Rng(seed);
        const { dense, sparse } = twoLayouts(rows, cols, rng);
        const w = random(k * cols, rng);
        const g = random(rows * k, rng);
        const v = w.slice(0, cols);
        const u = random(rows, rng);
        expect(numbers(csrMatMulT(sparse, rows, cols, w, k))).toEqual(numbers(matMulT(dense, rows, cols, w, k)));
        expect(numbers(csrMatTMul(sparse, rows, cols, g, k))).toEqual(numbers(matTMul(dense, rows, cols, g, k)));
        expect(numbers(csrMatVec(sparse, rows, v))).toEqual(numbers(matVec(dense, rows, cols, v)));
        expect(numbers(csrMatTVec(sparse, rows, cols, u))).toEqual(numbers(matTVec(dense, rows, cols, u)));
      }),
    );
  });

  it("a row's result does not depend on the rows around it", () => {
    const rng = new Rng(1);
    const x = random(11 * 5, rng);
    const v = random(5, rng);
    const all = matVec(x, 11, 5, v);
    for (let r = 0; r < 11; r++) expect(matVec(x.subarray(r * 5, r * 5 + 5), 1, 5, v)[0]).toBe(all[r]);
  });

  it("write into the buffer that is given, over what was there", () => {
    const out = new Float64Array([9, 9]);
    expect(matTVec(Float64Array.of(1, 2, 3, 4), 2, 2, Float64Array.of(1, 1), out)).toBe(out);
    expect([...out]).toEqual([4, 6]);
    expect([...matTVec(Float64Array.of(1, 2, 3, 4), 2, 2, Float64Array.of(1, 1), out, Float64Array.of(1, 1))]).toEqual([
      2, 4,
    ]);
    expect(dot(Float64Array.of(1, 2, 3), Float64Array.of(4, 5, 6))).toBe(32);
  });
});

describe("columnMeans and gram", () => {
  const { x, rows, cols, weights, y } = data;

  it("are numpy's, centred and weighted", () => {
    const means = columnMeans(x, rows, cols, weights);
    golden.means.forEach((mean, c) => {
      expect(means[c]! / mean).toBeCloseTo(1, 13);
    });
    const g = gram(x, rows, cols, { weights, means });
    const scale = Math.max(...golden.gram);
    golden.gram.forEach((entry, i) => {
      expect(Math.abs(g[i]! - entry) / scale).toBeLessThan(1e-14);
    });
    const right = matTVec(
      x,
      rows,
      cols,
      y.map((value, r) => value * weights[r]!),
      undefined,
      means,
    );
    const solved = choleskySolve(g, cols, right);
    golden.solution.forEach((entry, i) => {
      expect(solved!.x[i]! / entry).toBeCloseTo(1, 11);
    });
  });

  it("gram is the sum of the products for any shape, in blocks of 256 rows", () => {
    fc.assert(
      fc.property(fc.nat(600), fc.nat(9), fc.boolean(), fc.nat(), (rowCount, colCount, weighted, seed) => {
        const rng = new Rng(seed);
        const values = random(rowCount * colCount, rng);
        const w = random(rowCount, rng);
        const result = gram(values, rowCount, colCount, weighted ? { weights: w } : {});
        for (let i = 0; i < colCount; i++) {
          for (let j = i; j < colCount; j++) {
            const term = (r: number) => (weighted ? w[r]! : 1) * values[r * colCount + i]! * values[r * colCount + j]!;
            let sum = 0;
            for (let from = 0; from < rowCount; from += 256) {
              sum += inOrder(Math.min(256, rowCount - from), (r) => term(from + r));
            }
            expect(result[i * colCount + j]).toBe(sum);
            expect(result[j * colCount + i]).toBe(sum);
          }
        }
      }),
      { numRuns: 40 },
    );
  });

  it("centring first keeps the digits of columns far from zero", () => {
    const far = Float64Array.from({ length: 1000 }, (_, r) => 1e9 + (r % 2));
    const means = columnMeans(far, 1000, 1);
    expect(gram(far, 1000, 1, { means })[0]).toBeCloseTo(250, 6);
  });
});

describe("cholesky", () => {
  it("solves positive definite systems", () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 30 }), fc.nat(), (n, seed) => {
        const rng = new Rng(seed);
        const a = gram(random(3 * n * n, rng), 3 * n, n);
        const x = random(n, rng);
        const solved = choleskySolve(a, n, matVec(a, n, n, x));
        for (let i = 0; i < n; i++) expect(solved!.x[i]).toBeCloseTo(x[i]!, 9);
        const factored = cholesky(a, n);
        const back = matMulT(factored!.factor, n, n, factored!.factor, n);
        for (let i = 0; i < n * n; i++) expect(back[i]).toBeCloseTo(a[i]!, 10);
      }),
    );
  });

  it("finds singular, indefinite, zero and non-finite matrices", () => {
    const b = Float64Array.of(1, 1);
    expect(choleskySolve(Float64Array.of(1, 1, 1, 1), 2, b)).toBeNull();
    expect(choleskySolve(Float64Array.of(1, 2, 2, 1), 2, b)).toBeNull();
    expect(choleskySolve(Float64Array.of(0, 0, 0, 1), 2, b)).toBeNull();
    expect(choleskySolve(Float64Array.of(1, Number.NaN, Number.NaN, 1), 2, b)).toBeNull();
    expect(choleskySolve(Float64Array.of(Infinity, 0, 0, 1), 2, b)).toBeNull();
  });

  it("finds a column that is a sum of others, at any scale of the columns", () => {
    fc.assert(
      fc.property(fc.nat(), fc.integer({ min: -100, max: 100 }), (seed, power) => {
        const rng = new Rng(seed);
        const rows = 40;
        const x = new Float64Array(rows * 3);
        for (let r = 0; r < rows; r++) {
          x[3 * r] = rng.float();
          x[3 * r + 1] = rng.float() * 2 ** power;
          x[3 * r + 2] = x[3 * r]! + x[3 * r + 1]! * 2 ** -power;
        }
        expect(cholesky(gram(x, rows, 3), 3, 1e-13)).toBeNull();
      }),
    );
  });

  it("tells how near to singular a matrix is, whatever its scale", () => {
    const nearly = (scale: number) => Float64Array.of(1, 0.999 * scale, 0.999 * scale, scale * scale);
    expect(cholesky(nearly(1), 2)!.leastPivot).toBeCloseTo(1 - 0.999 ** 2, 12);
    expect(cholesky(nearly(1e8), 2)!.leastPivot).toBeCloseTo(1 - 0.999 ** 2, 12);
    expect(cholesky(Float64Array.of(4, 0, 0, 9), 2)!.leastPivot).toBe(1);
  });

  it("solves in place", () => {
    const b = Float64Array.of(8, 27);
    const factored = cholesky(Float64Array.of(4, 0, 0, 9), 2);
    expect(choleskyApply(factored!, b, b)).toBe(b);
    expect([...b]).toEqual([2, 3]);
  });
});

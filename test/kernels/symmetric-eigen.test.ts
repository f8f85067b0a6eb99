import { describe, expect, it } from "vitest";
import { gram } from "../../src/kernels/gram.js";
import { runToEnd } from "../../src/kernels/minimise.js";
import { symmetricEigenSteps } from "../../src/kernels/symmetric-eigen.js";

const noise = (i: number, j: number) => ((i * 7919 + j * 104_729 + i * j * 331) % 1009) / 1009 - 0.5;

function table(rows: number, cols: number, scale: (col: number) => number = () => 1): Float64Array {
  return Float64Array.from(
    { length: rows * cols },
    (_, at) => noise(Math.floor(at / cols), at % cols) * scale(at % cols),
  );
}

describe("symmetricEigenSteps", () => {
  it.each([1, 2, 3, 7, 24, 61])("decomposes a matrix of order %i", (n) => {
    const a = gram(table(3 * n + 1, n), 3 * n + 1, n);
    const { values, vectors } = runToEnd(symmetricEigenSteps(a.slice(), n));
    expect([...values]).toEqual([...values].sort((x, y) => y - x));
    for (let i = 0; i < n; i++) {
      for (let j = 0; j < n; j++) {
        let [product, entry] = [0, 0];
        for (let k = 0; k < n; k++) {
          product += vectors[i * n + k]! * vectors[j * n + k]!;
          entry += values[k]! * vectors[k * n + i]! * vectors[k * n + j]!;
        }
        expect(product).toBeCloseTo(i === j ? 1 : 0, 13);
        expect(Math.abs(entry - a[i * n + j]!)).toBeLessThan(1e-13 * values[0]!);
      }
    }
  });

  it("finds the digits of small eigenvalues beside large ones", () => {
    // Columns of 1e8, 1 and 1e-8: the product of the eigenvalues is the determinant, of which no digit comes from the largest alone.
    const scales = [1e8, 1, 1e-8];
    const scaled = gram(
      table(50, 3, (col) => scales[col]!),
      50,
      3,
    );
    const even = gram(table(50, 3), 50, 3);
    const product = (a: Float64Array) =>
      runToEnd(symmetricEigenSteps(a, 3)).values.reduce((all, value) => all * value, 1);
    const expected = product(even);
    expect(Math.abs(product(scaled) - expected)).toBeLessThan(1e-13 * expected);
  });

  it("leaves a diagonal matrix as it is, zeros among it", () => {
    const { values, vectors } = runToEnd(symmetricEigenSteps(Float64Array.of(1, 0, 0, 0, 0, 0, 0, 0, 4), 3));
    expect([...values]).toEqual([4, 1, 0]);
    expect([...vectors]).toEqual([0, 0, 1, 1, 0, 0, 0, 1, 0]);
  });
});

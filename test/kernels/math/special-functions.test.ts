/** The special functions against mpmath's values (test/golden/special_functions.py). */
import { readFileSync } from "node:fs";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { chiSquareTail, fTail } from "../../../src/kernels/distributions.js";
import { digamma } from "../../../src/kernels/math/digamma.js";
import { incompleteBeta } from "../../../src/kernels/math/incomplete-beta.js";
import { upperIncompleteGamma } from "../../../src/kernels/math/incomplete-gamma.js";

type Points = readonly (readonly number[])[];

const golden: Record<"beta" | "gamma" | "fTail" | "chiSquareTail" | "digamma", Points> = JSON.parse(
  readFileSync(new URL("../../golden/special_functions.json", import.meta.url), "utf8"),
);

/** The worst relative error, and where; values below the least normal number count as 0. */
function worst(points: Points, f: (...args: number[]) => number): { error: number; at: readonly number[] } {
  let result: { error: number; at: readonly number[] } = { error: 0, at: [] };
  for (const row of points) {
    const expected = row.at(-1)!;
    const given = f(...row.slice(0, -1));
    const error = Math.abs(given - expected) / Math.max(Math.abs(expected), 2.3e-308);
    if (!(error <= result.error)) result = { error, at: [...row, given] };
  }
  return result;
}

describe("special functions against mpmath", () => {
  const cases: readonly [string, Points, (...args: number[]) => number, number][] = [
    ["the incomplete beta function", golden.beta, (a, b, x) => incompleteBeta(a!, b!, x!), 1e-11],
    ["the incomplete gamma function", golden.gamma, (a, x) => upperIncompleteGamma(a!, x!), 1e-12],
    ["the tail of F", golden.fTail, (f, above, below) => fTail(f!, above!, below!), 1e-11],
    ["the tail of χ²", golden.chiSquareTail, (x, freedom) => chiSquareTail(x!, freedom!), 1e-12],
  ];
  it.each(cases)("%s", (_, points, f, tolerance) => {
    expect(points.length).toBeGreaterThan(30);
    const { error, at } = worst(points, f);
    expect(error, `at ${at}`).toBeLessThan(tolerance);
  });

  it("digamma", () => {
    for (const [x, expected] of golden.digamma) {
      expect(Math.abs(digamma(x!) - expected!) / Math.max(1, Math.abs(expected!)), `at ${x}`).toBeLessThan(1e-15);
    }
  });
});

describe("special functions", () => {
  it("has the ends of the incomplete functions", () => {
    expect([incompleteBeta(2, 3, 0), incompleteBeta(2, 3, 1)]).toEqual([0, 1]);
    expect([upperIncompleteGamma(2, 0), upperIncompleteGamma(2, Infinity)]).toEqual([1, 0]);
    expect([incompleteBeta(2, 3, Number.NaN), upperIncompleteGamma(2, Number.NaN)]).toEqual([Number.NaN, Number.NaN]);
    expect([fTail(0, 1, 5), fTail(Infinity, 1, 5), chiSquareTail(0, 3)]).toEqual([1, 0, 1]);
  });

  it("gives parts of 1 that add up, and fall", () => {
    const size = fc.double({ min: 0.25, max: 1e5, noNaN: true });
    const share = fc.double({ min: 1e-12, max: 1 - 1e-12, noNaN: true });
    fc.assert(
      fc.property(size, size, share, (a, b, x) => {
        const below = incompleteBeta(a, b, x);
        expect(below).toBeGreaterThanOrEqual(0);
        expect(below).toBeLessThanOrEqual(1);
        expect(below + incompleteBeta(b, a, 1 - x, x)).toBeCloseTo(1, 12);
        const place = x * 2 * a;
        expect(upperIncompleteGamma(a, place)).toBeGreaterThanOrEqual(upperIncompleteGamma(a, place * 1.01) - 1e-13);
      }),
    );
  });
});

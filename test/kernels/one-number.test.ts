/** Small kernels over lists of numbers: sorting with pauses, selecting several places, quantiles, the minimum of a function of one number. */
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { Rng } from "../../src/core/rng.js";
import { minimiseByBrent } from "../../src/kernels/brent.js";
import { between, quantilePlace } from "../../src/kernels/quantile-place.js";
import { selectAll } from "../../src/kernels/select.js";
import { sortWithPauses } from "../../src/kernels/sort.js";

const nothing = () => Promise.resolve();
const numbers = fc.array(fc.oneof(fc.double({ noNaN: true }), fc.integer({ min: -2, max: 2 })), { minLength: 1 });

describe("sortWithPauses", () => {
  it("sorts as the engine does", async () => {
    await fc.assert(
      fc.asyncProperty(numbers, async (drawn) => {
        const values = Float64Array.from(drawn);
        await sortWithPauses(values, nothing);
        expect(values).toEqual(Float64Array.from(drawn).sort());
      }),
    );
  });

  it.each([65_536, 65_537, 200_000, 262_145])("merges runs of %i values, pausing", async (length) => {
    const rng = new Rng(length);
    const values = Float64Array.from({ length }, () => rng.int(5000) - 2500);
    const expected = values.slice().sort();
    let pauses = 0;
    await sortWithPauses(values, async () => {
      pauses++;
    });
    expect(values).toEqual(expected);
    expect(pauses > 0).toBe(length > 65_536);
  });
});

describe("selectAll", () => {
  it("puts the wanted places right", async () => {
    await fc.assert(
      fc.asyncProperty(numbers, fc.array(fc.nat(), { maxLength: 6 }), async (drawn, wanted) => {
        const places = wanted.map((place) => place % drawn.length).sort((a, b) => a - b);
        const values = Float64Array.from(drawn);
        await selectAll(values, places, nothing);
        const sorted = Float64Array.from(drawn).sort();
        for (const place of places) expect(values[place] === sorted[place]).toBe(true);
        expect(values.sort()).toEqual(sorted);
      }),
    );
  });
});

describe("quantiles", () => {
  it("lie between the values around them", () => {
    fc.assert(
      fc.property(numbers, fc.double({ min: 0, max: 1, noNaN: true }), (drawn, share) => {
        const sorted = drawn.map((value) => Math.max(-1e300, Math.min(1e300, value))).sort((a, b) => a - b);
        const place = quantilePlace(sorted.length, share);
        const [below, above] = [sorted[place.below] ?? 0, sorted[place.above] ?? 0];
        const value = between(below, above, place.share);
        const rounding = 2 ** -52 * Math.max(Math.abs(below), Math.abs(above));
        expect(value).toBeGreaterThanOrEqual(below - rounding);
        expect(value).toBeLessThanOrEqual(above + rounding);
        expect(quantilePlace(sorted.length, 1).below).toBe(sorted.length - 1);
      }),
    );
  });
});

describe("minimiseByBrent", () => {
  const counted = (f: (x: number) => number) => {
    const counter = { calls: 0 };
    const given = async (x: number) => {
      counter.calls++;
      return f(x);
    };
    return { counter, f: given };
  };

  it("finds the lowest point of smooth functions in few calls", async () => {
    const cases: [(x: number) => number, number][] = [
      [(x) => (x - 0.3) ** 2, 0.3],
      [(x) => (x - 500) ** 2 + 7, 500],
      [(x) => (x + 80) ** 4, -80],
      [(x) => Math.cosh(x - 1), 1],
      [(x) => x * Math.log(x), 1 / Math.E],
    ];
    for (const [given, expected] of cases) {
      const { counter, f } = counted((x) => (Number.isNaN(given(x)) ? Infinity : given(x)));
      const found = (await minimiseByBrent(f, -2, 2)) ?? Number.NaN;
      // A minimum of fourth order is flat to the last bit for a quarter of the digits.
      expect(Math.abs(found - expected)).toBeLessThan(expected === -80 ? 1e-2 : 1e-6 * Math.max(1, Math.abs(expected)));
      expect(counter.calls).toBeLessThan(70);
    }
  });

  it("stays where the function has values, beside walls of Infinity", async () => {
    const found = await minimiseByBrent(async (x) => (x > 0.7 ? Infinity : -x), -2, 2);
    expect(found).toBeLessThanOrEqual(0.7);
    expect(found).toBeGreaterThan(0.69);
  });

  it("finds no minimum of a function that only falls", async () => {
    expect(await minimiseByBrent(async (x) => -x, -2, 2)).toBeUndefined();
  });
});

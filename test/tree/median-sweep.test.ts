/** The running least sum of absolute distances, by links and by ranks, against the plain definition. */
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { MedianRanks } from "../../src/tree/grow/median-ranks.js";
import { MedianSweep, type ShrinkingSet } from "../../src/tree/grow/median-sweep.js";

function leastDistance(values: readonly number[], weights: readonly number[]): number {
  const distanceTo = (centre: number) =>
    values.reduce((sum, value, i) => sum + (weights[i] as number) * Math.abs(value - centre), 0);
  return Math.min(...values.map(distanceTo));
}

const sets = [
  ["by links", (length: number): ShrinkingSet => new MedianSweep(length)],
  ["by ranks", (length: number): ShrinkingSet => new MedianRanks(length)],
] as const;

describe.each(sets)("the least sum of distances, %s", (_, make) => {
  const item = fc.record({
    value: fc.integer({ min: 0, max: 30 }),
    weight: fc.integer({ min: 1, max: 9 }),
    key: fc.nat(),
  });

  it("is what it is before each of the numbers leaves, forwards and backwards, in any window", () => {
    const property = fc.property(
      fc.array(item, { minLength: 1, maxLength: 30 }),
      fc.nat({ max: 3 }),
      fc.constantFrom<1 | -1>(1, -1),
      (items, offset, step) => {
        const sorted = items.map((each) => ({ ...each })).sort((a, b) => a.value - b.value);
        const set = make(offset + sorted.length + 2);
        sorted.forEach(({ value, weight }, i) => {
          set.values[offset + i] = value;
          set.weights[offset + i] = weight;
          set.weighed[offset + i] = value * weight;
        });
        // Rows stand at places in the order of their keys.
        const byKey = sorted.map((_, i) => i).sort((a, b) => (sorted[a]?.key ?? 0) - (sorted[b]?.key ?? 0) || a - b);
        const places = Int32Array.from({ length: offset + sorted.length }, (_, position) => position);
        const order = Int32Array.from([...Array<number>(offset).fill(0), ...byKey.map((place) => offset + place)]);
        const costs = new Float64Array(order.length);
        const first = step === 1 ? offset : order.length - 1;
        set.fill(offset, offset + sorted.length);
        // In two parts, as a long sweep that pauses.
        const half = sorted.length >> 1;
        set.sweep(order, places, first, half, step, costs, 0);
        set.sweep(order, places, first + step * half, sorted.length - half, step, costs, 0);
        for (let at = 0; at < sorted.length; at++) {
          const left = step === 1 ? byKey.slice(at) : byKey.slice(0, at + 1);
          const rest = left.map((place) => sorted[place] ?? { value: 0, weight: 0 });
          const expected = leastDistance(
            rest.map(({ value }) => value),
            rest.map(({ weight }) => weight),
          );
          expect(costs[offset + at]).toBe(expected);
        }
      },
    );
    fc.assert(property, { numRuns: 300 });
  });
});

describe("both ways", () => {
  it("give the same bits where the median leaps across most of the numbers again and again", () => {
    // Heavy numbers on either side of light ones leave in turn: every time, the median moves from end to end.
    const rows = 3000;
    const third = rows / 3;
    const heavy = Array.from({ length: third }, (_, i) => (i % 2 === 0 ? i : rows - i));
    const order = Int32Array.from([...heavy, ...Array.from({ length: rows }, (_, i) => i)]);
    const unique = Int32Array.from(new Set(order));
    const places = Int32Array.from({ length: rows }, (_, i) => i);
    const [links, ranks] = [new MedianSweep(rows), new MedianRanks(rows)].map((set) => {
      for (let i = 0; i < rows; i++) {
        const weight = i < third || i >= 2 * third ? 1e6 : 1;
        set.values[i] = i / 7;
        set.weights[i] = weight;
        set.weighed[i] = Math.round((i / 7) * weight);
      }
      const costs = new Float64Array(rows);
      set.fill(0, rows);
      set.sweep(unique, places, 0, rows, 1, costs, 0);
      return costs;
    });
    expect(ranks).toEqual(links);
    expect(ranks?.some((cost) => cost > 1e6)).toBe(true);
  });
});

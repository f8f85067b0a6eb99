import { describe, expect, it } from "vitest";
import { medianOf } from "../../src/kernels/select.js";

function median(values: Float64Array): number {
  const sorted = values.slice().sort();
  return ((sorted[(values.length - 1) >> 1] as number) + (sorted[values.length >> 1] as number)) / 2;
}

/** Values of which the first, middle and last have the second smallest as median, in each part that is left: two go a round. */
function badlyHalving(n: number): Float64Array {
  const places = Int32Array.from({ length: n }, (_, i) => i);
  const values = new Float64Array(n).fill(-1);
  let next = 0;
  for (let left = 0; left + 2 < n; left += 2) {
    const middle = (left + n - 1) >> 1;
    values[places[left] as number] = next++;
    values[places[middle] as number] = next++;
    // What the partition swaps.
    [places[left + 1], places[middle]] = [places[middle] as number, places[left + 1] as number];
  }
  return values.map((value) => (value < 0 ? next++ : value));
}

describe("medianOf", () => {
  const n = 200_001;
  it.each([
    ["ascending", Float64Array.from({ length: n }, (_, i) => i)],
    ["descending", Float64Array.from({ length: n }, (_, i) => -i)],
    ["all the same", new Float64Array(n).fill(3)],
    ["two values", Float64Array.from({ length: n }, (_, i) => i % 2)],
    ["scattered", Float64Array.from({ length: n - 1 }, (_, i) => (i * 7919) % 100_003)],
    ["organ pipes", Float64Array.from({ length: n }, (_, i) => Math.min(i, n - i))],
    ["badly halving", badlyHalving(n)],
  ])("finds the median of %s values, pausing on the way", async (_, values) => {
    let pauses = 0;
    const given = values.slice();
    const found = await medianOf(given, async () => {
      pauses++;
    });
    expect(found).toBe(median(values));
    expect(pauses).toBeLessThan(80);
    expect(given.slice().sort()).toEqual(values.slice().sort());
  });

  it("halves before it adds where the sum would overflow", async () => {
    expect(await medianOf(Float64Array.of(1.7e308, 1.5e308), async () => {})).toBe(1.6e308);
  });
});

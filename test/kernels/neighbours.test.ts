/** Neighbours, quantiles and sorting against the plainest way to find them. */
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { Rng } from "../../src/core/rng.js";
import { countNearer, kthDistances } from "../../src/kernels/line-neighbours.js";
import { PlaneTree } from "../../src/kernels/plane-neighbours.js";
import { quantilesOf } from "../../src/kernels/quantiles.js";
import { sortWithPauses } from "../../src/kernels/sort.js";

const value = fc.oneof(fc.integer({ min: -3, max: 3 }), fc.double({ min: -10, max: 10, noNaN: true }));
const pause = async () => {};
const ascending = (a: number, b: number) => a - b;

describe("neighbours", () => {
  it("finds the k-th distance in the plane", async () => {
    const points = fc.array(fc.tuple(value, value), { minLength: 2, maxLength: 80 });
    await fc.assert(
      fc.asyncProperty(points, fc.nat(), async (given, drawn) => {
        const k = 1 + (drawn % (given.length - 1));
        const [x, y] = [0, 1].map((axis) => Float64Array.from(given, (point) => point[axis] ?? 0));
        const tree = await PlaneTree.of(x!, y!, new Rng(drawn), pause);
        const found = await tree.kthDistances(k, pause);
        for (let i = 0; i < given.length; i++) {
          const distances = given.map((_, j) =>
            Math.max(Math.abs(tree.x[j]! - tree.x[i]!), Math.abs(tree.y[j]! - tree.y[i]!)),
          );
          distances.splice(i, 1);
          expect(found[i]).toBe(distances.sort(ascending)[k - 1]);
        }
        const sorted = (points: Iterable<readonly number[]>) => Array.from(points, String).sort();
        expect(sorted(Array.from(tree.x, (own, at) => [own, tree.y[at]!]))).toEqual(
          sorted(given.map(([a, b]) => [a, b])),
        );
      }),
    );
  });

  it("finds the k-th distance on a line, and counts what is nearer", async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(value, { minLength: 2, maxLength: 40 }), fc.nat(), async (given, drawn) => {
        const sorted = Float64Array.from(given).sort();
        const k = 1 + (drawn % (sorted.length - 1));
        (await kthDistances(sorted, k, pause)).forEach((distance, i) => {
          const distances = Array.from(sorted, (other) => Math.abs(other - sorted[i]!));
          const near = distances.filter((other) => other < distance || other === 0).length;
          distances.splice(i, 1);
          expect(distance).toBe(distances.sort(ascending)[k - 1]);
          expect(countNearer(sorted, sorted[i]!, distance)).toBe(near);
        });
      }),
    );
  });
});

describe("sorting and quantiles", () => {
  it("sorts long lists by runs", async () => {
    for (const length of [0, 1, 65_536, 65_537, 200_001]) {
      const rng = new Rng(length);
      const values = Float64Array.from({ length }, () => rng.int(50_000) - 20_000);
      const expected = values.slice().sort();
      expect(await sortWithPauses(values, pause)).toEqual(expected);
    }
  });

  it("finds quantiles as by sorting", async () => {
    const shares = fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { minLength: 1, maxLength: 8 });
    await fc.assert(
      fc.asyncProperty(fc.array(value, { minLength: 1, maxLength: 50 }), shares, async (given, places) => {
        const asked = Float64Array.from([0, ...places, 1]).sort();
        const found = await quantilesOf(Float64Array.from(given), asked, pause);
        const sorted = Float64Array.from(given).sort();
        asked.forEach((share, i) => {
          const place = share * (given.length - 1);
          const [low, high] = [sorted[Math.floor(place)]!, sorted[Math.ceil(place)]!];
          expect(Math.abs(found[i]! - (low + (high - low) * (place - Math.floor(place))))).toBeLessThan(1e-13);
          expect(found[i]).toBeGreaterThanOrEqual(low);
          expect(found[i]).toBeLessThanOrEqual(high);
        });
      }),
    );
  });
});

import { readFileSync } from "node:fs";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { MlkitError } from "../../src/core/errors.js";
import { Rng } from "../../src/core/rng.js";
import { add64, splitmix64 } from "../../src/core/rng-mix.js";

/** From test/golden/rng.py: the authors' C transcribed to Python's integers, held there to the published vectors. */
interface Golden {
  splitmix64: { seed: string; outputs: string[] };
  seeds: { seed: number; outputs: number[] }[];
  paths: { seed: number; path: (string | number)[]; outputs: number[] }[];
}
const golden: Golden = JSON.parse(readFileSync(new URL("../golden/rng.json", import.meta.url), "utf8"));

const draws = (rng: Rng, n: number) => Array.from({ length: n }, () => rng.next());

/** Pearson's statistic of the counts against equal shares. */
function chiSquared(counts: ArrayLike<number>, total: number): number {
  const share = total / counts.length;
  return Array.from(counts).reduce((sum, count) => sum + (count - share) ** 2 / share, 0);
}

describe("Rng against the reference", () => {
  it("splitmix64 gives the published outputs for seed 1234567", () => {
    const gamma = { lo: 0x7f4a7c15, hi: 0x9e3779b9 };
    let state = { lo: 1234567, hi: 0 };
    const outputs = golden.splitmix64.outputs.map(() => {
      state = add64(state, gamma);
      const { lo, hi } = splitmix64(state);
      return String((BigInt(hi >>> 0) << 32n) | BigInt(lo >>> 0));
    });
    expect(outputs).toEqual(golden.splitmix64.outputs);
  });

  it.each(golden.seeds)("seed $seed", ({ seed, outputs }) => {
    expect(draws(new Rng(seed), outputs.length)).toEqual(outputs);
  });

  it.each(golden.paths)("path $path", ({ seed, path, outputs }) => {
    expect(draws(new Rng(seed).derive(...path), outputs.length)).toEqual(outputs);
  });
});

describe("Rng.derive", () => {
  it("depends on the seed and the path, not on the position", () => {
    const rng = new Rng(3);
    const before = draws(rng.derive("tree", 1), 4);
    draws(rng, 10);
    expect(draws(rng.derive("tree", 1), 4)).toEqual(before);
  });

  it("joins paths, and an empty path starts the same stream again", () => {
    const rng = new Rng(3);
    expect(draws(rng.derive("a").derive(1), 4)).toEqual(draws(rng.derive("a", 1), 4));
    const first = draws(rng, 4);
    expect(draws(rng.derive(), 4)).toEqual(first);
  });

  it("gives different streams to different paths", () => {
    const path = fc.array(fc.oneof(fc.maxSafeInteger(), fc.string({ unit: "binary" })), { maxLength: 4 });
    fc.assert(
      fc.property(path, path, fc.nat(), (one, other, seed) => {
        fc.pre(JSON.stringify(one) !== JSON.stringify(other));
        expect(draws(new Rng(seed).derive(...one), 4)).not.toEqual(draws(new Rng(seed).derive(...other), 4));
      }),
    );
  });

  it("gives streams that are not correlated", () => {
    const n = 20_000;
    for (const [one, other] of [
      [0, 1],
      [1, 2],
      [41, 42],
    ] as const) {
      for (const [x, y] of [
        [new Rng(7).derive(one), new Rng(7).derive(other)],
        [new Rng(one), new Rng(other)],
        [new Rng(one), new Rng(one).derive(other)],
      ] as const) {
        let sum = 0;
        for (let i = 0; i < n; i++) sum += (x.float() - 0.5) * (y.float() - 0.5);
        // The sum's standard deviation is sqrt(n) / 12.
        expect(Math.abs(sum)).toBeLessThan((4.5 * Math.sqrt(n)) / 12);
      }
    }
  });

  it("refuses numbers that are not safe integers", () => {
    for (const bad of [0.5, Number.NaN, Infinity, 2 ** 53]) {
      expect(() => new Rng(0).derive("a", bad)).toThrow(expect.objectContaining({ code: "PARAM_INVALID" }));
    }
  });
});

describe("Rng", () => {
  it("refuses seeds that are not integers from 0 to 2^53 - 1", () => {
    for (const bad of [-1, 0.5, Number.NaN, Infinity, 2 ** 53]) {
      expect(() => new Rng(bad)).toThrow(MlkitError);
      expect(() => new Rng(bad)).toThrow(expect.objectContaining({ code: "PARAM_INVALID" }));
    }
  });

  it("float is uniform in [0, 1) with 53 bits", () => {
    const rng = new Rng(11);
    const counts = new Float64Array(256);
    let lowestBits = 0;
    for (let i = 0; i < 100_000; i++) {
      const value = rng.float();
      expect(value >= 0 && value < 1).toBe(true);
      counts[Math.floor(value * 256)]! += 1;
      lowestBits += (value * 2 ** 53) % 2;
    }
    // 255 degrees of freedom: mean 255, standard deviation 22.6.
    expect(chiSquared(counts, 100_000)).toBeLessThan(255 + 5 * 22.6);
    expect(Math.abs(lowestBits - 50_000)).toBeLessThan(5 * Math.sqrt(25_000));
  });

  it.each([2, 3, 7, 100, 1000])("int(%i) is uniform", (bound) => {
    const rng = new Rng(bound);
    const counts = new Float64Array(bound);
    for (let i = 0; i < 50_000; i++) counts[rng.int(bound)]! += 1;
    expect(chiSquared(counts, 50_000)).toBeLessThan(bound - 1 + 5 * Math.sqrt(2 * bound));
  });

  it("int has no bias where 2^32 is not a multiple of the bound", () => {
    // With a plain remainder, results below 2^30 would come twice as often as the others.
    const rng = new Rng(5);
    const bound = 3 * 2 ** 30;
    let low = 0;
    for (let i = 0; i < 30_000; i++) low += rng.int(bound) < 2 ** 30 ? 1 : 0;
    expect(Math.abs(low - 10_000)).toBeLessThan(5 * Math.sqrt(30_000 * (2 / 9)));
  });

  it("int refuses bounds outside 1 to 2^32 and accepts the ends", () => {
    expect(new Rng(0).int(1)).toBe(0);
    expect(new Rng(9).int(2 ** 32)).toBe(new Rng(9).next());
    for (const bad of [0, -1, 1.5, 2 ** 32 + 1, Number.NaN]) {
      expect(() => new Rng(0).int(bad)).toThrow(expect.objectContaining({ code: "PARAM_INVALID" }));
    }
  });
});

describe("Rng: order", () => {
  it("permutation holds every number once", () => {
    fc.assert(
      fc.property(fc.nat(300), fc.nat(), (n, seed) => {
        expect([...new Rng(seed).permutation(n).sort()]).toEqual(Array.from({ length: n }, (_, i) => i));
      }),
    );
  });

  it("all orders of three are as likely", () => {
    const rng = new Rng(1);
    const counts = new Map<string, number>();
    for (let i = 0; i < 12_000; i++) {
      const key = rng.permutation(3).join();
      counts.set(key, (counts.get(key) ?? 0) + 1);
    }
    expect(counts.size).toBe(6);
    expect(chiSquared([...counts.values()], 12_000)).toBeLessThan(25);
  });

  it("sample is the head of the permutation, by either road", () => {
    fc.assert(
      fc.property(fc.nat(400), fc.double({ min: 0, max: 1, noNaN: true }), fc.nat(), (n, share, seed) => {
        const k = Math.floor(n * share);
        expect(new Rng(seed).sample(n, k)).toEqual(new Rng(seed).permutation(n).slice(0, k));
      }),
    );
    expect(new Rng(1).sample(2 ** 31 - 1, 3)).toHaveLength(3);
  });

  it("sample refuses what cannot be drawn", () => {
    for (const [n, k] of [
      [3, 4],
      [-1, 0],
      [2.5, 1],
      [2 ** 31, 1],
      [3, -1],
    ] as const) {
      expect(() => new Rng(0).sample(n, k)).toThrow(expect.objectContaining({ code: "PARAM_INVALID" }));
    }
  });

  it("shuffle works in place on arrays and typed arrays, in the same order", () => {
    const n = 50;
    const order = new Rng(8).permutation(n);
    const plain = Array.from({ length: n }, (_, i) => i);
    expect(new Rng(8).shuffle(plain)).toBe(plain);
    expect(plain).toEqual([...order]);
    expect(new Rng(8).shuffle(Float64Array.from({ length: n }, (_, i) => i))).toEqual(Float64Array.from(order));
    expect(new Rng(8).shuffle([])).toEqual([]);
  });
});

/** Means and variances keep their digits whatever the rows' size and order. */
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { Progress } from "../../src/core/progress.js";
import { Rng } from "../../src/core/rng.js";
import { Matrix } from "../../src/data/matrix.js";
import { moments } from "../../src/preprocess/moments.js";

/** Sums in pairs of doubles, which lose next to nothing. */
function exactMoments(values: readonly number[]): { mean: number; variance: number } {
  const exact = (terms: readonly number[]): number => {
    let [sum, rest] = [0, 0];
    for (const term of terms) {
      const next = sum + term;
      rest += Math.abs(sum) >= Math.abs(term) ? sum - next + term : term - next + sum;
      sum = next;
    }
    return sum + rest;
  };
  const mean = exact(values) / values.length;
  // Squares about the mean, with what rounding cut off the mean taken off again.
  const drift = exact(values.map((value) => value - mean)) / values.length;
  return { mean, variance: exact(values.map((value) => (value - mean) ** 2)) / values.length - drift ** 2 };
}

const noise = (rng: Rng) => rng.float() + rng.float() + rng.float() + rng.float() - 2;
const progress = new Progress();

/** Rows enough for several slices of 26 columns. */
const ROWS = 30_000;

const columns: Record<string, (rng: Rng, row: number) => number> = {
  "about 0": (rng) => noise(rng),
  "a large mean, a small spread": (rng) => 1e9 + noise(rng),
  "a mean that takes all digits": (rng) => 1e15 + Math.floor(8 * noise(rng)),
  "sorted rows": (_, row) => 1e6 + row * 1e-3,
  "a jump halfway": (rng, row) => (row < ROWS / 2 ? 1e8 : -1e8) + noise(rng),
  "wild values first": (rng, row) => (row < 20 ? 1e12 : 0) + noise(rng),
  "a wild value last": (rng, row) => (row === ROWS - 1 ? 1e12 : 5) + noise(rng),
  "tiny values": (rng) => 1e-150 * noise(rng),
  "huge values": (rng) => 1e150 * (3 + noise(rng)),
  "two values": (_, row) => (row % 2 === 0 ? 0.1 : 0.2),
};

describe("moments", () => {
  it.each(Object.entries(columns))("of %s, to 1e-12", async (name, make) => {
    const rng = new Rng(3).derive(name);
    const column = Array.from({ length: ROWS }, (_, row) => make(rng, row));
    const cols = 26;
    const x = new Float64Array(ROWS * cols);
    for (let row = 0; row < ROWS; row++) for (let col = 0; col < cols; col++) x[row * cols + col] = column[row] ?? 0;
    const expected = exactMoments(column);
    const { count, mean, variance } = await moments(Matrix.fromDense(x, ROWS, cols), undefined, progress);
    for (let col = 0; col < cols; col++) {
      expect(count[col]).toBe(ROWS);
      expect(Math.abs((mean[col] ?? 0) - expected.mean)).toBeLessThanOrEqual(
        1e-12 * Math.sqrt(expected.variance) + 1e-14 * Math.abs(expected.mean),
      );
      expect((variance[col] ?? 0) / expected.variance).toBeCloseTo(1, 11);
    }
  });

  it("are the same bits in every column, in tiles of four or alone, with weights of 1 or without", async () => {
    const rng = new Rng(5);
    const column = Array.from({ length: 1000 }, () => 100 + noise(rng));
    for (const cols of [1, 4, 7, 9]) {
      const x = Matrix.fromRows(column.map((value) => new Array(cols).fill(value)));
      const plain = await moments(x, undefined, progress);
      const weighted = await moments(x, new Float64Array(1000).fill(1), progress);
      expect(weighted).toEqual(plain);
      expect(new Set(plain.mean).size).toBe(1);
      expect(new Set(plain.variance).size).toBe(1);
    }
  });

  it("leave out what is missing, wherever it is", async () => {
    const cell = fc.option(fc.double({ min: -1e3, max: 1e3, noNaN: true }), { nil: Number.NaN, freq: 3 });
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.tuple(cell, cell, cell, cell, cell), { minLength: 1, maxLength: 90 }),
        async (rows) => {
          const { count, mean, variance } = await moments(Matrix.fromRows(rows), undefined, progress);
          for (let col = 0; col < 5; col++) {
            const known = rows.map((row) => row[col] ?? Number.NaN).filter((value) => !Number.isNaN(value));
            expect(count[col]).toBe(known.length);
            const expected = known.length === 0 ? { mean: 0, variance: 0 } : exactMoments(known);
            expect(Math.abs((mean[col] ?? 0) - expected.mean)).toBeLessThan(1e-10);
            expect(Math.abs((variance[col] ?? 0) - expected.variance)).toBeLessThanOrEqual(
              1e-10 * (1 + expected.variance),
            );
          }
        },
      ),
    );
  });
});

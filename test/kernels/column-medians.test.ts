import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { ColumnMedians } from "../../src/kernels/column-medians.js";

async function mediansOf(values: Float64Array, rows: number, cols: number, first = 0, width = cols, step = rows) {
  const search = new ColumnMedians(values, rows, cols, first, width);
  for (let from = 0; from < rows; from += step) search.count(from, Math.min(rows, from + step));
  search.split();
  for (let from = 0; from < rows; from += step) search.gather(from, Math.min(rows, from + step));
  return { medians: await search.medians(async () => {}), missing: search.missing };
}

function byTheBook(values: Float64Array, cols: number, col: number): { median: number; missing: number } {
  const column = values.filter((_, at) => at % cols === col);
  const sorted = column.filter((value) => !Number.isNaN(value)).sort();
  const low = sorted[(sorted.length - 1) >> 1] ?? Number.NaN;
  const high = sorted[sorted.length >> 1] ?? Number.NaN;
  const median = Number.isFinite(low + high) ? (low + high) / 2 : low / 2 + high / 2;
  return { median, missing: column.length - sorted.length };
}

describe("ColumnMedians", () => {
  // Lengths on both sides of the one from which bins are finer; values over magnitudes, in one bin, tied, and of both signs.
  it.each([1000, 1001, 65_535, 70_000])("finds the medians of %i rows", async (rows) => {
    const spread = (i: number) => ((i * 7919) % 100_003) / 100_003;
    const kinds: readonly ((i: number) => number)[] = [
      (i) => spread(i) - 0.5,
      (i) => 1000 + spread(i),
      (i) => i % 3,
      (i) => (i % 2 === 0 ? -1 : 1),
      (i) => (spread(i) - 0.9) * 1e300,
      (i) => (i % 2 === 0 ? -0 : 5e-324),
      (i) => (spread(i) < 0.3 ? Number.NaN : -spread(i)),
      () => Number.NaN,
    ];
    const cols = kinds.length;
    const values = Float64Array.from({ length: rows * cols }, (_, at) =>
      (kinds[at % cols] as (i: number) => number)(Math.floor(at / cols)),
    );
    const { medians, missing } = await mediansOf(values, rows, cols, 0, cols, 4096);
    kinds.forEach((_, col) => {
      const expected = byTheBook(values, cols, col);
      expect({ median: medians[col], missing: missing[col] }).toEqual(expected);
    });
  });

  it("agrees with sorting whatever the values", async () => {
    const value = fc.oneof(
      fc.double({ noDefaultInfinity: true }),
      fc.integer({ min: -2, max: 2 }),
      fc.constantFrom(Number.MAX_VALUE, -Number.MAX_VALUE, Number.MIN_VALUE, -0),
    );
    await fc.assert(
      fc.asyncProperty(fc.array(fc.tuple(value, value), { minLength: 1, maxLength: 60 }), async (rows) => {
        const values = Float64Array.from(rows.flat());
        const { medians, missing } = await mediansOf(values, rows.length, 2);
        for (const col of [0, 1]) {
          const expected = byTheBook(values, 2, col);
          expect(missing[col]).toBe(expected.missing);
          expect(medians[col] === expected.median || Number.isNaN(expected.median)).toBe(true);
        }
      }),
    );
  });

  it("reads the columns that it is told to, of a part of a buffer", async () => {
    const all = Float64Array.of(99, 1, 10, 100, 3, 30, 300, 2, 20, 200);
    const { medians } = await mediansOf(all.subarray(1), 3, 3, 1, 2);
    expect([...medians]).toEqual([20, 200]);
  });

  it("takes NaN for missing, whatever its sign and its bits", async () => {
    const bits = new BigUint64Array([
      0xfff8000000000000n,
      0x7ff8000000000001n,
      0x7ff0000000000001n,
      0xfff0000000000001n,
    ]);
    const values = Float64Array.of(...new Float64Array(bits.buffer), 4, 5);
    const own = new BigUint64Array(values.buffer);
    bits.forEach((each, i) => {
      own[i] = each;
    });
    const { medians, missing } = await mediansOf(values, 6, 1);
    expect([...medians, ...missing]).toEqual([4.5, 4]);
  });
});

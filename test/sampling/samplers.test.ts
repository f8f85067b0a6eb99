import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Label } from "../../src/core/contracts.js";
import { Frame } from "../../src/data/frame.js";
import { CsrMatrix, DenseMatrix, Matrix } from "../../src/data/matrix.js";
import { RandomOverSampler, RandomUnderSampler, SMOTE } from "../../src/sampling/index.js";
import { countsOf, errorOf, golden, samplers } from "./support.js";

describe("how many rows each class is to have", () => {
  it.each(
    golden.strategies.map(
      (each) => [each.sampler, JSON.stringify(each.strategy), JSON.stringify(each.counts), each] as const,
    ),
  )("%s, %s, of %s, is as in imbalanced-learn", async (_, __, ___, { sampler, counts, strategy, after }) => {
    const y = counts.flatMap(([label, count]) => Array.from({ length: count }, () => label));
    const x = y.map((label, row) => [row, (row * row) % 7, label.length]);
    const recipe = new samplers[sampler]({ samplingStrategy: strategy });
    if (after === null) {
      expect((await errorOf(() => recipe.fitResample(x, y))).code).toBe("PARAM_INVALID");
    } else {
      expect(countsOf((await recipe.fitResample(x, y)).y)).toEqual(after);
    }
  });

  it("is refused with the class and its count where it cannot be", async () => {
    const x = Matrix.fromRows([[1], [2], [3], [4], [5]]);
    const y = ["a", "a", "b", "b", "b"];
    const fewer = await errorOf(() => new RandomOverSampler({ samplingStrategy: [["b", 2]] }).fitResample(x, y));
    expect(fewer.message).toMatch(/cannot drop rows, and class "b" has 3; given: .*asks for 2.*RandomUnderSampler/);
    const more = await errorOf(() => new RandomUnderSampler({ samplingStrategy: [["a", 3]] }).fitResample(x, y));
    expect(more.message).toMatch(/cannot add rows, and class "a" has 2.*SMOTE/);
    const unknown = await errorOf(() => new SMOTE({ samplingStrategy: [["c", 3]] }).fitResample(x, y));
    expect(unknown).toMatchObject({ code: "LABEL_UNKNOWN", data: { label: "c" } });
    const number = await errorOf(() => new SMOTE({ samplingStrategy: [[1, 3]] }).fitResample(x, y));
    expect(number.code).toBe("LABEL_UNKNOWN");
    const twice = [
      ["a", 3],
      ["a", 4],
    ] as const;
    expect((await errorOf(() => new SMOTE({ samplingStrategy: twice }).fitResample(x, y))).message).toMatch(
      /two numbers/,
    );
    const several = await errorOf(() =>
      new SMOTE({ samplingStrategy: 0.5 }).fitResample([[1], [2], [3]], ["a", "b", "c"]),
    );
    expect(several.message).toMatch(/share where there are more than two classes.*\[\["a", 100\]\]/s);
  });
});

const labelled = fc
  .record({
    first: fc.integer({ min: 3, max: 30 }),
    second: fc.integer({ min: 3, max: 30 }),
    third: fc.integer({ min: 3, max: 30 }),
  })
  .chain(({ first, second, third }) => {
    const labels = [...Array(first).fill("ash"), ...Array(second).fill("birch"), ...Array(third).fill("cedar")];
    return fc.record({
      y: fc.shuffledSubarray<Label>(labels, { minLength: labels.length }),
      seed: fc.integer({ min: 0, max: 1000 }),
      rows: fc.array(fc.tuple(fc.integer({ min: -5, max: 5 }), fc.double({ min: -9, max: 9, noNaN: true })), {
        minLength: labels.length,
        maxLength: labels.length,
      }),
    });
  });

describe("RandomOverSampler", () => {
  it("gives the rows, then repeats of rows of the same class", async () => {
    await fc.assert(
      fc.asyncProperty(labelled, async ({ rows, y, seed }) => {
        const x = Frame.fromRows(rows.map(([a, b]) => ({ a: String(a), b })));
        const { x: out, y: labels } = await new RandomOverSampler({ seed }).fitResample(x, y);
        const all = out.toRows().map((row, at) => JSON.stringify([row, labels[at]]));
        const given = x.toRows().map((row, at) => JSON.stringify([row, y[at]]));
        expect(all.slice(0, given.length)).toEqual(given);
        expect(new Set(all)).toEqual(new Set(given));
        expect(new Set(countsOf(labels).map(([, count]) => count)).size).toBe(1);
      }),
      { numRuns: 40 },
    );
  });

  it("draws every row of a class about as often", async () => {
    const y = [...Array<string>(20_000).fill("paid"), ...Array<string>(10).fill("late")];
    const x = Matrix.fromRows(y.map((_, row) => [row]));
    const { x: out } = await new RandomOverSampler({ seed: 3 }).fitResample(x, y);
    const often = countsOf((out as DenseMatrix).values.subarray(20_010));
    expect(often).toHaveLength(10);
    // 19,990 draws from 10: 1999 each, give or take five standard deviations of 42.
    for (const [, count] of often) expect(Math.abs(count - 1999)).toBeLessThan(210);
  });

  it("keeps sparse rows sparse, and kinds of columns", async () => {
    const sparse = Matrix.fromCsr(
      { values: Float64Array.of(1, 2, 3), indices: Int32Array.of(0, 1, 0), indptr: Int32Array.of(0, 1, 2, 3) },
      3,
      2,
    );
    const { x } = await new RandomOverSampler().fitResample(sparse, ["a", "a", "b"]);
    expect(x).toBeInstanceOf(CsrMatrix);
    expect([...x.toDense().values.subarray(4)]).toEqual([3, 0, 3, 0]);
    const kinds = ["number", { categories: ["x", "y"] }] as const;
    const coded = new DenseMatrix(Float64Array.of(1, 0, 2, 1, 3, 1), 3, 2, { kinds });
    expect((await new RandomOverSampler().fitResample(coded, ["a", "a", "b"])).x.kinds).toBe(kinds);
  });

  it("moves rows by imbalanced-learn's bandwidth", async () => {
    const { rows, labels, shrinkage, bandwidth } = golden.bandwidth;
    const recipe = new RandomOverSampler({ shrinkage, samplingStrategy: [["late", 20_000]], seed: 1 });
    const { x } = await recipe.fitResample(Matrix.fromRows(rows), labels);
    // The same draws without noise: what was added is the difference.
    const plain = await recipe.withParams({ shrinkage: 0 }).fitResample(Matrix.fromRows(rows), labels);
    const noise = (x as DenseMatrix).values.map((value, at) => value - ((plain.x as DenseMatrix).values[at] ?? 0));
    for (const [col, expected] of bandwidth.entries()) {
      const own = noise.subarray(rows.length * bandwidth.length).filter((_, at) => at % bandwidth.length === col);
      const deviation = Math.sqrt(own.reduce((sum, value) => sum + value * value, 0) / own.length);
      // 20,000 draws: a standard error of 0.5 %.
      expect(Math.abs(deviation / expected - 1)).toBeLessThan(0.02);
    }
  });

  it("moves frames of numbers, and refuses others", async () => {
    const frame = Frame.fromColumns({
      n: Int32Array.of(1, 5, 9),
      v: [
        [1, 2],
        [3, 4],
        [5, 6],
      ].map((row) => Float32Array.from(row)),
    });
    const { x } = await new RandomOverSampler({ shrinkage: 1 }).fitResample(frame, ["a", "a", "b"]);
    expect(x.numRows).toBe(4);
    // One row has no spread.
    expect(x.toRows()[3]).toEqual(frame.toRows()[2]);
    const error = await errorOf(() =>
      new RandomOverSampler({ shrinkage: 1 }).fitResample(frame.withColumn("city", ["x", "y", "z"]), ["a", "a", "b"]),
    );
    expect(error).toMatchObject({ code: "COLUMN_TYPE", data: { columns: ["city"] } });
  });
});

describe("RandomUnderSampler", () => {
  it("gives rows that were given, in their order", async () => {
    await fc.assert(
      fc.asyncProperty(labelled, fc.boolean(), async ({ rows, y, seed }, replacement) => {
        const x = Matrix.fromRows(rows.map(([a], row) => [row, a]));
        const { x: out, y: labels } = await new RandomUnderSampler({ seed, replacement }).fitResample(x, y);
        const kept = Array.from({ length: out.rows }, (_, at) => (out as DenseMatrix).values[2 * at] ?? -1);
        expect(kept).toEqual(kept.toSorted((a, b) => a - b));
        if (!replacement) expect(new Set(kept).size).toBe(kept.length);
        expect(labels).toEqual(kept.map((row) => y[row]));
        const least = Math.min(...countsOf(y).map(([, count]) => count));
        expect(countsOf(labels).map(([, count]) => count)).toEqual([least, least, least]);
      }),
      { numRuns: 40 },
    );
  });

  it("keeps missing values, and refuses infinite ones by name", async () => {
    const rows = [
      { a: null, b: "x" },
      { a: 1, b: null },
      { a: 2, b: "y" },
    ];
    const { x } = await new RandomUnderSampler().fitResample(rows, [true, false, true]);
    expect(x.numRows).toBe(2);
    expect(rows).toEqual(expect.arrayContaining(x.toRows()));
    const error = await errorOf(() =>
      new RandomUnderSampler().fitResample([{ a: 1 / 0 }, { a: 1 }, { a: 2 }], [true, false, true]),
    );
    expect(error).toMatchObject({ code: "DATA_NOT_FINITE", data: { columns: ["a"] } });
  });
});

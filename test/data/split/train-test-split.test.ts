import { schema } from "@org/mlkit/core";
import { type DenseMatrix, Frame, Matrix, type TrainTestSplitOptions, trainTestSplit } from "@org/mlkit/data";
import fc from "fast-check";
import { describe, expect, expectTypeOf, it } from "vitest";
import { errorOf } from "../errors.js";
import { golden } from "../golden.js";

const range = (count: number) => Array.from({ length: count }, (_, i) => i);
const both = ({ trainRows, testRows }: { trainRows: Int32Array; testRows: Int32Array }) =>
  [...trainRows, ...testRows].sort((a, b) => a - b);
const loose: (
  table: readonly number[],
  options: TrainTestSplitOptions,
) => { trainRows: Int32Array; testRows: Int32Array } = (table, options) =>
  trainTestSplit(table, options as TrainTestSplitOptions<never>);

describe("trainTestSplit", () => {
  it("gives parts of the same type", () => {
    const Row = schema({ n: "number", s: ["a", "b"] });
    const frame = Frame.fromRows(
      range(10).map((n) => ({ n, s: n % 2 ? ("a" as const) : ("b" as const) })),
      { schema: Row },
    );
    const split = trainTestSplit(frame, { stratify: "s" });
    expectTypeOf(split.train).toEqualTypeOf<typeof frame>();
    expect(split.train.schema).toBe(Row);
    expect([split.train.numRows, split.test.numRows]).toEqual([7, 3]);
    expect(split.test.column("n").toArray()).toEqual([...split.testRows]);
    // @ts-expect-error: there is no such column.
    expect(errorOf(() => trainTestSplit(frame, { stratify: "t" })).code).toBe("COLUMN_MISSING");

    const matrix = trainTestSplit(
      Matrix.fromRows(
        range(8).map((n) => [n, -n]),
        ["a", "b"],
      ),
    );
    expectTypeOf(matrix.train).toEqualTypeOf<DenseMatrix>();
    expect([matrix.train.rows, matrix.test.rows, matrix.test.names]).toEqual([6, 2, ["a", "b"]]);

    const rows = trainTestSplit(["a", "b", "c", "d"]);
    expectTypeOf(rows.test).toEqualTypeOf<string[]>();
    expect([...rows.train, ...rows.test].sort()).toEqual(["a", "b", "c", "d"]);

    const typed = trainTestSplit(Int16Array.of(1, 2, 3, 4));
    expectTypeOf(typed.train).toEqualTypeOf<Int16Array<ArrayBuffer>>();
    expect([typed.train.length, typed.test]).toEqual([3, expect.any(Int16Array)]);
  });

  it("splits x and y by the same rows", () => {
    const x = Matrix.fromRows(range(8).map((n) => [n]));
    const y = range(8).map((n) => `y${n}`);
    const { train, test, testRows } = trainTestSplit({ x, y, weight: Float64Array.from(range(8)) }, { testSize: 3 });
    expectTypeOf(train.y).toEqualTypeOf<string[]>();
    expectTypeOf(train.x).toEqualTypeOf<DenseMatrix>();
    expect([train.x.rows, test.y]).toEqual([5, [...testRows].map((row) => `y${row}`)]);
    expect([...test.weight]).toEqual([...testRows]);
    expect(errorOf(() => trainTestSplit({ x, y: [1] }))).toMatchObject({ code: "DATA_SHAPE", data: { name: "y" } });
    for (const table of [{}, null, 5, { x: 5 }])
      expect(errorOf(() => trainTestSplit(table as never)).code).toBe("DATA_SHAPE");
  });

  it("counts as scikit-learn does", () => {
    const sizes = (count: number, options: object) => {
      const { trainRows, testRows } = loose(range(count), options);
      return [trainRows.length, testRows.length];
    };
    expect(sizes(10, {})).toEqual([7, 3]);
    expect(sizes(10, { testSize: 0.11 })).toEqual([8, 2]);
    expect(sizes(10, { trainSize: 0.55 })).toEqual([5, 5]);
    expect(sizes(10, { testSize: 0.25, trainSize: 0.25 })).toEqual([2, 3]);
    expect(sizes(10, { testSize: 1 })).toEqual([9, 1]);
    expect(sizes(10, { testSize: 4, trainSize: 2 })).toEqual([2, 4]);
    expect(sizes(7, { testSize: 4, shuffle: false })).toEqual([3, 4]);
  });

  it("gives each row once, and the same rows for the same seed", () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 2, max: 60 }),
        fc.double({ min: 0.05, max: 0.9, noNaN: true }),
        fc.nat(1000),
        (count, testSize, seed) => {
          fc.pre(Math.ceil(testSize * count) < count);
          const split = loose(range(count), { testSize, seed });
          expect(both(split)).toEqual(range(count));
          expect(loose(range(count), { testSize, seed })).toEqual(split);
        },
      ),
    );
    expect(loose(range(50), { seed: 1 }).testRows).not.toEqual(loose(range(50), { seed: 2 }).testRows);
  });

  it("keeps the order of time without shuffling", () => {
    const { train, test } = trainTestSplit(range(10), { testSize: 0.3, shuffle: false });
    expect([train, test]).toEqual([
      [0, 1, 2, 3, 4, 5, 6],
      [7, 8, 9],
    ]);
  });

  it.each(golden.stratified)("stratifies as scikit-learn does: $sizes", ({ sizes, testSize, train, test }) => {
    const labels = sizes.flatMap((size, label) => Array.from({ length: size }, () => label));
    const split = loose(labels, { testSize, stratify: labels, seed: 3 });
    const counts = (rows: Int32Array) =>
      sizes.map((_, label) => [...rows].filter((row) => labels[row] === label).length);
    expect([counts(split.trainRows), counts(split.testRows)]).toEqual([train, test]);
  });

  it("keeps proportions to a row, whatever the classes", () => {
    fc.assert(
      fc.property(
        fc.array(fc.integer({ min: 2, max: 40 }), { minLength: 2, maxLength: 5 }),
        fc.double({ min: 0.2, max: 0.8, noNaN: true }),
        fc.nat(100),
        (sizes, testSize, seed) => {
          const labels = sizes.flatMap((size, label) =>
            Array.from({ length: size }, () => ["constructor", "__proto__", "a", "b", "c"][label] as string),
          );
          const testCount = Math.ceil(testSize * labels.length);
          fc.pre(Math.min(testCount, labels.length - testCount) >= sizes.length);
          const split = loose(range(labels.length), { testSize, stratify: labels, seed });
          expect(both(split)).toEqual(range(labels.length));
          for (const label of new Set(labels)) {
            const size = labels.filter((each) => each === label).length;
            const inTest = [...split.testRows].filter((row) => labels[row] === label).length;
            expect(Math.abs(inTest - (size * testCount) / labels.length)).toBeLessThan(1);
          }
        },
      ),
    );
  });

  it("never takes a group apart", () => {
    fc.assert(
      fc.property(
        fc.array(fc.integer({ min: 0, max: 6 }), { minLength: 2, maxLength: 40 }),
        fc.nat(100),
        (groups, seed) => {
          const count = new Set(groups).size;
          fc.pre(count >= 2 && Math.ceil(0.4 * count) < count);
          const { trainRows, testRows } = loose(range(groups.length), { testSize: 0.4, groups, seed });
          const inTest = new Set([...testRows].map((row) => groups[row]));
          expect(inTest.size).toBe(Math.ceil(0.4 * count));
          expect([...trainRows].some((row) => inTest.has(groups[row]))).toBe(false);
          expect(trainRows.length + testRows.length).toBe(groups.length);
        },
      ),
    );
    const frame = Frame.fromColumns({ id: ["a", "a", "b", "b"], n: [1, 2, 3, 4] });
    expect(new Set(trainTestSplit(frame, { groups: "id" }).test.column("id")).size).toBe(1);
  });

  const bad: readonly (readonly [string, object, string])[] = [
    ["an empty part", { testSize: 10 }, "SPLIT_INVALID"],
    ["parts that are too large", { testSize: 6, trainSize: 6 }, "SPLIT_INVALID"],
    ["a share of 0", { testSize: 0 }, "PARAM_INVALID"],
    ["a negative share", { testSize: -0.5 }, "PARAM_INVALID"],
    ["one row and a half", { testSize: 1.5 }, "PARAM_INVALID"],
    ["NaN", { trainSize: Number.NaN }, "PARAM_INVALID"],
    ["a bad seed", { seed: -1 }, "PARAM_INVALID"],
    ["a misspelt option", { testsize: 0.5 }, "PARAM_UNKNOWN"],
    ["a class of one row", { stratify: [..."aaaaaaaaab"] }, "SPLIT_INVALID"],
    ["a part smaller than the classes", { stratify: [..."aabbccddee"], testSize: 3 }, "SPLIT_INVALID"],
    ["a missing class", { stratify: [null, ..."aaaabbbbb"] }, "TARGET_INVALID"],
    ["too few classes", { stratify: ["a"] }, "DATA_SHAPE"],
    ["one group", { groups: Array.from({ length: 10 }, () => 1) }, "SPLIT_INVALID"],
    ["a name without a frame", { groups: "id" }, "PARAM_INVALID"],
    ["groups with stratify", { groups: [..."aaaaabbbbb"], stratify: [..."aaaaabbbbb"] }, "NOT_SUPPORTED"],
    ["groups in time order", { groups: [..."aaaaabbbbb"], shuffle: false }, "NOT_SUPPORTED"],
    ["stratify in time order", { stratify: [..."aaaaabbbbb"], shuffle: false }, "NOT_SUPPORTED"],
  ];
  it.each(bad)("refuses %s", (_, options, code) => expect(errorOf(() => loose(range(10), options)).code).toBe(code));

  it("refuses an empty table and columns that are no classes", () => {
    expect(errorOf(() => loose([], {})).code).toBe("SPLIT_INVALID");
    const frame = Frame.fromColumns({ t: [new Date(0), new Date(1)] });
    expect(errorOf(() => trainTestSplit(frame, { stratify: "t" })).code).toBe("PARAM_INVALID");
  });
});

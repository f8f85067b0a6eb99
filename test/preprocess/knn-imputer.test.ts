import { readFileSync } from "node:fs";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { DenseMatrix } from "../../src/data/matrix.js";
import { KNNImputer, KNNImputerModel } from "../../src/preprocess/index.js";
import {
  dense,
  errorOf,
  expectClose,
  expectRowsAsBatch,
  expectUntouched,
  frameOf,
  type Rows,
  reload,
  sparse,
} from "./support.js";

interface Case {
  params: object;
  names: string[];
  fitted: Rows;
  later: Rows;
}

const golden: { numbers: Rows; alone: Rows; neighbors: Case[] } = JSON.parse(
  readFileSync(new URL("../golden/missing.json", import.meta.url), "utf8"),
);
const names = ["f0", "f1", "f2", "f3", "f4"];

describe("KNNImputer against scikit-learn", () => {
  // scikit-learn takes squares off sums of squares to get distances: the last digits of these, and of weights by them, are lost.
  it.each(golden.neighbors.map((given) => [JSON.stringify(given.params), given] as const))("%s", async (_, given) => {
    const x = dense(golden.numbers, names);
    const model = await new KNNImputer(given.params).fit(x);
    expect(model.outputNames).toEqual(given.names);
    expectClose(model.transform(x).values, given.fitted.flat(), 1e-7);
    expectClose(model.transform(dense(golden.alone, names)).values, given.later.flat(), 1e-7);
    expectRowsAsBatch(model, frameOf(names, golden.numbers));
    expectRowsAsBatch(model, frameOf(names, golden.alone));
  });
});

/** The same by sorting all rows. */
function byTheBook(known: (number | null)[][], row: (number | null)[], k: number, byDistance: boolean): number[] {
  return row.map((own, col) => {
    if (own !== null) return own;
    const donors = known
      .flatMap((other, place) => {
        const shared = other.flatMap((value, at) =>
          value === null || row[at] === null ? [] : [value - (row[at] as number)],
        );
        const square = shared.reduce((sum, difference) => sum + difference * difference, 0) / shared.length;
        return other[col] === null || shared.length === 0 ? [] : [{ square, place, value: other[col] as number }];
      })
      .sort((a, b) => a.square - b.square || a.place - b.place)
      .slice(0, k);
    const present = known.flatMap((other) => (other[col] === null ? [] : [other[col] as number]));
    if (donors.length === 0) return present.reduce((sum, value) => sum + value, 0) / present.length;
    const same = donors.some(({ square }) => square === 0);
    const weight = (square: number) => (!byDistance ? 1 : same ? Number(square === 0) : 1 / Math.sqrt(square));
    const total = donors.reduce((sum, { square }) => sum + weight(square), 0);
    return donors.reduce((sum, { square, value }) => sum + weight(square) * value, 0) / total;
  });
}

describe("KNNImputer", () => {
  it("agrees with sorting all rows, ties and rows without a column in common among them", async () => {
    const cell = fc.option(fc.integer({ min: -3, max: 3 }), { freq: 2 });
    const table = fc.array(fc.tuple(cell, cell, cell), { minLength: 1, maxLength: 30 });
    await fc.assert(
      fc.asyncProperty(
        table,
        table,
        fc.integer({ min: 1, max: 6 }),
        fc.boolean(),
        async (known, asked, k, byDistance) => {
          const full = [...known, [1, 2, 3]];
          const weights = byDistance ? "distance" : "uniform";
          const model = await new KNNImputer({ nNeighbors: k, weights }).fit(dense(full));
          const output = [...model.transform(dense(asked)).values];
          expectClose(
            output,
            asked.flatMap((row) => byTheBook(full, row, k, byDistance)),
            1e-9,
          );
        },
      ),
    );
  });

  it("searches more rows than fit into a block, and more columns than fit into a word", async () => {
    const [rows, cols] = [700, 37];
    const value = (at: number) => ((at * 7919) % 1009) / 1009 + ((at * 31) % 101);
    const known = Array.from({ length: rows }, (_, row) =>
      Array.from({ length: cols }, (_, col) => ((row * 5 + col * 3) % 11 === 0 ? null : value(row * cols + col))),
    );
    const model = await new KNNImputer({ weights: "distance" }).fit(dense(known));
    const output = model.transform(dense(known));
    for (const row of [0, 31, 32, 255, 256, 699]) {
      expectClose(
        output.values.subarray(row * cols, (row + 1) * cols),
        byTheBook(known, known[row] ?? [], 5, true),
        1e-9,
      );
    }
    const beside = await model.transformAsync(dense(known));
    expect(beside.values).toEqual(output.values);
  });

  it("leaves rows alone whose distance is no number", async () => {
    const model = await new KNNImputer({ nNeighbors: 2, weights: "distance" }).fit([
      [1e200, 1],
      [-1e200, 5],
      [-1e200, 7],
    ]);
    expect([...model.transform([[1e200, Number.NaN]]).values]).toEqual([1e200, 1]);
    // Of all others the distance overflows: the mean.
    const far = await new KNNImputer().fit([
      [-1e200, 1],
      [-1e200, 3],
    ]);
    expect([...far.transform([[1e200, Number.NaN]]).values]).toEqual([1e200, 2]);
  });

  it("keeps columns without a value where told to", async () => {
    const rows = dense([
      [1, null],
      [3, null],
    ]);
    expect((await errorOf(() => new KNNImputer().fit(rows))).code).toBe("DATA_EMPTY");
    const model = await new KNNImputer({ keepEmptyFeatures: true, addIndicator: true }).fit(rows);
    expect([...model.transform(rows).values]).toEqual([1, 0, 1, 3, 0, 1]);
  });

  it("fills the training rows beside other work", async () => {
    const x = dense(golden.numbers);
    const { model, output } = await new KNNImputer().fitTransform(x);
    expect(output).toEqual(model.transform(x));
    const signal = AbortSignal.abort();
    expect((await errorOf(() => new KNNImputer().fitTransform(x, undefined, { signal }))).code).toBe("ABORTED");
  });

  it("never writes its input, and survives storage", async () => {
    await expectUntouched(Float64Array.of(1, Number.NaN, 3, 4), async (shared) => {
      (await new KNNImputer().fit(new DenseMatrix(shared, 2, 2))).transform(new DenseMatrix(shared, 2, 2));
    });
    const x = dense(golden.numbers);
    const model = await new KNNImputer({ weights: "distance", addIndicator: true }).fit(x);
    expect(reload(model, KNNImputerModel).transform(x)).toEqual(model.transform(x));
  });

  it.each([
    ["inputNames", []],
    ["nNeighbors", 0],
    ["nNeighbors", 1.5],
    ["weights", "near"],
    ["rows", Float64Array.of(1)],
    ["rows", new Float64Array(0)],
    ["rows", Float64Array.of(1, Number.POSITIVE_INFINITY)],
    ["rows", Float32Array.of(1, 2)],
    ["statistics", Float64Array.of(1, Number.NaN)],
    ["statistics", Float64Array.of(1)],
    ["indicators", Int32Array.of(2)],
  ])("refuses a stored state with damaged %s (%#)", async (key, value) => {
    const model = await new KNNImputer().fit([[1, 2]]);
    const damaged = () =>
      reload(model, KNNImputerModel, (state) => {
        state[key] = value;
      });
    expect((await errorOf(damaged)).code).toBe("ARTIFACT_STATE");
  });

  it.each([
    ["strings", "COLUMN_TYPE", () => new KNNImputer().fit([{ a: "x" }])],
    ["infinite values", "DATA_NOT_FINITE", () => new KNNImputer().fit([[Number.POSITIVE_INFINITY]])],
    ["sparse rows", "DATA_SPARSE", () => new KNNImputer().fit(sparse([[1, 0]]))],
    ["sums that overflow", "NUMERIC_FAILURE", () => new KNNImputer().fit([[1e308], [1e308]])],
    ["no neighbours", "PARAM_INVALID", () => new KNNImputer({ nNeighbors: 0 })],
    ["too many columns", "COLUMN_MISMATCH", async () => (await new KNNImputer().fit([[1]])).transform([[1, 2]])],
  ])("refuses %s", async (_, code, call) => {
    expect((await errorOf(call)).code).toBe(code);
  });
});

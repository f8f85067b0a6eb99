import fc from "fast-check";
import { describe, expect, expectTypeOf, it } from "vitest";
import type { CellsIn, CellsOut } from "../../src/base/estimators.js";
import type { Label } from "../../src/core/contracts.js";
import { StringColumn } from "../../src/data/columns.js";
import { Frame } from "../../src/data/frame.js";
import { CsrMatrix, Matrix } from "../../src/data/matrix.js";
import { Pipeline } from "../../src/pipeline/pipeline.js";
import { FeatureHasher, FeatureHasherModel } from "../../src/preprocess/index.js";
import { golden } from "./categories-golden.js";
import { errorOf, expectRowsAsBatch, frameOf, reload } from "./support.js";

const { names, rows, cases } = golden.hashers;

/** Every stored value that is not 0, as scikit-learn's are listed. */
function entriesOf({ rows: count, indptr, indices, values }: CsrMatrix): [number, number, number][] {
  const entries: [number, number, number][] = [];
  for (let row = 0; row < count; row++) {
    for (let k = indptr[row] as number; k < (indptr[row + 1] as number); k++) {
      if (values[k] !== 0) entries.push([row, indices[k] as number, values[k] as number]);
    }
  }
  return entries;
}

describe("FeatureHasher against scikit-learn", () => {
  it.each(cases.map((given) => [JSON.stringify(given.params), given] as const))(
    "%s",
    async (_, { params, entries }) => {
      const all = frameOf(names, rows);
      const frame = params.inputType === "dict" ? all : all.select("city", "code");
      const model = await new FeatureHasher(params).fit(frame);
      const output = model.transform(frame);
      expect(entriesOf(output)).toEqual(entries);
      expect(() => Matrix.fromCsr(output, output.rows, output.cols)).not.toThrow();
      if (params.nFeatures > 1000) return;
      expectRowsAsBatch(model, frame);
      expect(reload(model, FeatureHasherModel).transform(frame)).toEqual(output);
    },
  );
});

const visits = frameOf(
  ["page", "seconds", "known"],
  [
    ["/home", 2.5, true],
    [null, null, null],
    ["", 0, false],
  ],
);

describe("FeatureHasher", () => {
  it("adds nothing for missing values, zeros and false", async () => {
    const model = await new FeatureHasher({ nFeatures: 1024 }).fit(visits);
    const { indptr } = model.transform(visits);
    // `page=` of an empty string is a token like others.
    expect([...indptr]).toEqual([0, 3, 3, 4]);
  });

  it("hashes what it never saw, by names that objects have too", async () => {
    const model = await new FeatureHasher({ nFeatures: 64, alternateSign: false }).fit([{ constructor: "a" }]);
    const strange = [{ constructor: "__proto__" }, { constructor: "never seen" }];
    expect(model.inputNames).toEqual(["constructor"]);
    expect([...model.transform(strange).values]).toEqual([1, 1]);
    expectRowsAsBatch(model, Frame.fromRows(strange));
  });

  it("names a million columns once, when they are asked for", async () => {
    const model = await new FeatureHasher().fit(visits);
    expect(model.outputNames.length).toBe(1_048_576);
    expect(model.outputNames.at(-1)).toBe("hash_1048575");
    expect(model.transform(visits).names).toBe(model.outputNames);
  });

  it("reads numbers of a matrix by their columns' names, dense or sparse", async () => {
    const model = await new FeatureHasher({ nFeatures: 32 }).fit([
      [0, 2],
      [3, Number.NaN],
    ]);
    const sparse = Matrix.fromCsr(
      { values: Float64Array.of(2), indices: Int32Array.of(1), indptr: Int32Array.of(0, 1) },
      1,
      2,
    );
    expect(model.transform(sparse)).toEqual(model.transform([[0, 2]]));
    const named = await new FeatureHasher({ nFeatures: 32 }).fit([{ x0: 0, x1: 2 }]);
    expect(named.transform([{ x0: 0, x1: 2 }])).toEqual(model.transform([[0, 2]]));
  });

  it("does not mind dictionary entries that no row uses, nor a column without a value that has another type", async () => {
    const column = new StringColumn(Int32Array.of(2, -1), ["\ud800", "b", "c"]);
    const model = await new FeatureHasher({ nFeatures: 32, alternateSign: false }).fit(
      Frame.fromColumns({ page: column }),
    );
    expect([...model.transform(Frame.fromColumns({ page: column })).values]).toEqual([1]);
    expect([...model.transform([{ page: Number.NaN }]).indptr]).toEqual([0, 0]);
    const numbers = await new FeatureHasher({ nFeatures: 32 }).fit([{ n: 1 }]);
    expect([...numbers.transform([{ n: null }]).indptr]).toEqual([0, 0]);
  });

  it("keeps a dot product on average: signs are shared out", async () => {
    // With signs, what unlike rows share is 0 on average; without, it is not.
    const cells = Array.from({ length: 400 }, (_, row) => ({ a: `a${row}`, b: `b${row}`, c: `c${row}` }));
    const products = async (alternateSign: boolean) => {
      const x = (await new FeatureHasher({ nFeatures: 16, alternateSign }).fit(cells)).transform(cells).toDense();
      let sum = 0;
      for (let row = 1; row < x.rows; row++) {
        for (let col = 0; col < 16; col++)
          sum += (x.values[row * 16 + col] as number) * (x.values[(row - 1) * 16 + col] as number);
      }
      return sum / (x.rows - 1);
    };
    expect(Math.abs(await products(true))).toBeLessThan(0.25);
    expect(await products(false)).toBeGreaterThan(0.4);
  });

  it("gives one row the bits of the batch, whatever the order and the collisions", async () => {
    const cell = fc.option(fc.string({ unit: "binary" }), { nil: null });
    const number = fc.option(fc.double({ noNaN: true, noDefaultInfinity: true }), { nil: null });
    const table = fc.array(fc.tuple(cell, number, fc.boolean(), cell, number), { minLength: 1, maxLength: 20 });
    await fc.assert(
      fc.asyncProperty(table, fc.integer({ min: 1, max: 9 }), fc.boolean(), async (all, nFeatures, alternateSign) => {
        const frame = frameOf(["a", "b", "c", "d", "e"], all);
        const model = await new FeatureHasher({ nFeatures, alternateSign }).fit(frame);
        expectRowsAsBatch(model, frame);
        const output = model.transform(frame);
        expect(() => Matrix.fromCsr(output, output.rows, output.cols)).not.toThrow();
        expect(await model.transformAsync(frame)).toEqual(output);
      }),
    );
  });

  it("is a stage of a pipeline, and tells what cells it reads and gives", async () => {
    expectTypeOf<CellsIn<FeatureHasher>>().toEqualTypeOf<Label | null>();
    expectTypeOf<CellsOut<FeatureHasher>>().toEqualTypeOf<number>();
    const model = await new Pipeline().add("hash", new FeatureHasher({ nFeatures: 8 })).fit(visits);
    expect(model.transform(visits)).toBeInstanceOf(CsrMatrix);
  });

  it.each([
    ["nFeatures", 0],
    ["nFeatures", 2 ** 23],
    ["nFeatures", 1.5],
    ["inputType", "pair"],
    ["alternateSign", 1],
    ["columns", {}],
    ["columns", [{ name: 3, type: "string" }]],
    ["columns", [{ name: "a", type: "timestamp" }]],
  ])("refuses a stored state with a damaged %s (%#)", async (key, value) => {
    const model = await new FeatureHasher({ nFeatures: 8 }).fit(visits);
    const damaged = () =>
      reload(model, FeatureHasherModel, (state) => {
        state[key] = value;
      });
    expect((await errorOf(damaged)).code).toBe("ARTIFACT_STATE");
  });

  const fitted = (x: object[]) => new FeatureHasher({ nFeatures: 8 }).fit(x);
  it.each([
    ["timestamps", "COLUMN_TYPE", () => fitted([{ t: new Date(0) }])],
    ["vectors", "COLUMN_TYPE", () => fitted([{ v: Float32Array.of(1) }])],
    ["numbers as strings", "COLUMN_TYPE", () => new FeatureHasher({ inputType: "string" }).fit([{ n: 1 }])],
    ["infinite numbers", "DATA_NOT_FINITE", () => fitted([{ n: 1 / 0 }])],
    ["infinite numbers later", "DATA_NOT_FINITE", async () => (await fitted([{ n: 1 }])).transform([{ n: -1 / 0 }])],
    ["numbers where strings were", "COLUMN_TYPE", async () => (await fitted([{ a: "1" }])).transform([{ a: 1 }])],
    ["strings where numbers were", "COLUMN_TYPE", async () => (await fitted([{ a: 1 }])).transform([{ a: "1" }])],
    [
      "another type in one row",
      "COLUMN_TYPE",
      async () => (await fitted([{ a: true }])).rowTransform()([1], new Float64Array(8), 0),
    ],
    ["a column that is not there", "COLUMN_MISSING", async () => (await fitted([{ a: 1 }])).transform([{ b: 1 }])],
    ["too many columns", "PARAM_INVALID", () => new FeatureHasher({ nFeatures: 2 ** 22 + 1 })],
  ])("refuses %s", async (_, code, call) => {
    expect((await errorOf(call)).code).toBe(code);
  });
});

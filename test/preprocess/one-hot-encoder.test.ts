import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { StringColumn } from "../../src/data/columns.js";
import { Frame } from "../../src/data/frame.js";
import { CsrMatrix, Matrix } from "../../src/data/matrix.js";
import { OneHotEncoder, OneHotEncoderModel, type OneHotEncoderOptions } from "../../src/preprocess/index.js";
import { errorOf, expectRowsAsBatch, frameOf, golden, reload } from "./support.js";

const NAMES = ["city", "size", "rare"];

function rowsOf(x: Matrix): number[][] {
  const { values, rows, cols } = x.toDense();
  return Array.from({ length: rows }, (_, row) => [...values.subarray(row * cols, (row + 1) * cols)]);
}

describe("OneHotEncoder against scikit-learn", () => {
  const frame = frameOf(NAMES, golden.fitted);

  it.each(golden.oneHots.map((given) => [JSON.stringify(given.params), given] as const))("%s", async (_, given) => {
    const model = await new OneHotEncoder(given.params).fit(frame);
    const spelled = given.names.map((name) =>
      name.replace("infrequent_sklearn", "infrequent").replace(/_None$/, "_null"),
    );
    expect(model.outputNames).toEqual(spelled);
    const output = model.transform(frame);
    expect(output).toBeInstanceOf(CsrMatrix);
    expect(rowsOf(output)).toEqual(given.fitted);
    // The parts are those of a valid sparse matrix.
    expect(() => Matrix.fromCsr(output, output.rows, output.cols)).not.toThrow();
    if (given.later !== null) expect(rowsOf(model.transform(frameOf(NAMES, golden.later)))).toEqual(given.later);
    expectRowsAsBatch(model, frame);
  });
});

describe("OneHotEncoder", () => {
  it("sorts the categories of each type, a missing value last", async () => {
    const frame = frameOf(
      ["s", "n", "b"],
      [
        ["b", 10, true],
        [null, 9, null],
        ["a", null, false],
        ["B", -1, true],
        ["", 10, true],
      ],
    );
    const model = await new OneHotEncoder().fit(frame);
    expect(model.categories).toEqual([
      ["", "B", "a", "b", null],
      [-1, 9, 10, null],
      [false, true, null],
    ]);
    expect(model.outputNames).toEqual([
      ...["s_", "s_B", "s_a", "s_b", "s_null"],
      ...["n_-1", "n_9", "n_10", "n_null"],
      ...["b_false", "b_true", "b_null"],
    ]);
    expectRowsAsBatch(model, frame);
    expect(model.inverseTransform(model.transform(frame)).toRows()).toEqual(frame.toRows());
    expect(model.inverseTransform(model.transform(frame).toDense()).toRows()).toEqual(frame.toRows());
  });

  it("takes the names of built-in properties as categories and as columns", async () => {
    const names = ["__proto__", "constructor"];
    const frame = frameOf(names, [
      ["__proto__", "toString"],
      ["constructor", "__proto__"],
      ["hasOwnProperty", "a"],
    ]);
    const model = reload(await new OneHotEncoder().fit(frame), OneHotEncoderModel);
    expect(model.inputNames).toEqual(names);
    expect(model.inverseTransform(model.transform(frame)).toRows()).toEqual(frame.toRows());
    const later = frameOf(names, [["toString", "a"]]);
    expect((await errorOf(() => model.transform(later))).code).toBe("CATEGORY_UNKNOWN");
  });

  it("keeps names apart that would be the same", async () => {
    const frame = frameOf(
      ["a", "a_b"],
      [
        ["b_null", "null"],
        ["b_null_2", null],
        ["b_c", "c"],
      ],
    );
    const model = await new OneHotEncoder().fit(frame);
    expect(model.outputNames).toEqual(["a_b_c", "a_b_null", "a_b_null_2", "a_b_c_2", "a_b_null_3", "a_b_null_4"]);
  });

  it("reads 0 and −0 as one category", async () => {
    const model = await new OneHotEncoder().fit(Matrix.fromRows([[0], [-0], [1]], ["n"]));
    expect(model.outputNames).toEqual(["n_0", "n_1"]);
    expect(rowsOf(model.transform([[-0]]))).toEqual([[1, 0]]);
  });

  it("makes all categories infrequent where one output column is allowed", async () => {
    const model = await new OneHotEncoder({ maxCategories: 1 }).fit([{ a: "x" }, { a: "y" }]);
    expect(model.outputNames).toEqual(["a_infrequent"]);
    expect(model.infrequentCategories).toEqual([["x", "y"]]);
  });

  it("takes 1 for a count and less for a share", async () => {
    const rows = ["a", "a", "a", "b"].map((a) => ({ a }));
    expect((await new OneHotEncoder({ minFrequency: 1 }).fit(rows)).outputNames).toEqual(["a_a", "a_b"]);
    expect((await new OneHotEncoder({ minFrequency: 0.25 }).fit(rows)).outputNames).toEqual(["a_a", "a_b"]);
    expect((await new OneHotEncoder({ minFrequency: 0.26 }).fit(rows)).outputNames).toEqual(["a_a", "a_infrequent"]);
  });

  it("does not mind dictionary entries that no row uses, at fit or later", async () => {
    const column = new StringColumn(Int32Array.of(2, 0, -1, 2), ["Lima", "Rome", "Oslo"]);
    const model = await new OneHotEncoder().fit(Frame.fromColumns({ city: column }));
    expect(model.categories).toEqual([["Lima", "Oslo", null]]);
    const later = new StringColumn(Int32Array.of(3, -1), ["a", "b", "c", "Oslo"]);
    expect(rowsOf(model.transform(Frame.fromColumns({ city: later })))).toEqual([
      [0, 1, 0],
      [0, 0, 1],
    ]);
  });

  it("reads a column without any value whatever its type, and none of another type", async () => {
    const model = await new OneHotEncoder({ handleUnknown: "ignore" }).fit([{ n: 1 }, { n: 2 }]);
    expect(rowsOf(model.transform([{ n: null }]))).toEqual([[0, 0]]);
    expect((await errorOf(() => model.transform([{ n: "1" }]))).code).toBe("COLUMN_TYPE");
    const row = model.rowTransform();
    expect((await errorOf(() => row([true], [0, 0], 0))).code).toBe("COLUMN_TYPE");
  });

  it("learns from a column without any value", async () => {
    const nothing = Frame.fromRows([{ a: null }, { a: null }]);
    const strict = await new OneHotEncoder().fit(nothing);
    expect(strict.outputNames).toEqual(["a_null"]);
    expect((await errorOf(() => strict.transform([{ a: 3 }]))).code).toBe("CATEGORY_UNKNOWN");
    const lenient = reload(await new OneHotEncoder({ handleUnknown: "ignore" }).fit(nothing), OneHotEncoderModel);
    expect(rowsOf(lenient.transform([{ a: 3 }, { a: null }]))).toEqual([[0], [1]]);
  });

  it("reads backwards what it gave", async () => {
    const cell = fc.option(fc.constantFrom("a", "b", "c", "__proto__", ""), { nil: null });
    const table = fc.array(fc.tuple(cell, fc.option(fc.integer({ min: -2, max: 2 })), fc.boolean()), { minLength: 1 });
    const options = fc.record<OneHotEncoderOptions>({
      drop: fc.constantFrom(null, "first", "ifBinary"),
      handleUnknown: fc.constantFrom("error", "ignore", "infrequentIfExist"),
    });
    await fc.assert(
      fc.asyncProperty(table, options, async (rows, params) => {
        const frame = frameOf(["a", "b", "c"], rows);
        const model = reload(await new OneHotEncoder(params).fit(frame), OneHotEncoderModel);
        const output = model.transform(frame);
        expect(model.inverseTransform(output).toRows()).toEqual(frame.toRows());
        expect(model.inverseTransform(output.toDense()).toRows()).toEqual(frame.toRows());
        if (params.drop === null) expect(output.values.length).toBe(3 * rows.length);
      }),
    );
  });

  it("gives null for infrequent and ignored categories read backwards, and refuses zeros where there can be none", async () => {
    const rows = ["a", "a", "b", "c"].map((x) => ({ x }));
    const rare = await new OneHotEncoder({ minFrequency: 2, handleUnknown: "infrequentIfExist" }).fit(rows);
    expect(
      rare
        .inverseTransform(rare.transform([...rows, { x: "z" }]))
        .toRows()
        .map(({ x }) => x),
    ).toEqual(["a", "a", null, null, null]);
    const lenient = await new OneHotEncoder({ handleUnknown: "ignore" }).fit(rows);
    expect(
      lenient
        .inverseTransform([
          [0, 0, 0],
          [0, Number.NaN, 0.5],
        ])
        .toRows(),
    ).toEqual([{ x: null }, { x: "c" }]);
    const strict = await new OneHotEncoder().fit(rows);
    expect((await errorOf(() => strict.inverseTransform([[0, 0, 0]]))).code).toBe("CATEGORY_UNKNOWN");
  });

  it("narrows what its columns accept where it refuses unknown categories", async () => {
    const frame = frameOf(
      ["a", "n"],
      [
        ["x", 1],
        ["y", null],
      ],
    );
    const strict = await new OneHotEncoder().fit(frame);
    expect(strict.narrowInput({ name: "a", type: "string", nullable: true })).toEqual({
      ...{ name: "a", type: "string", nullable: false, values: ["x", "y"] },
    });
    expect(strict.narrowInput({ name: "n", type: "number", nullable: true })).toEqual({
      ...{ name: "n", type: "number", nullable: true, values: [1] },
    });
    expect(strict.narrowInput({ name: "a", type: "string", nullable: false, values: ["z", "y", "x"] }).values).toEqual([
      "y",
      "x",
    ]);
    const other = { name: "b", type: "string", nullable: true } as const;
    expect(strict.narrowInput(other)).toBe(other);
    const lenient = await new OneHotEncoder({ handleUnknown: "ignore" }).fit(frame);
    expect(lenient.narrowInput({ ...other, name: "a" })).toEqual({ ...other, name: "a" });
  });

  it("names column, value, row, known categories and remedy of an unknown category", async () => {
    const model = await new OneHotEncoder().fit(Array.from({ length: 12 }, (_, i) => ({ city: `c${i}` })));
    const error = await errorOf(() => model.transform([{ city: "c1" }, { city: "Rome" }]));
    expect(error.message).toContain("Column 'city'");
    expect(error.message).toContain('"Rome" in row 1');
    expect(error.message).toContain('"c0", "c1"');
    expect(error.message).toContain("4 more");
    expect(error.message).toContain('handleUnknown: "ignore"');
    expect(error.data).toEqual({ column: "city", value: "Rome", known: 12, row: 1 });
    const row = model.rowTransform();
    expect((await errorOf(() => row([null], new Float64Array(12), 0))).data).toEqual({
      column: "city",
      value: null,
      known: 12,
    });
  });

  it("never writes its input", async () => {
    const codes = new Int32Array(new SharedArrayBuffer(16));
    codes.set([1, -1, 0, 1]);
    const frame = Frame.fromColumns({ a: new StringColumn(codes, Object.freeze(["x", "y"])) });
    const model = await new OneHotEncoder({ drop: "first" }).fit(frame);
    model.transform(frame);
    expect([...codes]).toEqual([1, -1, 0, 1]);
  });

  it("survives storage", async () => {
    const frame = frameOf(NAMES, golden.fitted);
    const model = await new OneHotEncoder({ drop: "first", minFrequency: 6, handleUnknown: "infrequentIfExist" }).fit(
      frame,
    );
    const again = reload(model, OneHotEncoderModel);
    expect(again.transform(frame)).toEqual(model.transform(frame));
    expect(again.categories).toEqual(model.categories);
  });

  const column = { labels: ["a", "b"], missing: false, infrequent: new Int32Array(0), dropped: -1 };
  it.each([
    ["inputNames", ["a", "b"]],
    ["handleUnknown", "no such"],
    ["sparseOutput", 1],
    ["columns", {}],
    ["columns", [null]],
    ["columns", [{ ...column, labels: ["a", 1] }]],
    ["columns", [{ ...column, labels: ["a", "a"] }]],
    ["columns", [{ ...column, labels: [Number.NaN] }]],
    ["columns", [{ ...column, labels: [] }]],
    ["columns", [{ ...column, missing: 1 }]],
    ["columns", [{ ...column, infrequent: [0] }]],
    ["columns", [{ ...column, infrequent: Int32Array.of(2) }]],
    ["columns", [{ ...column, infrequent: Int32Array.of(-1) }]],
    ["columns", [{ ...column, infrequent: Int32Array.of(0, 0) }]],
    ["columns", [{ ...column, dropped: -2 }]],
    ["columns", [{ ...column, dropped: 2 }]],
    ["columns", [{ ...column, dropped: 0.5 }]],
  ])("refuses a stored state with a damaged %s (%#)", async (key, value) => {
    const model = await new OneHotEncoder().fit([{ a: "a" }, { a: "b" }]);
    const damaged = () =>
      reload(model, OneHotEncoderModel, (state) => {
        state[key] = value;
      });
    expect((await errorOf(damaged)).code).toBe("ARTIFACT_STATE");
  });

  it.each([
    ["timestamps", "COLUMN_TYPE", () => new OneHotEncoder().fit([{ t: new Date(0) }])],
    ["vectors", "COLUMN_TYPE", () => new OneHotEncoder().fit([{ v: Float32Array.of(1) }])],
    ["infinite numbers", "DATA_NOT_FINITE", () => new OneHotEncoder().fit([[1], [Number.NEGATIVE_INFINITY]])],
    [
      "infinite numbers later",
      "DATA_NOT_FINITE",
      async () =>
        (await new OneHotEncoder({ handleUnknown: "ignore" }).fit([[1]])).transform([[Number.POSITIVE_INFINITY]]),
    ],
    [
      "timestamps later",
      "COLUMN_TYPE",
      async () => (await new OneHotEncoder().fit([{ t: "a" }])).transform([{ t: new Date(0) }]),
    ],
    [
      "a missing value that was not seen",
      "CATEGORY_UNKNOWN",
      async () => (await new OneHotEncoder().fit([{ a: "x" }])).transform([{ a: null }]),
    ],
    [
      "a column that is not there",
      "COLUMN_MISSING",
      async () => (await new OneHotEncoder().fit([{ a: "x" }])).transform([{ b: "x" }]),
    ],
    ["no rows", "DATA_EMPTY", () => new OneHotEncoder().fit(Frame.fromColumns({ a: [] }))],
    ["weights", "NOT_SUPPORTED", () => new OneHotEncoder().fit([[1]], undefined, { sampleWeight: [1] })],
    ["a share of 0", "PARAM_INVALID", () => new OneHotEncoder({ minFrequency: 0 })],
    ["a count that is not whole", "PARAM_INVALID", () => new OneHotEncoder({ minFrequency: 1.5 })],
    ["no output columns", "PARAM_INVALID", () => new OneHotEncoder({ maxCategories: 0 })],
    ["a policy that is none", "PARAM_INVALID", () => new OneHotEncoder(JSON.parse('{"handleUnknown":"infrequent"}'))],
  ])("refuses %s", async (_, code, call) => {
    expect((await errorOf(call)).code).toBe(code);
  });
});

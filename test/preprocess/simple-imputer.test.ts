import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { BooleanColumn, NumberColumn, StringColumn } from "../../src/data/columns.js";
import { Frame } from "../../src/data/frame.js";
import { DenseMatrix } from "../../src/data/matrix.js";
import { SimpleFrameImputerModel, SimpleImputer, SimpleImputerModel } from "../../src/preprocess/index.js";
import {
  dense,
  errorOf,
  expectClose,
  expectRowsAsBatch,
  expectUntouched,
  frameOf,
  golden,
  reload,
  sparse,
} from "./support.js";

const namesOf = (width: number): string[] => Array.from({ length: width }, (_, col) => `f${col}`);

describe("SimpleImputer against scikit-learn", () => {
  it.each([
    ...golden.imputers.map((given) => [JSON.stringify(given.params), given, golden.numbers] as const),
    ...golden.emptyImputers.map(
      (given) => [`an empty column, ${JSON.stringify(given.params)}`, given, golden.empty] as const,
    ),
  ])("%s", async (_, given, rows) => {
    const frame = frameOf(namesOf(rows[0]?.length ?? 0), rows);
    const x = dense(rows, frame.columns);
    const model = await new SimpleImputer(given.params).fit(x);
    expectClose(model.statistics as Float64Array, given.statistics);
    expect(model.outputNames).toEqual(given.names);
    const output = model.transform(x);
    expect(output).toBeInstanceOf(DenseMatrix);
    if (output instanceof DenseMatrix) expectClose(output.values, given.output.flat());
    expectRowsAsBatch(model, frame);
  });

  it.each(golden.stringImputers.map((given) => [JSON.stringify(given.params), given] as const))(
    "strings, %s",
    async (_, given) => {
      const frame = frameOf(namesOf(3), golden.strings);
      const model = await new SimpleImputer({ strategy: "constant", ...given.params }).fit(frame);
      expect(model.statistics).toEqual(given.statistics);
      const output = model.transform(frame);
      expect(output).toBeInstanceOf(Frame);
      if (output instanceof Frame) expect(output.toRows().map((row) => Object.values(row))).toEqual(given.output);
      expectRowsAsBatch(model, frame);
    },
  );
});

describe("SimpleImputer", () => {
  it("finds the median that sorting finds", async () => {
    const value = fc.oneof(fc.integer({ min: -3, max: 3 }), fc.double({ noNaN: true, noDefaultInfinity: true }));
    await fc.assert(
      fc.asyncProperty(fc.array(value, { minLength: 1, maxLength: 200 }), async (values) => {
        const model = await new SimpleImputer({ strategy: "median" }).fit(values.map((each) => [each]));
        const sorted = Float64Array.from(values).sort();
        const [low, high] = [sorted[(values.length - 1) >> 1] as number, sorted[values.length >> 1] as number];
        const sum = low + high;
        expect(model.statistics[0]).toBeCloseTo(Number.isFinite(sum) ? sum / 2 : low / 2 + high / 2, 12);
      }),
    );
  });

  it("takes the smallest of several most frequent values, by the order of labels", async () => {
    const frame = Frame.fromRows([
      { s: "b", n: 10, b: true },
      { s: "a", n: 9, b: false },
      { s: "B", n: 10, b: null },
      { s: "B", n: 9, b: null },
      { s: "a", n: null, b: null },
    ]);
    const model = await new SimpleImputer({ strategy: "mostFrequent" }).fit(frame);
    expect(model).toBeInstanceOf(SimpleFrameImputerModel);
    expect(model.statistics).toEqual(["B", 9, false]);
    const numbers = await new SimpleImputer({ strategy: "mostFrequent" }).fit([[10], [9], [10], [9], [-0]]);
    expect([...numbers.statistics]).toEqual([9]);
  });

  it("gives a matrix for numbers, booleans and vectors, and a frame as soon as there are strings", async () => {
    const rows = [
      { a: 1, b: true, v: Float32Array.of(1, 2) },
      { a: null, b: null, v: null },
    ];
    const model = await new SimpleImputer().fit(rows);
    expect(model.outputNames).toEqual(["a", "b", "v_0", "v_1"]);
    expect([...model.transform(rows).toDense().values]).toEqual([1, 1, 1, 2, 1, 1, 1, 2]);
    const mixed = await new SimpleImputer({ strategy: "mostFrequent" }).fit([{ a: 1, s: "x" }]);
    expect(mixed.reads).toBe("columns");
    expect(mixed.outputFields).toEqual([
      { name: "a", type: "number", nullable: false },
      { name: "s", type: "string", nullable: false },
    ]);
  });

  it("keeps each column's type in a frame, with the bits of its values", async () => {
    const frame = Frame.fromColumns({
      s: new StringColumn(Int32Array.of(0, -1, 1), ["x", "y"]),
      b: new BooleanColumn(Int8Array.of(-1, 1, 0)),
      f: new NumberColumn(Float32Array.of(0.1, Number.NaN, 3)),
      whole: new NumberColumn(Int32Array.of(1, 2, 3)),
    });
    const model = await new SimpleImputer({ strategy: "constant", addIndicator: true }).fit(frame);
    expect(model.outputNames).toEqual([...frame.columns, ...["s", "b", "f"].map((name) => `missingindicator_${name}`)]);
    const output = model.transform(frame);
    if (!(output instanceof Frame)) throw new Error("no frame");
    expect(output.toRows()[1]).toEqual({
      ...{ s: "missing_value", b: true, f: 0, whole: 2 },
      ...{ missingindicator_s: true, missingindicator_b: false, missingindicator_f: true },
    });
    expect(output.columnOf("whole")).toBe(frame.columnOf("whole"));
    expect(output.columnOf("f").get(0)).toBe(Math.fround(0.1));
    expectRowsAsBatch(model, frame);
  });

  it("fills a column without any value, whatever type it was read as", async () => {
    const numbers = await new SimpleImputer({ strategy: "median" }).fit([{ a: 1 }, { a: 3 }]);
    expect([...numbers.transform([{ a: null }]).values]).toEqual([2]);
    const model = await new SimpleImputer({ strategy: "mostFrequent" }).fit([{ a: 1, b: true, s: "x" }]);
    const output = model.transform([{ a: null, b: null, s: null }]);
    expect(output instanceof Frame && output.toRows()).toEqual([{ a: 1, b: true, s: "x" }]);
    expect((await errorOf(() => model.transform([{ a: "1", b: true, s: "x" }]))).code).toBe("COLUMN_TYPE");
    const row = model.rowTransform();
    expect((await errorOf(() => row([1, true, 3], [], 0))).code).toBe("COLUMN_TYPE");
  });

  it("keeps columns without a value where told to, with a value of their type", async () => {
    const frame = Frame.fromColumns({
      s: new StringColumn(Int32Array.of(-1), []),
      b: new BooleanColumn(Int8Array.of(-1)),
      n: [1],
    });
    const model = await new SimpleImputer({ strategy: "mostFrequent", keepEmptyFeatures: true }).fit(frame);
    expect(model.statistics).toEqual(["missing_value", false, 1]);
  });

  it("keeps the names of indicators apart from those of columns", async () => {
    const model = await new SimpleImputer({ addIndicator: true }).fit([
      { a: null, missingindicator_a: 1 },
      { a: 1, missingindicator_a: 1 },
    ]);
    expect(model.outputNames).toEqual(["a", "missingindicator_a", "missingindicator_a_2"]);
    const names = await new SimpleImputer({ strategy: "constant" }).fit(
      frameOf(["__proto__", "constructor"], [["x", null]]),
    );
    const output = names.transform(frameOf(["__proto__", "constructor"], [[null, null]]));
    expect(output instanceof Frame && output.columns).toEqual(["__proto__", "constructor"]);
  });

  it("gives back what was missing where an indicator says so", async () => {
    const x = dense(golden.numbers);
    const model = await new SimpleImputer({ strategy: "median", addIndicator: true }).fit(x);
    const back = model.inverseTransform(model.transform(x));
    expect(back.names).toEqual(x.names);
    expect([...back.values]).toEqual([...x.values]);

    const frame = frameOf(namesOf(3), golden.strings).withColumn(
      "n",
      golden.strings.map((_, row) => (row % 3 === 0 ? null : row)),
    );
    const whole = frame.withColumn(
      "b",
      golden.strings.map((_, row) => (row % 4 === 1 ? null : row % 2 === 0)),
    );
    const filled = await new SimpleImputer({ strategy: "mostFrequent", addIndicator: true }).fit(whole);
    if (!(filled instanceof SimpleFrameImputerModel)) throw new Error("no frames");
    expect(filled.inverseTransform(filled.transform(whole)).toRows()).toEqual(whole.toRows());
    expect(filled.inverseTransform(filled.transform(whole)).schema.field("b").nullable).toBe(true);

    const without = await new SimpleImputer().fit(x);
    expect((await errorOf(() => without.inverseTransform(x))).code).toBe("NOT_SUPPORTED");
    const others = await new SimpleImputer({ strategy: "mostFrequent" }).fit(frame);
    if (!(others instanceof SimpleFrameImputerModel)) throw new Error("no frames");
    expect((await errorOf(() => others.inverseTransform(frame))).code).toBe("NOT_SUPPORTED");
    expect((await errorOf(() => model.inverseTransform(x))).code).toBe("COLUMN_MISMATCH");
  });

  it("hands the kinds of columns on where the fill is one of their categories", async () => {
    const x = new DenseMatrix(Float64Array.of(0, 1, Number.NaN, 1), 4, 1, { kinds: [{ categories: ["a", "b"] }] });
    const most = await new SimpleImputer({ strategy: "mostFrequent", addIndicator: true }).fit(x);
    const output = most.transform(x);
    expect(output instanceof DenseMatrix && output.kinds).toEqual([{ categories: ["a", "b"] }, "number"]);
    expect((await new SimpleImputer().fit(x)).transform(x).kinds).toBeUndefined();
  });

  it("never writes its input", async () => {
    const values = Float64Array.from({ length: 60 }, (_, i) => (i % 7 === 0 ? Number.NaN : (i * 37) % 11));
    for (const strategy of ["mean", "median", "mostFrequent", "constant"] as const) {
      await expectUntouched(values, async (shared) => {
        const x = new DenseMatrix(shared, 20, 3);
        (await new SimpleImputer({ strategy, addIndicator: true }).fit(x)).transform(x);
        const frame = Frame.fromColumns({ n: shared, s: Array.from({ length: 60 }, () => "x") });
        if (strategy === "mean" || strategy === "median") return;
        (await new SimpleImputer({ strategy }).fit(frame)).transform(frame);
      });
    }
  });

  it("survives storage", async () => {
    const x = dense(golden.numbers);
    const model = await new SimpleImputer({ strategy: "median", addIndicator: true }).fit(x);
    expect(reload(model, SimpleImputerModel).transform(x)).toEqual(model.transform(x));
    const frame = frameOf(namesOf(3), golden.strings);
    const filled = await new SimpleImputer({ strategy: "mostFrequent", addIndicator: true }).fit(frame);
    if (!(filled instanceof SimpleFrameImputerModel)) throw new Error("no frames");
    const again = reload(filled, SimpleFrameImputerModel).transform(frame);
    expect(again.toRows()).toEqual(filled.transform(frame).toRows());
  });

  it.each([
    ["inputNames", ["a"]],
    ["strategy", "mode"],
    ["statistics", Float64Array.of(1, Number.NaN)],
    ["indicators", Int32Array.of(2)],
    ["indicators", Int32Array.of(-1)],
    ["indicators", Int32Array.of(1, 0)],
    ["indicators", [0]],
  ])("refuses a stored state with damaged %s (%#)", async (key, value) => {
    const model = await new SimpleImputer().fit([[1, 2]]);
    const damaged = () =>
      reload(model, SimpleImputerModel, (state) => {
        state[key] = value;
      });
    expect((await errorOf(damaged)).code).toBe("ARTIFACT_STATE");
  });

  const column = { name: "a", type: "number", fill: 1, indicator: false };
  it.each([
    [[{ ...column, name: 1 }]],
    [[{ ...column, type: "vector" }]],
    [[{ ...column, fill: "1" }]],
    [[{ ...column, fill: Number.NaN }]],
    [[{ ...column, type: "boolean", fill: 0 }]],
    [[{ ...column, indicator: undefined }]],
    [[column, column]],
  ])("refuses stored columns that are damaged (%#)", async (columns) => {
    const model = await new SimpleImputer({ strategy: "constant" }).fit([{ a: "x" }]);
    if (!(model instanceof SimpleFrameImputerModel)) throw new Error("no frames");
    const damaged = () =>
      reload(model, SimpleFrameImputerModel, (state) => {
        state["columns"] = columns;
      });
    expect((await errorOf(damaged)).code).toBe("ARTIFACT_STATE");
  });

  it.each([
    [
      "a column without any value",
      "DATA_EMPTY",
      () =>
        new SimpleImputer().fit(
          dense([
            [1, null],
            [2, null],
          ]),
        ),
    ],
    ["one in a frame", "DATA_EMPTY", () => new SimpleImputer({ strategy: "mostFrequent" }).fit([{ a: "x", b: null }])],
    ["strings to average", "COLUMN_TYPE", () => new SimpleImputer().fit([{ a: "x" }])],
    ["timestamps", "COLUMN_TYPE", () => new SimpleImputer({ strategy: "constant" }).fit([{ t: new Date(0) }])],
    [
      "vectors beside strings",
      "COLUMN_TYPE",
      () => new SimpleImputer({ strategy: "constant" }).fit([{ a: "x", v: Float32Array.of(1) }]),
    ],
    ["infinite values", "DATA_NOT_FINITE", () => new SimpleImputer().fit([[Number.POSITIVE_INFINITY]])],
    [
      "infinite values beside strings",
      "DATA_NOT_FINITE",
      () => new SimpleImputer({ strategy: "mostFrequent" }).fit([{ a: "x", n: Number.POSITIVE_INFINITY }]),
    ],
    [
      "infinite values later",
      "DATA_NOT_FINITE",
      async () => (await new SimpleImputer().fit([[1]])).transform([[Number.NEGATIVE_INFINITY]]),
    ],
    ["sums that overflow", "NUMERIC_FAILURE", () => new SimpleImputer().fit([[1e308], [1e308]])],
    ["sparse rows", "DATA_SPARSE", () => new SimpleImputer().fit(sparse([[1, 0]]))],
    [
      "text to fill numbers with",
      "PARAM_INVALID",
      () => new SimpleImputer({ strategy: "constant", fillValue: "?" }).fit([[1]]),
    ],
    [
      "a number to fill strings with",
      "PARAM_INVALID",
      () => new SimpleImputer({ strategy: "constant", fillValue: 0 }).fit([{ a: "x" }]),
    ],
    ["no rows", "DATA_EMPTY", () => new SimpleImputer().fit(new DenseMatrix(new Float64Array(0), 0, 1))],
    ["weights", "NOT_SUPPORTED", () => new SimpleImputer().fit([[1]], undefined, { sampleWeight: [1] })],
    ["too many columns", "COLUMN_MISMATCH", async () => (await new SimpleImputer().fit([[1]])).transform([[1, 2]])],
    ["a strategy that is none", "PARAM_INVALID", () => new SimpleImputer(JSON.parse('{"strategy":"mode"}'))],
    ["a fill that is none", "PARAM_INVALID", () => new SimpleImputer(JSON.parse('{"fillValue":[]}'))],
  ])("refuses %s", async (_, code, call) => {
    expect((await errorOf(call)).code).toBe(code);
  });
});

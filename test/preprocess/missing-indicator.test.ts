import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { BooleanColumn, StringColumn, TimestampColumn, VectorColumn } from "../../src/data/columns.js";
import { Frame } from "../../src/data/frame.js";
import { CsrMatrix, DenseMatrix, Matrix } from "../../src/data/matrix.js";
import { FeatureUnion } from "../../src/pipeline/feature-union.js";
import { MissingIndicator, MissingIndicatorModel, SimpleImputer } from "../../src/preprocess/index.js";
import { dense, errorOf, expectRowsAsBatch, expectUntouched, frameOf, type Rows, reload, sparse } from "./support.js";

interface Case {
  params: object;
  names: string[];
  fitted: number[][];
  later: number[][];
}

const golden: { numbers: Rows; later: Rows; counts: Rows; indicators: Case[]; sparseIndicators: Case[] } = JSON.parse(
  readFileSync(new URL("../golden/missing.json", import.meta.url), "utf8"),
);
const names = ["f0", "f1", "f2", "f3", "f4"];

describe("MissingIndicator against scikit-learn", () => {
  it.each(golden.indicators.map((given) => [JSON.stringify(given.params), given] as const))("%s", async (_, given) => {
    const [x, later] = [dense(golden.numbers, names), dense(golden.later, names)];
    const model = await new MissingIndicator(given.params).fit(x);
    expect(model.outputNames).toEqual(given.names);
    expect([...model.transform(x).values]).toEqual(given.fitted.flat());
    expect([...model.transform(later).values]).toEqual(given.later.flat());
    const frame = frameOf(names, golden.numbers);
    const byFrame = await new MissingIndicator(given.params).fit(frame);
    expect(byFrame.toState()).toEqual(model.toState());
    expectRowsAsBatch(model, frame);
  });

  it.each(golden.sparseIndicators.map((given) => [JSON.stringify(given.params), given] as const))(
    "of sparse rows, %s",
    async (_, given) => {
      const x = sparse(golden.counts);
      const model = await new MissingIndicator(given.params).fit(x);
      const output = model.transform(x);
      expect(output).toBeInstanceOf(CsrMatrix);
      expect([...output.toDense().values]).toEqual(given.fitted.flat());
      expect([...model.transform(sparse(golden.counts.slice(0, 9))).toDense().values]).toEqual(given.later.flat());
      expect([...model.transform(dense(golden.counts)).values]).toEqual(given.fitted.flat());
      const never = await new MissingIndicator({ ...given.params, sparse: false }).fit(x);
      expect(never.transform(x)).toBeInstanceOf(DenseMatrix);
      const always = await new MissingIndicator({ ...given.params, sparse: true }).fit(dense(golden.counts));
      const rows = always.transform(dense(golden.counts));
      if (!(rows instanceof CsrMatrix)) throw new Error("no sparse rows");
      // What it gives is well-formed, and the same as from sparse rows.
      Matrix.fromCsr(rows, rows.rows, rows.cols);
      expect(rows.indices).toEqual(output instanceof CsrMatrix && output.indices);
      expect(rows.indptr).toEqual(output instanceof CsrMatrix && output.indptr);
    },
  );
});

describe("MissingIndicator", () => {
  const mixed = Frame.fromColumns({
    n: [1, Number.NaN, 3],
    s: new StringColumn(Int32Array.of(0, 1, -1), ["x", "y"]),
    b: new BooleanColumn(Int8Array.of(-1, 1, 0)),
    t: new TimestampColumn(Float64Array.of(0, Number.NaN, 5)),
    v: new VectorColumn(Float32Array.of(1, Number.NaN, Number.NaN, Number.NaN, 2, 3), 2),
    whole: [1, 2, 3],
  });

  it("watches columns of every type, a vector as a whole", async () => {
    const model = await new MissingIndicator().fit(mixed);
    expect(model.features).toEqual(["n", "s", "b", "t", "v"]);
    expect([...model.transform(mixed).values]).toEqual([0, 0, 1, 0, 0, 1, 0, 0, 1, 1, 0, 1, 0, 0, 0]);
    expectRowsAsBatch(model, mixed);
    const all = await new MissingIndicator({ features: "all", sparse: true }).fit(mixed);
    expect(all.transform(mixed)).toBeInstanceOf(CsrMatrix);
    expectRowsAsBatch(all, mixed);
  });

  it("refuses missing values in columns that had none, unless told to leave them unseen", async () => {
    const rows = [
      { a: 1, b: null },
      { a: 2, b: "x" },
    ];
    const later = [
      { a: 1, b: "x" },
      { a: null, b: "y" },
    ];
    const strict = await new MissingIndicator().fit(rows);
    const error = await errorOf(() => strict.transform(later));
    expect(error.code).toBe("CELL_MISSING");
    expect(error.data).toEqual({ column: "a", row: 1 });
    const row = strict.rowTransform();
    expect((await errorOf(() => row([null, "x"], [], 0))).code).toBe("CELL_MISSING");
    const lax = await new MissingIndicator({ errorOnNew: false }).fit(rows);
    expect([...lax.transform(later).values]).toEqual([0, 0]);
    const sparseStrict = await new MissingIndicator().fit(
      sparse([
        [1, 0],
        [0, null],
      ]),
    );
    expect((await errorOf(() => sparseStrict.transform(sparse([[null, 0]])))).code).toBe("CELL_MISSING");
  });

  it("gives no columns where nothing is missing", async () => {
    const model = await new MissingIndicator().fit([[1, 2]]);
    const output = model.transform([[3, 4]]);
    expect([output.rows, output.cols, model.outputNames]).toEqual([1, 0, []]);
  });

  it("stands beside an imputer", async () => {
    const union = new FeatureUnion().add("values", new SimpleImputer()).add("missing", new MissingIndicator());
    const model = await union.fit([
      [1, 2],
      [Number.NaN, 4],
    ]);
    expect([...model.transform([[Number.NaN, 5]]).toDense().values]).toEqual([1, 5, 1]);
  });

  it("keeps names apart", async () => {
    const model = await new MissingIndicator().fit(
      frameOf(
        ["__proto__", "constructor"],
        [
          [null, null],
          [1, "x"],
        ],
      ),
    );
    expect(model.outputNames).toEqual(["missingindicator___proto__", "missingindicator_constructor"]);
  });

  it("never writes its input, and survives storage", async () => {
    await expectUntouched(Float64Array.of(1, Number.NaN, 3, 4), async (shared) => {
      (await new MissingIndicator().fit(new DenseMatrix(shared, 2, 2))).transform(new DenseMatrix(shared, 2, 2));
    });
    for (const sparse of [true, false, "auto"] as const) {
      const model = await new MissingIndicator({ sparse }).fit(mixed);
      expect(reload(model, MissingIndicatorModel).transform(mixed)).toEqual(model.transform(mixed));
    }
  });

  it.each([
    ["inputNames", "a"],
    ["indicators", Int32Array.of(9)],
    ["indicators", Int32Array.of(1, 0)],
    ["errorOnNew", 1],
    ["sparse", "never"],
  ])("refuses a stored state with damaged %s (%#)", async (key, value) => {
    const model = await new MissingIndicator().fit(mixed);
    const damaged = () =>
      reload(model, MissingIndicatorModel, (state) => {
        state[key] = value;
      });
    expect((await errorOf(damaged)).code).toBe("ARTIFACT_STATE");
  });

  it.each([
    ["infinite values", "DATA_NOT_FINITE", () => new MissingIndicator().fit([[Number.POSITIVE_INFINITY]])],
    ["them in a frame", "DATA_NOT_FINITE", () => new MissingIndicator().fit([{ a: Number.NEGATIVE_INFINITY }])],
    [
      "them later",
      "DATA_NOT_FINITE",
      async () => (await new MissingIndicator().fit([{ a: 1 }])).transform([{ a: 1 / 0 }]),
    ],
    ["no rows", "DATA_EMPTY", () => new MissingIndicator().fit(new DenseMatrix(new Float64Array(0), 0, 1))],
    ["other columns", "COLUMN_MISMATCH", async () => (await new MissingIndicator().fit([[1]])).transform([[1, 2]])],
    [
      "a column less",
      "COLUMN_MISSING",
      async () => (await new MissingIndicator().fit([{ a: 1, b: 2 }])).transform([{ a: 1 }]),
    ],
    ["features that are none", "PARAM_INVALID", () => new MissingIndicator(JSON.parse('{"features":"some"}'))],
  ])("refuses %s", async (_, code, call) => {
    expect((await errorOf(call)).code).toBe(code);
  });
});

import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { readMatrix } from "../../src/data/input.js";
import { log1p } from "../../src/kernels/math.js";
import { ColumnTransformer } from "../../src/pipeline/column-transformer.js";
import { Pipeline } from "../../src/pipeline/pipeline.js";
import {
  ColumnArithmetic,
  ColumnArithmeticModel,
  type ComputedColumn,
  StandardScaler,
} from "../../src/preprocess/index.js";
import { dense, errorOf, expectClose, expectRowsAsBatch, frameOf, reload } from "./support.js";

interface Loan {
  debt: number | null;
  income: number;
  owner: boolean;
  city: string;
}

const ALL: readonly ComputedColumn[] = [
  ...(["add", "subtract", "multiply", "divide", "min", "max"] as const).map((op) => ({
    name: op,
    op,
    left: "a",
    right: "b",
  })),
  { name: "abs", op: "abs", left: "a" },
  { name: "log1p", op: "log1p", left: "b" },
  { name: "again", op: "divide", left: "divide", right: "abs" },
];

describe("ColumnArithmetic", () => {
  it("computes every operation as written, missing where an operand is or no number is", async () => {
    const cell = fc.option(fc.oneof(fc.double({ noNaN: true, min: -1e6, max: 1e6 }), fc.constantFrom(0, -1, 1)), {
      freq: 5,
    });
    await fc.assert(
      fc.asyncProperty(fc.array(fc.tuple(cell, cell), { minLength: 1, maxLength: 20 }), async (rows) => {
        const x = dense(rows, ["a", "b"]);
        const model = await new ColumnArithmetic({ columns: ALL }).fit(x);
        const out = model.transform(x);
        expect(out.names).toEqual(["a", "b", ...ALL.map(({ name }) => name)]);
        const wanted = rows.flatMap((row) => {
          const [a, b] = row.map((value) => value ?? Number.NaN) as [number, number];
          const quotient = Number.isFinite(a / b) ? a / b : Number.NaN;
          const computed = [
            a + b,
            a - b,
            a * b,
            quotient,
            Math.min(a, b),
            Math.max(a, b),
            Math.abs(a),
            log1p(b),
            quotient / Math.abs(a),
          ];
          return [a, b, ...computed.map((value) => (Number.isFinite(value) ? value : Number.NaN))];
        });
        expectClose(out.values, wanted, 0);
      }),
    );
  });

  it("gives one row the bits of the batch, booleans as 0 and 1", async () => {
    const frame = frameOf(
      ["a", "b"],
      [
        [1, true],
        [null, false],
        [-3.5, null],
        [0, false],
      ],
    );
    expectRowsAsBatch(await new ColumnArithmetic({ columns: ALL }).fit(frame), frame);
  });

  it("stands in a ColumnTransformer and a pipeline, and its columns are scaled as others are", async () => {
    const rows: Loan[] = [
      { debt: 1, income: 4, owner: true, city: "Lima" },
      { debt: null, income: 2, owner: false, city: "Oslo" },
      { debt: 6, income: 8, owner: true, city: "Oslo" },
    ];
    const ratios = new ColumnArithmetic<Loan>({
      columns: [{ name: "debtRatio", op: "divide", left: "debt", right: "income" }],
    });
    const model = await new Pipeline()
      .add(
        "features",
        ColumnTransformer.for<Loan>().add(
          "numbers",
          new Pipeline().add("ratios", ratios).add("scale", new StandardScaler()),
          ["debt", "income"],
        ),
      )
      .fit(rows);
    expect(model.outputNames).toEqual(["debt", "income", "debtRatio"]);
    const scaled = readMatrix(model.transform(rows)).toDense().values;
    expectClose([scaled[2], scaled[5], scaled[8]].map(Number), [-1, null, 1]);
  });

  it("lets the compiler hold operands to columns of numbers", async () => {
    const column = { name: "ratio", op: "divide", right: "income" } as const;
    // @ts-expect-error a column of strings
    new ColumnArithmetic<Loan>({ columns: [{ ...column, left: "city" }] });
    // @ts-expect-error no such column
    new ColumnArithmetic<Loan>({ columns: [{ ...column, left: "depth" }] });
    // @ts-expect-error one operand too few
    expect(() => new ColumnArithmetic<Loan>({ columns: [{ ...column }] })).toThrow();
    const chained = new ColumnArithmetic<Loan & { ratio: number }>({
      columns: [
        { ...column, left: "debt" },
        { name: "log", op: "log1p", left: "ratio" },
      ],
    });
    expect((await chained.fit([{ debt: 1, income: 1 }])).outputNames).toEqual(["debt", "income", "ratio", "log"]);
  });

  it("takes columns of strange names", async () => {
    const columns = [{ name: "constructor", op: "add", left: "__proto__", right: "toString" }] as const;
    const model = await new ColumnArithmetic({ columns }).fit(dense([[1, 2]], ["__proto__", "toString"]));
    expect([...model.transform([[3, 4]]).values]).toEqual([3, 4, 7]);
  });

  const ratio = [{ name: "r", op: "divide", left: "a", right: "b" }] as const;
  const fitted = (options: object) =>
    new ColumnArithmetic({ columns: ratio, ...options }).fit(dense([[1, 2]], ["a", "b"]));

  it("refuses, where it is told to, what is missing or undefined, and names the row and the operand", async () => {
    const strict = await fitted({ handleMissing: "error", handleUndefined: "error" });
    const missing = await errorOf(() =>
      strict.transform(
        dense([
          [1, 1],
          [1, null],
        ]),
      ),
    );
    expect(missing).toMatchObject({ code: "DATA_NOT_FINITE", data: { column: "r", operand: "b", row: 1 } });
    const zero = await errorOf(() => strict.transform([[1, 0]]));
    expect(zero).toMatchObject({ code: "NUMERIC_FAILURE", data: { column: "r", operands: [1, 0], row: 0 } });
    const out = new Float64Array(3);
    expect((await errorOf(() => strict.rowTransform()([1, 0], out, 0))).code).toBe("NUMERIC_FAILURE");
    // A missing operand is no undefined result.
    const half = await fitted({ handleUndefined: "error" });
    expect([...half.transform(dense([[1, null]])).values]).toEqual([1, Number.NaN, Number.NaN]);
  });

  it("survives storage", async () => {
    const model = await new ColumnArithmetic({ columns: ALL }).fit(dense([[1, 2]], ["a", "b"]));
    expect(reload(model, ColumnArithmeticModel).toState()).toEqual(model.toState());
  });

  it.each([
    ["an operand after the step", { left: 3 }],
    ["an operand that is no position", { right: -1 }],
    ["an unknown operation", { op: "power" }],
    ["two operands of one", { op: "abs" }],
    ["a name that is taken", { name: "a" }],
  ])("refuses a stored state with %s", async (_, change) => {
    const model = await fitted({});
    const damaged = () =>
      reload(model, ColumnArithmeticModel, (state) => {
        state["steps"] = [{ name: "r", op: "divide", left: 0, right: 1, ...change }];
      });
    expect((await errorOf(damaged)).code).toBe("ARTIFACT_STATE");
  });

  it.each([
    ["an operand that is not there", "COLUMN_MISSING", [{ name: "c", op: "abs", left: "z" }]],
    [
      "an operand that is computed later",
      "COLUMN_MISSING",
      [
        { name: "c", op: "abs", left: "d" },
        { name: "d", op: "abs", left: "a" },
      ],
    ],
    ["a name that the table has", "COLUMN_DUPLICATE", [{ name: "a", op: "abs", left: "b" }]],
  ] as const)("refuses %s", async (_, code, columns) => {
    expect((await errorOf(() => new ColumnArithmetic({ columns }).fit(dense([[1, 2]], ["a", "b"])))).code).toBe(code);
  });
});

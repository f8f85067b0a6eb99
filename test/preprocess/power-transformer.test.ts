import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { Matrix } from "../../src/data/matrix.js";
import { PowerTransformer, PowerTransformerModel } from "../../src/preprocess/index.js";
import { dense, errorOf, expectClose, expectRowsAsBatch, expectUntouched, frameOf, reload, sparse } from "./support.js";

const rowsOf = (values: readonly number[]) => values.map((value) => [value]);
const values = fc.uniqueArray(
  fc.double({ min: -50, max: 200, noNaN: true }).map((value) => Math.round(value * 64) / 64 + 0),
  {
    minLength: 4,
    maxLength: 60,
  },
);

/** The negative logarithm of the likelihood as its textbook formula has it, in the plainest way. */
function cost(column: readonly number[], lambda: number): number {
  const y = column.map((x) => {
    const power = x >= 0 ? lambda : 2 - lambda;
    const size = Math.log1p(Math.abs(x));
    return Math.sign(x) * (power === 0 ? size : Math.expm1(power * size) / power);
  });
  const mean = y.reduce((a, b) => a + b) / y.length;
  const variance = y.reduce((sum, value) => sum + (value - mean) ** 2, 0) / y.length;
  const logs = column.reduce((sum, x) => sum + Math.sign(x) * Math.log1p(Math.abs(x)), 0);
  return (y.length / 2) * Math.log(variance) - (lambda - 1) * logs;
}

describe("PowerTransformer", () => {
  it("finds a power that no one nearby beats", async () => {
    await fc.assert(
      fc.asyncProperty(values, async (column) => {
        const lambda = (await new PowerTransformer().fit(rowsOf(column))).lambdas[0] ?? 0;
        for (const step of [1e-3, 1e-2, 0.1]) {
          for (const other of [lambda - step, lambda + step]) {
            expect(cost(column, other)).toBeGreaterThanOrEqual(
              cost(column, lambda) - 1e-8 * Math.abs(cost(column, lambda)),
            );
          }
        }
      }),
    );
  });

  it("keeps order, standardises, and gives back what it was given", async () => {
    await fc.assert(
      fc.asyncProperty(values, async (drawn) => {
        const column = [...drawn].sort((a, b) => a - b);
        const model = await new PowerTransformer().fit(rowsOf(column));
        const z = model.transform(rowsOf(column));
        z.values.forEach((value, at) => {
          if (at > 0) expect(value).toBeGreaterThan(z.values[at - 1] ?? 0);
        });
        const mean = z.values.reduce((a, b) => a + b) / column.length;
        expect(mean).toBeCloseTo(0, 6);
        expect(z.values.reduce((sum, value) => sum + value * value, 0) / column.length).toBeCloseTo(1, 6);
        expectClose(model.inverseTransform(z).values, column, 1e-6);
      }),
    );
  });

  it("makes columns symmetric that are normal after a known transform", async () => {
    // Evenly spaced ranks of a normal distribution, roughly, by sums of cosines.
    const normal = Array.from({ length: 400 }, (_, k) => Math.log((k + 0.5) / (399.5 - k)));
    const logs = await new PowerTransformer({ method: "boxCox" }).fit(rowsOf(normal.map(Math.exp)));
    expect(Math.abs(logs.lambdas[0] ?? 9)).toBeLessThan(1e-6);
    const roots = await new PowerTransformer({ method: "boxCox" }).fit(
      rowsOf(normal.map((value) => (10 + value) ** 2)),
    );
    expect(roots.lambdas[0]).toBeCloseTo(0.5, 1);
    const mirrored = await new PowerTransformer().fit(rowsOf(normal.map((value) => -Math.exp(value))));
    const upright = await new PowerTransformer().fit(rowsOf(normal.map((value) => Math.exp(value))));
    expect((mirrored.lambdas[0] ?? 0) + (upright.lambdas[0] ?? 0)).toBeCloseTo(2, 6);
  });

  it("keeps the digits of columns whose spread is small beside their values", async () => {
    for (const centre of [3, 1e3, 1e6, -1e4]) {
      const column = Array.from({ length: 200 }, (_, k) => centre * (1 + 1e-4 * Math.log((k + 0.5) / (199.5 - k))));
      const model = await new PowerTransformer().fit(rowsOf(column));
      expectClose(model.inverseTransform(model.transform(rowsOf(column))).values, column, 1e-8);
      const z = model.transform(rowsOf(column)).values;
      expect(new Set(z).size).toBe(200);
    }
  });

  it("leaves constant columns and those without any value finite, and missing values missing", async () => {
    for (const method of ["yeoJohnson", "boxCox"] as const) {
      const model = await new PowerTransformer({ method }).fit(
        dense([
          [5, null, 1],
          [5, null, null],
          [5, null, 9],
        ]),
      );
      expect([...model.lambdas.slice(0, 2)]).toEqual([1, 1]);
      const [constant, empty, missing] = model.transform(dense([[5, 3, null]])).values;
      expect(constant).toBeCloseTo(0, 12);
      expect(empty).toBeCloseTo(method === "boxCox" ? 2 : 3, 12);
      expect(missing).toBeNaN();
    }
  });

  it("learns the same in pauses as the formula on many rows", async () => {
    const column = Float64Array.from({ length: 70_000 }, (_, k) => ((k * 7919) % 70_001) / 70_001 + 0.01);
    const model = await new PowerTransformer({ standardize: false }).fit(Matrix.fromDense(column, 70_000, 1));
    const few = await new PowerTransformer({ standardize: false }).fit(
      Matrix.fromDense(column.slice().sort(), 70_000, 1),
    );
    expect(model.lambdas[0]).toBeCloseTo(few.lambdas[0] ?? 0, 6);
  });

  it("gives one row the bits of the batch", async () => {
    const frame = frameOf(
      ["a", "b", "flag"],
      [
        [1, null, true],
        [0.3, 1e9, null],
        [7, 2, false],
        [5, 0.1, true],
      ],
    );
    expectRowsAsBatch(await new PowerTransformer().fit(frame), frame);
    const positive = frame.drop("flag");
    expectRowsAsBatch(await new PowerTransformer({ method: "boxCox" }).fit(positive), positive);
  });

  it("never writes its input", async () => {
    await expectUntouched(
      Float64Array.from({ length: 40 }, (_, i) => (i * 7) % 11),
      async (shared) => {
        const x = Matrix.fromDense(shared, 10, 4);
        const model = await new PowerTransformer().fit(x);
        model.inverseTransform(model.transform(x));
      },
    );
  });

  it.each([
    ["inputNames", ["a"]],
    ["method", "boxcox"],
    ["lambdas", Float64Array.of(1, Number.NaN)],
    ["mean", Float64Array.of(1)],
    ["scale", Float64Array.of(0, 1)],
  ])("refuses a stored state with a damaged %s", async (key, value) => {
    const model = await new PowerTransformer().fit([
      [1, 2],
      [3, 4],
      [9, 5],
    ]);
    expect(reload(model, PowerTransformerModel).transform([[2, 2]])).toEqual(model.transform([[2, 2]]));
    const damaged = () =>
      reload(model, PowerTransformerModel, (state) => {
        state[key] = value;
      });
    expect((await errorOf(damaged)).code).toBe("ARTIFACT_STATE");
  });

  const boxCox = new PowerTransformer({ method: "boxCox" });
  it.each([
    ["zeros at the fit of Box and Cox", "DATA_DOMAIN", () => boxCox.fit([[1], [0]])],
    ["negative numbers later", "DATA_DOMAIN", async () => (await boxCox.fit([[1], [2]])).transform([[-1]])],
    [
      "one row with a negative number",
      "DATA_DOMAIN",
      async () => (await boxCox.fit([[1], [2]])).rowTransform()(Float64Array.of(-1), new Float64Array(1), 0),
    ],
    [
      "values that nothing is transformed to",
      "DATA_DOMAIN",
      async () => (await boxCox.fit([[1], [2], [3], [400]])).inverseTransform([[1e9]]),
    ],
    ["sparse rows", "DATA_SPARSE", () => new PowerTransformer().fit(sparse([[1, 0]]))],
    ["scikit-learn's spelling", "PARAM_INVALID", () => new PowerTransformer(JSON.parse('{"method":"box-cox"}'))],
  ])("refuses %s", async (_, code, call) => {
    expect((await errorOf(call)).code).toBe(code);
  });
});

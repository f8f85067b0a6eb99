import { afterEach, describe, expect, it, vi } from "vitest";
import { serialize } from "../../src/artifact/serialize.js";
import { Rng } from "../../src/core/rng.js";
import * as inference from "../../src/inference.js";
import {
  MlExponentialModel,
  MlExponentialRegression,
  MlPolynomialModel,
  MlPolynomialRegression,
  MlPowerModel,
  MlPowerRegression,
  MlRobustPolynomialRegression,
  MlTheilSenRegression,
} from "../../src/interop/index.js";
import { errorOf, reload } from "../preprocess/support.js";
import { column, points } from "./support.js";

interface Theirs {
  predict(x: number[]): number[];
  coefficients: number[];
  A: number;
  B: number;
}
type TheirClass = new (x: number[], y: number[], ...rest: unknown[]) => Theirs;

// @ts-expect-error The package ships no types.
const packageOf: Record<string, TheirClass> = await import("ml-regression");

function their(name: string, x: number[], y: number[], ...rest: unknown[]): Theirs {
  const Class = packageOf[name];
  if (Class === undefined) throw new Error(`no ${name}`);
  return new Class(x, y, ...rest);
}

const { x, y } = points(60, 3);
const later = points(200, 4).x;

/** Powers above the second and exponentials are the engine's in the package and the library's own here: up to two roundings apart. */
function expectNear(given: Iterable<number>, expected: readonly number[], size: readonly number[] = expected): void {
  [...given].forEach((value, row) => {
    expect(Math.abs(value - (expected[row] as number))).toBeLessThanOrEqual(
      4 * Number.EPSILON * Math.abs(size[row] as number),
    );
  });
}

afterEach(() => {
  vi.restoreAllMocks();
});

describe("curves against ml-regression", () => {
  it.each([1, 2, [0, 1], [0, 2], [1]])("polynomial of degree or powers %j, the same bits", async (degree) => {
    const expected = their("PolynomialRegression", x, y, degree);
    const model = await new MlPolynomialRegression({ degree }).fit(column(x), y);
    expect([...model.coefficients]).toEqual(expected.coefficients);
    expect([...model.predict(column(later))]).toEqual(expected.predict(later));
  });

  it.each([3, 5, [4, 1, 0]])("polynomial of degree or powers %j, the same coefficients", async (degree) => {
    const expected = their("PolynomialRegression", x, y, degree);
    const model = await new MlPolynomialRegression({ degree }).fit(column(x), y);
    expect([...model.coefficients]).toEqual(expected.coefficients);
    const terms = later.map((value) =>
      model.coefficients.reduce(
        (sum, coefficient, k) => sum + Math.abs(coefficient * value ** (model.powers[k] ?? 0)),
        0,
      ),
    );
    expectNear(model.predict(column(later)), expected.predict(later), terms);
  });

  it("polynomial through the origin", async () => {
    const expected = their("PolynomialRegression", x, y, 2, { interceptAtZero: true });
    const model = await new MlPolynomialRegression({ degree: 2, interceptAtZero: true }).fit(column(x), y);
    expect([...model.powers]).toEqual([1, 2]);
    expect([...model.predict(column(later))]).toEqual(expected.predict(later));
    expect([...model.predict([[0]])]).toEqual([0]);
  });

  it.each([3, 4, 59, 60])("Theil and Sen's line through %i rows, the same bits", async (rows) => {
    const [a, b] = [x.slice(0, rows), y.slice(0, rows)];
    const expected = their("TheilSenRegression", a, b);
    const model = await new MlTheilSenRegression().fit(column(a), b);
    expect([...model.coefficients]).toEqual(expected.coefficients);
    expect([...model.predict(column(later))]).toEqual(expected.predict(later));
  });

  it("exponential curve", async () => {
    const expected = their("ExponentialRegression", x, y);
    const model = await new MlExponentialRegression().fit(column(x), y);
    expect([model.rate, model.scale]).toEqual([expected.A, expected.B]);
    expectNear(model.predict(column(later)), expected.predict(later));
  });

  it("power curve", async () => {
    const expected = their("PowerRegression", x, y);
    const model = await new MlPowerRegression().fit(column(x), y);
    expect([model.scale, model.exponent]).toEqual([expected.A, expected.B]);
    expectNear(model.predict(column(later)), expected.predict(later));
  });

  it.each([0, 1, 2, 3].flatMap((degree) => [0, 1, 77].map((seed) => [degree, seed])))(
    "robust polynomial of degree %i with seed %i, given the package the same draws",
    async (degree = 0, seed = 0) => {
      const rng = new Rng(seed);
      const random = vi.spyOn(Math, "random").mockImplementation(() => rng.float());
      const expected = their("RobustPolynomialRegression", x, y, degree + 1);
      expect(random).toHaveBeenCalled();
      random.mockRestore();
      const model = await new MlRobustPolynomialRegression({ degree, seed }).fit(column(x), y);
      expect([...model.coefficients]).toEqual(expected.coefficients);
      if (degree < 3) expect([...model.predict(column(later))]).toEqual(expected.predict(later));
    },
  );
});

describe("MlRobustPolynomialRegression", () => {
  it("follows from its seed, whatever Math.random gives", async () => {
    const learn = async (seed: number) => [
      ...(await new MlRobustPolynomialRegression({ seed }).fit(column(x), y)).coefficients,
    ];
    const first = await learn(5);
    vi.spyOn(Math, "random").mockReturnValue(0.99);
    expect(await learn(5)).toEqual(first);
    expect(await learn(6)).not.toEqual(first);
  });

  it("goes by the better half of the rows", async () => {
    const line = x.map((value, row) => (row % 5 < 2 ? 500 - row : 3 * value - 1));
    const model = await new MlRobustPolynomialRegression({ degree: 1 }).fit(column(x), line);
    const [intercept = 0, slope = 0] = model.coefficients;
    expect(Math.abs(intercept + 1) + Math.abs(slope - 3)).toBeLessThan(1e-9);
  });

  it("passes over groups of rows with values that repeat, and refuses where all do", async () => {
    const repeated = x.map((_, row) => row % 3);
    const model = await new MlRobustPolynomialRegression({ degree: 1 }).fit(
      column(repeated),
      repeated.map((value) => 2 * value),
    );
    expect([...model.predict([[10]])].map(Math.round)).toEqual([20]);
    const flat = () => new MlRobustPolynomialRegression({ degree: 1 }).fit(column(x.map(() => 1)), y);
    expect((await errorOf(flat)).code).toBe("NUMERIC_FAILURE");
  });
});

describe("curves of ml.js", () => {
  it.each([
    [new MlPolynomialRegression({ degree: 3 }), MlPolynomialModel],
    [new MlTheilSenRegression(), MlPolynomialModel],
    [new MlRobustPolynomialRegression(), MlPolynomialModel],
    [new MlExponentialRegression(), MlExponentialModel],
    [new MlPowerRegression(), MlPowerModel],
  ] as const)("%s is loaded and asked without the package", async (recipe, kind) => {
    const model = await recipe.fit(column(x), y);
    const again = await inference.deserialize(serialize(model));
    if (!(again instanceof kind)) throw new Error(`a ${again.kind}`);
    expect([...again.predict(column(later))]).toEqual([...model.predict(column(later))]);
  });

  it.each([
    [new MlPolynomialRegression(), MlPolynomialModel, "powers", Int32Array.of(0, 1, -2)],
    [new MlPolynomialRegression(), MlPolynomialModel, "powers", Int32Array.of()],
    [new MlPolynomialRegression(), MlPolynomialModel, "coefficients", Float64Array.of(1, 2)],
    [new MlPolynomialRegression(), MlPolynomialModel, "inputNames", ["a", "b"]],
    [new MlExponentialRegression(), MlExponentialModel, "rate", Number.NaN],
    [new MlPowerRegression(), MlPowerModel, "exponent", "2"],
  ] as const)("a damaged state of %s is refused: %o %s", async (recipe, kind, key, value) => {
    const model = await recipe.fit(column(x), y);
    const damaged = () =>
      reload<typeof model>(model, kind, (state) => {
        state[key] = value;
      });
    expect((await errorOf(damaged)).code).toBe("ARTIFACT_STATE");
  });

  const power = () => new MlPowerRegression().fit(column(x), y);
  const many = Array.from({ length: 5001 }, (_, row) => row);
  it.each([
    ["several columns", "DATA_SHAPE", () => new MlPolynomialRegression().fit([[1, 2]], [3])],
    [
      "too few rows for the degree",
      "DATA_SHAPE",
      () => new MlRobustPolynomialRegression({ degree: 3 }).fit([[1]], [3]),
    ],
    ["more rows than pairs can be held of", "DATA_SHAPE", () => new MlTheilSenRegression().fit(column(many), many)],
    [
      "a target of 0 where logarithms are taken",
      "TARGET_INVALID",
      () => new MlExponentialRegression().fit([[1], [2]], [0, 1]),
    ],
    [
      "a target below 0 where logarithms are taken",
      "TARGET_INVALID",
      () => new MlPowerRegression().fit([[1], [2]], [1, -1]),
    ],
    [
      "a column of 0 where logarithms are taken",
      "NUMERIC_FAILURE",
      () => new MlPowerRegression().fit([[0], [2]], [1, 1]),
    ],
    ["a column of one value", "NUMERIC_FAILURE", () => new MlTheilSenRegression().fit([[1], [1]], [1, 2])],
    ["a line through one row", "NUMERIC_FAILURE", () => new MlExponentialRegression().fit([[1]], [2])],
    [
      "fewer rows than coefficients",
      "NUMERIC_FAILURE",
      () => new MlPolynomialRegression({ degree: 2 }).fit([[1]], [1]),
    ],
    ["a question left of 0 to a power curve", "NUMERIC_FAILURE", async () => (await power()).predict([[-1]])],
    ["the same of one row", "NUMERIC_FAILURE", async () => (await power()).rowValue()(Float64Array.of(-1))],
    ["a question where the curve overflows", "NUMERIC_FAILURE", async () => (await power()).predict([[1e300]])],
    ["powers that repeat", "PARAM_INVALID", () => new MlPolynomialRegression({ degree: [1, 1] })],
    ["no powers", "PARAM_INVALID", () => new MlPolynomialRegression({ degree: [] })],
  ])("refuse %s", async (_, code, call) => {
    expect((await errorOf(call)).code).toBe(code);
  });
});

/** Bad input and options: each a coded error. And the options of `fit`: signal, progress, weights. */
import { describe, expect, expectTypeOf, it } from "vitest";
import type { Param } from "../../src/core/params.js";
import { Frame } from "../../src/data/frame.js";
import { Matrix } from "../../src/data/matrix.js";
import { type LinearClassifierModel, LinearRegression, LogisticRegression, Ridge } from "../../src/linear/index.js";
import { readExample, standardised, toCsr } from "./tables.js";

const code = (expected: string) => expect.objectContaining({ code: expected });
const x = [
  [1, 2],
  [2, 1],
  [3, 5],
  [4, 0],
];

describe.each([
  ["LinearRegression", LinearRegression],
  ["Ridge", Ridge],
])("%s refuses", (_, Recipe) => {
  const recipe = new Recipe();
  it.each<[string, number[][], number[], string]>([
    ["NaN", [[1], [Number.NaN]], [1, 2], "DATA_NOT_FINITE"],
    ["an infinite value", [[1], [Number.POSITIVE_INFINITY]], [1, 2], "DATA_NOT_FINITE"],
    ["an empty table", [], [], "DATA_EMPTY"],
    ["a target too short", x, [1], "TARGET_LENGTH"],
    ["a target of NaN", x, [1, 2, 3, Number.NaN], "TARGET_INVALID"],
    ["numbers whose squares overflow", [[1e200], [-1e200], [3e200]], [1, 2, 3], "NUMERIC_FAILURE"],
    ["a target whose sum overflows", [[1], [2], [3]], [1.7e308, 1.7e308, 1.7e308], "NUMERIC_FAILURE"],
  ])("%s", async (_name, rows, y, expected) => {
    await expect(recipe.fit(rows, y)).rejects.toThrowError(code(expected));
  });

  it("weights that are negative, missing or nothing but 0", async () => {
    for (const sampleWeight of [
      [1, 1, 1, -1],
      [1, 1, 1],
      [0, 0, 0, 0],
    ]) {
      await expect(recipe.fit(x, [1, 2, 3, 4], { sampleWeight })).rejects.toThrowError(code("WEIGHT_INVALID"));
    }
  });

  it("a model to go on from", async () => {
    const from = await recipe.fit(x, [1, 2, 3, 4]);
    await expect(recipe.fit(x, [1, 2, 3, 4], { from })).rejects.toThrowError(code("NOT_SUPPORTED"));
  });

  it("rows of another width, NaN and columns of text at prediction", async () => {
    const model = await recipe.fit(x, [1, 2, 3, 4]);
    expect(() => model.predict([[1]])).toThrowError(code("COLUMN_MISMATCH"));
    expect(() => model.predict([[1, Number.NaN]])).toThrowError(code("DATA_NOT_FINITE"));
    expect(() => model.predict([{ x0: "a", x1: 1 }])).toThrowError(code("COLUMN_TYPE"));
  });
});

describe("the declared options", () => {
  const classes = [LinearRegression, Ridge, LogisticRegression];
  const declared = classes.flatMap((Class) =>
    Object.entries<Param<unknown>>(Class.declaration.params).flatMap(([name, param]) =>
      param.refused.map((value) => ({ Class, name, value })),
    ),
  );
  it.each(declared)("$Class.name refuses $name: $value", ({ Class, name, value }) => {
    expect(() => Reflect.construct(Class, [{ [name]: value }])).toThrowError(code("PARAM_INVALID"));
  });

  it("are shown and kept", () => {
    const recipe = new LogisticRegression({ C: 2, classWeight: [["late", 5]] });
    expect(recipe.toString()).toBe('LogisticRegression({ C: 2, classWeight: [["late",5]] })');
    expect(recipe.withParams({ penalty: null }).params.C).toBe(2);
    expect(() => new Ridge({ ["alhpa" as "alpha"]: 1 })).toThrowError(code("PARAM_UNKNOWN"));
  });
});

describe("LogisticRegression", () => {
  const labels = ["a", "b", "a", "b"];
  const recipe = new LogisticRegression();

  it("refuses one class, a missing label and labels of two types", async () => {
    await expect(recipe.fit(x, ["a", "a", "a", "a"])).rejects.toThrowError(code("TARGET_ONE_CLASS"));
    await expect(recipe.fit(x, ["a", null, "b", "a"])).rejects.toThrowError(code("TARGET_INVALID"));
    await expect(recipe.fit(x, ["a", 1, "b", "a"])).rejects.toThrowError(code("TARGET_INVALID"));
  });

  it("refuses weights that leave one class", async () => {
    await expect(recipe.fit(x, labels, { sampleWeight: [1, 0, 1, 0] })).rejects.toThrowError(code("TARGET_ONE_CLASS"));
    const weighted = new LogisticRegression({ classWeight: [["a", 0]] });
    await expect(weighted.fit(x, labels)).rejects.toThrowError(code("TARGET_ONE_CLASS"));
  });

  it("refuses weights of labels that no row has, and two for one", async () => {
    const unknown = new LogisticRegression({ classWeight: [["c", 2]] });
    await expect(unknown.fit(x, labels)).rejects.toThrowError(code("LABEL_UNKNOWN"));
    const number = new LogisticRegression({ classWeight: [[1, 2]] });
    await expect(number.fit(x, ["1", "2", "1", "2"])).rejects.toThrowError(code("LABEL_UNKNOWN"));
    const twice = new LogisticRegression({
      classWeight: [
        ["a", 2],
        ["a", 3],
      ],
    });
    await expect(twice.fit(x, labels)).rejects.toThrowError(code("PARAM_INVALID"));
  });

  it("refuses to go on from another kind of model, other classes or other columns", async () => {
    const froms = [
      await new Ridge().fit(x, [1, 2, 3, 4]),
      await recipe.fit(x, ["a", "c", "a", "c"]),
      await recipe.fit(x, [1, 2, 1, 2]),
      await recipe.fit(
        x.map((row) => row.slice(1)),
        labels,
      ),
    ];
    for (const from of froms) {
      await expect(recipe.fit(x, labels, { from })).rejects.toThrowError(code("PARAM_INVALID"));
    }
    const frame = Frame.fromRows(x.map(([a = 0, b = 0], i) => ({ a, b, label: labels[i] as string })));
    const named = await recipe.fit(frame, "label");
    const other = Matrix.fromRows(x, ["b", "a"]);
    await expect(recipe.fit(other, labels, { from: named })).rejects.toThrowError(code("PARAM_INVALID"));
    expect((await recipe.fit(x, labels, { from: named })).inputNames).toEqual(["a", "b"]);
  });

  it("refuses numbers whose squares overflow", async () => {
    await expect(recipe.fit([[1e200], [-1e200]], ["a", "b"])).rejects.toThrowError(code("NUMERIC_FAILURE"));
  });

  it("takes labels and columns of any name", async () => {
    const rows = [
      { ["__proto__"]: 1, constructor: 2, y: "__proto__" },
      { ["__proto__"]: 5, constructor: 1, y: "constructor" },
    ];
    const model = await recipe.fit(rows, "y");
    expect(model.classes).toEqual(["__proto__", "constructor"]);
    expect(model.inputNames).toEqual(["__proto__", "constructor"]);
    const weighted = new LogisticRegression({ classWeight: [["__proto__", 100]] });
    expect((await weighted.fit(rows, "y")).predict(rows)).toEqual(["__proto__", "constructor"]);
  });

  it("keeps the type of the labels", async () => {
    const strings = await recipe.fit(x, ["a", "b", "a", "b"] as const);
    expectTypeOf(strings).toEqualTypeOf<LinearClassifierModel<"a" | "b">>();
    expectTypeOf(strings.predict(x)).toEqualTypeOf<("a" | "b")[]>();
    const booleans = await recipe.fit(x, [true, false, true, false]);
    expectTypeOf(booleans.predict(x)).toEqualTypeOf<boolean[]>();
    const rows: { a: number; late: 0 | 1 }[] = [
      { a: 1, late: 0 },
      { a: 2, late: 1 },
    ];
    const named = await recipe.fit(rows, "late");
    expectTypeOf(named.classes).toEqualTypeOf<readonly (0 | 1)[]>();
    expect(named.classes).toEqual([0, 1]);
  });

  it("copes with constant, copied and empty columns", async () => {
    const odd = x.map(([a = 0, b = 0]) => [a, a, 3, 0, b, 1e-200]);
    for (const penalty of ["l2", "l1", null] as const) {
      const model = await new LogisticRegression({ penalty, maxIter: 200 }).fit(odd, labels);
      expect(model.coef.values.every(Number.isFinite)).toBe(true);
      expect(model.coef.values[3]).toBe(0);
    }
    const same = await recipe.fit([[1], [1], [1]], ["a", "a", "b"]);
    expect(same.predictProba([[1]]).values[0]).toBeCloseTo(2 / 3, 6);
  });
});

describe("a fit", () => {
  const example = readExample("digits");
  const scaled = standardised(example.x);

  it("ends when its signal fires, and leaves its input as it was", async () => {
    const before = Float64Array.from(scaled.values);
    for (const recipe of [
      new LogisticRegression({ tol: 1e-12, maxIter: 10_000 }),
      new LogisticRegression({ penalty: "l1" }),
    ]) {
      const controller = new AbortController();
      const running = recipe.fit(scaled, example.labels, {
        signal: controller.signal,
        onProgress: ({ done }) => {
          if (done > 0) controller.abort();
        },
      });
      await expect(running).rejects.toThrowError(code("ABORTED"));
    }
    const aborted = { signal: AbortSignal.abort() };
    await expect(new Ridge().fit(scaled, example.labels.map(Number), aborted)).rejects.toThrowError(code("ABORTED"));
    expect(scaled.values).toEqual(before);
  });

  it("tells how far it is, up and not beyond the end", async () => {
    for (const recipe of [new LinearRegression(), new Ridge()]) {
      const shares: number[] = [];
      await recipe.fit(toCsr(example.x), example.labels.map(Number), {
        onProgress: ({ done, total }) => shares.push(done / total),
      });
      expect(shares.length).toBeGreaterThan(0);
      expect(shares.every((share) => share >= 0 && share <= 1)).toBe(true);
    }
  });

  it("lets other work run in between", async () => {
    let turns = 0;
    const timer = setInterval(() => turns++, 1);
    await new LogisticRegression({ tol: 1e-9, maxIter: 60 }).fit(scaled, example.labels);
    clearInterval(timer);
    expect(turns).toBeGreaterThan(1);
  });
});

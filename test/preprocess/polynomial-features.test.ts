import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { CsrMatrix } from "../../src/data/matrix.js";
import { PolynomialFeatures, PolynomialFeaturesModel } from "../../src/preprocess/index.js";
import { features } from "./features-golden.js";
import { dense, errorOf, expectClose, expectRowsAsBatch, frameOf, reload, sparse } from "./support.js";

const NAMES = ["a", "b", "long name", "d"];

describe("PolynomialFeatures against scikit-learn", () => {
  const cases = features.polynomials.map((given) => [JSON.stringify(given.params), given] as const);
  it.each(cases)("%s", async (_, { params, names, powers, output }) => {
    const x = dense(features.p, NAMES);
    const model = await new PolynomialFeatures(params).fit(x);
    expect(model.outputNames).toEqual(names);
    expect(model.powers.map((row) => [...row])).toEqual(powers);
    expectClose(model.transform(x).values, output.flat(), 1e-15);
    const rows = model.transform(sparse(features.p));
    expect(rows).toBeInstanceOf(CsrMatrix);
    expectClose(rows.toDense().values, output.flat(), 1e-15);
    expect(rows.values.every((value) => value !== 0)).toBe(true);
  });
});

describe("PolynomialFeatures", () => {
  it("gives products of the powers that it says, dense and sparse alike", async () => {
    const cell = fc.oneof(fc.constant(0), fc.integer({ min: -5, max: 5 }));
    const table = fc
      .integer({ min: 1, max: 5 })
      .chain((cols) => fc.array(fc.array(cell, { minLength: cols, maxLength: cols }), { minLength: 1, maxLength: 4 }));
    const degrees = fc
      .tuple(fc.nat({ max: 4 }), fc.nat({ max: 4 }))
      .map(([a, b]) => [Math.min(a, b), Math.max(a, b)] as const);
    await fc.assert(
      fc.asyncProperty(table, degrees, fc.boolean(), async (rows, degree, interactionOnly) => {
        const model = await new PolynomialFeatures({ degree, interactionOnly }).fit(rows);
        const { values } = model.transform(rows).toDense();
        const powers = model.powers;
        const expected = rows.flatMap((row) =>
          powers.map((own) => own.reduce((product, power, col) => product * (row[col] ?? 0) ** power, 1)),
        );
        expect([...values].map((value) => value + 0)).toEqual(expected.map((value) => value + 0));
        const again = model.transform(sparse(rows)).toDense().values;
        expect([...again].map((value) => value + 0)).toEqual([...values].map((value) => value + 0));
      }),
    );
  });

  it("gives one row the bits of the batch", async () => {
    const frame = frameOf(
      ["a", "flag"],
      [
        [0.1, true],
        [0.3, false],
        [-7, false],
        [1e9, true],
      ],
    );
    for (const degree of [3, [2, 3], [3, 4]] as const) {
      expectRowsAsBatch(await new PolynomialFeatures({ degree }).fit(frame), frame);
    }
  });

  it("keeps names apart", async () => {
    const frame = frameOf(["a", "a^2"], [[2, 3]]);
    const model = await new PolynomialFeatures({ includeBias: false }).fit(frame);
    expect(model.outputNames).toEqual(["a", "a^2", "a^2_2", "a a^2", "a^2^2"]);
  });

  it.each([
    ["maxDegree", 1e9],
    ["maxDegree", 32],
    ["minDegree", 3],
    ["minDegree", -1],
    ["inputNames", []],
    ["interactionOnly", 1],
  ])("refuses a stored state with a damaged %s", async (key, value) => {
    const model = await new PolynomialFeatures({ includeBias: false }).fit([[1, 2, 3, 4, 5, 6, 7, 8]]);
    const damaged = () =>
      reload(model, PolynomialFeaturesModel, (state) => {
        state[key] = value;
      });
    expect((await errorOf(damaged)).code).toBe("ARTIFACT_STATE");
  });

  it.each([
    ["missing values", "DATA_NOT_FINITE", () => new PolynomialFeatures().fit(dense([[1], [null]]))],
    ["degrees that descend", "PARAM_INVALID", () => new PolynomialFeatures({ degree: [3, 2] })],
    ["nothing to give", "PARAM_INVALID", () => new PolynomialFeatures({ degree: 0, includeBias: false })],
    [
      "interactions of more columns than there are",
      "PARAM_INVALID",
      () => new PolynomialFeatures({ degree: [3, 3], interactionOnly: true, includeBias: false }).fit([[1, 2]]),
    ],
    ["too many columns", "PARAM_INVALID", () => new PolynomialFeatures({ degree: 6 }).fit([new Array(60).fill(1)])],
  ])("refuses %s", async (_, code, call) => {
    expect((await errorOf(call)).code).toBe(code);
  });
});

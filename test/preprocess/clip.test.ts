import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { Clip, ClipModel } from "../../src/preprocess/index.js";
import { dense, errorOf, expectRowsAsBatch, expectUntouched, frameOf, reload, sparse } from "./support.js";

describe("Clip", () => {
  it("is the nearest value within the bounds, and missing where the value was", async () => {
    const value = fc.option(fc.double({ noNaN: true, noDefaultInfinity: true }), { freq: 4 });
    const bound = fc.option(fc.double({ noNaN: true, min: -10, max: 10 }));
    await fc.assert(
      fc.asyncProperty(fc.array(value, { minLength: 1 }), bound, bound, async (column, a, b) => {
        const [lower, upper] = a !== null && b !== null && a > b ? [b, a] : [a, b];
        const rows = dense(column.map((cell) => [cell]));
        const out = (await new Clip({ lower, upper }).fit(rows)).transform(rows).values;
        column.forEach((cell, row) => {
          const wanted = cell === null ? Number.NaN : Math.max(lower ?? -Infinity, Math.min(upper ?? Infinity, cell));
          expect(out[row]).toBe(wanted);
        });
      }),
    );
  });

  it("has bounds of their own for columns, and none where null stands", async () => {
    const model = await new Clip({ lower: [0, null], upper: 5 }).fit(dense([[1, 2]], ["a", "b"]));
    expect([...model.lower, ...model.upper]).toEqual([0, -Infinity, 5, 5]);
    expect(model.outputNames).toEqual(["a", "b"]);
    expect([...model.transform(dense([[-9, -9]])).values]).toEqual([0, -9]);
  });

  it("gives one row the bits of the batch", async () => {
    const frame = frameOf(
      ["a", "flag"],
      [
        [-0.5, true],
        [null, null],
        [7, false],
      ],
    );
    expectRowsAsBatch(await new Clip({ lower: 0, upper: [3, 0.5] }).fit(frame), frame);
  });

  it("never writes its input, and survives storage", async () => {
    const values = Float64Array.from({ length: 12 }, (_, i) => i - 6);
    await expectUntouched(values, async (shared) => {
      const x = dense([[...shared]]);
      (await new Clip({ lower: 0 }).fit(x)).transform(x);
    });
    const model = await new Clip({ lower: [0, null], upper: 1 }).fit([[1, 2]]);
    expect(reload(model, ClipModel).toState()).toEqual(model.toState());
  });

  it.each([
    ["lower", Float64Array.of(9, 0)],
    ["lower", Float64Array.of(Number.NaN, 0)],
    ["lower", Float64Array.of(0)],
    ["upper", [1, 1]],
    ["upper", undefined],
  ])("refuses a stored state with a damaged %s", async (key, value) => {
    const model = await new Clip({ lower: 0, upper: 1 }).fit([[1, 2]]);
    const damaged = () =>
      reload(model, ClipModel, (state) => {
        state[key] = value;
      });
    expect((await errorOf(damaged)).code).toBe("ARTIFACT_STATE");
  });

  it.each([
    ["bounds upside down", "PARAM_INVALID", () => new Clip({ lower: 1, upper: 0 })],
    ["bounds of one column upside down", "PARAM_INVALID", () => new Clip({ lower: [0, 3], upper: 2 })],
    ["infinite bounds", "PARAM_INVALID", () => new Clip({ lower: Number.NEGATIVE_INFINITY })],
    ["another number of bounds than columns", "PARAM_INVALID", () => new Clip({ upper: [1, 2] }).fit([[1]])],
    ["sparse rows", "DATA_SPARSE", () => new Clip({ lower: 1 }).fit(sparse([[1, 0]]))],
    ["infinite values", "DATA_NOT_FINITE", () => new Clip({ lower: 1 }).fit([[Infinity]])],
  ])("refuses %s", async (_, code, call) => {
    expect((await errorOf(call)).code).toBe(code);
  });
});

/** What the compiler knows of these stages; the lines with `@ts-expect-error` fail the type check when it stops to refuse them. */
import { describe, expect, expectTypeOf, it } from "vitest";
import type { CellsIn, CellsOut } from "../../src/base/estimators.js";
import type { Label, NumericCell } from "../../src/core/contracts.js";
import type { Frame } from "../../src/data/frame.js";
import type { CsrMatrix, Matrix } from "../../src/data/matrix.js";
import {
  OneHotEncoder,
  type SimpleFrameImputerModel,
  SimpleImputer,
  type SimpleImputerModel,
  StandardScaler,
} from "../../src/preprocess/index.js";

describe("types of preprocessing", () => {
  it("tells what cells a stage reads and gives", () => {
    expectTypeOf<CellsIn<StandardScaler>>().toEqualTypeOf<NumericCell>();
    expectTypeOf<CellsOut<StandardScaler>>().toEqualTypeOf<number>();
    expectTypeOf<CellsIn<OneHotEncoder>>().toEqualTypeOf<Label | null>();
    expectTypeOf<CellsOut<OneHotEncoder>>().toEqualTypeOf<number>();
    const plain = new SimpleImputer();
    const median = new SimpleImputer({ strategy: "median", addIndicator: true });
    const most = new SimpleImputer({ strategy: "mostFrequent" });
    expectTypeOf<CellsIn<typeof plain>>().toEqualTypeOf<NumericCell>();
    expectTypeOf<CellsIn<typeof median>>().toEqualTypeOf<NumericCell>();
    expectTypeOf<CellsIn<typeof most>>().toEqualTypeOf<Label | null>();
    expectTypeOf<CellsOut<typeof most>>().toEqualTypeOf<"same">();
  });

  it("tells what a fit gives", async () => {
    const rows = [{ a: 1 }];
    expectTypeOf(await new SimpleImputer().fit(rows)).toEqualTypeOf<SimpleImputerModel>();
    expectTypeOf(await new SimpleImputer({ strategy: "constant" }).fit(rows)).toEqualTypeOf<
      SimpleImputerModel | SimpleFrameImputerModel
    >();
    expectTypeOf((await new OneHotEncoder().fit(rows)).transform(rows)).toEqualTypeOf<CsrMatrix>();
    expectTypeOf((await new StandardScaler().fit(rows)).transform(rows)).toEqualTypeOf<Matrix>();
    expectTypeOf((await new OneHotEncoder().fit(rows)).inverseTransform([[1]])).toEqualTypeOf<Frame>();
  });

  it("refuses what is no option", () => {
    // @ts-expect-error no such strategy
    expect(() => new SimpleImputer({ strategy: "mode" })).toThrow();
    // @ts-expect-error no such option
    expect(() => new StandardScaler({ mean: true })).toThrow();
    // @ts-expect-error a recipe has no transform
    expect(() => new StandardScaler().transform([[1]])).toThrow();
    // @ts-expect-error scikit-learn's word is spelled otherwise
    expect(() => new OneHotEncoder({ handleUnknown: "infrequent_if_exist" })).toThrow();
  });
});

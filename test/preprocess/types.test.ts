/** What the compiler knows of these stages; the lines with `@ts-expect-error` fail the type check when it stops to refuse them. */
import { describe, expect, expectTypeOf, it } from "vitest";
import type { CellsIn, CellsOut } from "../../src/base/estimators.js";
import type { Cell, Label, NumericCell } from "../../src/core/contracts.js";
import type { Frame } from "../../src/data/frame.js";
import type { CsrMatrix, Matrix } from "../../src/data/matrix.js";
import { LinearRegression, LogisticRegression, Ridge } from "../../src/linear/index.js";
import { IterativeImputer, SelectFromModel } from "../../src/meta/index.js";
import { Pipeline } from "../../src/pipeline/pipeline.js";
import {
  type FeatureSelectorModel,
  fClassif,
  KBinsDiscretizer,
  KNNImputer,
  MissingIndicator,
  type mutualInfoClassif,
  OneHotEncoder,
  type PolynomialFeatures,
  SelectKBest,
  type SimpleFrameImputerModel,
  SimpleImputer,
  type SimpleImputerModel,
  SplineTransformer,
  StandardScaler,
  VarianceThreshold,
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

  it("knows that cells behind an imputer are numbers, and that indicators read any cell", () => {
    expectTypeOf<CellsIn<KNNImputer>>().toEqualTypeOf<NumericCell>();
    expectTypeOf<CellsOut<KNNImputer>>().toEqualTypeOf<number>();
    expectTypeOf<CellsIn<IterativeImputer>>().toEqualTypeOf<NumericCell>();
    expectTypeOf<CellsOut<IterativeImputer>>().toEqualTypeOf<number>();
    expectTypeOf<CellsIn<MissingIndicator>>().toEqualTypeOf<Cell>();
    expectTypeOf<CellsOut<MissingIndicator>>().toEqualTypeOf<number>();
    const line = new LinearRegression();
    const filled = [
      new Pipeline().add("fill", new SimpleImputer()).add("model", line),
      new Pipeline().add("fill", new KNNImputer()).add("model", line),
      new Pipeline().add("fill", new IterativeImputer()).add("model", line),
      new Pipeline().add("missing", new MissingIndicator()).add("model", line),
    ];
    expect(filled.map(({ task }) => task)).toEqual(["regress", "regress", "regress", "regress"]);
    const ridge = new IterativeImputer({ estimator: new Ridge() });
    expectTypeOf(ridge.estimator).toEqualTypeOf<Ridge>();
    expect(ridge.withParams({ "estimator.alpha": 2, maxIter: 3 }).estimator.params.alpha).toBe(2);
    // @ts-expect-error the regressor has no such parameter
    expect(() => ridge.withParams({ "estimator.depth": 2 })).toThrow();
    // @ts-expect-error no regressor
    expect(() => new IterativeImputer({ estimator: new SimpleImputer() })).toThrow();
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

  it("follows stages that make and choose columns through pipelines", async () => {
    const rows = [
      { a: 1, b: true },
      { a: 2, b: false },
    ];
    expectTypeOf<CellsIn<KBinsDiscretizer>>().toEqualTypeOf<NumericCell>();
    expectTypeOf<CellsOut<PolynomialFeatures>>().toEqualTypeOf<number>();
    expectTypeOf<CellsIn<SplineTransformer>>().toEqualTypeOf<NumericCell>();
    expectTypeOf(await new VarianceThreshold().fit(rows)).toEqualTypeOf<FeatureSelectorModel>();
    expectTypeOf((await fClassif([[1], [2], [3]], ["a", "b", "a"])).pValues).toEqualTypeOf<Float64Array>();
    expectTypeOf<Awaited<ReturnType<typeof mutualInfoClassif>>["pValues"]>().toEqualTypeOf<null>();
    const recipe = new Pipeline()
      .add("bins", new KBinsDiscretizer({ nBins: [2, 2] }))
      .add("select", new SelectFromModel(new LogisticRegression(), { threshold: 0 }))
      .add("model", new LogisticRegression());
    const model = await recipe.fit(rows, ["x", "y"]);
    expectTypeOf(model.stage("select")).toEqualTypeOf<FeatureSelectorModel>();
    expectTypeOf(model.predict(rows)).toEqualTypeOf<("x" | "y")[]>();
    expect(recipe.withParams({ "select.estimator.C": 3, "bins.encode": "ordinal" }).parts.length).toBe(3);
    // @ts-expect-error C is a number
    expect(() => recipe.withParams({ "select.estimator.C": "3" })).toThrow();
    // @ts-expect-error no such score
    expect(() => new SelectKBest({ scoreFunc: "f_classif" })).toThrow();
    // @ts-expect-error a scaler tells no importances
    expect(() => new SelectFromModel(new StandardScaler())).toThrow();
    // @ts-expect-error a string column has no splines
    const strings = () => new Pipeline().add("splines", new SplineTransformer()).fit([{ a: "1", y: 1 }], "y");
    await expect(strings()).rejects.toThrow();
  });
});

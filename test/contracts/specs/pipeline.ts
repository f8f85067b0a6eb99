/** How the estimators of `src/pipeline/` are judged. */
import type { Frame } from "../../../src/data/frame.js";
import type { Matrix } from "../../../src/data/matrix.js";
import { LinearRegression } from "../../../src/linear/linear-regression.js";
import { LogisticRegression } from "../../../src/linear/logistic-regression.js";
import { Ridge } from "../../../src/linear/ridge.js";
import { ColumnTransformer } from "../../../src/pipeline/column-transformer.js";
import { FeatureUnion } from "../../../src/pipeline/feature-union.js";
import { FunctionTransformer } from "../../../src/pipeline/function-transformer.js";
import { Pipeline } from "../../../src/pipeline/pipeline.js";
import { TransformedTargetRegressor } from "../../../src/pipeline/transformed-target.js";
import { OneHotEncoder } from "../../../src/preprocess/one-hot-encoder.js";
import { SimpleImputer } from "../../../src/preprocess/simple-imputer.js";
import { StandardScaler } from "../../../src/preprocess/standard-scaler.js";
import { DecisionTreeClassifier } from "../../../src/tree/decision-tree-classifier.js";
import { DecisionTreeRegressor } from "../../../src/tree/decision-tree-regressor.js";
import type { Cases } from "./shared.js";
import { CLOSE, LAST_ALONE, loans } from "./shared.js";

const NO_STAGE = "a pipeline that predicts is no stage of another";

/** The checks that put the estimator into a pipeline. */
const predicts = {
  "answers the same inside a pipeline as alone": NO_STAGE,
  "answers one row object inside a pipeline as in a batch": NO_STAGE,
  "answers the same after it was stored and loaded inside a pipeline": NO_STAGE,
};

const halve = (x: Matrix) => x.toDense().withValues(x.toDense().values.map((value) => value / 2));

const same = (x: Frame) => x;

const cube = { func: Math.cbrt, inverse: (y: number) => y * y * y, names: ["cbrt", "cube"] } as const;

const columns = (options?: object) =>
  new ColumnTransformer(options)
    .add("numbers", new Pipeline().add("impute", new SimpleImputer()).add("scale", new StandardScaler()), [
      "age",
      "income",
    ])
    .add("places", new OneHotEncoder({ handleUnknown: "ignore" }), ["city", "ownCar"]);

export const pipeline: Cases = [
  [
    "FunctionTransformer",
    [
      [
        "FunctionTransformer",
        { make: (options) => new FunctionTransformer({ name: "halve", ...options }, halve), functions: { halve } },
      ],
      [
        "FunctionTransformer of columns",
        {
          make: (options) => new FunctionTransformer({ name: "same", reads: "columns", ...options }, same),
          reads: "columns",
          functions: { same },
          exempt: {
            "refuses infinite numbers with DATA_NOT_FINITE": "what a function of columns reads is its own to check",
          },
        },
      ],
    ],
  ],
  [
    "TransformedTargetRegressor",
    [
      [
        "TransformedTargetRegressor by functions",
        {
          make: () => new TransformedTargetRegressor(new LinearRegression(), cube),
          functions: { cbrt: cube.func, cube: cube.inverse },
        },
      ],
      [
        "TransformedTargetRegressor by a scaler",
        { make: () => new TransformedTargetRegressor(new Ridge(), new StandardScaler()) },
      ],
    ],
  ],
  [
    "FeatureUnion",
    [
      [
        "FeatureUnion",
        { make: () => new FeatureUnion().add("filled", new SimpleImputer()).add("scaled", new StandardScaler()) },
      ],
    ],
  ],
  ["ColumnTransformer", [["ColumnTransformer", { make: columns, reads: "columns", data: { x: loans.x } }]]],
  [
    "Pipeline",
    [
      [
        "Pipeline of transformers",
        { make: () => new Pipeline().add("impute", new SimpleImputer()).add("scale", new StandardScaler()) },
      ],
      [
        "Pipeline to a LogisticRegression",
        {
          make: () =>
            new Pipeline()
              .add("impute", new SimpleImputer())
              .add("scale", new StandardScaler())
              .add("model", new LogisticRegression()),
          tolerance: CLOSE,
          exempt: {
            ...predicts,
            "stores no training row inside a pipeline": NO_STAGE,
            "learns the same from a row of weight k as from the row k times": LAST_ALONE,
            "learns the same with a row of weight 0 as without the row": LAST_ALONE,
          },
        },
      ],
      [
        "Pipeline of columns to a tree",
        {
          make: () =>
            new Pipeline().add("features", columns()).add("model", new DecisionTreeClassifier({ maxDepth: 4 })),
          reads: "columns",
          data: { x: loans.x, y: loans.status },
          exempt: predicts,
        },
      ],
      [
        "Pipeline of columns to a regressor",
        {
          make: () => new Pipeline().add("features", columns()).add("model", new DecisionTreeRegressor()),
          reads: "columns",
          data: { x: loans.x, y: loans.amount },
          exempt: predicts,
        },
      ],
    ],
  ],
];

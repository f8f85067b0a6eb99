/** How the estimators of `src/meta/` are judged. */
import type { Frame } from "../../../src/data/frame.js";
import { LinearRegression } from "../../../src/linear/linear-regression.js";
import { LogisticRegression } from "../../../src/linear/logistic-regression.js";
import { Ridge } from "../../../src/linear/ridge.js";
import { AdaBoostClassifier } from "../../../src/meta/adaboost-classifier.js";
import { AdaBoostRegressor } from "../../../src/meta/adaboost-regressor.js";
import { BaggingClassifier } from "../../../src/meta/bagging-classifier.js";
import { BaggingRegressor } from "../../../src/meta/bagging-regressor.js";
import { IterativeImputer } from "../../../src/meta/iterative-imputer.js";
import { SelectFromModel } from "../../../src/meta/select-from-model.js";
import { StackingClassifier } from "../../../src/meta/stacking-classifier.js";
import { StackingRegressor } from "../../../src/meta/stacking-regressor.js";
import { TableVectorizer } from "../../../src/meta/table-vectorizer.js";
import { VotingClassifier } from "../../../src/meta/voting-classifier.js";
import { VotingRegressor } from "../../../src/meta/voting-regressor.js";
import { ColumnTransformerModel } from "../../../src/pipeline/column-transformer-model.js";
import { Pipeline } from "../../../src/pipeline/pipeline.js";
import { PipelineTransformer } from "../../../src/pipeline/pipeline-model.js";
import { ClipModel } from "../../../src/preprocess/clip-model.js";
import { DatetimeFeaturesModel } from "../../../src/preprocess/datetime-features-model.js";
import { OneHotEncoderModel } from "../../../src/preprocess/one-hot-encoder-model.js";
import { SimpleImputer } from "../../../src/preprocess/simple-imputer.js";
import { SimpleImputerModel } from "../../../src/preprocess/simple-imputer-model.js";
import { StandardScaler } from "../../../src/preprocess/standard-scaler.js";
import { DecisionTreeClassifier } from "../../../src/tree/decision-tree-classifier.js";
import { DecisionTreeRegressor } from "../../../src/tree/decision-tree-regressor.js";
import type { Cases } from "./shared.js";
import { CLOSE, dates, drawsRows, LAST_ALONE, loans, type Named } from "./shared.js";

const repeatsLast = { "learns the same from a row of weight k as from the row k times": LAST_ALONE };

const weighsLast = {
  ...repeatsLast,
  "learns the same with a row of weight 0 as without the row": LAST_ALONE,
};

/** Rows with columns of all types. */
const everything = (() => {
  let all: Frame = loans.x;
  for (const name of dates.x.columns) all = all.withColumn(name, dates.x.column(name as "at"));
  const vectors = loans.x.toRows().map((_, row) => (row % 13 === 5 ? null : Float32Array.of(row % 7, (row * 3) % 5)));
  return all.withColumn("face", vectors);
})();

const drawnTrees = {
  ...drawsRows,
  "stores nothing for each training row":
    "the more often the same rows come, the fewer a draw leaves out, and the larger trees grow",
};

const foldsRows = {
  "learns the same from a row of weight k as from the row k times":
    "a row that comes k times may stand in several folds",
};

const toLogistic = () => new Pipeline().add("impute", new SimpleImputer()).add("model", new LogisticRegression());

const toRidge = () => new Pipeline().add("impute", new SimpleImputer()).add("model", new Ridge());

export const meta: Cases = [
  [
    "AdaBoostClassifier",
    [
      ["AdaBoostClassifier", { make: (options) => new AdaBoostClassifier({ nEstimators: 6, ...options }) }],
      [
        "AdaBoostClassifier by votes, of linear models",
        {
          make: (options) =>
            new AdaBoostClassifier({ algorithm: "SAMME", estimator: new LogisticRegression({ C: 0.01 }), ...options }),
        },
      ],
    ],
  ],
  [
    "AdaBoostRegressor",
    [
      ["AdaBoostRegressor", { make: (options) => new AdaBoostRegressor(options), exempt: drawsRows }],
      [
        "AdaBoostRegressor of pipelines",
        { make: (options) => new AdaBoostRegressor({ estimator: toRidge(), ...options }), exempt: drawsRows },
      ],
    ],
  ],
  [
    "BaggingClassifier",
    [
      ["BaggingClassifier", { make: (options) => new BaggingClassifier(options), exempt: drawnTrees }],
      [
        "BaggingClassifier of pipelines, of some columns, scored out of bag",
        {
          make: (options) =>
            new BaggingClassifier({ estimator: toLogistic(), maxFeatures: 0.5, oobScore: true, ...options }),
          exempt: drawsRows,
        },
      ],
      [
        "BaggingClassifier of linear models, of columns drawn twice, from few rows",
        {
          make: (options) =>
            new BaggingClassifier({
              estimator: new LogisticRegression(),
              maxSamples: 3,
              bootstrapFeatures: true,
              ...options,
            }),
          exempt: drawsRows,
        },
      ],
    ],
  ],
  [
    "BaggingRegressor",
    [
      ["BaggingRegressor", { make: (options) => new BaggingRegressor(options), exempt: drawnTrees }],
      [
        "BaggingRegressor without bootstrap, of some columns",
        {
          make: (options) =>
            new BaggingRegressor({ estimator: new Ridge(), bootstrap: false, maxFeatures: 3, ...options }),
          tolerance: CLOSE,
        },
      ],
      [
        "BaggingRegressor of pipelines, scored out of bag",
        {
          make: (options) => new BaggingRegressor({ estimator: toRidge(), oobScore: true, ...options }),
          exempt: drawsRows,
        },
      ],
    ],
  ],
  [
    "VotingClassifier",
    (["hard", "soft"] as const).flatMap(
      (voting): Named => [
        [
          `VotingClassifier, ${voting}`,
          {
            make: (options) =>
              new VotingClassifier({ voting, weights: [2, 1], ...options })
                .add("tree", new DecisionTreeClassifier({ maxDepth: 3 }))
                .add("linear", new LogisticRegression()),
            tolerance: CLOSE,
          },
        ],
        [
          `VotingClassifier of pipelines, ${voting}`,
          {
            make: (options) =>
              new VotingClassifier({ voting, ...options }).add("linear", toLogistic()).add("same", toLogistic()),
            exempt: voting === "soft" ? weighsLast : repeatsLast,
          },
        ],
      ],
    ),
  ],
  [
    "VotingRegressor",
    [
      [
        "VotingRegressor",
        {
          make: (options) =>
            new VotingRegressor({ weights: [1, 3], ...options })
              .add("line", new LinearRegression())
              .add("ridge", new Ridge()),
          tolerance: CLOSE,
        },
      ],
    ],
  ],
  [
    "StackingClassifier",
    [
      [
        "StackingClassifier",
        {
          make: (options) =>
            new StackingClassifier(options)
              .add("tree", new DecisionTreeClassifier({ maxDepth: 3 }))
              .add("linear", new LogisticRegression()),
          exempt: foldsRows,
        },
      ],
      [
        "StackingClassifier of scores and columns",
        {
          make: (options) =>
            new StackingClassifier({ stackMethod: "decisionFunction", passthrough: true, cv: 3, ...options }).add(
              "linear",
              new LogisticRegression(),
            ),
          exempt: foldsRows,
        },
      ],
      [
        "StackingClassifier of pipelines, by codes",
        {
          make: (options) =>
            new StackingClassifier({
              stackMethod: "predict",
              shuffle: true,
              finalEstimator: new DecisionTreeClassifier({ maxDepth: 2 }),
              ...options,
            }).add("linear", toLogistic()),
          exempt: foldsRows,
        },
      ],
    ],
  ],
  [
    "TableVectorizer",
    (["impute", "keep"] as const).map((missing): Named[number] => [
      `TableVectorizer, ${missing}`,
      {
        make: (options) => new TableVectorizer({ missing, ...options }),
        data: { x: everything },
        kinds: [
          ClipModel,
          ColumnTransformerModel,
          DatetimeFeaturesModel,
          OneHotEncoderModel,
          PipelineTransformer,
          SimpleImputerModel,
        ],
      },
    ]),
  ],
  [
    "StackingRegressor",
    [
      [
        "StackingRegressor",
        {
          make: (options) =>
            new StackingRegressor(options)
              .add("tree", new DecisionTreeRegressor({ maxDepth: 3 }))
              .add("line", new LinearRegression()),
          exempt: foldsRows,
        },
      ],
      [
        "StackingRegressor of linear models and columns",
        {
          make: (options) =>
            new StackingRegressor({ passthrough: true, finalEstimator: new LinearRegression(), ...options }).add(
              "ridge",
              new Ridge(),
            ),
          exempt: foldsRows,
        },
      ],
    ],
  ],
  [
    "SelectFromModel",
    [
      [
        "SelectFromModel of a linear model",
        { make: (options) => new SelectFromModel(new LogisticRegression(), options), tolerance: CLOSE },
      ],
      [
        "SelectFromModel of trees",
        {
          make: (options) =>
            new SelectFromModel(new DecisionTreeRegressor({ maxDepth: 3 }), { maxFeatures: 2, ...options }),
        },
      ],
    ],
  ],
  [
    "IterativeImputer",
    [
      [
        "IterativeImputer",
        {
          // As many rounds whatever the rows, so that the size of what is stored does not depend on when they settle.
          make: (options) => new IterativeImputer({ maxIter: 3, tol: 0, ...options }),
        },
      ],
      [
        "IterativeImputer of pipelines, from the nearest columns in a drawn order",
        {
          make: (options) =>
            new IterativeImputer({
              estimator: new Pipeline().add("scale", new StandardScaler()).add("model", new Ridge()),
              maxIter: 2,
              tol: 0,
              nNearestFeatures: 2,
              imputationOrder: "random",
              addIndicator: true,
              ...options,
            }),
        },
      ],
    ],
  ],
];

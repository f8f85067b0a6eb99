/**
 * How each estimator of the library is judged. What stands in no entry is judged with its defaults, so that a new estimator
 * needs none unless it takes more than options.
 */
import type { Label } from "../../src/core/contracts.js";
import type { Estimator, EstimatorClass } from "../../src/core/estimator.js";
import { Frame } from "../../src/data/frame.js";
import { DenseMatrix, type Matrix } from "../../src/data/matrix.js";
import { DummyClassifier } from "../../src/dummy/dummy-classifier.js";
import { DummyRegressor } from "../../src/dummy/dummy-regressor.js";
import { MlExponentialRegression } from "../../src/interop/ml-exponential-regression.js";
import { MlPolynomialRegression } from "../../src/interop/ml-polynomial-regression.js";
import { MlPowerRegression } from "../../src/interop/ml-power-regression.js";
import { MlRandomForestClassifier } from "../../src/interop/ml-random-forest-classifier.js";
import { MlRandomForestRegressor } from "../../src/interop/ml-random-forest-regressor.js";
import { MlRobustPolynomialRegression } from "../../src/interop/ml-robust-polynomial-regression.js";
import { MlTheilSenRegression } from "../../src/interop/ml-theil-sen-regression.js";
import { BayesianRidge } from "../../src/linear/bayesian-ridge.js";
import { LinearRegression } from "../../src/linear/linear-regression.js";
import { LogisticRegression } from "../../src/linear/logistic-regression.js";
import { Ridge } from "../../src/linear/ridge.js";
import { AdaBoostClassifier } from "../../src/meta/adaboost-classifier.js";
import { AdaBoostRegressor } from "../../src/meta/adaboost-regressor.js";
import { BaggingClassifier } from "../../src/meta/bagging-classifier.js";
import { BaggingRegressor } from "../../src/meta/bagging-regressor.js";
import { IterativeImputer } from "../../src/meta/iterative-imputer.js";
import { SelectFromModel } from "../../src/meta/select-from-model.js";
import { StackingClassifier } from "../../src/meta/stacking-classifier.js";
import { StackingRegressor } from "../../src/meta/stacking-regressor.js";
import { TableVectorizer } from "../../src/meta/table-vectorizer.js";
import { VotingClassifier } from "../../src/meta/voting-classifier.js";
import { VotingRegressor } from "../../src/meta/voting-regressor.js";
import { ColumnTransformer } from "../../src/pipeline/column-transformer.js";
import { ColumnTransformerModel } from "../../src/pipeline/column-transformer-model.js";
import { FeatureUnion } from "../../src/pipeline/feature-union.js";
import { FunctionTransformer } from "../../src/pipeline/function-transformer.js";
import { Pipeline } from "../../src/pipeline/pipeline.js";
import { PipelineTransformer } from "../../src/pipeline/pipeline-model.js";
import { TransformedTargetRegressor } from "../../src/pipeline/transformed-target.js";
import { Binarizer } from "../../src/preprocess/binarizer.js";
import { Clip } from "../../src/preprocess/clip.js";
import { ClipModel } from "../../src/preprocess/clip-model.js";
import { ColumnArithmetic } from "../../src/preprocess/column-arithmetic.js";
import { DatetimeFeatures } from "../../src/preprocess/datetime-features.js";
import { DatetimeFeaturesModel } from "../../src/preprocess/datetime-features-model.js";
import { FeatureHasher } from "../../src/preprocess/feature-hasher.js";
import { KBinsDiscretizer } from "../../src/preprocess/k-bins-discretizer.js";
import { KNNImputer } from "../../src/preprocess/knn-imputer.js";
import { MaxAbsScaler } from "../../src/preprocess/max-abs-scaler.js";
import { MinMaxScaler } from "../../src/preprocess/min-max-scaler.js";
import { MissingIndicator } from "../../src/preprocess/missing-indicator.js";
import { Normalizer } from "../../src/preprocess/normalizer.js";
import { OneHotEncoder } from "../../src/preprocess/one-hot-encoder.js";
import { OneHotEncoderModel } from "../../src/preprocess/one-hot-encoder-model.js";
import { OrdinalEncoder } from "../../src/preprocess/ordinal-encoder.js";
import { PolynomialFeatures } from "../../src/preprocess/polynomial-features.js";
import { PowerTransformer } from "../../src/preprocess/power-transformer.js";
import { QuantileTransformer } from "../../src/preprocess/quantile-transformer.js";
import { RobustScaler } from "../../src/preprocess/robust-scaler.js";
import { SelectKBest } from "../../src/preprocess/select-k-best.js";
import { SimpleImputer } from "../../src/preprocess/simple-imputer.js";
import { SimpleImputerModel } from "../../src/preprocess/simple-imputer-model.js";
import { SplineTransformer } from "../../src/preprocess/spline-transformer.js";
import { StandardScaler } from "../../src/preprocess/standard-scaler.js";
import { TargetEncoder } from "../../src/preprocess/target-encoder.js";
import { RandomOverSampler } from "../../src/sampling/random-over-sampler.js";
import { RandomUnderSampler } from "../../src/sampling/random-under-sampler.js";
import type { EstimatorSpec } from "../../src/testing/index.js";
import { DecisionTreeClassifier } from "../../src/tree/decision-tree-classifier.js";
import { DecisionTreeRegressor } from "../../src/tree/decision-tree-regressor.js";
import { ExtraTreesClassifier } from "../../src/tree/forest/extra-trees-classifier.js";
import { ExtraTreesRegressor } from "../../src/tree/forest/extra-trees-regressor.js";
import { RandomForestClassifier } from "../../src/tree/forest/random-forest-classifier.js";
import { RandomForestRegressor } from "../../src/tree/forest/random-forest-regressor.js";
import { GradientBoostingClassifier } from "../../src/tree/gradient-boosting/gradient-boosting-classifier.js";
import { GradientBoostingRegressor } from "../../src/tree/gradient-boosting/gradient-boosting-regressor.js";
import { HistGradientBoostingClassifier } from "../../src/tree/hist/hist-gradient-boosting-classifier.js";
import { HistGradientBoostingRegressor } from "../../src/tree/hist/hist-gradient-boosting-regressor.js";
import { IsolationForest } from "../../src/tree/isolation/isolation-forest.js";

const NO_STAGE = "a pipeline that predicts is no stage of another";
const LAST_ALONE = "weights go to the last stage alone: the scaler before it counts each row once";

/** The checks that put the estimator into a pipeline. */
const predicts = {
  "answers the same inside a pipeline as alone": NO_STAGE,
  "answers one row object inside a pipeline as in a batch": NO_STAGE,
  "answers the same after it was stored and loaded inside a pipeline": NO_STAGE,
};

const EXTREMES = "the ends of each column's range are values of rows, and one row may hold several of them";
const keepsExtremes = {
  "stores no training row": EXTREMES,
  "stores no training row inside a pipeline": EXTREMES,
};

const countsSparse = {
  "learns the same from sparse rows as from dense ones where its trait says so":
    "values of sparse rows are counted, those of dense ones measured",
};

const repeatsLast = { "learns the same from a row of weight k as from the row k times": LAST_ALONE };
const weighsLast = {
  ...repeatsLast,
  "learns the same with a row of weight 0 as without the row": LAST_ALONE,
};

const ASKS_ROWS = "its training rows are what it asks, and the docs say that it keeps them";
const keepsRows = {
  "stores no training row": ASKS_ROWS,
  "stores no training row inside a pipeline": ASKS_ROWS,
  "stores nothing for each training row": ASKS_ROWS,
};

const growsWithRows = {
  "stores nothing for each training row": "its trees grow until three rows are left, whatever the rows",
};

const countsRows = {
  "learns the same from a row of weight k as from the row k times": "minSamplesLeaf counts rows, whatever they weigh",
  "stores nothing for each training row": "its trees grow up to 31 leaves where there are 20 rows for each",
};
const countsHeldOut = {
  ...countsRows,
  "stores nothing for each training row": "the rows held out decide how many rounds there are",
};
/** Gradients times weights are rounded to single precision. */
const SINGLE = 1e-5;

/** How far results of the same sums in another order may be apart. */
const CLOSE = 1e-9;

type Named = readonly (readonly [title: string, spec: EstimatorSpec])[];

const halve = (x: Matrix) => x.toDense().withValues(x.toDense().values.map((value) => value / 2));
const same = (x: Frame) => x;
const cube = { func: Math.cbrt, inverse: (y: number) => y * y * y, names: ["cbrt", "cube"] } as const;

/** Rows with columns of every type, some values missing. */
const loans = (() => {
  const cities = ["Lima", "Oslo", "Quito", null];
  const rows = Array.from({ length: 60 }, (_, row) => ({
    age: row % 11 === 3 ? null : 20 + ((row * 37) % 41) + row / 64,
    income: 900 + ((row * row * 13) % 997) + 0.25,
    city: cities[(row * 7) % 4] ?? null,
    ownCar: row % 3 === 0,
  }));
  const x = Frame.fromRows(rows);
  const y = rows.map(({ age, income, ownCar }) => (age ?? 30) / 20 + income / 900 + (ownCar ? 1 : 0));
  return { x, amount: y, status: y.map((value) => (value > 3.6 ? "late" : "paid")) };
})();

/** Rows of dates, as timestamps and as text, some of them missing. */
const dates = (() => {
  const start = Date.UTC(2019, 10, 30, 22, 15);
  const rows = Array.from({ length: 60 }, (_, row) => {
    const at = new Date(start + 86_400_000 * ((row * row * 7) % 900) + 3_600_000 * ((row * 5) % 24));
    return {
      at: row % 13 === 5 ? null : at,
      born:
        row % 13 === 5 ? null : new Date(at.getTime() - 1e12).toISOString().slice(0, 10).split("-").reverse().join("."),
    };
  });
  return { x: Frame.fromRows(rows) };
})();

/** A column of each of the lists of cells, over and over. */
function columnsOf(...lists: readonly (readonly (Label | null)[])[]): Frame {
  const cells = (row: number) => lists.map((list, col) => [`c${col}`, list[(row * 7) % list.length] ?? null]);
  return Frame.fromRows(Array.from({ length: 48 }, (_, row) => Object.fromEntries(cells(row))));
}

/** Rows with columns of all types. */
const everything = (() => {
  let all: Frame = loans.x;
  for (const name of dates.x.columns) all = all.withColumn(name, dates.x.column(name as "at"));
  const vectors = loans.x.toRows().map((_, row) => (row % 13 === 5 ? null : Float32Array.of(row % 7, (row * 3) % 5)));
  return all.withColumn("face", vectors);
})();
const crossFits = {
  "fitTransform gives what fit and then transform give": "training rows are encoded by the folds without them",
};
const woods = Array.from({ length: 48 }, (_, row) => ["ash", "birch", "cedar"][(row * row) % 3] ?? "ash");

/** Rows of one column above 0, with a target above 0 that is near a curve. */
const curve = (() => {
  const column = Array.from({ length: 48 }, (_, row) => 0.5 + ((row * 29) % 48) / 7);
  const y = column.map((x, row) => 2 + 0.75 * x * x + ((row * 13) % 11) / 8);
  return { x: DenseMatrix.fromDense(Float64Array.from(column), column.length, 1, ["x"]), y };
})();

/** Rows above 0. */
const positive = (() => {
  const values = Float64Array.from({ length: 48 * 3 }, (_, at) => 0.25 + ((at * 37) % 101) * ((at % 3) + 1));
  return { x: DenseMatrix.fromDense(values, 48, 3, ["low", "middle", "high"]) };
})();

const columns = (options?: object) =>
  new ColumnTransformer(options)
    .add("numbers", new Pipeline().add("impute", new SimpleImputer()).add("scale", new StandardScaler()), [
      "age",
      "income",
    ])
    .add("places", new OneHotEncoder({ handleUnknown: "ignore" }), ["city", "ownCar"]);

/** Forests of drawn rows; of all rows, where a weight is a number of rows; and of stumps, whose size does not depend on the rows. */
function forests(title: string, make: (options: object) => Estimator): Named {
  const drawn = {
    "learns the same from a row of weight k as from the row k times":
      "the bootstrap draws rows alike, whatever they weigh",
  };
  return [
    [
      title,
      {
        make: (options) => make({ nEstimators: 20, ...options }),
        tolerance: 0,
        exempt: {
          ...drawn,
          "stores nothing for each training row":
            "the more often the same rows come, the fewer of them a draw leaves out, and the larger trees grow",
        },
      },
    ],
    [
      `${title} without bootstrap`,
      { make: (options) => make({ nEstimators: 10, bootstrap: false, maxFeatures: 2, ...options }), tolerance: 0 },
    ],
    [
      `${title} of stumps, scored out of bag`,
      {
        make: (options) => make({ nEstimators: 20, maxDepth: 1, oobScore: true, ...options }),
        tolerance: 0,
        exempt: drawn,
      },
    ],
  ];
}

const DRAWS = "the rows are drawn, and other draws fall to other rows";
const drawsRows = { "learns the same from a row of weight k as from the row k times": DRAWS };
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

/** Ensembles; those of pipelines that fill in read missing values. */
const ensembles: readonly (readonly [kind: string, judged: Named])[] = [
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
];

/** Forests of trees of all rows, split at drawn places. */
function extraTrees(title: string, make: (options: object) => Estimator): Named {
  return [[title, { make: (options) => make({ nEstimators: 20, ...options }), tolerance: 0 }]];
}

const specs: ReadonlyMap<string, Named> = new Map<string, Named>([
  ...ensembles,
  [
    "StandardScaler",
    [
      ["StandardScaler", { make: (options) => new StandardScaler(options) }],
      ["StandardScaler without centring", { make: (options) => new StandardScaler({ withMean: false, ...options }) }],
    ],
  ],
  [
    "RandomOverSampler",
    [
      ["RandomOverSampler", { make: (options) => new RandomOverSampler(options) }],
      ["RandomOverSampler of columns", { make: (options) => new RandomOverSampler(options), reads: "columns" }],
      [
        "RandomOverSampler that moves rows",
        { make: (options) => new RandomOverSampler({ shrinkage: 0.5, ...options }) },
      ],
    ],
  ],
  [
    "RandomUnderSampler",
    [
      ["RandomUnderSampler", { make: (options) => new RandomUnderSampler(options) }],
      [
        "RandomUnderSampler of columns, with replacement",
        { make: (options) => new RandomUnderSampler({ replacement: true, ...options }), reads: "columns" },
      ],
    ],
  ],
  [
    "MinMaxScaler",
    [
      ["MinMaxScaler", { make: (options) => new MinMaxScaler(options), exempt: keepsExtremes }],
      [
        "MinMaxScaler that clips",
        {
          make: (options) => new MinMaxScaler({ featureRange: [-1, 1], clip: true, ...options }),
          exempt: keepsExtremes,
        },
      ],
    ],
  ],
  ["MaxAbsScaler", [["MaxAbsScaler", { make: (options) => new MaxAbsScaler(options) }]]],
  [
    "RobustScaler",
    [
      ["RobustScaler", { make: (options) => new RobustScaler(options) }],
      [
        "RobustScaler without centring",
        { make: (options) => new RobustScaler({ withCentering: false, unitVariance: true, ...options }) },
      ],
    ],
  ],
  [
    "Normalizer",
    (["l1", "l2", "max"] as const).map((norm): Named[number] => [
      `Normalizer, ${norm}`,
      { make: (options) => new Normalizer({ norm, ...options }) },
    ]),
  ],
  [
    "Binarizer",
    [
      ["Binarizer", { make: (options) => new Binarizer(options) }],
      ["Binarizer below 0", { make: (options) => new Binarizer({ threshold: -0.5, ...options }) }],
    ],
  ],
  [
    "QuantileTransformer",
    [
      [
        "QuantileTransformer",
        { make: (options) => new QuantileTransformer({ nQuantiles: 8, ...options }), exempt: keepsExtremes },
      ],
      [
        "QuantileTransformer to a normal distribution, of some of the rows",
        {
          make: (options) =>
            new QuantileTransformer({ nQuantiles: 5, subsample: 20, outputDistribution: "normal", ...options }),
        },
      ],
      [
        "QuantileTransformer of sparse rows",
        {
          make: (options) => new QuantileTransformer({ nQuantiles: 8, ignoreImplicitZeros: true, ...options }),
          exempt: {
            ...keepsExtremes,
            "learns the same from sparse rows as from dense ones where its trait says so":
              "the zeros that sparse rows leave out are not learned from, dense ones are",
          },
        },
      ],
    ],
  ],
  [
    "PowerTransformer",
    [
      ["PowerTransformer", { make: (options) => new PowerTransformer(options) }],
      [
        "PowerTransformer of Box and Cox",
        { make: (options) => new PowerTransformer({ method: "boxCox", ...options }), data: positive },
      ],
    ],
  ],
  [
    "Clip",
    [
      ["Clip", { make: (options) => new Clip(options) }],
      [
        "Clip with a bound for each column",
        { make: (options) => new Clip({ lower: -1, upper: [1, null, 0.5, 2], ...options }) },
      ],
    ],
  ],
  [
    "ColumnArithmetic",
    [
      ["ColumnArithmetic", { make: (options) => new ColumnArithmetic(options) }],
      [
        "ColumnArithmetic of columns and of what was computed",
        {
          make: (options) =>
            new ColumnArithmetic({
              columns: [
                { name: "ratio", op: "divide", left: "x1", right: "x0" },
                { name: "log", op: "log1p", left: "ratio" },
                { name: "least", op: "min", left: "x2", right: "log" },
              ],
              ...options,
            }),
          // The names of columns without names, since some checks give the same rows as lists of numbers.
          data: {
            x: Frame.fromRows(loans.x.toRows().map(({ age, income, ownCar }) => ({ x0: age, x1: income, x2: ownCar }))),
          },
        },
      ],
    ],
  ],
  [
    "DatetimeFeatures",
    [
      ["DatetimeFeatures", { make: (options) => new DatetimeFeatures(options), data: dates }],
      [
        "DatetimeFeatures on the circle, with ages",
        {
          make: (options) =>
            new DatetimeFeatures({ cyclic: true, asOf: { column: "at" }, ageUnit: "years", ...options }),
          data: dates,
        },
      ],
    ],
  ],
  [
    "KBinsDiscretizer",
    [
      ["KBinsDiscretizer", { make: (options) => new KBinsDiscretizer(options), exempt: keepsExtremes }],
      [
        "KBinsDiscretizer of uniform bins, in order",
        {
          make: (options) => new KBinsDiscretizer({ strategy: "uniform", encode: "ordinal", ...options }),
          exempt: keepsExtremes,
        },
      ],
      [
        "KBinsDiscretizer around means, dense",
        {
          make: (options) => new KBinsDiscretizer({ strategy: "kmeans", encode: "onehotDense", nBins: 12, ...options }),
          exempt: keepsExtremes,
        },
      ],
    ],
  ],
  [
    "PolynomialFeatures",
    [
      ["PolynomialFeatures", { make: (options) => new PolynomialFeatures(options) }],
      [
        "PolynomialFeatures of interactions alone",
        { make: (options) => new PolynomialFeatures({ degree: [2, 4], interactionOnly: true, ...options }) },
      ],
    ],
  ],
  [
    "SplineTransformer",
    [
      ["SplineTransformer", { make: (options) => new SplineTransformer(options), exempt: keepsExtremes }],
      [
        "SplineTransformer between quantiles, in lines",
        {
          make: (options) =>
            new SplineTransformer({ knots: "quantile", extrapolation: "linear", includeBias: false, ...options }),
          exempt: keepsExtremes,
        },
      ],
      [
        "SplineTransformer, periodic",
        {
          make: (options) => new SplineTransformer({ degree: 2, extrapolation: "periodic", ...options }),
          exempt: keepsExtremes,
        },
      ],
    ],
  ],
  [
    "SelectKBest",
    (["fClassif", "fRegression", "mutualInfoClassif", "mutualInfoRegression"] as const).map((scoreFunc) => [
      `SelectKBest by ${scoreFunc}`,
      {
        make: (options) => new SelectKBest({ k: 2, scoreFunc, ...options }),
        exempt: scoreFunc === "mutualInfoClassif" ? countsSparse : {},
      },
    ]),
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
    "OrdinalEncoder",
    [
      ["OrdinalEncoder", { make: (options) => new OrdinalEncoder(options) }],
      [
        "OrdinalEncoder with numbers for what has no category",
        {
          make: (options) =>
            new OrdinalEncoder({
              handleUnknown: "useEncodedValue",
              unknownValue: -1,
              encodedMissingValue: -2,
              ...options,
            }),
        },
      ],
    ],
  ],
  [
    "TargetEncoder",
    [
      ["TargetEncoder", { make: (options) => new TargetEncoder(options), exempt: crossFits }],
      [
        "TargetEncoder of numbers",
        {
          make: (options) => new TargetEncoder({ targetType: "continuous", smooth: 3, ...options }),
          exempt: crossFits,
        },
      ],
      [
        "TargetEncoder of several classes",
        {
          make: (options) => new TargetEncoder({ cv: 3, shuffle: false, ...options }),
          data: { x: columnsOf(["Lima", "Oslo", "Quito", null, "Bonn"], [true, null, false]), y: woods },
          exempt: crossFits,
        },
      ],
    ],
  ],
  [
    "FeatureHasher",
    [
      [
        "FeatureHasher",
        {
          make: (options) => new FeatureHasher({ nFeatures: 13, ...options }),
          exempt: { "takes any name for a column": "the names of columns are hashed with their values" },
        },
      ],
      [
        "FeatureHasher of strings",
        {
          make: (options) =>
            new FeatureHasher({ nFeatures: 16, inputType: "string", alternateSign: false, ...options }),
          data: { x: columnsOf(["Lima", "Oslo", "Quito", null], ["a", null, "Lima"]) },
        },
      ],
    ],
  ],
  [
    "SimpleImputer",
    [
      ["SimpleImputer", { make: (options) => new SimpleImputer(options) }],
      [
        "SimpleImputer of columns",
        { make: (options) => new SimpleImputer({ strategy: "mostFrequent", ...options }), reads: "columns" },
      ],
    ],
  ],
  [
    "OneHotEncoder",
    [
      ["OneHotEncoder", { make: (options) => new OneHotEncoder(options) }],
      [
        "OneHotEncoder that ignores",
        { make: (options) => new OneHotEncoder({ handleUnknown: "ignore", drop: "first", ...options }) },
      ],
      [
        "OneHotEncoder of listed categories, dense",
        {
          make: (options) =>
            new OneHotEncoder({
              categories: [
                ["Quito", "Lima", "Oslo", "Bonn", null],
                [true, false, null],
                [1, 2, 3, 4],
              ],
              drop: ["Lima", null, 4],
              handleUnknown: "ignore",
              sparseOutput: false,
              ...options,
            }),
          data: { x: columnsOf(["Lima", "Oslo", "Quito", null], [true, null, false], [1, 2, 3, 4]) },
        },
      ],
    ],
  ],
  [
    "LinearRegression",
    [
      ["LinearRegression", { make: (options) => new LinearRegression(options), tolerance: CLOSE }],
      [
        "LinearRegression without an intercept",
        {
          make: (options) => new LinearRegression({ fitIntercept: false, ...options }),
          tolerance: CLOSE,
          exempt: { "predicts a constant target as it is": "a plane through the origin is no constant" },
        },
      ],
    ],
  ],
  ["BayesianRidge", [["BayesianRidge", { make: (options) => new BayesianRidge(options), tolerance: CLOSE }]]],
  ["Ridge", [["Ridge", { make: (options) => new Ridge(options), tolerance: CLOSE }]]],
  [
    "LogisticRegression",
    [
      ["LogisticRegression", { make: (options) => new LogisticRegression(options), tolerance: CLOSE }],
      [
        "LogisticRegression, sparse",
        { make: (options) => new LogisticRegression({ penalty: "l1", ...options }), tolerance: CLOSE },
      ],
      [
        "LogisticRegression, mixed",
        { make: (options) => new LogisticRegression({ penalty: "elasticnet", ...options }), tolerance: CLOSE },
      ],
    ],
  ],
  // Trees count: a weight of k is exactly the row k times.
  [
    "DecisionTreeClassifier",
    [
      ["DecisionTreeClassifier", { make: (options) => new DecisionTreeClassifier(options), tolerance: 0 }],
      [
        "DecisionTreeClassifier by entropy",
        {
          make: (options) =>
            new DecisionTreeClassifier({ criterion: "entropy", maxFeatures: 2, maxDepth: 3, ...options }),
          tolerance: 0,
        },
      ],
      [
        "DecisionTreeClassifier at drawn thresholds",
        { make: (options) => new DecisionTreeClassifier({ splitter: "random", ...options }), tolerance: 0 },
      ],
    ],
  ],
  [
    "DecisionTreeRegressor",
    [
      ["DecisionTreeRegressor", { make: (options) => new DecisionTreeRegressor(options), tolerance: 0 }],
      [
        "DecisionTreeRegressor by the absolute error",
        {
          make: (options) => new DecisionTreeRegressor({ criterion: "absoluteError", maxDepth: 5, ...options }),
          tolerance: 0,
        },
      ],
      [
        "DecisionTreeRegressor by Friedman's score, at drawn thresholds",
        {
          make: (options) => new DecisionTreeRegressor({ criterion: "friedmanMse", splitter: "random", ...options }),
          tolerance: 0,
        },
      ],
    ],
  ],
  ["RandomForestClassifier", forests("RandomForestClassifier", (options) => new RandomForestClassifier(options))],
  ["RandomForestRegressor", forests("RandomForestRegressor", (options) => new RandomForestRegressor(options))],
  ["ExtraTreesClassifier", extraTrees("ExtraTreesClassifier", (options) => new ExtraTreesClassifier(options))],
  [
    "IsolationForest",
    [
      [
        "IsolationForest",
        {
          make: (options) => new IsolationForest({ nEstimators: 20, ...options }),
          exempt: {
            "stores nothing for each training row": "trees are grown on up to 256 rows, of which the check has fewer",
          },
        },
      ],
      [
        "IsolationForest of a share of outliers",
        {
          make: (options) =>
            new IsolationForest({ nEstimators: 10, maxSamples: 1, contamination: 0.2, maxFeatures: 0.5, ...options }),
        },
      ],
    ],
  ],
  ["ExtraTreesRegressor", extraTrees("ExtraTreesRegressor", (options) => new ExtraTreesRegressor(options))],
  [
    "GradientBoostingClassifier",
    [
      [
        "GradientBoostingClassifier",
        { make: (options) => new GradientBoostingClassifier({ nEstimators: 8, ...options }), tolerance: CLOSE },
      ],
      [
        "GradientBoostingClassifier of stumps on drawn rows and columns",
        {
          make: (options) =>
            new GradientBoostingClassifier({ nEstimators: 8, maxDepth: 1, subsample: 0.7, maxFeatures: 2, ...options }),
          exempt: drawsRows,
        },
      ],
      [
        "GradientBoostingClassifier that watches rows",
        {
          make: (options) => new GradientBoostingClassifier({ nEstimators: 12, nIterNoChange: 2, ...options }),
          exempt: {
            ...drawsRows,
            "stores nothing for each training row": "the rows held out decide how many rounds there are",
          },
        },
      ],
    ],
  ],
  [
    "GradientBoostingRegressor",
    [
      [
        "GradientBoostingRegressor",
        { make: (options) => new GradientBoostingRegressor({ nEstimators: 8, ...options }), tolerance: CLOSE },
      ],
      ...(["absoluteError", "huber", "quantile"] as const).map((loss): Named[number] => [
        `GradientBoostingRegressor, ${loss}`,
        { make: (options) => new GradientBoostingRegressor({ nEstimators: 8, loss, ...options }), tolerance: CLOSE },
      ]),
      [
        "GradientBoostingRegressor on drawn rows",
        {
          make: (options) => new GradientBoostingRegressor({ nEstimators: 8, subsample: 0.5, ...options }),
          exempt: drawsRows,
        },
      ],
    ],
  ],
  [
    "HistGradientBoostingClassifier",
    [
      [
        "HistGradientBoostingClassifier",
        {
          make: (options) => new HistGradientBoostingClassifier({ maxIter: 8, ...options }),
          tolerance: SINGLE,
          exempt: countsRows,
        },
      ],
      [
        "HistGradientBoostingClassifier of small trees",
        {
          make: (options) =>
            new HistGradientBoostingClassifier({ maxIter: 8, maxLeafNodes: 3, minSamplesLeaf: 1, ...options }),
          tolerance: SINGLE,
        },
      ],
      [
        "HistGradientBoostingClassifier that watches rows",
        {
          make: (options) =>
            new HistGradientBoostingClassifier({ maxIter: 12, earlyStopping: true, nIterNoChange: 2, ...options }),
          exempt: countsHeldOut,
        },
      ],
    ],
  ],
  [
    "HistGradientBoostingRegressor",
    [
      [
        "HistGradientBoostingRegressor",
        {
          make: (options) => new HistGradientBoostingRegressor({ maxIter: 8, ...options }),
          tolerance: SINGLE,
          exempt: countsRows,
        },
      ],
      [
        "HistGradientBoostingRegressor of small trees",
        {
          make: (options) =>
            new HistGradientBoostingRegressor({ maxIter: 8, maxLeafNodes: 3, minSamplesLeaf: 1, ...options }),
          tolerance: SINGLE,
        },
      ],
      ...(["absoluteError", "quantile"] as const).map((loss): Named[number] => [
        `HistGradientBoostingRegressor, ${loss}`,
        {
          make: (options) => new HistGradientBoostingRegressor({ maxIter: 8, loss, ...options }),
          tolerance: SINGLE,
          exempt: countsRows,
        },
      ]),
    ],
  ],
  [
    "DummyClassifier",
    (["prior", "mostFrequent", "stratified", "uniform"] as const).map((strategy): Named[number] => [
      `DummyClassifier, ${strategy}`,
      { make: (options) => new DummyClassifier({ strategy, ...options }) },
    ]),
  ],
  [
    "DummyRegressor",
    [
      ...(["mean", "median"] as const).map((strategy): Named[number] => [
        `DummyRegressor, ${strategy}`,
        { make: (options) => new DummyRegressor({ strategy, ...options }), tolerance: CLOSE },
      ]),
      [
        "DummyRegressor, quantile",
        { make: (options) => new DummyRegressor({ strategy: "quantile", quantile: 0.3, ...options }) },
      ],
    ],
  ],
  [
    "MlRandomForestClassifier",
    [
      [
        "MlRandomForestClassifier",
        { make: (options) => new MlRandomForestClassifier({ nEstimators: 10, ...options }), exempt: growsWithRows },
      ],
      [
        "MlRandomForestClassifier of trees of one question",
        { make: (options) => new MlRandomForestClassifier({ maxDepth: 1, maxFeatures: 2, ...options }) },
      ],
    ],
  ],
  [
    "MlRandomForestRegressor",
    [
      [
        "MlRandomForestRegressor",
        { make: (options) => new MlRandomForestRegressor({ nEstimators: 10, ...options }), exempt: growsWithRows },
      ],
      [
        "MlRandomForestRegressor by the median of trees of one question",
        { make: (options) => new MlRandomForestRegressor({ maxDepth: 1, selectionMethod: "median", ...options }) },
      ],
    ],
  ],
  [
    "MlPolynomialRegression",
    [["MlPolynomialRegression", { make: (options) => new MlPolynomialRegression(options), data: curve }]],
  ],
  [
    "MlTheilSenRegression",
    [["MlTheilSenRegression", { make: (options) => new MlTheilSenRegression(options), data: curve }]],
  ],
  [
    "MlExponentialRegression",
    [["MlExponentialRegression", { make: (options) => new MlExponentialRegression(options), data: curve }]],
  ],
  ["MlPowerRegression", [["MlPowerRegression", { make: (options) => new MlPowerRegression(options), data: curve }]]],
  [
    "MlRobustPolynomialRegression",
    [["MlRobustPolynomialRegression", { make: (options) => new MlRobustPolynomialRegression(options), data: curve }]],
  ],
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
  [
    "KNNImputer",
    [
      ["KNNImputer", { make: (options) => new KNNImputer(options), exempt: keepsRows }],
      [
        "KNNImputer by distance, with indicators",
        {
          make: (options) => new KNNImputer({ nNeighbors: 3, weights: "distance", addIndicator: true, ...options }),
          exempt: keepsRows,
        },
      ],
    ],
  ],
  [
    "MissingIndicator",
    [
      ["MissingIndicator", { make: (options) => new MissingIndicator(options), reads: "columns" }],
      [
        "MissingIndicator of all columns, sparse",
        {
          make: (options) => new MissingIndicator({ features: "all", sparse: true, ...options }),
          reads: "columns",
        },
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
]);

/** How a class of estimators is judged. */
export function specsOf(Class: EstimatorClass): Named {
  return specs.get(Class.declaration.kind) ?? [[Class.declaration.kind, { make: (options) => new Class(options) }]];
}

/** The kinds with an entry of their own. */
export const listedKinds: readonly string[] = [...specs.keys()];

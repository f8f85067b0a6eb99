/** How the estimators of `src/preprocess/` are judged. */
import type { Label } from "../../../src/core/contracts.js";
import { Frame } from "../../../src/data/frame.js";
import { DenseMatrix } from "../../../src/data/matrix.js";
import { Binarizer } from "../../../src/preprocess/binarizer.js";
import { Clip } from "../../../src/preprocess/clip.js";
import { ColumnArithmetic } from "../../../src/preprocess/column-arithmetic.js";
import { DatetimeFeatures } from "../../../src/preprocess/datetime-features.js";
import { FeatureHasher } from "../../../src/preprocess/feature-hasher.js";
import { KBinsDiscretizer } from "../../../src/preprocess/k-bins-discretizer.js";
import { KNNImputer } from "../../../src/preprocess/knn-imputer.js";
import { MaxAbsScaler } from "../../../src/preprocess/max-abs-scaler.js";
import { MinMaxScaler } from "../../../src/preprocess/min-max-scaler.js";
import { MissingIndicator } from "../../../src/preprocess/missing-indicator.js";
import { Normalizer } from "../../../src/preprocess/normalizer.js";
import { OneHotEncoder } from "../../../src/preprocess/one-hot-encoder.js";
import { OrdinalEncoder } from "../../../src/preprocess/ordinal-encoder.js";
import { PolynomialFeatures } from "../../../src/preprocess/polynomial-features.js";
import { PowerTransformer } from "../../../src/preprocess/power-transformer.js";
import { QuantileTransformer } from "../../../src/preprocess/quantile-transformer.js";
import { RobustScaler } from "../../../src/preprocess/robust-scaler.js";
import { SelectKBest } from "../../../src/preprocess/select-k-best.js";
import { SimpleImputer } from "../../../src/preprocess/simple-imputer.js";
import { SplineTransformer } from "../../../src/preprocess/spline-transformer.js";
import { StandardScaler } from "../../../src/preprocess/standard-scaler.js";
import { TargetEncoder } from "../../../src/preprocess/target-encoder.js";
import type { Cases } from "./shared.js";
import { dates, loans, type Named } from "./shared.js";

const EXTREMES = "the ends of each column's range are values of rows, and one row may hold several of them";

const keepsExtremes = {
  "stores no training row": EXTREMES,
  "stores no training row inside a pipeline": EXTREMES,
};

const countsSparse = {
  "learns the same from sparse rows as from dense ones where its trait says so":
    "values of sparse rows are counted, those of dense ones measured",
};

const ASKS_ROWS = "its training rows are what it asks, and the docs say that it keeps them";

const keepsRows = {
  "stores no training row": ASKS_ROWS,
  "stores no training row inside a pipeline": ASKS_ROWS,
  "stores nothing for each training row": ASKS_ROWS,
};

/** A column of each of the lists of cells, over and over. */
function columnsOf(...lists: readonly (readonly (Label | null)[])[]): Frame {
  const cells = (row: number) => lists.map((list, col) => [`c${col}`, list[(row * 7) % list.length] ?? null]);
  return Frame.fromRows(Array.from({ length: 48 }, (_, row) => Object.fromEntries(cells(row))));
}

const crossFits = {
  "fitTransform gives what fit and then transform give": "training rows are encoded by the folds without them",
};

const woods = Array.from({ length: 48 }, (_, row) => ["ash", "birch", "cedar"][(row * row) % 3] ?? "ash");

/** Rows above 0. */
const positive = (() => {
  const values = Float64Array.from({ length: 48 * 3 }, (_, at) => 0.25 + ((at * 37) % 101) * ((at % 3) + 1));
  return { x: DenseMatrix.fromDense(values, 48, 3, ["low", "middle", "high"]) };
})();

export const preprocess: Cases = [
  [
    "StandardScaler",
    [
      ["StandardScaler", { make: (options) => new StandardScaler(options) }],
      ["StandardScaler without centring", { make: (options) => new StandardScaler({ withMean: false, ...options }) }],
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
];

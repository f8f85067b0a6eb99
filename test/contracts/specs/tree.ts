/** How the estimators of `src/tree/` are judged. */
import type { Estimator } from "../../../src/core/estimator.js";
import { DecisionTreeClassifier } from "../../../src/tree/decision-tree-classifier.js";
import { DecisionTreeRegressor } from "../../../src/tree/decision-tree-regressor.js";
import { ExtraTreesClassifier } from "../../../src/tree/forest/extra-trees-classifier.js";
import { ExtraTreesRegressor } from "../../../src/tree/forest/extra-trees-regressor.js";
import { RandomForestClassifier } from "../../../src/tree/forest/random-forest-classifier.js";
import { RandomForestRegressor } from "../../../src/tree/forest/random-forest-regressor.js";
import { GradientBoostingClassifier } from "../../../src/tree/gradient-boosting/gradient-boosting-classifier.js";
import { GradientBoostingRegressor } from "../../../src/tree/gradient-boosting/gradient-boosting-regressor.js";
import { HistGradientBoostingClassifier } from "../../../src/tree/hist/hist-gradient-boosting-classifier.js";
import { HistGradientBoostingRegressor } from "../../../src/tree/hist/hist-gradient-boosting-regressor.js";
import { IsolationForest } from "../../../src/tree/isolation/isolation-forest.js";
import type { Cases } from "./shared.js";
import { CLOSE, drawsRows, type Named } from "./shared.js";

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

/** Forests of trees of all rows, split at drawn places. */
function extraTrees(title: string, make: (options: object) => Estimator): Named {
  return [[title, { make: (options) => make({ nEstimators: 20, ...options }), tolerance: 0 }]];
}

export const tree: Cases = [
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
];

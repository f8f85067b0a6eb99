/** How the estimators of `src/dummy/` are judged. */
import { DummyClassifier } from "../../../src/dummy/dummy-classifier.js";
import { DummyRegressor } from "../../../src/dummy/dummy-regressor.js";
import type { Cases } from "./shared.js";
import { CLOSE, type Named } from "./shared.js";

export const dummy: Cases = [
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
];

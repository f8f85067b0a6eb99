/** How the estimators of `src/linear/` are judged. */
import { BayesianRidge } from "../../../src/linear/bayesian-ridge.js";
import { LinearRegression } from "../../../src/linear/linear-regression.js";
import { LogisticRegression } from "../../../src/linear/logistic-regression.js";
import { Ridge } from "../../../src/linear/ridge.js";
import type { Cases } from "./shared.js";
import { CLOSE } from "./shared.js";

export const linear: Cases = [
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
];

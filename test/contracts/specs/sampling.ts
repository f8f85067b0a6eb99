/** How the estimators of `src/sampling/` are judged. */
import { RandomOverSampler } from "../../../src/sampling/random-over-sampler.js";
import { RandomUnderSampler } from "../../../src/sampling/random-under-sampler.js";
import type { Cases } from "./shared.js";

export const sampling: Cases = [
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
];

/** The sound estimators as the suite is told of them. */
import type { EstimatorSpec } from "../../src/testing/index.js";
import { Codes, centring, Groups, Line, Twice } from "./sound.js";

const Plain = centring({});
const Able = centring({ missing: true, sparse: true, weights: true });
const Continuing = centring({ continues: true });

/** A transformer without any trait. */
export const plain: EstimatorSpec = { make: (options) => new Plain(options) };
/** A transformer that reads missing values, sparse rows and weights. */
export const able: EstimatorSpec = { make: (options) => new Able(options) };
/** A transformer that goes on from its models. */
export const continuing: EstimatorSpec = { make: (options) => new Continuing(options) };
export const line: EstimatorSpec = { make: (options) => new Line(options) };
export const groups: EstimatorSpec = { make: (options) => new Groups(options) };
export const codes: EstimatorSpec = { make: (options) => new Codes(options) };
export const twice: EstimatorSpec = { make: (options) => new Twice(options) };

export const soundSpecs: readonly (readonly [title: string, spec: EstimatorSpec])[] = [
  ["a transformer", plain],
  ["a transformer with every trait", able],
  ["a transformer that goes on", continuing],
  ["a regressor", line],
  ["a classifier", groups],
  ["a transformer of columns", codes],
  ["a sampler", twice],
];

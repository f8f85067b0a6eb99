/**
 * The closed list of kinds that artifacts and recipes may name: whatever the families export. Adding an estimator to its
 * family's index adds it here.
 */
import type { EstimatorClass } from "./core/estimator.js";
import type { ModelKind } from "./core/state.js";
import * as dummy from "./dummy/index.js";
import * as interop from "./interop/index.js";
import * as linear from "./linear/index.js";
import * as meta from "./meta/index.js";
import * as pipeline from "./pipeline/index.js";
import * as preprocess from "./preprocess/index.js";
import * as sampling from "./sampling/index.js";
import * as text from "./text/index.js";
import * as tree from "./tree/index.js";

const families: readonly object[] = [pipeline, preprocess, sampling, text, linear, tree, dummy, interop, meta];

/** Every estimator of the library. */
export const estimators: readonly EstimatorClass[] = families.flatMap((family) =>
  Object.values(family).filter(isEstimatorClass),
);

/** Every kind of model: those that estimators give, and those that a family exports besides. */
export const modelKinds: readonly ModelKind[] = [
  ...new Set([
    ...estimators.flatMap(({ declaration }) => declaration.models),
    ...families.flatMap((family) => Object.values(family).filter(isModelKind)),
  ]),
];

function isEstimatorClass(value: unknown): value is EstimatorClass {
  return typeof value === "function" && Object.hasOwn(value, "declaration");
}

function isModelKind(value: unknown): value is ModelKind {
  return typeof value === "function" && ["kind", "version", "parse"].every((key) => Object.hasOwn(value, key));
}

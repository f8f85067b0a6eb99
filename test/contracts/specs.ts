/**
 * How each estimator of the library is judged, family by family. What stands in no entry is judged with its defaults, so that a new estimator
 * needs none unless it takes more than options.
 */
import type { EstimatorClass } from "../../src/core/estimator.js";
import { dummy } from "./specs/dummy.js";
import { interop } from "./specs/interop.js";
import { linear } from "./specs/linear.js";
import { meta } from "./specs/meta.js";
import { pipeline } from "./specs/pipeline.js";
import { preprocess } from "./specs/preprocess.js";
import { sampling } from "./specs/sampling.js";
import type { Named } from "./specs/shared.js";
import { text } from "./specs/text.js";
import { tree } from "./specs/tree.js";

const specs: ReadonlyMap<string, Named> = new Map([
  ...meta,
  ...preprocess,
  ...sampling,
  ...text,
  ...linear,
  ...tree,
  ...dummy,
  ...interop,
  ...pipeline,
]);

/** How a class of estimators is judged. */
export function specsOf(Class: EstimatorClass): Named {
  return specs.get(Class.declaration.kind) ?? [[Class.declaration.kind, { make: (options) => new Class(options) }]];
}

/** The kinds with an entry of their own. */
export const listedKinds: readonly string[] = [...specs.keys()];

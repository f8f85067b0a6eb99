/** The kinds of parameters under one name, for those who declare estimators of their own: an object, since a namespace of exports would keep them all in every bundle. */
import {
  boolean,
  choice,
  either,
  integer,
  label,
  labelCounts,
  labelWeights,
  list,
  nullable,
  number,
  text,
} from "./params.js";

/**
 * How parameters are declared: default and bounds, from which come the check at run time, its message and the JSON Schema.
 *
 * @example
 * ```ts
 * import { param } from "@org/mlkit";
 *
 * const params = { limit: param.number({ default: 3, min: 0 }), mode: param.choice(["clip", "drop"], { default: "clip" }) };
 * params.limit.accepts(-1); // => false
 * ```
 */
export const param = {
  boolean,
  choice,
  either,
  integer,
  label,
  labelCounts,
  labelWeights,
  list,
  nullable,
  number,
  text,
} as const;

/**
 * Cuts off what lies beyond given bounds. Nothing is learned but the columns. Time O(rows × columns), memory O(columns).
 */

import { MatrixTransformerEstimator } from "../base/estimators.js";
import { ParameterError } from "../core/errors.js";
import type { Declaration } from "../core/estimator.js";
import { either, list, nullable, number, type Param, type Params } from "../core/params.js";
import type { Matrix } from "../data/matrix.js";
import { ClipModel } from "./clip-model.js";

/** Bounds as {@link Clip} takes them: one for all columns, one a column in their order (null: none), or none at all. */
export type ClipBounds = number | readonly (number | null)[] | null;

/** The options of {@link Clip}. */
export interface ClipOptions {
  /** The least value: one for all columns, or one a column, null for none. Default: null. */
  lower?: ClipBounds;
  /** The greatest value: one for all columns, or one a column, null for none. Default: null. */
  upper?: ClipBounds;
}

const bounds: Param<ClipBounds> = nullable(
  either(number({ default: 0 }), list(nullable(number({ default: 0 }), { default: null }), { default: [] }), {
    default: 0,
  }),
  { default: null },
);

const params = { lower: bounds, upper: bounds } satisfies Params<ClipOptions>;

const declaration: Declaration<ClipOptions> = {
  kind: "Clip",
  params,
  traits: { missing: true },
  models: [ClipModel],
};

/**
 * Replaces values below `lower` by `lower` and values above `upper` by `upper`. Missing values stay missing.
 *
 * @throws ParameterError `PARAM_INVALID` where a lower bound is above the upper one, and at fit where lists have not one bound a column.
 * @example
 * ```ts
 * import { Clip } from "@org/mlkit";
 *
 * const model = await new Clip({ lower: 0, upper: [100, null] }).fit([[1, 2]]);
 * [...model.transform([[-5, -5], [500, 500], [NaN, 7]]).values]; // => [0, 0, 100, 500, NaN, 7]
 * ```
 */
export class Clip extends MatrixTransformerEstimator<ClipOptions, ClipModel> {
  static readonly declaration = declaration;
  readonly declaration = declaration;

  constructor(options: ClipOptions = {}) {
    super(declaration, options);
    const { lower, upper } = this.params;
    const columns = Math.max(lengthOf(lower), lengthOf(upper), 1);
    const [low, high] = [boundsOf(lower, columns, -Infinity), boundsOf(upper, columns, Infinity)];
    const at = low.findIndex((value, col) => value > (high[col] as number));
    if (at >= 0) throw crossed(at, low[at] as number, high[at] as number);
  }

  protected learn(x: Matrix): ClipModel {
    const { lower, upper } = this.params;
    for (const [name, given] of [["lower", lower] as const, ["upper", upper] as const]) {
      if (Array.isArray(given) && given.length !== x.cols) throw wrongCount(name, given.length, x.cols);
    }
    return new ClipModel({
      inputNames: x.names,
      lower: boundsOf(lower, x.cols, Number.NEGATIVE_INFINITY),
      upper: boundsOf(upper, x.cols, Number.POSITIVE_INFINITY),
    });
  }
}

function lengthOf(given: ClipBounds): number {
  return typeof given === "object" && given !== null ? given.length : 0;
}

/** One bound a column; `none` where there is none. */
function boundsOf(given: ClipBounds, columns: number, none: number): Float64Array {
  return Float64Array.from({ length: columns }, (_, col) =>
    typeof given === "number" ? given : (given?.[col] ?? none),
  );
}

function crossed(column: number, lower: number, upper: number): ParameterError {
  return new ParameterError("PARAM_INVALID", {
    problem: `The lower bound of column ${column} of Clip is above the upper one`,
    given: `lower ${lower}, upper ${upper}`,
    expected: "lower ≤ upper",
    remedy: "Exchange the bounds, or mend the wrong one",
    data: { owner: "Clip", name: "lower", column, lower, upper },
  });
}

function wrongCount(name: string, given: number, expected: number): ParameterError {
  return new ParameterError("PARAM_INVALID", {
    problem: `Clip has not one ${name} bound for each column`,
    given: `${given} bounds`,
    expected: `${expected}, or one number for all columns`,
    remedy: "Give one bound a column in the order of the columns, null for none",
    data: { owner: "Clip", name, given, expected },
  });
}

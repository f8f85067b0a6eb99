/**
 * The options of IterativeImputer, apart from its regressor.
 */
import { listNames, ParameterError, show } from "../core/errors.js";
import {
  boolean,
  choice,
  either,
  integer,
  list,
  nullable,
  number,
  type Param,
  type Params,
  type Resolved,
} from "../core/params.js";
import type { ImputerStrategy } from "../preprocess/fill-values.js";
import type { ImputationOrder } from "./imputation-order.js";

/** A bound for all columns, one for each, or none. */
export type ColumnBounds = number | readonly number[] | null;

/** The options of an IterativeImputer beside its `estimator`. */
export interface IterativeImputerOptions {
  /** The most rounds through the columns; 0 leaves the first filling as it is. Default: 10. */
  maxIter?: number;
  /** Rounds end when no row changes by this share of the table's largest value, its columns added up. Default: 0.001. */
  tol?: number;
  /** How many other columns each is predicted from, drawn anew each time, the more probably the more they correlate with it; null for all. Default: null. */
  nNearestFeatures?: number | null;
  /** What missing values are at first, as `strategy` of `SimpleImputer`; a constant is 0. Default: `"mean"`. */
  initialStrategy?: ImputerStrategy;
  /**
   * The order of columns in a round: the fewest missing values first (`"ascending"`), the most first (`"descending"`), left to right (`"roman"`), right to
   * left (`"arabic"`), or drawn anew each round (`"random"`). Default: `"ascending"`.
   */
  imputationOrder?: ImputationOrder;
  /** Learns no models of columns that have all their values at fit; such a column's values that are missing later are filled as at first. Default: false. */
  skipComplete?: boolean;
  /** The least value to fill in: for all columns, or one for each. Default: null, for none. */
  minValue?: ColumnBounds;
  /** The greatest value to fill in: for all columns, or one for each. Default: null, for none. */
  maxValue?: ColumnBounds;
  /** Adds a column for each that has missing values at fit, `missingindicator_age`, that is 1 where the value was missing. Default: false. */
  addIndicator?: boolean;
  /** Fills a column without any value at fit with 0; otherwise it is an error. Default: false. */
  keepEmptyFeatures?: boolean;
  /** Seeds what `nNearestFeatures` and the order `"random"` draw. Default: 0. */
  seed?: number;
}

function bounds(): Param<ColumnBounds> {
  const one = number({ default: 0 });
  return nullable(either(one, list(one, { default: [] }), { default: 0 }), { default: null });
}

export const iterativeParams = {
  maxIter: integer({ min: 0, default: 10 }),
  tol: number({ min: 0, default: 1e-3 }),
  nNearestFeatures: nullable(integer({ min: 1, default: 1 }), { default: null }),
  initialStrategy: choice<ImputerStrategy>(["mean", "median", "mostFrequent", "constant"], { default: "mean" }),
  imputationOrder: choice<ImputationOrder>(["ascending", "descending", "roman", "arabic", "random"], {
    default: "ascending",
  }),
  skipComplete: boolean({ default: false }),
  minValue: bounds(),
  maxValue: bounds(),
  addIndicator: boolean({ default: false }),
  keepEmptyFeatures: boolean({ default: false }),
  seed: integer({ min: 0, default: 0 }),
} satisfies Params<IterativeImputerOptions>;

/** The bounds of each column. */
export interface Bounds {
  readonly minValue: Float64Array;
  readonly maxValue: Float64Array;
}

/**
 * One bound a column.
 *
 * @throws ParameterError `PARAM_INVALID` for lists of another length than there are columns, and for bounds that leave nothing between them.
 */
export function boundsOf(
  owner: string,
  { minValue, maxValue }: Resolved<IterativeImputerOptions>,
  names: readonly string[],
): Bounds {
  const least = spread(owner, "minValue", minValue, Number.NEGATIVE_INFINITY, names.length);
  const greatest = spread(owner, "maxValue", maxValue, Number.POSITIVE_INFINITY, names.length);
  const crossed = names.filter((_, col) => !(least[col]! < greatest[col]!));
  if (crossed.length === 0) return { minValue: least, maxValue: greatest };
  throw new ParameterError("PARAM_INVALID", {
    problem: `The bounds of ${owner} leave no values for columns ${listNames(crossed)}`,
    given: `minValue ${show(minValue)}, maxValue ${show(maxValue)}`,
    expected: "each minValue below its maxValue",
    remedy: "Exchange the two, or give null for no bound",
    data: { owner, columns: crossed },
  });
}

function spread(owner: string, name: string, given: ColumnBounds, none: number, cols: number): Float64Array {
  if (given === null) return new Float64Array(cols).fill(none);
  if (typeof given === "number") return new Float64Array(cols).fill(given);
  if (given.length === cols) return Float64Array.from(given);
  throw new ParameterError("PARAM_INVALID", {
    problem: `${name} of ${owner} has not one bound a column`,
    given: `${given.length} bounds`,
    expected: `${cols}, or one number for all columns`,
    remedy: "Give a bound for each column in the order of the table, or one number",
    data: { owner, name, given: given.length, expected: cols },
  });
}

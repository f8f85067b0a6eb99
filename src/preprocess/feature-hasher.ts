/**
 * The hashing trick: values of any number of categories in a fixed number of columns, without learning which there are.
 *
 * Each value is hashed (MurmurHash3, 32 bits, over UTF-8); the hash says in which output column it is added up, and whether it is added or taken off. K. Weinberger
 * et al., "Feature Hashing for Large Scale Multitask Learning", ICML 2009. `transform` takes O(rows × columns + entries of dictionaries) time for tables of up to about a
 * hundred columns (the columns of a row are sorted by insertion) and at most 12 bytes a value of memory besides the result.
 */

import { FrameTransformerEstimator } from "../base/estimators.js";
import { inSlices } from "../base/in-slices.js";
import type { FitContext, Label } from "../core/contracts.js";
import { SchemaError } from "../core/errors.js";
import type { Declaration } from "../core/estimator.js";
import { boolean, choice, integer, type Params } from "../core/params.js";
import type { AnyColumn } from "../data/columns.js";
import type { Frame } from "../data/frame.js";
import { MOST_HASHED_COLUMNS } from "../kernels/murmur-hash.js";
import { FeatureHasherModel } from "./feature-hasher-model.js";
import type { HashedType, HasherInput } from "./hashed-column.js";
import { infinite, noLabels } from "./value-counts.js";

/** The options of {@link FeatureHasher}. */
export interface FeatureHasherOptions {
  /**
   * The number of output columns, up to 2^22. The fewer, the more values share one; a power of 2 spreads them evenly. Where single rows are answered, each takes
   * a dense row of so many numbers. Default: 1048576, 2^20.
   */
  nFeatures?: number;
  /**
   * What is hashed. `"dict"`: `city=Lima` for a string, with the value 1, and the column's name for a number or a boolean, with that (or 0 and 1) as value.
   * `"string"`: the string alone, so that a word means the same in every column; all columns are strings then. Default: `"dict"`.
   */
  inputType?: HasherInput;
  /** Takes values off for half of the hashes rather than to add them, so that values that share a column cancel out on average. Default: true. */
  alternateSign?: boolean;
}

const params = {
  nFeatures: integer({ default: 1 << 20, min: 1, max: MOST_HASHED_COLUMNS }),
  inputType: choice(["dict", "string"], { default: "dict" }),
  alternateSign: boolean({ default: true }),
} satisfies Params<FeatureHasherOptions>;

const declaration: Declaration<FeatureHasherOptions> = {
  kind: "FeatureHasher",
  params,
  traits: { missing: true, sparse: true },
  models: [FeatureHasherModel],
};

/**
 * Hashes columns of strings, booleans or numbers into a fixed number of sparse columns, `hash_0`, `hash_1`, …, to the same numbers as scikit-learn's. It keeps no list of
 * categories: ids, user agents or words may be as many as they like, and those that were never seen are hashed like others. What went into an output column cannot be told
 * from it.
 *
 * A missing value adds nothing to its row, as if it were not there; neither does a zero. `fit` keeps the names and types of the columns, and looks at no more of their
 * values than to refuse infinite ones. The option `"pair"` of scikit-learn is `"dict"` here: a row of a table is its pairs of column and value.
 *
 * @example
 * ```ts
 * import { FeatureHasher, Frame } from "@org/mlkit";
 *
 * const visits = Frame.fromRows([{ page: "/home", agent: "curl", seconds: 2.5 }, { page: "/cart", agent: null, seconds: 0 }]);
 * const hasher = await new FeatureHasher({ nFeatures: 8 }).fit(visits);
 * const output = hasher.transform(visits);
 * output.layout; // => "csr"
 * [...output.toDense().values]; // => [0, -1, -1, 0, 0, 0, 0, 2.5, 0, 0, 0, 0, 1, 0, 0, 0]
 * ```
 */
export class FeatureHasher extends FrameTransformerEstimator<FeatureHasherOptions, FeatureHasherModel, Label | null> {
  static readonly declaration = declaration;
  readonly declaration = declaration;

  constructor(options: FeatureHasherOptions = {}) {
    super(declaration, options);
  }

  protected async learn(x: Frame, { progress }: FitContext): Promise<FeatureHasherModel> {
    const columns: { name: string; type: HashedType }[] = [];
    const total = x.numRows * x.columns.length;
    for (const name of x.columns) {
      const column = x.columnOf(name);
      const type = this.#typeOf(name, column);
      const part = { progress, before: columns.length * x.numRows, total };
      await inSlices(part, x.numRows, 1, (start, end) => checkFinite(name, column, start, end));
      columns.push({ name, type });
    }
    return new FeatureHasherModel({ ...this.params, columns });
  }

  #typeOf(name: string, { type }: AnyColumn): HashedType {
    if (type === "timestamp" || type === "vector") throw noLabels(this.kind, name, type);
    if (type !== "string" && this.params.inputType === "string") throw noString(name, type);
    return type;
  }
}

function checkFinite(name: string, column: AnyColumn, start: number, end: number): void {
  if (column.type !== "number") return;
  for (let row = start; row < end; row++) {
    const value = column.values[row] as number;
    if (Math.abs(value) === Number.POSITIVE_INFINITY) throw infinite("FeatureHasher", name, value);
  }
}

function noString(column: string, type: HashedType): SchemaError {
  return new SchemaError("COLUMN_TYPE", {
    problem: `FeatureHasher({ inputType: "string" }) cannot read column '${column}'`,
    given: `a ${type} column`,
    expected: "a column of strings",
    remedy: 'Leave inputType out, which is "dict" then, or leave the column out with a ColumnTransformer',
    data: { owner: "FeatureHasher", column, type },
  });
}

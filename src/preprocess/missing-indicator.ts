/**
 * Tells where values are missing: one column of 0 and 1 for each column that it watches.
 *
 * Fitting looks once at each value. Time O(rows × columns), memory O(columns).
 */
import { TableTransformerEstimator } from "../base/estimators.js";
import { inSlices } from "../base/in-slices.js";
import { checkMatrixInSlices } from "../base/read-in-slices.js";
import type { Cell, FitContext } from "../core/contracts.js";
import type { Declaration } from "../core/estimator.js";
import { boolean, choice, either, type Params } from "../core/params.js";
import { Progress } from "../core/progress.js";
import { Frame } from "../data/frame.js";
import type { Table } from "../data/input.js";
import { CsrMatrix, type Matrix } from "../data/matrix.js";
import { columnsToFlag } from "./indicators.js";
import { MissingIndicatorModel, type SparseIndicators } from "./missing-indicator-model.js";
import { checkNoInfinity } from "./value-counts.js";

/** Which columns have an indicator: those that have missing values at fit, or all of them. */
export type IndicatedFeatures = "missingOnly" | "all";

/** The options of {@link MissingIndicator}. */
export interface MissingIndicatorOptions {
  /** Which columns have an indicator: those with `"missingOnly"` at fit, or `"all"`. Default: `"missingOnly"`. */
  features?: IndicatedFeatures;
  /** Refuses missing values in columns that had none at fit and so have no indicator. Says nothing where all have one. Default: true. */
  errorOnNew?: boolean;
  /** Gives sparse rows; `"auto"` gives them for sparse rows alone. Default: `"auto"`. */
  sparse?: SparseIndicators;
}

const params = {
  features: choice<IndicatedFeatures>(["missingOnly", "all"], { default: "missingOnly" }),
  errorOnNew: boolean({ default: true }),
  sparse: either(boolean({ default: true }), choice(["auto"], { default: "auto" }), { default: "auto" }),
} satisfies Params<MissingIndicatorOptions>;

const declaration: Declaration<MissingIndicatorOptions> = {
  kind: "MissingIndicator",
  params,
  traits: { missing: true, sparse: true },
  models: [MissingIndicatorModel],
};

/**
 * Turns a table into numbers that say which of its values are missing, 1 for a missing one. Columns may be of any type; a vector is
 * missing as a whole. Numbers, where scikit-learn gives booleans, so that it can stand beside other stages in a `FeatureUnion` or a `ColumnTransformer`.
 *
 * @example
 * ```ts
 * import { MissingIndicator } from "@org/mlkit";
 *
 * const rows = [{ age: 31, city: "Lima" }, { age: null, city: "Oslo" }, { age: 60, city: null }];
 * const indicator = await new MissingIndicator().fit(rows);
 * indicator.outputNames; // => ["missingindicator_age", "missingindicator_city"]
 * [...indicator.transform(rows).toDense().values]; // => [0, 0, 1, 0, 0, 1]
 * ```
 */
export class MissingIndicator extends TableTransformerEstimator<
  MissingIndicatorOptions,
  MissingIndicatorModel,
  Cell,
  number
> {
  static readonly declaration = declaration;
  readonly declaration = declaration;

  constructor(options: MissingIndicatorOptions = {}) {
    super(declaration, options);
  }

  protected async learn(x: Table, { progress }: FitContext): Promise<MissingIndicatorModel> {
    const { features, errorOnNew, sparse } = this.params;
    if (!(x instanceof Frame)) {
      await checkMatrixInSlices(this.kind, declaration.traits, x, new Progress({ signal: progress.signal }));
    }
    const missing = x instanceof Frame ? await this.#missingInFrame(x, progress) : await missingInMatrix(x, progress);
    const indicators = features === "all" ? Int32Array.from(missing.keys()) : columnsToFlag(missing);
    const inputNames = x instanceof Frame ? x.columns : x.names;
    return new MissingIndicatorModel({ inputNames, indicators, errorOnNew, sparse });
  }

  async #missingInFrame(x: Frame, progress: Progress): Promise<Float64Array> {
    const { columns } = x;
    const missing = new Float64Array(columns.length);
    for (const [col, name] of columns.entries()) {
      const column = x.columnOf(name);
      if (column.type === "number" || column.type === "vector") checkNoInfinity(this.kind, name, column.values);
      missing[col] = column.missingCount;
      await progress.tick(col + 1, columns.length);
    }
    return missing;
  }
}

/** How many values are missing in each column. */
async function missingInMatrix(x: Matrix, progress: Progress): Promise<Float64Array> {
  const { values, rows, cols } = x;
  const missing = new Float64Array(cols);
  const indices = x instanceof CsrMatrix ? x.indices : undefined;
  const { length } = values;
  // Sparse rows store the column of each value; dense ones have it by their place.
  await inSlices({ progress, before: 0, total: Math.max(rows, length) }, length, 1, (start, end) => {
    for (let at = start; at < end; at++) {
      if (!Number.isNaN(values[at])) continue;
      const col = indices === undefined ? at % cols : (indices[at] as number);
      missing[col] = (missing[col] as number) + 1;
    }
  });
  return missing;
}

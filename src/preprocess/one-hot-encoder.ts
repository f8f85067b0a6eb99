/**
 * One-hot encoding: one column of zeros and ones for each category.
 *
 * Learns by counting each column's values, through the dictionary where it is one of strings. Gives sparse rows. Time
 * O(rows × columns + categories × log categories), memory O(categories).
 */

import { FrameTransformerEstimator } from "../base/estimators.js";
import type { FitContext, Label } from "../core/contracts.js";
import type { Declaration } from "../core/estimator.js";
import { sortLabels } from "../core/labels.js";
import { choice, either, integer, nullable, number, type Params } from "../core/params.js";
import type { Frame } from "../data/frame.js";
import { infrequentPlaces } from "./infrequent.js";
import type { Drop, HandleUnknown, OneHotColumn } from "./one-hot-block.js";
import { OneHotEncoderModel } from "./one-hot-encoder-model.js";
import { countValues, type ValueCounts } from "./value-counts.js";

/** The options of {@link OneHotEncoder}. */
export interface OneHotEncoderOptions {
  /**
   * What `transform` does with a category that was not seen at fit: `"error"` refuses it, `"ignore"` writes zeros in all
   * columns of its block, `"infrequentIfExist"` counts it among the infrequent ones, and ignores it where there are none.
   * Default: `"error"`.
   */
  handleUnknown?: HandleUnknown;
  /**
   * Leaves out the column of the first category: of every input column (`"first"`), or of those with two categories
   * (`"ifBinary"`). The category is then a row of zeros, which `"ignore"` gives an unknown one too. Default: null, none.
   */
  drop?: Drop | null;
  /** Categories that occur less often share one column, `city_infrequent`: a count from 1, or a share of the rows below 1. Default: null. */
  minFrequency?: number | null;
  /**
   * The most output columns for one input column; the least frequent categories share the last one, which counts. As in
   * scikit-learn a column with exactly as many categories is cut too. Default: null.
   */
  maxCategories?: number | null;
}

const frequency = either(integer({ default: 1, min: 1 }), number({ default: 0.5, above: 0, below: 1 }), { default: 1 });

const params = {
  handleUnknown: choice(["error", "ignore", "infrequentIfExist"], { default: "error" }),
  drop: nullable(choice(["first", "ifBinary"], { default: "first" }), { default: null }),
  minFrequency: nullable(frequency, { default: null }),
  maxCategories: nullable(integer({ default: 1, min: 1 }), { default: null }),
} satisfies Params<OneHotEncoderOptions>;

const declaration: Declaration<OneHotEncoderOptions> = {
  kind: "OneHotEncoder",
  params,
  traits: { missing: true, sparse: true },
  models: [OneHotEncoderModel],
};

/**
 * Encodes columns of strings, booleans or numbers as zeros and ones: one output column for each category, named
 * `city_Lima`. Categories are sorted; a missing value that occurs at fit is a category of its own, the last, named
 * `city_null`. The output is sparse; `toDense()` makes it dense.
 *
 * @example
 * ```ts
 * import { Frame, OneHotEncoder } from "@org/mlkit";
 *
 * const x = Frame.fromRows([{ city: "Oslo", owner: true }, { city: "Lima", owner: false }]);
 * const encoder = await new OneHotEncoder({ drop: "ifBinary" }).fit(x.select("owner"));
 * encoder.outputNames; // => ["owner_true"]
 *
 * const cities = await new OneHotEncoder({ handleUnknown: "ignore" }).fit(x.select("city"));
 * cities.outputNames; // => ["city_Lima", "city_Oslo"]
 * [...cities.transform([{ city: "Oslo" }, { city: "Rome" }]).toDense().values]; // => [0, 1, 0, 0]
 * ```
 */
export class OneHotEncoder extends FrameTransformerEstimator<OneHotEncoderOptions, OneHotEncoderModel, Label | null> {
  static readonly declaration = declaration;
  readonly declaration = declaration;

  constructor(options: OneHotEncoderOptions = {}) {
    super(declaration, options);
  }

  protected async learn(x: Frame, { progress }: FitContext): Promise<OneHotEncoderModel> {
    const { handleUnknown, drop } = this.params;
    const columns: OneHotColumn[] = [];
    const total = x.numRows * x.columns.length;
    for (const name of x.columns) {
      const part = { progress, before: columns.length * x.numRows, total };
      columns.push(this.#column(await countValues(this.kind, name, x.columnOf(name), part), x.numRows));
    }
    return new OneHotEncoderModel({ inputNames: x.columns, handleUnknown, drop, columns });
  }

  #column({ counts, missing }: ValueCounts, rows: number): OneHotColumn {
    const labels = sortLabels(counts.keys());
    const occurs = labels.map((label) => counts.get(label) ?? 0);
    if (missing > 0) occurs.push(missing);
    return { labels, missing: missing > 0, infrequent: infrequentPlaces(occurs, rows, this.params) };
  }
}

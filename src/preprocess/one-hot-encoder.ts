/**
 * One-hot encoding: one column of zeros and ones for each category.
 *
 * Learns by counting each column's values, through the dictionary where it is one of strings. Gives sparse rows. Time
 * O(rows × columns + categories × log categories), memory O(categories).
 */

import { FrameTransformerEstimator } from "../base/estimators.js";
import type { FitContext, Label } from "../core/contracts.js";
import { listNames, ParameterError, show } from "../core/errors.js";
import type { Declaration } from "../core/estimator.js";
import { sortLabels } from "../core/labels.js";
import { boolean, choice, either, integer, label, list, nullable, number, type Params } from "../core/params.js";
import type { Frame } from "../data/frame.js";
import type { CsrMatrix, DenseMatrix } from "../data/matrix.js";
import { type CategoryLists, categoryListsWithMissing, checkListCount, checkListed } from "./category-lists.js";
import { infrequentPlaces } from "./infrequent.js";
import type { Drop, HandleUnknown, OneHotColumn } from "./one-hot-block.js";
import { OneHotEncoderModel } from "./one-hot-encoder-model.js";
import { countValues, type ValueCounts } from "./value-counts.js";

/** The options of {@link OneHotEncoder}. */
export interface OneHotEncoderOptions<Sparse extends boolean = boolean> {
  /**
   * The categories of each column, in the order of their output columns: one list a column, in the order of the columns, with null as the
   * last where a missing value is one. `"auto"` takes those of the training rows, sorted. Default: `"auto"`.
   */
  categories?: CategoryLists<Label | null>;
  /**
   * What is done with a category that is none of them: `"error"` refuses it, `"ignore"` writes zeros in all columns of its block,
   * `"infrequentIfExist"` counts it among the infrequent ones, and ignores it where there are none. Default: `"error"`.
   */
  handleUnknown?: HandleUnknown;
  /**
   * Leaves out the column of one category: the first of every input column (`"first"`), or of those with two (`"ifBinary"`), or one
   * named for each input column (`["Lima", false]`, null for a missing value). The category is then a row of zeros, which `"ignore"`
   * gives an unknown one too. Default: null, none.
   */
  drop?: Drop | null;
  /** Categories that occur less often share one column, `city_infrequent`: a count from 1, or a share of the rows below 1. Default: null. */
  minFrequency?: number | null;
  /**
   * The most output columns for one input column; the least frequent categories share the last one, which counts. As in
   * scikit-learn a column with exactly as many categories is cut too. Default: null.
   */
  maxCategories?: number | null;
  /**
   * Whether `transform` gives compressed sparse rows; otherwise dense ones, which take rows × categories × 8 bytes. Stages of a pipeline
   * that read dense rows alone get them anyway. Default: true.
   */
  sparseOutput?: Sparse;
}

/** What a fitted OneHotEncoder gives, from its option `sparseOutput`. */
export type OneHotOutput<Sparse extends boolean> = Sparse extends true ? CsrMatrix : DenseMatrix;

const frequency = either(integer({ default: 1, min: 1 }), number({ default: 0.5, above: 0, below: 1 }), { default: 1 });
const rule = choice(["first", "ifBinary"], { default: "first" });
const category = nullable(label({ default: "" }), { default: null });

const params = {
  categories: categoryListsWithMissing,
  handleUnknown: choice(["error", "ignore", "infrequentIfExist"], { default: "error" }),
  drop: nullable(either(rule, list(category, { default: [] }), { default: "first" }), { default: null }),
  minFrequency: nullable(frequency, { default: null }),
  maxCategories: nullable(integer({ default: 1, min: 1 }), { default: null }),
  sparseOutput: boolean({ default: true }),
} satisfies Params<OneHotEncoderOptions>;

const declaration: Declaration<OneHotEncoderOptions> = {
  kind: "OneHotEncoder",
  params,
  traits: { missing: true, sparse: true },
  models: [OneHotEncoderModel],
};

/**
 * Encodes columns of strings, booleans or numbers as zeros and ones: one output column for each category, named
 * `city_Lima`. Categories are sorted unless they are given; a missing value that occurs at fit is a category of its own, the last, named
 * `city_null`. The output is sparse unless `sparseOutput` is false.
 *
 * Rows as `transform` gives them take 16 bytes a row and 12 more for each further input column; nothing else of that size is made on the way
 * but 4 bytes a value where some have no output column.
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
 *
 * Categories in an order of one's own, one of them left out, and dense rows:
 *
 * @example
 * ```ts
 * import { OneHotEncoder } from "@org/mlkit";
 *
 * const sizes = new OneHotEncoder({ categories: [["small", "medium", "large"]], drop: ["medium"], sparseOutput: false });
 * const encoder = await sizes.fit([{ size: "large" }, { size: "small" }]);
 * encoder.outputNames; // => ["size_small", "size_large"]
 * [...encoder.transform([{ size: "large" }, { size: "medium" }]).values]; // => [0, 1, 0, 0]
 * ```
 */
export class OneHotEncoder<const Sparse extends boolean = true> extends FrameTransformerEstimator<
  OneHotEncoderOptions,
  OneHotEncoderModel<OneHotOutput<Sparse>>,
  Label | null
> {
  static readonly declaration = declaration;
  readonly declaration = declaration;

  constructor(options: OneHotEncoderOptions<Sparse> = {}) {
    super(declaration, options);
  }

  protected async learn(x: Frame, { progress }: FitContext): Promise<OneHotEncoderModel<OneHotOutput<Sparse>>> {
    const { categories, drop, handleUnknown, sparseOutput } = this.params;
    if (categories !== "auto") checkListCount(this.kind, "categories", categories.length, x.columns);
    if (isList(drop)) checkListCount(this.kind, "drop", drop.length, x.columns);
    const columns: OneHotColumn[] = [];
    const total = x.numRows * x.columns.length;
    for (const name of x.columns) {
      const part = { progress, before: columns.length * x.numRows, total };
      const found = await countValues(this.kind, name, x.columnOf(name), part);
      columns.push(this.#column(name, columns.length, found, x.numRows));
    }
    return new OneHotEncoderModel({ inputNames: x.columns, handleUnknown, sparseOutput, columns });
  }

  #column(name: string, index: number, found: ValueCounts, rows: number): OneHotColumn {
    const { categories: lists, drop, handleUnknown } = this.params;
    const listed = lists === "auto" ? undefined : lists[index];
    if (listed !== undefined && handleUnknown === "error") {
      checkListed(name, found, listed, 'OneHotEncoder({ handleUnknown: "ignore" })');
    }
    const { counts, missing } = found;
    const sorted = sortLabels(counts.keys());
    const categories = listed ?? (missing > 0 ? [...sorted, null] : sorted);
    const occurs = categories.map((value) => (value === null ? missing : (counts.get(value) ?? 0)));
    const infrequent = infrequentPlaces(occurs, rows, this.params);
    return {
      labels: categories.filter((value) => value !== null),
      missing: categories.at(-1) === null,
      infrequent,
      dropped: isList(drop)
        ? namedPlace(name, drop[index] ?? null, categories, infrequent)
        : ruledPlace(drop, categories.length, infrequent),
    };
  }
}

// Array.isArray does not tell the compiler that a list is not read-only.
function isList(drop: Drop | null): drop is readonly (Label | null)[] {
  return Array.isArray(drop);
}

/** The place of the first category that stands for itself, or of the infrequent ones where none does; −1 where the rule drops none. */
function ruledPlace(rule: "first" | "ifBinary" | null, count: number, infrequent: Int32Array): number {
  const outputs = count - infrequent.length + Math.min(infrequent.length, 1);
  if (rule === null || (rule === "ifBinary" && outputs !== 2)) return -1;
  let first = 0;
  while (infrequent[first] === first) first++;
  return first < count ? first : 0;
}

function namedPlace(
  column: string,
  category: Label | null,
  categories: readonly (Label | null)[],
  infrequent: Int32Array,
): number {
  const place = categories.indexOf(category);
  if (place >= 0 && !infrequent.includes(place)) return place;
  const others = categories.filter((_, other) => !infrequent.includes(other));
  throw new ParameterError("PARAM_INVALID", {
    problem: `OneHotEncoder cannot leave out the column of this category of '${column}'`,
    given: `${show(category)}, which is ${place < 0 ? "no category of it" : "infrequent"}`,
    expected: `one of ${listNames(others.map(String))}`,
    remedy: "Give drop a category of each column that has an output column of its own, null for a missing value",
    data: { owner: "OneHotEncoder", name: "drop", column, value: category },
  });
}

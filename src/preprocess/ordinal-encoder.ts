/**
 * Ordinal encoding: each category becomes a whole number.
 *
 * Learns by counting each column's values, through the dictionary where it is one of strings. Time O(rows × columns +
 * categories × log categories), memory O(categories).
 */

import { FrameTransformerEstimator } from "../base/estimators.js";
import type { FitContext, Label } from "../core/contracts.js";
import { ParameterError, show } from "../core/errors.js";
import type { Declaration } from "../core/estimator.js";
import { sortLabels } from "../core/labels.js";
import { choice, nullable, number, type Params } from "../core/params.js";
import type { Frame } from "../data/frame.js";
import { type CategoryLists, categoryLists, checkListCount, checkListed } from "./category-lists.js";
import type { OrdinalColumn, OrdinalUnknown } from "./ordinal-column.js";
import { OrdinalEncoderModel } from "./ordinal-encoder-model.js";
import { countValues } from "./value-counts.js";

/** The options of {@link OrdinalEncoder}. */
export interface OrdinalEncoderOptions {
  /**
   * The categories of each column, in the order of their codes: one list a column, in the order of the columns. `"auto"` takes those of
   * the training rows, sorted. Default: `"auto"`.
   */
  categories?: CategoryLists;
  /**
   * What `transform` does with a category that is none of them: `"error"` refuses it, `"useEncodedValue"` writes `unknownValue`.
   * Default: `"error"`.
   */
  handleUnknown?: OrdinalUnknown;
  /** The number for unknown categories, which no category has; null for NaN, a missing value. Default: null. */
  unknownValue?: number | null;
  /** The number for missing values, which no category has; null for NaN, so that they stay missing. Default: null. */
  encodedMissingValue?: number | null;
}

const params = {
  categories: categoryLists,
  handleUnknown: choice(["error", "useEncodedValue"], { default: "error" }),
  unknownValue: nullable(number({ default: -1 }), { default: null }),
  encodedMissingValue: nullable(number({ default: -1 }), { default: null }),
} satisfies Params<OrdinalEncoderOptions>;

const declaration: Declaration<OrdinalEncoderOptions> = {
  kind: "OrdinalEncoder",
  params,
  traits: { missing: true },
  models: [OrdinalEncoderModel],
};

/**
 * Encodes columns of strings, booleans or numbers as whole numbers: 0 for the first category of a column, 1 for the second, and so on.
 * Missing values stay missing.
 *
 * The columns that it gives carry their categories (`matrix.kinds`), so that trees can split categories as such. They do so as long as
 * `unknownValue` and `encodedMissingValue` are null: another number is none of the codes, and makes the column one of numbers.
 *
 * Other than in scikit-learn, a missing value counts as missing even where the training rows had none (there it is an unknown category),
 * and `handleUnknown: "useEncodedValue"` needs no `unknownValue`, which is NaN then.
 *
 * @example
 * ```ts
 * import { Frame, OrdinalEncoder } from "@org/mlkit";
 *
 * const x = Frame.fromRows([{ size: "small" }, { size: "large" }, { size: null }]);
 * const encoder = await new OrdinalEncoder({ categories: [["small", "medium", "large"]] }).fit(x);
 * const codes = encoder.transform(x);
 * [...codes.values]; // => [0, 2, NaN]
 * codes.kinds; // => [{ categories: ["small", "medium", "large"] }]
 * encoder.inverseTransform(codes).toRows(); // => [{ size: "small" }, { size: "large" }, { size: null }]
 * ```
 *
 * Categories that were not seen:
 *
 * @example
 * ```ts
 * import { OrdinalEncoder } from "@org/mlkit";
 *
 * const recipe = new OrdinalEncoder({ handleUnknown: "useEncodedValue", unknownValue: -1 });
 * const encoder = await recipe.fit([{ city: "Oslo" }, { city: "Lima" }]);
 * [...encoder.transform([{ city: "Lima" }, { city: "Rome" }]).values]; // => [0, -1]
 * ```
 */
export class OrdinalEncoder extends FrameTransformerEstimator<
  OrdinalEncoderOptions,
  OrdinalEncoderModel,
  Label | null
> {
  static readonly declaration = declaration;
  readonly declaration = declaration;

  constructor(options: OrdinalEncoderOptions = {}) {
    super(declaration, options);
  }

  protected async learn(x: Frame, { progress }: FitContext): Promise<OrdinalEncoderModel> {
    const { categories: lists, handleUnknown, unknownValue, encodedMissingValue } = this.params;
    if (handleUnknown === "error" && unknownValue !== null) throw unused(this.kind, unknownValue);
    if (lists !== "auto") checkListCount(this.kind, "categories", lists.length, x.columns);
    const columns: OrdinalColumn[] = [];
    const total = x.numRows * x.columns.length;
    for (const [index, name] of x.columns.entries()) {
      const part = { progress, before: index * x.numRows, total };
      const { counts } = await countValues(this.kind, name, x.columnOf(name), part);
      const given = lists === "auto" ? undefined : lists[index];
      if (given !== undefined && handleUnknown === "error") {
        checkListed(name, { counts, missing: 0 }, given, 'OrdinalEncoder({ handleUnknown: "useEncodedValue" })');
      }
      columns.push({ labels: given ?? sortLabels(counts.keys()) });
    }
    const most = Math.max(...columns.map(({ labels }) => labels.length));
    checkFree("unknownValue", unknownValue, most);
    checkFree("encodedMissingValue", encodedMissingValue, most);
    return new OrdinalEncoderModel({
      inputNames: x.columns,
      handleUnknown,
      unknownValue,
      encodedMissingValue,
      columns,
    });
  }
}

function unused(owner: string, value: number): ParameterError {
  return new ParameterError("PARAM_INVALID", {
    problem: `${owner} refuses unknown categories, so that unknownValue has no use`,
    given: `unknownValue ${value} with handleUnknown 'error'`,
    expected: "unknownValue with handleUnknown 'useEncodedValue' alone",
    remedy: 'Add handleUnknown: "useEncodedValue", or leave unknownValue out',
    data: { owner, name: "unknownValue", value },
  });
}

/** Checks that a number that stands for no category is no code: scikit-learn's rule. */
function checkFree(name: string, value: number | null, codes: number): void {
  if (value === null || !Number.isInteger(value) || value < 0 || value >= codes) return;
  throw new ParameterError("PARAM_INVALID", {
    problem: `The ${name} of OrdinalEncoder is the code of a category`,
    given: show(value),
    expected: `a number that is none of the codes from 0 to ${codes - 1}`,
    remedy: "Give a negative number, such as -1, or null for a missing value",
    data: { owner: "OrdinalEncoder", name, value },
  });
}

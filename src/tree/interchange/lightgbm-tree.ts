/**
 * One tree of a LightGBM model. Questions and leaves are counted apart there, leaves as −1, −2, …; here questions come first, then leaves.
 */
import { unsupportedModel } from "./foreign.js";
import type { TextSection } from "./lightgbm-text.js";
import type { ForeignNode, ForeignTree } from "./tree-builder.js";

/** The bits of `decision_type`, and what its bits 2 and 3 say of missing values. */
const CATEGORICAL = 1;
const DEFAULT_LEFT = 2;
const MISSING = ["none", "zero", "nan"] as const;
/** What LightGBM takes for zero: |x| ≤ 10^-35 in single precision. */
const ZERO = 1.0000000180025095e-35;

/** Reads a tree; what its leaves add is multiplied by `scale`. */
export function readLightgbmTree(section: TextSection, scale: number): ForeignTree {
  if (section.has("is_linear") && section.text("is_linear").trim() !== "0") {
    throw unsupportedModel("LightGBM", "linear models in its leaves", section.path, "Train with linear_tree=false");
  }
  const value = section.numbers("leaf_value");
  const leaves = section.integer("num_leaves", 1, value.length);
  if (leaves !== value.length) section.fail("leaf_value", `${leaves} numbers`);
  const questions = leaves - 1;
  const leafWeight = optional(section, "leaf_weight", leaves);
  const leafCount = optional(section, "leaf_count", leaves);
  const question =
    questions > 0 ? questionsOf(section, questions) : () => section.fail("num_leaves", "a tree of one leaf");
  return {
    count: questions + leaves,
    node: (index) => {
      if (index < questions) return question(index);
      const leaf = index - questions;
      return {
        left: -1,
        right: -1,
        feature: -1,
        threshold: 0,
        missingLeft: false,
        value: scale * (value[leaf] as number),
        gain: 0,
        cover: leafWeight?.[leaf] ?? 0,
        samples: leafCount?.[leaf] ?? 0,
      };
    },
  };
}

function optional(section: TextSection, key: string, length: number): readonly number[] | undefined {
  return section.has(key) && section.text(key).trim() !== "" ? section.numbers(key, length) : undefined;
}

function questionsOf(section: TextSection, questions: number): (index: number) => ForeignNode {
  const list = (key: string) => section.numbers(key, questions);
  const [left, right, feature] = [list("left_child"), list("right_child"), list("split_feature")];
  const [threshold, decision] = [list("threshold"), list("decision_type")];
  const gain = optional(section, "split_gain", questions);
  const weight = optional(section, "internal_weight", questions);
  const count = optional(section, "internal_count", questions);
  const sets = section.has("num_cat") && section.text("num_cat").trim() !== "0" ? setsOf(section) : [];
  const child = (number: number) => (number >= 0 ? (number < questions ? number : Number.NaN) : questions - 1 - number);
  return (index) => {
    const type = decision[index] as number;
    const missing = MISSING[(type >>> 2) & 3];
    if (!Number.isInteger(type) || type < 0 || type > 15 || missing === undefined)
      section.fail("decision_type", "numbers from 0 to 11");
    const border = threshold[index] as number;
    const byCategory = (type & CATEGORICAL) !== 0;
    const set = byCategory ? (sets[border] ?? section.fail("threshold", "the number of a set")) : undefined;
    return {
      left: child(left[index] as number),
      right: child(right[index] as number),
      feature: feature[index] as number,
      threshold: border,
      missingLeft: !byCategory && missingLeft(section, missing, border, (type & DEFAULT_LEFT) !== 0),
      ...(set === undefined ? {} : { set }),
      value: 0,
      gain: gain?.[index] ?? 0,
      cover: weight?.[index] ?? 0,
      samples: count?.[index] ?? 0,
    };
  };
}

/** Where NaN goes: where it is no missing value, it counts as 0; where zeros are missing values, they have to go the way of their number. */
function missingLeft(
  section: TextSection,
  missing: (typeof MISSING)[number],
  border: number,
  byDefault: boolean,
): boolean {
  if (missing === "nan") return byDefault;
  if (missing === "none") return border >= 0;
  const [lowLeft, highLeft] = [-ZERO <= border, ZERO <= border];
  if (lowLeft === byDefault && highLeft === byDefault) return byDefault;
  throw unsupportedModel(
    "LightGBM",
    "zeros that count as missing values and go another way than their number",
    section.path,
    "Train with zero_as_missing=false, and NaN for missing values",
  );
}

/** The words of each set of categories. */
function setsOf(section: TextSection): readonly (readonly number[])[] {
  const bounds = section.numbers("cat_boundaries");
  const words = section.numbers("cat_threshold");
  if (!words.every((word) => Number.isInteger(word) && word >= 0 && word <= 0xffffffff))
    section.fail("cat_threshold", "words of 32 bits");
  return bounds.slice(1).map((end, index) => {
    const start = bounds[index] as number;
    if (!(Number.isInteger(start) && Number.isInteger(end) && start >= 0 && end >= start && end <= words.length))
      section.fail("cat_boundaries", "ascending places of words");
    return words.slice(start, end);
  });
}

/**
 * A target as the numbers that target encoding averages: itself, or for each class 1 where a row has it and 0 elsewhere.
 */
import type { TransformerTarget } from "../base/fit-input.js";
import type { Label, Values } from "../core/contracts.js";
import { DataError, listNames } from "../core/errors.js";
import { type EncodedLabels, encodeLabels } from "../core/labels.js";
import { checkTargetLength, readTargetNumbers } from "../data/input.js";

/** What a target is: numbers, two classes, or several. */
export type TargetType = "continuous" | "binary" | "multiclass";

/** A target, read. */
export interface EncodedTarget {
  readonly type: TargetType;
  /** The classes, sorted; none for numbers. */
  readonly classes: readonly Label[];
  /** The class of each row, for numbers nothing. */
  readonly codes: Int32Array | undefined;
  /** What is averaged: one list of numbers, or one a class of several. */
  readonly columns: readonly Float64Array[];
}

/**
 * Reads the target of an encoder.
 *
 * @throws DataError `TARGET_MISSING`, `TARGET_LENGTH`, `TARGET_INVALID`, and `TARGET_ONE_CLASS` for a single class.
 */
export function encodeTarget(
  owner: string,
  target: TransformerTarget,
  rows: number,
  asked: TargetType | "auto",
): EncodedTarget {
  const y = checkTargetLength(target, rows);
  const type = asked === "auto" ? kindOf(y) : asked;
  if (type === "continuous") {
    return { type, classes: [], codes: undefined, columns: [readTargetNumbers(y, rows)] };
  }
  // Every label is checked one by one as it is coded.
  const { codes, classes } = encodeLabels(y as Values<Label>);
  if (classes.length < 2) throw oneClass(owner, classes);
  if (asked === "binary" && classes.length > 2) throw notTwo(owner, classes);
  const several = asked === "multiclass" || classes.length > 2;
  const hits = several ? classes.map((_, code) => code) : [1];
  const columns = hits.map((hit) => indicators(codes, hit));
  return { type: several ? "multiclass" : "binary", classes, codes, columns };
}

/** 1 where a row has the class, 0 elsewhere. */
function indicators(codes: Int32Array, hit: number): Float64Array {
  const out = new Float64Array(codes.length);
  for (let row = 0; row < out.length; row++) if (codes[row] === hit) out[row] = 1;
  return out;
}

/** Strings and booleans are classes; numbers are amounts, unless they are two whole ones. */
function kindOf(y: Iterable<unknown>): "continuous" | "classes" {
  const seen = new Set<unknown>();
  for (const value of y) {
    // That it is missing is said where the target is read.
    if (value === null || value === undefined) continue;
    if (typeof value === "string" || typeof value === "boolean") return "classes";
    seen.add(value);
    if (!Number.isInteger(value) || seen.size > 2) return "continuous";
  }
  return seen.size === 2 ? "classes" : "continuous";
}

function oneClass(owner: string, classes: EncodedLabels["classes"]): DataError {
  return new DataError("TARGET_ONE_CLASS", {
    problem: `${owner} needs rows of at least two classes`,
    given: `only ${listNames(classes.map(String))}`,
    expected: "two or more different labels",
    remedy: "Check how the rows were filtered or split; stratify keeps every class in both parts",
    data: { owner, classes },
  });
}

function notTwo(owner: string, classes: readonly Label[]): DataError {
  return new DataError("TARGET_INVALID", {
    problem: `${owner}({ targetType: "binary" }) needs a target of two classes`,
    given: `${classes.length}: ${listNames(classes.map(String))}`,
    expected: "two different labels",
    remedy: 'Write targetType: "multiclass", which gives a column for each class',
    data: { owner, classes },
  });
}

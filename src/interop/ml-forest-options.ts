/**
 * The options that both forests of ml-random-forest share, and learning with them.
 */
import type { FitContext } from "../core/contracts.js";
import { ParameterError } from "../core/errors.js";
import { boolean, either, integer, nullable, number, type Params, type Resolved } from "../core/params.js";
import type { Matrix } from "../data/matrix.js";
import type { MlForestJson } from "./ml-forest-structure.js";
import { forestClass, inPackage } from "./packages.js";

/** The options of a forest of ml-random-forest. */
export interface MlForestOptions {
  /** The number of trees. Default: 50. */
  nEstimators?: number;
  /**
   * How many columns each tree is given: a share of them, above 0 and at most 1, or a whole number ≥ 2. One draw a tree, not one a
   * split as in other forests. Default: 1, as many as there are.
   */
  maxFeatures?: number;
  /** Draws a tree's columns with replacement, so that it may be given one twice and another not. Default: true for classes, false for numbers. */
  replacement?: boolean;
  /** Learns each tree from rows drawn with replacement. Default: true. */
  useSampleBagging?: boolean;
  /** At most so many questions from the root to a leaf; null: no limit. Default: null. */
  maxDepth?: number | null;
  /** Nodes with no more rows than this are leaves. Default: 3. */
  minNumSamples?: number;
  /** A node is split when the package's measure of its best split is above this. Default: 0.01 for classes, 0 for numbers. */
  gainThreshold?: number;
  /** Decides what is drawn: a 32-bit integer. Default: 42. */
  seed?: number;
}

/** Their declarations; the defaults that the two differ in are given. */
export function forestParams(defaults: { replacement: boolean; gainThreshold: number }): Params<MlForestOptions> {
  return {
    nEstimators: integer({ min: 1, default: 50 }),
    maxFeatures: either(number({ above: 0, max: 1, default: 1 }), integer({ min: 2, default: 2 }), { default: 1 }),
    replacement: boolean({ default: defaults.replacement }),
    useSampleBagging: boolean({ default: true }),
    maxDepth: nullable(integer({ min: 0, default: 1 }), { default: null }),
    minNumSamples: integer({ min: 1, default: 3 }),
    gainThreshold: number({ min: 0, default: defaults.gainThreshold }),
    seed: integer({ min: -2147483648, max: 2147483647, default: 42 }),
  };
}

/** Learns a forest with the package, in one go. */
export async function learnForest(
  owner: string,
  name: "RandomForestClassifier" | "RandomForestRegression",
  { maxDepth, minNumSamples, gainThreshold, ...options }: Resolved<MlForestOptions>,
  x: Matrix,
  y: ArrayLike<number>,
  { progress }: FitContext,
): Promise<MlForestJson> {
  checkFeatures(owner, options.maxFeatures, x.cols);
  const Forest = await forestClass(name);
  await progress.tick(0, 1);
  const { values, rows, cols } = x.toDense();
  const lists = Array.from({ length: rows }, (_, row) => Array.from(values.subarray(row * cols, (row + 1) * cols)));
  const treeOptions = { maxDepth: maxDepth ?? Number.POSITIVE_INFINITY, minNumSamples, gainThreshold };
  const json = inPackage(owner, () => {
    const forest = new Forest({ ...options, treeOptions, noOOB: true });
    forest.train(lists, Array.from(y));
    return JSON.stringify(forest);
  });
  await progress.tick(1, 1);
  // What the package's toJSON is documented to give, as plain objects.
  return JSON.parse(json) as MlForestJson;
}

// The package would give trees without any column, which ask nothing.
function checkFeatures(owner: string, maxFeatures: number, cols: number): void {
  const count = maxFeatures <= 1 ? Math.floor(cols * maxFeatures) : maxFeatures;
  if (count >= 1 && count <= cols) return;
  throw new ParameterError("PARAM_INVALID", {
    problem: `${owner} cannot give each tree so many columns`,
    given: `maxFeatures ${maxFeatures}, of ${cols} columns: ${count}`,
    expected: `from 1 to ${cols} columns`,
    remedy: "Give a larger share, or a number of columns that there are",
    data: { owner, name: "maxFeatures", value: maxFeatures, cols },
  });
}

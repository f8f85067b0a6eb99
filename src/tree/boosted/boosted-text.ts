/**
 * One tree of a boosted model as text that people read.
 */
import { ParameterError, show } from "../../core/errors.js";
import { type ExportTextOptions, exportText } from "../export-text.js";
import { rootsOf } from "./roots.js";
import { type BoostedTrees, LEAF } from "./structure.js";

/**
 * The tree at `index` as indented lines.
 *
 * @throws ParameterError `PARAM_INVALID` for a tree that is not there, `PARAM_UNKNOWN` or `PARAM_INVALID` for an option.
 */
export function boostedText(
  trees: BoostedTrees,
  index: number,
  names: readonly string[],
  options?: ExportTextOptions,
): string {
  const { nodes, categoryBits } = trees;
  const count = trees.nodeCounts[index];
  if (count === undefined) throw noSuchTree(index, trees.nodeCounts.length);
  const root = rootsOf(trees)[index] as number;
  const part = <T extends Int32Array | Float64Array>(array: T) => array.subarray(root, root + count) as T;
  const tree = {
    childrenLeft: part(nodes.childrenLeft),
    childrenRight: part(nodes.childrenRight),
    feature: part(nodes.feature),
    threshold: part(nodes.threshold),
  };
  return exportText(
    tree,
    names,
    (node, decimals) => `value: ${(nodes.value[root + node] as number).toFixed(decimals)}`,
    options,
    (node) => {
      const set = nodes.categories[root + node] as number;
      return set === LEAF ? undefined : setText(categoryBits, set);
    },
  );
}

/** The categories of a set, as in `{0, 3}`. */
function setText(bits: Uint32Array, set: number): string {
  const codes: number[] = [];
  for (let code = 0; code < 32 * (bits[set] as number); code++) {
    if ((((bits[set + 1 + (code >>> 5)] as number) >>> (code & 31)) & 1) === 1) codes.push(code);
  }
  return `{${codes.join(", ")}}`;
}

function noSuchTree(index: number, trees: number): ParameterError {
  return new ParameterError("PARAM_INVALID", {
    problem: "The model has no tree of that number",
    given: show(index),
    expected: `a whole number from 0 to ${trees - 1}`,
    remedy: "Trees stand round after round: tree round * nTreesPerIteration + k adds to score k",
    data: { index, trees },
  });
}

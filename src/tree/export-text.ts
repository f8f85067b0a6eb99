/**
 * A tree as text that people read, in the manner of scikit-learn's `export_text`.
 */
import { boolean, integer, type Params } from "../core/params.js";
import { resolveParams } from "../core/resolve-params.js";
import { LEAF, type TreeStructure } from "../kernels/tree-structure.js";

/** How a tree is written down. */
export interface ExportTextOptions {
  /** The digits after the point of thresholds and values. Default: 2. */
  decimals?: number;
  /** How far a level is indented beyond its bar. Default: 3. */
  spacing?: number;
  /** Below so many questions, only the depth of what is left out is told. Default: 10. */
  maxDepth?: number;
}

const params = {
  decimals: integer({ min: 0, max: 20, default: 2 }),
  spacing: integer({ min: 1, max: 20, default: 3 }),
  maxDepth: integer({ min: 0, default: 10 }),
} satisfies Params<ExportTextOptions>;

const classesParams = {
  ...params,
  showWeights: boolean({ default: false }),
} satisfies Params<ExportClassesTextOptions>;

/** How a tree that tells classes apart is written down. */
export interface ExportClassesTextOptions extends ExportTextOptions {
  /** Whether leaves tell the weight of each class among their training rows. Default: false. */
  showWeights?: boolean;
}

/** One line to be written, and where. */
interface Line {
  readonly node: number;
  readonly depth: number;
  /** The question whose second answer comes next, in place of the node itself. */
  readonly above?: string;
}

/** What is written down of a tree. */
type Questions = Pick<TreeStructure, "childrenLeft" | "childrenRight" | "feature" | "threshold">;

/**
 * One line a question and its answer, one a leaf; `leafText` says what a leaf predicts, `setText` the categories that a node sends to the left, if it
 * asks for such.
 *
 * @throws ParameterError `PARAM_UNKNOWN` or `PARAM_INVALID`.
 */
export function exportText(
  tree: Questions,
  names: readonly string[],
  leafText: (node: number, decimals: number) => string,
  options: ExportTextOptions = {},
  setText: (node: number) => string | undefined = () => undefined,
): string {
  const { decimals, spacing, maxDepth } = resolveParams("exportText", params, options);
  const lines: string[] = [];
  const write = (depth: number, text: string) => {
    lines.push(`${`|${" ".repeat(spacing)}`.repeat(depth)}|${"-".repeat(spacing)} ${text}`);
  };
  const heights = nodeHeights(tree);
  const waiting: Line[] = [{ node: 0, depth: 0 }];
  for (let line = waiting.pop(); line !== undefined; line = waiting.pop()) {
    const { node, depth, above } = line;
    if (above !== undefined) write(depth, above);
    else if (tree.feature[node] === LEAF) write(depth, leafText(node, decimals));
    else if (depth > maxDepth) write(depth, `truncated branch of depth ${heights[node]}`);
    else {
      const name = names[tree.feature[node] as number] as string;
      const set = setText(node);
      const threshold = (tree.threshold[node] as number).toFixed(decimals);
      write(depth, set === undefined ? `${name} <= ${threshold}` : `${name} in ${set}`);
      const below = depth + 1;
      waiting.push({ node: tree.childrenRight[node] as number, depth: below });
      waiting.push({ node, depth, above: set === undefined ? `${name} >  ${threshold}` : `${name} not in ${set}` });
      waiting.push({ node: tree.childrenLeft[node] as number, depth: below });
    }
  }
  return `${lines.join("\n")}\n`;
}

/**
 * The same of a tree that tells classes apart; `className` is the class that a node predicts.
 *
 * @throws ParameterError `PARAM_UNKNOWN` or `PARAM_INVALID`.
 */
export function exportClassesText(
  tree: TreeStructure,
  names: readonly string[],
  className: (node: number) => string,
  options: ExportClassesTextOptions = {},
): string {
  const { showWeights, ...shared } = resolveParams("exportText", classesParams, options);
  const { value, width, weightedNNodeSamples } = tree;
  const leafText = (node: number, decimals: number) => {
    if (!showWeights) return `class: ${className(node)}`;
    const weight = weightedNNodeSamples[node] as number;
    const shares = [...value.subarray(node * width, (node + 1) * width)];
    return `weights: [${shares.map((share) => (share * weight).toFixed(decimals)).join(", ")}] class: ${className(node)}`;
  };
  return exportText(tree, names, leafText, shared);
}

/** The levels of nodes from each node down to its farthest leaf; 1 for a leaf. */
function nodeHeights({ childrenLeft, childrenRight }: Questions): Int32Array {
  const heights = new Int32Array(childrenLeft.length).fill(1);
  for (let node = heights.length - 1; node >= 0; node--) {
    const left = childrenLeft[node] as number;
    if (left === LEAF) continue;
    const right = childrenRight[node] as number;
    heights[node] = 1 + Math.max(heights[left] as number, heights[right] as number);
  }
  return heights;
}

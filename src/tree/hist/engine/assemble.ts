/** The nodes of a tree that has grown, as arrays. */
import { type BinEdges, edgesOf } from "../../../kernels/binning/edges.js";
import { type BoostedNodes, LEAF } from "../../boosted/structure.js";
import { categorySet } from "./category-sets.js";
import type { PackedGradients } from "./gradients.js";
import { type GrowNode, rowsOf } from "./grow-node.js";
import type { BinnedQuestions, GrownTree } from "./grown-tree.js";

/** Left of it are all numbers: where only missing values go right. */
const ALL_NUMBERS = Number.MAX_VALUE;

/** The tree below a root. */
export function assemble(
  root: GrowNode,
  edges: BinEdges,
  { gradientScale, hessianScale }: PackedGradients,
  rows: Int32Array,
): GrownTree {
  const list = inOrder(root);
  const nodes = emptyNodes(list.length);
  const questions = { bin: new Uint8Array(list.length), leftBinsAt: new Int32Array(list.length).fill(-1) };
  const categoryBits: number[] = [];
  const leftBins: number[] = [];
  const leaves = { node: [] as number[], start: [] as number[], end: [] as number[] };
  const places = new Map(list.map((node, place) => [node, place]));
  const valueUnit = hessianScale / gradientScale;
  for (const [place, node] of list.entries()) {
    nodes.value[place] = node.value * valueUnit;
    nodes.cover[place] = node.hessians / hessianScale;
    nodes.nNodeSamples[place] = rowsOf(node);
    const { split, left, right } = node;
    if (split === undefined || left === undefined || right === undefined) {
      leaves.node.push(place);
      leaves.start.push(node.start);
      leaves.end.push(node.end);
      continue;
    }
    nodes.childrenLeft[place] = places.get(left) as number;
    nodes.childrenRight[place] = places.get(right) as number;
    nodes.feature[place] = split.column;
    nodes.missingLeft[place] = node.missingLeft ? 1 : 0;
    nodes.gain[place] = (split.gain * valueUnit) / gradientScale;
    questions.bin[place] = split.bin;
    if (split.leftBins === undefined) {
      nodes.threshold[place] = edgesOf(edges, split.column)[split.bin] ?? ALL_NUMBERS;
    } else {
      const set = categorySet(edges, split.column, split.leftBins, node.missingLeft);
      nodes.categories[place] = categoryBits.length;
      categoryBits.push(set.length, ...set);
      questions.leftBinsAt[place] = leftBins.length;
      leftBins.push(...split.leftBins);
    }
  }
  const { node, start, end } = leaves;
  return {
    nodes,
    categoryBits: Uint32Array.from(categoryBits),
    questions: { ...questions, leftBins: Uint32Array.from(leftBins) } satisfies BinnedQuestions,
    leaves: { node: Int32Array.from(node), start: Int32Array.from(start), end: Int32Array.from(end) },
    rows,
  };
}

/** All nodes, each before what is below its left child, and that before what is below its right one. */
function inOrder(root: GrowNode): GrowNode[] {
  const list: GrowNode[] = [];
  const waiting = [root];
  for (let node = waiting.pop(); node !== undefined; node = waiting.pop()) {
    list.push(node);
    if (node.left !== undefined && node.right !== undefined) waiting.push(node.right, node.left);
  }
  return list;
}

function emptyNodes(count: number): BoostedNodes {
  return {
    childrenLeft: new Int32Array(count).fill(LEAF),
    childrenRight: new Int32Array(count).fill(LEAF),
    feature: new Int32Array(count).fill(LEAF),
    threshold: new Float64Array(count),
    missingLeft: new Uint8Array(count),
    categories: new Int32Array(count).fill(LEAF),
    value: new Float64Array(count),
    gain: new Float64Array(count),
    cover: new Float64Array(count),
    nNodeSamples: new Int32Array(count),
  };
}

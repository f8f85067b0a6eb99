/**
 * A second, naive implementation of what a tree should be: it goes through the nodes of a finished tree with the rows that
 * come there, tries every split of every column, and tells where the tree is not the greedy one.
 */
import { LEAF, type TreeStructure } from "../../src/kernels/tree-structure.js";
import type { TreeOptions } from "../../src/tree/index.js";

export interface Judged {
  readonly tree: TreeStructure;
  readonly x: readonly (readonly number[])[];
  /** Numbers, or codes of classes. */
  readonly y: readonly number[];
  readonly weights: readonly number[] | undefined;
  readonly options: Required<TreeOptions>;
  readonly criterion: "gini" | "entropy" | "variance" | "distance" | "deviance";
}

interface Split {
  readonly col: number;
  readonly threshold: number;
  readonly fall: number;
}

const NEAR = 1e-9;

/** Sentences about what is wrong with a tree; none when it is right. */
export function everySplitIsBest(judged: Judged): string[] {
  const { tree, x, options } = judged;
  const wrong: string[] = [];
  const rows = x.map((_, row) => row).filter((row) => weightOf(judged, row) > 0);
  const smallest =
    options.minSamplesLeaf < 1 ? Math.ceil(options.minSamplesLeaf * rows.length) : options.minSamplesLeaf;
  const least = options.minWeightFractionLeaf * weigh(judged, rows);
  const splittable =
    options.minSamplesSplit < 1 ? Math.ceil(options.minSamplesSplit * rows.length) : options.minSamplesSplit;
  const visit = (node: number, own: readonly number[], depth: number): void => {
    const feature = tree.feature[node] as number;
    const threshold = tree.threshold[node] as number;
    if (tree.nNodeSamples[node] !== own.length) wrong.push(`node ${node} has ${own.length} rows`);
    if (!near(tree.impurity[node] as number, impurity(judged, own))) wrong.push(`node ${node} has another impurity`);
    // Within rounding of the least weight, either is right: a split that only just has it may be taken or left.
    const best = bestSplit(judged, own, smallest, least - NEAR);
    const sure = bestSplit(judged, own, smallest, least + NEAR);
    const stops =
      best === undefined || depth >= (options.maxDepth ?? x.length) || own.length < splittable || isPure(judged, own);
    if (feature === LEAF) {
      if (!stops && sure !== undefined && options.maxLeafNodes === null) wrong.push(`node ${node} could be split`);
      return;
    }
    if (stops) wrong.push(`node ${node} should be a leaf`);
    const left = own.filter((row) => (x[row]?.[feature] as number) <= threshold);
    const right = own.filter((row) => (x[row]?.[feature] as number) > threshold);
    if (Math.min(left.length, right.length) < smallest) wrong.push(`node ${node} leaves too few rows`);
    const fall = fallOf(judged, own, left, right);
    const [from, to] = [sure?.fall ?? Number.NEGATIVE_INFINITY, best?.fall ?? Number.POSITIVE_INFINITY];
    if (!(fall > from || near(fall, from)) || !(fall < to || near(fall, to)))
      wrong.push(`node ${node} gains ${fall}, not ${to}`);
    visit(tree.childrenLeft[node] as number, left, depth + 1);
    visit(tree.childrenRight[node] as number, right, depth + 1);
  };
  visit(0, rows, 0);
  const leaves = tree.feature.filter((feature) => feature === LEAF).length;
  if (options.maxLeafNodes !== null && leaves > options.maxLeafNodes) wrong.push(`${leaves} leaves`);
  return wrong;
}

function bestSplit(judged: Judged, own: readonly number[], smallest: number, least: number): Split | undefined {
  let best: Split | undefined;
  const cols = judged.x[0]?.length ?? 0;
  for (let col = 0; col < cols; col++) {
    const cell = (row: number) => judged.x[row]?.[col] as number;
    const values = [...new Set(own.map(cell))].sort((a, b) => a - b);
    for (const threshold of values.slice(0, -1)) {
      const left = own.filter((row) => cell(row) <= threshold);
      const right = own.filter((row) => cell(row) > threshold);
      if (Math.min(left.length, right.length) < smallest) continue;
      // No mean above 0 can be predicted for zeros.
      if (judged.criterion === "deviance" && [left, right].some((side) => side.every((row) => judged.y[row] === 0)))
        continue;
      if (Math.min(weigh(judged, left), weigh(judged, right)) < least) continue;
      const fall = fallOf(judged, own, left, right);
      if (best === undefined || fall > best.fall) best = { col, threshold, fall };
    }
  }
  return best;
}

function fallOf(judged: Judged, own: readonly number[], left: readonly number[], right: readonly number[]): number {
  const mixed = (rows: readonly number[]) => weigh(judged, rows) * impurity(judged, rows);
  return mixed(own) - mixed(left) - mixed(right);
}

function impurity(judged: Judged, own: readonly number[]): number {
  const total = weigh(judged, own);
  if (judged.criterion === "variance") {
    const mean = own.reduce((sum, row) => sum + weightOf(judged, row) * (judged.y[row] as number), 0) / total;
    return own.reduce((sum, row) => sum + weightOf(judged, row) * ((judged.y[row] as number) - mean) ** 2, 0) / total;
  }
  if (judged.criterion === "distance") {
    const distances = own.map((centre) =>
      own.reduce(
        (sum, row) => sum + weightOf(judged, row) * Math.abs((judged.y[row] as number) - (judged.y[centre] as number)),
        0,
      ),
    );
    return Math.min(...distances) / total;
  }
  if (judged.criterion === "deviance") {
    const mean = own.reduce((sum, row) => sum + weightOf(judged, row) * (judged.y[row] as number), 0) / total;
    const loss = (y: number) => (y > 0 ? y * Math.log(y / mean) : 0);
    return own.reduce((sum, row) => sum + weightOf(judged, row) * loss(judged.y[row] as number), 0) / total;
  }
  const shares = [...new Set(own.map((row) => judged.y[row]))].map(
    (code) =>
      weigh(
        judged,
        own.filter((row) => judged.y[row] === code),
      ) / total,
  );
  if (judged.criterion === "gini") return 1 - shares.reduce((sum, share) => sum + share * share, 0);
  return -shares.reduce((sum, share) => sum + share * Math.log2(share), 0);
}

function isPure(judged: Judged, own: readonly number[]): boolean {
  return own.every((row) => judged.y[row] === judged.y[own[0] as number]);
}

function weightOf({ weights }: Judged, row: number): number {
  return weights?.[row] ?? 1;
}

function weigh(judged: Judged, own: readonly number[]): number {
  return own.reduce((sum, row) => sum + weightOf(judged, row), 0);
}

function near(a: number, b: number): boolean {
  return Math.abs(a - b) <= NEAR * Math.max(1, Math.abs(b));
}

/** The children of a node: their values, and the bounds and columns that they leave to their own children. */
import { type GrowNode, newNode } from "./grow-node.js";
import type { GrowParams } from "./grow-params.js";
import type { SearchScales } from "./search.js";
import type { Split } from "./split.js";

/** What a leaf of these sums says, within bounds. */
export function leafValue(
  gradients: number,
  hessians: number,
  { penalty, tiny }: Pick<SearchScales, "penalty" | "tiny">,
  lower: number,
  upper: number,
): number {
  const value = -gradients / (hessians + penalty + tiny);
  return Math.min(Math.max(value, lower), upper);
}

/** The two children of a node; they have no histograms yet. */
export function childrenOf(
  node: GrowNode,
  split: Split,
  params: GrowParams,
  scales: SearchScales,
): readonly [GrowNode, GrowNode] {
  const { lower, upper, start, end } = node;
  const middle = start + split.leftRows;
  const rightGradients = node.gradients - split.leftGradients;
  const rightHessians = node.hessians - split.leftHessians;
  const left = leafValue(split.leftGradients, split.leftHessians, scales, lower, upper);
  const right = leafValue(rightGradients, rightHessians, scales, lower, upper);
  const [leftBounds, rightBounds] = boundsOf(node, split, params, left, right);
  const depth = node.depth + 1;
  const interactions = node.interactions?.filter((set) => set.includes(split.column));
  return [
    newNode({
      depth,
      start,
      end: middle,
      gradients: split.leftGradients,
      hessians: split.leftHessians,
      value: left,
      lower: leftBounds.lower,
      upper: leftBounds.upper,
      interactions,
    }),
    newNode({
      depth,
      start: middle,
      end,
      gradients: rightGradients,
      hessians: rightHessians,
      value: right,
      lower: rightBounds.lower,
      upper: rightBounds.upper,
      interactions,
    }),
  ];
}

/** The bounds of what is below each child: where a column must rise or fall, the children meet half way between their values. */
function boundsOf(
  { lower, upper }: GrowNode,
  { column }: Split,
  { monotonic }: GrowParams,
  left: number,
  right: number,
) {
  const order = monotonic?.[column] ?? 0;
  const same = { lower, upper };
  if (order === 0) return [same, same] as const;
  const middle = (left + right) / 2;
  const below = { lower, upper: middle };
  const above = { lower: middle, upper };
  return order === 1 ? ([below, above] as const) : ([above, below] as const);
}

/** A node of a tree that grows. Sums and values are in units of the gradients' scales; all threads hold the same. */
import type { Split } from "./split.js";

export interface GrowNode {
  readonly depth: number;
  /** Its rows stand from here … */
  readonly start: number;
  /** … up to here. */
  readonly end: number;
  readonly gradients: number;
  readonly hessians: number;
  /** What it would say as a leaf. */
  readonly value: number;
  /** Between these lie the values of its children. */
  readonly lower: number;
  readonly upper: number;
  /** The sets of columns that may still be asked together; undefined where all may. */
  readonly interactions: readonly (readonly number[])[] | undefined;
  /** The place of its histogram in the pool; −1 where it has none. */
  histogram: number;
  split: Split | undefined;
  /** Where missing values go; where there were none in the column, with most of the rows. */
  missingLeft: boolean;
  left: GrowNode | undefined;
  right: GrowNode | undefined;
}

/** How many rows a node has. */
export function rowsOf(node: GrowNode): number {
  return node.end - node.start;
}

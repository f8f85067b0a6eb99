/** A node of a tree that grows. Sums and values are in units of the gradients' scales; all threads hold the same. */
import type { Split } from "./split.js";

/** What is known of a node when it is made. */
export interface NewNode {
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
}

export interface GrowNode extends NewNode {
  /** The place of its histogram in the pool; −1 where it has none. */
  histogram: number;
  split: Split | undefined;
  /** Where missing values go; where there were none in the column, with most of the rows. */
  missingLeft: boolean;
  left: GrowNode | undefined;
  right: GrowNode | undefined;
}

/** A node without a histogram. Thousands a fit are made: written out, since to spread one object into another takes microseconds. */
export function newNode(node: NewNode): GrowNode {
  return {
    depth: node.depth,
    start: node.start,
    end: node.end,
    gradients: node.gradients,
    hessians: node.hessians,
    value: node.value,
    lower: node.lower,
    upper: node.upper,
    interactions: node.interactions,
    histogram: -1,
    split: undefined,
    missingLeft: false,
    left: undefined,
    right: undefined,
  };
}

/** How many rows a node has. */
export function rowsOf(node: GrowNode): number {
  return node.end - node.start;
}

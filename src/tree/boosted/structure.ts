/**
 * The trees of a boosted model, all in one set of arrays: one tree's nodes after the other's, the root of each tree first. Children are counted from
 * the root of their own tree and come after their parents, so that no walk can run in a ring.
 *
 * A model of `width` raw scores (1, or one a class) has `width` trees a round: tree `round * width + k` adds to score k. A raw score is the baseline of
 * its k plus the values of the leaves, added round by round in order; the link turns scores into predictions.
 */

/** What stands in place of a child and of a feature where there is none. */
export const LEAF = -1;

/** The nodes of all trees, one entry a node. */
export interface BoostedNodes {
  readonly childrenLeft: Int32Array;
  readonly childrenRight: Int32Array;
  /** The column that a node asks for; −1 in leaves. */
  readonly feature: Int32Array;
  /** A row goes left where its value is at most this; 0 in leaves and where categories decide. */
  readonly threshold: Float64Array;
  /** 1 where rows without a value (NaN) go left. Unknown categories go the same way. */
  readonly missingLeft: Uint8Array;
  /** Where the set of the categories that go left starts in `categoryBits`; −1 for nodes that compare with a threshold. */
  readonly categories: Int32Array;
  /** What a leaf adds to the raw score, learning rate included; in other nodes the value that they would have as leaves. */
  readonly value: Float64Array;
  /** By how much a split lowered the loss; 0 in leaves. */
  readonly gain: Float64Array;
  /** The weight (sum of second derivatives, or of sample weights) of the training rows of a node. */
  readonly cover: Float64Array;
  /** The training rows of a node; 0 where that is not known. */
  readonly nNodeSamples: Int32Array;
}

/** How raw scores become predictions. */
export type Link = "identity" | "log" | "logistic" | "softmax";

/** The trees of a boosted model. */
export interface BoostedTrees {
  /** The raw scores of a row: 1 for regression and two classes, one a class for more. */
  readonly width: number;
  /** The scores before any tree: `width` numbers. */
  readonly baseline: Float64Array;
  /** The nodes of each tree; a whole number of rounds, `width` trees each. */
  readonly nodeCounts: Int32Array;
  readonly nodes: BoostedNodes;
  /**
   * The sets of categories that go left, one after the other. A set is a number of words n, then n words of 32 bits: category c (a whole number ≥ 0) goes left
   * where bit c % 32 of word ⌊c / 32⌋ is set. Categories beyond the words, negative ones, and those that are no whole numbers count as unknown.
   */
  readonly categoryBits: Uint32Array;
}

/** A tree that was grown on bins, as those take it who store it, ask it of other binned rows, and move the scores of the rows that it was learned from. */
import type { BoostedNodes } from "../../boosted/structure.js";

/** The questions of a tree's nodes, asked of bins. Entries of leaves are 0. */
export interface BinnedQuestions {
  /** The last bin that goes left. */
  readonly bin: Uint8Array;
  /** Where the 8 words of the bins that go left start in `leftBins`, for nodes that ask for categories; else −1. */
  readonly leftBinsAt: Int32Array;
  /** 256 bits a set: bin b goes left where bit b % 32 of word ⌊b / 32⌋ is set; the bin of missing values too. */
  readonly leftBins: Uint32Array;
}

/** Which rows a leaf holds. */
export interface GrownLeaves {
  /** The leaves' nodes, from left to right. */
  readonly node: Int32Array;
  /** Each leaf's rows stand in `rows` from here … */
  readonly start: Int32Array;
  /** … up to here. */
  readonly end: Int32Array;
}

/** One tree. Every thread has its own copy, but for `rows`. */
export interface GrownTree {
  /** The nodes, each followed by all below its left child, then all below its right one. Values are not shrunk; gains and covers are in the loss's own units. */
  readonly nodes: BoostedNodes;
  /** The sets of `nodes.categories`, in the form of `BoostedTrees.categoryBits`, from 0 on. */
  readonly categoryBits: Uint32Array;
  readonly questions: BinnedQuestions;
  readonly leaves: GrownLeaves;
  /** The numbers of all rows, leaf after leaf, ascending within each: shared memory that the next tree writes over. */
  readonly rows: Int32Array;
}

/**
 * The path of minimal cost-complexity pruning: the prices of a leaf at which a tree loses its next branch, and how impure what is
 * left is (weakest-link pruning: Breiman et al. 1984, chapter 3).
 *
 * The weakest link is the node whose branch is worth least a leaf: (its impurity as a leaf − that of its branch) / (leaves of the
 * branch − 1). A tournament over the nodes finds it in O(1); when it is cut, the nodes above it play again. O(nodes × depth ×
 * log nodes) at worst; memory 40 bytes a node.
 */

import { Pace } from "../../kernels/pace.js";
import { LEAF, type TreeStructure } from "../../kernels/tree-structure.js";

/** Playing again for a node takes about as long as looking at so many values. */
const PLAYING = 64;

/** How a tree shrinks as leaves cost more. */
export interface PruningPath {
  /** The prices of a leaf at which branches are cut, ascending; the first is 0, before any cut. */
  readonly ccpAlphas: Float64Array;
  /** The impurity of the leaves after each cut, each by its share of the weight. */
  readonly impurities: Float64Array;
}

/** The pruning path of a tree. Pauses now and then. */
export function* pruningPath(tree: TreeStructure): Generator<undefined, PruningPath, void> {
  const branches = new Branches(tree);
  const pace = new Pace();
  const alphas = [0];
  const impurities = [branches.impurity];
  for (let node = branches.weakest; node >= 0; node = branches.weakest) {
    // Rounding may put a cut a little below the one before it, or below 0.
    alphas.push(Math.max(alphas[alphas.length - 1] as number, branches.worth(node)));
    const steps = branches.cut(node);
    impurities.push(branches.impurity);
    if (pace.isTired(PLAYING * steps)) yield;
  }
  return { ccpAlphas: Float64Array.from(alphas), impurities: Float64Array.from(impurities) };
}

/** What a node or a branch is worth while branches are cut. */
class Branches {
  readonly #tree: TreeStructure;
  readonly #parents: Int32Array;
  /** The impurity of each node as a leaf, and of the leaves below it, by their share of the whole weight. */
  readonly #asLeaf: Float64Array;
  readonly #below: Float64Array;
  readonly #leaves: Int32Array;
  /** The winner of each match: the node that is worth least, or −1; the nodes themselves start at `#first`. */
  readonly #winners: Int32Array;
  readonly #first: number;

  constructor(tree: TreeStructure) {
    const { childrenLeft, childrenRight, impurity, weightedNNodeSamples: weight } = tree;
    const { length } = childrenLeft;
    this.#tree = tree;
    this.#parents = new Int32Array(length).fill(LEAF);
    this.#asLeaf = impurity.map((own, node) => (own * (weight[node] as number)) / (weight[0] as number));
    this.#below = this.#asLeaf.slice();
    this.#leaves = new Int32Array(length).fill(1);
    for (let node = length - 1; node >= 0; node--) {
      const left = childrenLeft[node] as number;
      if (left === LEAF) continue;
      const right = childrenRight[node] as number;
      this.#parents[left] = node;
      this.#parents[right] = node;
      this.#below[node] = (this.#below[left] as number) + (this.#below[right] as number);
      this.#leaves[node] = (this.#leaves[left] as number) + (this.#leaves[right] as number);
    }
    this.#first = 1 << (32 - Math.clz32(length - 1));
    this.#winners = new Int32Array(2 * this.#first).fill(-1);
    for (let node = 0; node < length; node++) {
      if (childrenLeft[node] !== LEAF) this.#winners[this.#first + node] = node;
    }
    for (let match = this.#first - 1; match > 0; match--) this.#playMatch(match);
  }

  /** The impurity of the leaves that are left. */
  get impurity(): number {
    return this.#below[0] as number;
  }

  /** The node whose branch is worth least, of equals the first; −1 when the root is a leaf. */
  get weakest(): number {
    return this.#winners[1] as number;
  }

  /** What the branch of a node is worth a leaf. */
  worth(node: number): number {
    return ((this.#asLeaf[node] as number) - (this.#below[node] as number)) / ((this.#leaves[node] as number) - 1);
  }

  /** Makes a node into a leaf; says how many nodes had to play again. */
  cut(node: number): number {
    const { childrenLeft, childrenRight } = this.#tree;
    let steps = 0;
    const gone = [node];
    for (let next = gone.pop(); next !== undefined; next = gone.pop()) {
      if (this.#winners[this.#first + next] === -1) continue;
      this.#winners[this.#first + next] = -1;
      this.#play(next);
      steps++;
      gone.push(childrenLeft[next] as number, childrenRight[next] as number);
    }
    const rise = (this.#asLeaf[node] as number) - (this.#below[node] as number);
    const lost = (this.#leaves[node] as number) - 1;
    for (let above = node; above !== LEAF; above = this.#parents[above] as number) {
      this.#below[above] = (this.#below[above] as number) + rise;
      this.#leaves[above] = (this.#leaves[above] as number) - lost;
      if (above !== node) this.#play(above);
      steps++;
    }
    return steps;
  }

  #play(node: number): void {
    for (let match = (this.#first + node) >> 1; match > 0; match >>= 1) this.#playMatch(match);
  }

  #playMatch(match: number): void {
    const winners = this.#winners;
    const a = winners[2 * match] as number;
    const b = winners[2 * match + 1] as number;
    winners[match] = b < 0 || (a >= 0 && this.worth(a) <= this.worth(b)) ? a : b;
  }
}

/**
 * Puts trees that come from outside into the arrays of a boosted model. Nodes may stand in any order and hold anything; each tree is walked from its root,
 * nodes are numbered anew on the way, and what the walk does not reach is left out. O(nodes) time and memory.
 */
import { type BoostedTrees, LEAF } from "../boosted/structure.js";
import { invalidModel, type Origin } from "./foreign.js";

/** One node as its library describes it. */
export interface ForeignNode {
  /** The number of the left child; below 0 for a leaf. */
  readonly left: number;
  readonly right: number;
  readonly feature: number;
  /** The greatest number that goes left. */
  readonly threshold: number;
  readonly missingLeft: boolean;
  /** The words of the set of categories that go left, for a node that asks for categories. */
  readonly set?: readonly number[];
  /** What a leaf adds. */
  readonly value: number;
  readonly gain: number;
  readonly cover: number;
  readonly samples: number;
}

/** A tree as its library describes it; node 0 is the root. */
export interface ForeignTree {
  /** The number of nodes. */
  readonly count: number;
  node(index: number): ForeignNode;
}

/** The words of all sets of categories of a model: 64 MB. */
const MOST_WORDS = 1 << 24;

/** Where a node goes that waits for its number: the place of its parent, if that has to be told. */
interface Waiting {
  readonly index: number;
  readonly parent: number;
}

/** Collects trees of one model. */
export class TreeBuilder {
  readonly #origin: Origin;
  readonly #features: number;
  readonly #counts: number[] = [];
  readonly #nodes: ForeignNode[] = [];
  readonly #rights: number[] = [];
  readonly #sets: number[] = [];
  readonly #bits: number[] = [];

  constructor(origin: Origin, features: number) {
    this.#origin = origin;
    this.#features = features;
  }

  /** Adds a tree, which stands at `path` in the model. */
  add(tree: ForeignTree, path: string): void {
    if (tree.count < 1) throw invalidModel(this.#origin, path, "no nodes", "at least one node");
    const seen = new Uint8Array(tree.count);
    const start = this.#nodes.length;
    const waiting: Waiting[] = [{ index: 0, parent: -1 }];
    for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
      const { index, parent } = next;
      if (seen[index] !== 0) {
        throw invalidModel(this.#origin, path, `node ${index} a second time`, "one parent a node");
      }
      seen[index] = 1;
      const node = tree.node(index);
      this.#check(node, tree.count, `${path}, node ${index}`);
      const place = this.#nodes.length;
      if (parent >= 0) this.#rights[parent] = place - start;
      this.#nodes.push(node);
      this.#rights.push(LEAF);
      this.#sets.push(this.#setOf(node));
      if (node.left < 0) continue;
      // The left child comes next, right after its parent.
      waiting.push({ index: node.right, parent: place }, { index: node.left, parent: -1 });
    }
    this.#counts.push(this.#nodes.length - start);
  }

  /** The trees of a model with `width` raw scores, which begin at `baseline`. */
  finish(width: number, baseline: Float64Array): BoostedTrees {
    const nodes = this.#nodes;
    const isLeaf = (node: ForeignNode) => node.left < 0;
    const arrays = {
      childrenLeft: Int32Array.from(nodes, (node) => (isLeaf(node) ? LEAF : 0)),
      childrenRight: Int32Array.from(this.#rights),
      feature: Int32Array.from(nodes, (node) => (isLeaf(node) ? LEAF : node.feature)),
      threshold: Float64Array.from(nodes, (node) => (isLeaf(node) || node.set !== undefined ? 0 : node.threshold)),
      missingLeft: Uint8Array.from(nodes, (node) => (!isLeaf(node) && node.missingLeft ? 1 : 0)),
      categories: Int32Array.from(this.#sets),
      value: Float64Array.from(nodes, (node) => (isLeaf(node) ? node.value : 0)),
      gain: Float64Array.from(nodes, (node) => (isLeaf(node) ? 0 : Math.max(0, node.gain))),
      cover: Float64Array.from(nodes, (node) => node.cover),
      nNodeSamples: Int32Array.from(nodes, (node) => node.samples),
    };
    let root = 0;
    for (const count of this.#counts) {
      for (let node = root; node < root + count; node++) {
        if (arrays.feature[node] !== LEAF) arrays.childrenLeft[node] = node - root + 1;
      }
      giveMeans(arrays, root, count);
      root += count;
    }
    const nodeCounts = Int32Array.from(this.#counts);
    return { width, baseline, nodeCounts, nodes: arrays, categoryBits: Uint32Array.from(this.#bits) };
  }

  #check(node: ForeignNode, count: number, place: string): void {
    const fail = (given: unknown, expected: string) => {
      throw invalidModel(this.#origin, place, given, expected);
    };
    const { left, right, feature, threshold, value, cover, gain, samples } = node;
    if (!(Number.isFinite(cover) && cover >= 0 && Number.isFinite(gain))) fail([cover, gain], "a cover ≥ 0 and a gain");
    if (!(Number.isInteger(samples) && samples >= 0 && samples <= 0x7fffffff)) fail(samples, "a number of rows");
    if (left < 0) {
      if (!Number.isFinite(value)) fail(value, "a finite value");
      return;
    }
    const isChild = (child: number) => Number.isInteger(child) && child > 0 && child < count;
    if (!isChild(left) || !isChild(right)) fail([left, right], `two children from 1 to ${count - 1}`);
    if (!(Number.isInteger(feature) && feature >= 0 && feature < this.#features))
      fail(feature, `a column from 0 to ${this.#features - 1}`);
    if (node.set === undefined && !Number.isFinite(threshold)) fail(threshold, "a finite threshold");
  }

  /** Stores the set of a node, and gives its start. */
  #setOf({ left, set }: ForeignNode): number {
    if (left < 0 || set === undefined) return LEAF;
    const start = this.#bits.length;
    // A few bytes can name a far category, and every set of its column reaches as far.
    if (start + set.length > MOST_WORDS)
      throw invalidModel(this.#origin, "the sets of categories", set.length, "smaller ones");
    this.#bits.push(set.length);
    for (const word of set) this.#bits.push(word);
    return start;
  }
}

/** Gives nodes that are no leaves the mean of their leaves, by cover where it is known. */
function giveMeans(
  { childrenLeft, childrenRight, value, cover }: BoostedTrees["nodes"],
  root: number,
  count: number,
): void {
  for (let node = root + count - 1; node >= root; node--) {
    if (childrenLeft[node] === LEAF) continue;
    const left = root + (childrenLeft[node] as number);
    const right = root + (childrenRight[node] as number);
    const all = (cover[left] as number) + (cover[right] as number);
    const share = all > 0 ? (cover[left] as number) / all : 0.5;
    value[node] = share * (value[left] as number) + (1 - share) * (value[right] as number);
  }
}

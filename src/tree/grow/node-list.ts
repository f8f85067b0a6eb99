/**
 * The nodes of a growing tree, in the order in which they were made, in arrays that double when they are full.
 */
import { LEAF, type TreeStructure } from "../../kernels/tree-structure.js";
import type { Criterion, Summary, Window } from "./criterion.js";

const FIRST_CAPACITY = 64;

/** Collects nodes and shows them as a tree. */
export class NodeList {
  readonly #width: number;
  #length = 0;
  #childrenLeft = new Int32Array(FIRST_CAPACITY);
  #childrenRight = new Int32Array(FIRST_CAPACITY);
  #feature = new Int32Array(FIRST_CAPACITY);
  #threshold = new Float64Array(FIRST_CAPACITY);
  #impurity = new Float64Array(FIRST_CAPACITY);
  #samples = new Int32Array(FIRST_CAPACITY);
  #weight = new Float64Array(FIRST_CAPACITY);
  #value: Float64Array;

  constructor(width: number) {
    this.#width = width;
    this.#value = new Float64Array(FIRST_CAPACITY * width);
  }

  /** Adds a leaf over the rows of a window. */
  add(criterion: Criterion, window: Window): { node: number; summary: Summary } {
    const node = this.#length++;
    if (node === this.#feature.length) this.#grow();
    const summary = criterion.summarise(window, this.#value, node * this.#width);
    this.#childrenLeft[node] = LEAF;
    this.#childrenRight[node] = LEAF;
    this.#feature[node] = LEAF;
    this.#impurity[node] = summary.impurity;
    this.#samples[node] = window.end - window.start;
    this.#weight[node] = summary.weight;
    return { node, summary };
  }

  /** Makes a leaf into a node with two children. */
  split(node: number, feature: number, threshold: number, left: number, right: number): void {
    this.#feature[node] = feature;
    this.#threshold[node] = threshold;
    this.#childrenLeft[node] = left;
    this.#childrenRight[node] = right;
  }

  /** The tree, as views of arrays that are longer than it. */
  view(): TreeStructure {
    const length = this.#length;
    return {
      childrenLeft: this.#childrenLeft.subarray(0, length),
      childrenRight: this.#childrenRight.subarray(0, length),
      feature: this.#feature.subarray(0, length),
      threshold: this.#threshold.subarray(0, length),
      value: this.#value.subarray(0, length * this.#width),
      width: this.#width,
      impurity: this.#impurity.subarray(0, length),
      nNodeSamples: this.#samples.subarray(0, length),
      weightedNNodeSamples: this.#weight.subarray(0, length),
    };
  }

  /** The tree in arrays of its own. */
  finish(): TreeStructure {
    const tree = this.view();
    return {
      childrenLeft: tree.childrenLeft.slice(),
      childrenRight: tree.childrenRight.slice(),
      feature: tree.feature.slice(),
      threshold: tree.threshold.slice(),
      value: tree.value.slice(),
      width: tree.width,
      impurity: tree.impurity.slice(),
      nNodeSamples: tree.nNodeSamples.slice(),
      weightedNNodeSamples: tree.weightedNNodeSamples.slice(),
    };
  }

  #grow(): void {
    this.#childrenLeft = doubled(this.#childrenLeft);
    this.#childrenRight = doubled(this.#childrenRight);
    this.#feature = doubled(this.#feature);
    this.#threshold = doubled(this.#threshold);
    this.#impurity = doubled(this.#impurity);
    this.#samples = doubled(this.#samples);
    this.#weight = doubled(this.#weight);
    this.#value = doubled(this.#value);
  }
}

function doubled<T extends Int32Array | Float64Array>(array: T): T {
  // The constructor of either kind makes its own kind.
  const Kind = array.constructor as new (length: number) => T;
  const larger = new Kind(2 * array.length);
  larger.set(array);
  return larger;
}

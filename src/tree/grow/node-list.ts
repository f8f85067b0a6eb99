/**
 * The nodes of a growing tree, in the order in which they were made, in arrays that double when they are full.
 */
import { LEAF, type TreeStructure } from "../../kernels/tree-structure.js";
import type { Criterion, Summary, Window } from "./criterion.js";

const FIRST_CAPACITY = 64;

/** Collects nodes and hands them out as a tree. */
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

  /** The tree. */
  finish(): TreeStructure {
    const length = this.#length;
    return {
      childrenLeft: this.#childrenLeft.slice(0, length),
      childrenRight: this.#childrenRight.slice(0, length),
      feature: this.#feature.slice(0, length),
      threshold: this.#threshold.slice(0, length),
      value: this.#value.slice(0, length * this.#width),
      width: this.#width,
      impurity: this.#impurity.slice(0, length),
      nNodeSamples: this.#samples.slice(0, length),
      weightedNNodeSamples: this.#weight.slice(0, length),
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

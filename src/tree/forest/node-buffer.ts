/**
 * The nodes of the trees that one thread grows, one tree after the other, in arrays that double when they are full, so that they go to the main thread as a handful of arrays.
 */
import { LEAF, type TreeStructure } from "../../kernels/tree-structure.js";
import type { Measure } from "./measure.js";

const FIRST_CAPACITY = 1024;

/** The trees that a thread has grown. Children are counted from the root of their own tree. */
export interface GrownTrees {
  /** The number of each tree in the forest. */
  readonly numbers: readonly number[];
  readonly nodeCounts: readonly number[];
  readonly nodes: TreeStructure;
}

/** Collects nodes. */
export class NodeBuffer {
  readonly #width: number;
  readonly #numbers: number[] = [];
  readonly #nodeCounts: number[] = [];
  /** Where the growing tree begins. */
  #first = 0;
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

  /** Adds a leaf over some rows, which the measure reads. Gives its number in its tree. */
  add(measure: Measure, start: number, end: number): number {
    const at = this.#length++;
    if (at === this.#feature.length) this.#enlarge(2 * at);
    measure.enter(start, end, this.#value, at * this.#width);
    this.#childrenLeft[at] = LEAF;
    this.#childrenRight[at] = LEAF;
    this.#feature[at] = LEAF;
    this.#threshold[at] = 0;
    this.#impurity[at] = measure.impurity;
    this.#samples[at] = end - start;
    this.#weight[at] = measure.weight;
    return at - this.#first;
  }

  /** Says by what a node of the growing tree is split. */
  split(node: number, feature: number, threshold: number): void {
    this.#feature[this.#first + node] = feature;
    this.#threshold[this.#first + node] = threshold;
  }

  /** Says which are the children of a node of the growing tree. */
  linkLeft(node: number, left: number): void {
    this.#childrenLeft[this.#first + node] = left;
  }
  linkRight(node: number, right: number): void {
    this.#childrenRight[this.#first + node] = right;
  }

  /** The growing tree, as views. */
  growing(): TreeStructure {
    return this.#part(this.#first, this.#length);
  }

  /** Puts a whole tree in the place of the growing one. */
  replace(tree: TreeStructure): void {
    const from = this.#first;
    const length = from + tree.feature.length;
    if (length > this.#feature.length) this.#enlarge(Math.max(length, 2 * this.#feature.length));
    this.#length = length;
    const place = this.#part(from, length);
    place.childrenLeft.set(tree.childrenLeft);
    place.childrenRight.set(tree.childrenRight);
    place.feature.set(tree.feature);
    place.threshold.set(tree.threshold);
    place.value.set(tree.value);
    place.impurity.set(tree.impurity);
    place.nNodeSamples.set(tree.nNodeSamples);
    place.weightedNNodeSamples.set(tree.weightedNNodeSamples);
  }

  /** Ends the growing tree, which is that of this number. */
  finishTree(number: number): void {
    this.#numbers.push(number);
    this.#nodeCounts.push(this.#length - this.#first);
    this.#first = this.#length;
  }

  /** All trees that were finished. The arrays may be longer than they are. */
  finish(): GrownTrees {
    return { numbers: this.#numbers, nodeCounts: this.#nodeCounts, nodes: this.#part(0, this.#feature.length) };
  }

  #part(from: number, to: number): TreeStructure {
    const width = this.#width;
    return {
      childrenLeft: this.#childrenLeft.subarray(from, to),
      childrenRight: this.#childrenRight.subarray(from, to),
      feature: this.#feature.subarray(from, to),
      threshold: this.#threshold.subarray(from, to),
      value: this.#value.subarray(from * width, to * width),
      width,
      impurity: this.#impurity.subarray(from, to),
      nNodeSamples: this.#samples.subarray(from, to),
      weightedNNodeSamples: this.#weight.subarray(from, to),
    };
  }

  #enlarge(capacity: number): void {
    this.#childrenLeft = enlarged(this.#childrenLeft, new Int32Array(capacity));
    this.#childrenRight = enlarged(this.#childrenRight, new Int32Array(capacity));
    this.#feature = enlarged(this.#feature, new Int32Array(capacity));
    this.#threshold = enlarged(this.#threshold, new Float64Array(capacity));
    this.#impurity = enlarged(this.#impurity, new Float64Array(capacity));
    this.#samples = enlarged(this.#samples, new Int32Array(capacity));
    this.#weight = enlarged(this.#weight, new Float64Array(capacity));
    this.#value = enlarged(this.#value, new Float64Array(capacity * this.#width));
  }
}

function enlarged<T extends Int32Array | Float64Array>(from: T, to: T): T {
  to.set(from);
  return to;
}

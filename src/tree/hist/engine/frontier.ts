/**
 * The nodes that may be split, the one of the greatest gain first: a heap, kept as Python's `heapq` keeps it, so that of equal gains the same one comes first as in
 * scikit-learn.
 */
import type { GrowNode } from "./grow-node.js";

function before(a: GrowNode, b: GrowNode): boolean {
  return (a.split?.gain ?? 0) > (b.split?.gain ?? 0);
}

export class Frontier {
  readonly #heap: GrowNode[] = [];

  get size(): number {
    return this.#heap.length;
  }

  push(node: GrowNode): void {
    this.#heap.push(node);
    this.#rise(this.#heap.length - 1, 0);
  }

  /** The node of the greatest gain; undefined where there is none left. */
  pop(): GrowNode | undefined {
    const last = this.#heap.pop();
    const first = this.#heap[0];
    if (last === undefined || first === undefined) return last;
    this.#heap[0] = last;
    this.#sink();
    return first;
  }

  /** The node of the least gain among those with a histogram, the first of equals. */
  leastWithHistogram(): GrowNode | undefined {
    let least: GrowNode | undefined;
    for (const node of this.#heap) {
      if (node.histogram >= 0 && (least === undefined || before(least, node))) least = node;
    }
    return least;
  }

  #rise(from: number, top: number): void {
    const heap = this.#heap;
    const node = heap[from] as GrowNode;
    let at = from;
    while (at > top) {
      const parent = (at - 1) >> 1;
      if (!before(node, heap[parent] as GrowNode)) break;
      heap[at] = heap[parent] as GrowNode;
      at = parent;
    }
    heap[at] = node;
  }

  /** Moves the node at the top down to a leaf along the better children, then up to its place. */
  #sink(): void {
    const heap = this.#heap;
    const node = heap[0] as GrowNode;
    let at = 0;
    for (let child = 1; child < heap.length; child = 2 * at + 1) {
      const other = child + 1;
      if (other < heap.length && !before(heap[child] as GrowNode, heap[other] as GrowNode)) child = other;
      heap[at] = heap[child] as GrowNode;
      at = child;
    }
    heap[at] = node;
    this.#rise(at, 0);
  }
}

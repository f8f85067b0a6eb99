/**
 * The nodes that can still be split, with the best split of each, and which of them comes next.
 */

/** A node that waits for its split. */
export interface Pending {
  readonly node: number;
  readonly start: number;
  readonly end: number;
  readonly depth: number;
  readonly col: number;
  readonly middle: number;
  readonly threshold: number;
  /** By how much the split lowers the impurity of the whole tree. */
  readonly improvement: number;
}

/** Which node is split next. */
export interface Frontier {
  push(pending: Pending): void;
  pop(): Pending | undefined;
}

/** The node that came last: the whole tree is grown, and few nodes wait at a time. */
export class DepthFirst implements Frontier {
  readonly #stack: Pending[] = [];

  push(pending: Pending): void {
    this.#stack.push(pending);
  }

  pop(): Pending | undefined {
    return this.#stack.pop();
  }
}

/** The node whose split gains most; of equals, the one made first. A binary heap. */
export class BestFirst implements Frontier {
  readonly #heap: Pending[] = [];

  push(pending: Pending): void {
    const heap = this.#heap;
    let at = heap.length;
    while (at > 0) {
      const parent = (at - 1) >> 1;
      if (!comesBefore(pending, heap[parent] as Pending)) break;
      heap[at] = heap[parent] as Pending;
      at = parent;
    }
    heap[at] = pending;
  }

  pop(): Pending | undefined {
    const heap = this.#heap;
    const first = heap[0];
    const last = heap.pop();
    if (last === undefined || heap.length === 0) return first;
    let at = 0;
    for (;;) {
      let child = 2 * at + 1;
      if (child >= heap.length) break;
      const other = child + 1;
      if (other < heap.length && comesBefore(heap[other] as Pending, heap[child] as Pending)) child = other;
      if (!comesBefore(heap[child] as Pending, last)) break;
      heap[at] = heap[child] as Pending;
      at = child;
    }
    heap[at] = last;
    return first;
  }
}

function comesBefore(a: Pending, b: Pending): boolean {
  return a.improvement > b.improvement || (a.improvement === b.improvement && a.node < b.node);
}

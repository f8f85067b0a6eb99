/**
 * The sums of what trees say of many rows, by trees that were made ready for it. Rows go in blocks (tree-blocks.ts), and four rows walk a tree at
 * once, so that the loads of one fill the waiting time of the others: 1.6 µs a row for 100 trees of 31 leaves. Many rows walk in WebAssembly where there is any
 * (tree-walk.ts): 1 µs.
 */
import { blockRows } from "./tree-blocks.js";
import type { LeafValues, ReadyTrees } from "./tree-ready.js";
import { type ReadyRows, readyRows, roomFor } from "./tree-slots.js";
import { addInWasm } from "./tree-walk.js";

/** Rows of a block whose places are kept until they are added; a multiple of the four that walk together. */
const AT_ONCE = 256;
/** Rows times trees from which on WebAssembly is worth its start. */
const MANY = 100_000;

/** The values of nodes in the order of their places, as `LeafValues` wants them for a width of 1. */
export function placedValues({ origin }: ReadyTrees, value: Float64Array): Float64Array {
  return Float64Array.from(origin, (node) => value[node] as number);
}

/** Adds what all trees say of the rows `from` ≤ row < `to` of a dense, row-major matrix to their numbers in `out`, tree after tree. */
export function addLeafValues(
  trees: ReadyTrees,
  values: LeafValues,
  x: Float64Array,
  cols: number,
  [from, to]: readonly [number, number],
  out: Float64Array,
): void {
  // Few rows are done before the trees would have been copied.
  const many = (to - from) * trees.roots.length >= 2 * trees.child.length + MANY;
  if (many && addInWasm(trees, values, x, cols, [from, to], out)) return;
  for (const _ of addInSteps(trees, values, x, cols, [from, to], out));
}

/** The same in steps, in JavaScript: each yields how many rows have gone down one more tree. */
export function* addInSteps(
  trees: ReadyTrees,
  { value, width, outputs }: LeafValues,
  x: Float64Array,
  cols: number,
  range: readonly [number, number],
  out: Float64Array,
): Generator<number, void, void> {
  for (const { tree, places, start, count } of eachTree(trees, x, cols, range)) {
    if (width === 1) addNumbers(value, places, count, out, start * outputs + (tree % outputs), outputs);
    else addLists(value, width, places, trees.origin, count, out, start * outputs);
    yield count;
  }
}

/** Writes the leaf of each row `from` ≤ row < `to` in each tree, as its place among the nodes that the trees were made from: row after row. */
export function writeLeaves(
  trees: ReadyTrees,
  x: Float64Array,
  cols: number,
  [from, to]: readonly [number, number],
  out: Int32Array,
): void {
  const { origin, roots } = trees;
  for (const { tree, places, start, count } of eachTree(trees, x, cols, [from, to])) {
    for (let i = 0; i < count; i++) out[(start + i) * roots.length + tree] = origin[places[i] as number] as number;
  }
}

/** Some rows, `count` from `start` on, and the places of their leaves in a tree. */
interface Walked {
  readonly tree: number;
  readonly places: Int32Array;
  readonly start: number;
  readonly count: number;
}

/** Each tree with the rows of each block, in order. The places are written over by the next ones'. */
function* eachTree(
  trees: ReadyTrees,
  x: Float64Array,
  cols: number,
  [from, to]: readonly [number, number],
): Generator<Walked, void, void> {
  const block = Math.min(to - from, blockRows(Math.max(cols, trees.slots.columns.length)));
  const room = roomFor(trees, block);
  const places = new Int32Array(AT_ONCE);
  for (let start = from; start < to; start += block) {
    const count = Math.min(block, to - start);
    const rows = readyRows(trees, x.subarray(start * cols, (start + count) * cols), cols, count, room);
    for (let tree = 0; tree < trees.roots.length; tree++) {
      for (let first = 0; first < count; first += AT_ONCE) {
        const some = Math.min(AT_ONCE, count - first);
        walk(trees, trees.roots[tree] as number, rows, first, some, places);
        yield { tree, places, start: start + first, count: some };
      }
    }
  }
}

/** The places of the leaves that `count` rows from `start` on come to in one tree. */
function walk(
  { child, threshold }: ReadyTrees,
  root: number,
  rows: ReadyRows,
  start: number,
  count: number,
  places: Int32Array,
): void {
  const { values, length, asked } = rows;
  const begin = start * length;
  const last = begin + (count - 1) * length;
  // All rows ask the first question: its answer needs nothing of the nodes. A root that is a leaf has itself as its child.
  const below = (child[root] as number) & PLACE;
  const first = asked[root] as number;
  const limit = threshold[root] as number;
  for (let i = 0; i < count; i += 4) {
    // Beyond the last row, it walks again: no other has to be told apart.
    const at0 = begin + i * length;
    const at1 = Math.min(at0 + length, last);
    const at2 = Math.min(at1 + length, last);
    const at3 = Math.min(at2 + length, last);
    let n0 = below + (Number((values[at0 + first] as number) > limit) | 0);
    let n1 = below + (Number((values[at1 + first] as number) > limit) | 0);
    let n2 = below + (Number((values[at2 + first] as number) > limit) | 0);
    let n3 = below + (Number((values[at3 + first] as number) > limit) | 0);
    for (;;) {
      const c0 = child[n0] as number;
      const c1 = child[n1] as number;
      const c2 = child[n2] as number;
      const c3 = child[n3] as number;
      const q0 = asked[n0] as number;
      const q1 = asked[n1] as number;
      const q2 = asked[n2] as number;
      const q3 = asked[n3] as number;
      // All four are at leaves when all have the sign bit; who is there already stays, since nothing is above infinity.
      if ((c0 & c1 & c2 & c3) < 0) break;
      // Number(…) | 0 is computed without a branch, but only where it stands in the loop itself.
      n0 = (c0 & PLACE) + (Number((values[at0 + q0] as number) > (threshold[n0] as number)) | 0);
      n1 = (c1 & PLACE) + (Number((values[at1 + q1] as number) > (threshold[n1] as number)) | 0);
      n2 = (c2 & PLACE) + (Number((values[at2 + q2] as number) > (threshold[n2] as number)) | 0);
      n3 = (c3 & PLACE) + (Number((values[at3 + q3] as number) > (threshold[n3] as number)) | 0);
    }
    places[i] = n0;
    places[i + 1] = n1;
    places[i + 2] = n2;
    places[i + 3] = n3;
  }
}

/** A child without its sign bit. */
const PLACE = 0x7fffffff;

function addNumbers(
  value: Float64Array,
  places: Int32Array,
  count: number,
  out: Float64Array,
  at: number,
  step: number,
) {
  for (let i = 0, to = at; i < count; i++, to += step) {
    out[to] = (out[to] as number) + (value[places[i] as number] as number);
  }
}

function addLists(
  value: Float64Array,
  width: number,
  places: Int32Array,
  origin: Int32Array,
  count: number,
  out: Float64Array,
  at: number,
) {
  for (let i = 0, to = at; i < count; i++) {
    const leaf = (origin[places[i] as number] as number) * width;
    for (let k = 0; k < width; k++, to++) out[to] = (out[to] as number) + (value[leaf + k] as number);
  }
}

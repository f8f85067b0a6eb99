/**
 * Drawing which fold each row is a test row of, in steps between which others may run.
 */
import { Rng } from "../../core/rng.js";
import { type Fold, range, tooFew } from "./fold.js";

/** Work in steps, each of at most some 30,000 rows: whoever runs it may pause wherever it yields. */
export type Steps<T> = Generator<undefined, T, undefined>;

/** How rows are cut into folds: the options of `KFold` and `StratifiedKFold`. */
export interface FoldPlan {
  readonly nSplits: number;
  readonly shuffle: boolean;
  readonly seed: number;
}

/** Rows of a step. */
const STEP = 1 << 15;

/** Runs steps without a pause. */
export function atOnce<T>(steps: Steps<T>): T {
  for (;;) {
    const { done, value } = steps.next();
    if (done === true) return value;
  }
}

/** Runs steps with a pause after each. */
export async function inTurns<T>(steps: Steps<T>, pause: () => Promise<void>): Promise<T> {
  for (;;) {
    const { done, value } = steps.next();
    if (done === true) return value;
    await pause();
  }
}

/** The folds of rows that are each assigned one. */
export function* foldsOf(assigned: Int32Array, count: number): Iterable<Fold> {
  for (let fold = 0; fold < count; fold++) yield foldAt(assigned, fold);
}

function foldAt(assigned: Int32Array, fold: number): Fold {
  let tests = 0;
  for (let row = 0; row < assigned.length; row++) if (assigned[row] === fold) tests++;
  const train = new Int32Array(assigned.length - tests);
  const test = new Int32Array(tests);
  let trained = 0;
  let tested = 0;
  for (let row = 0; row < assigned.length; row++) {
    if (assigned[row] === fold) test[tested++] = row;
    else train[trained++] = row;
  }
  return { train, test };
}

/**
 * The fold of each row, all folds of equal size.
 *
 * @throws DataError `SPLIT_INVALID` when there are fewer rows than folds.
 */
export function* drawFolds({ nSplits, shuffle, seed }: FoldPlan, count: number): Steps<Int32Array> {
  if (count < nSplits) throw tooFew("KFold", "rows", count, nSplits);
  const inOrder = repeated(shares(count, nSplits, 0));
  if (!shuffle) return inOrder;
  const assigned = new Int32Array(count);
  const order = range(0, count);
  yield* shuffling(order, new Rng(seed).derive("KFold"));
  for (let start = 0; start < count; start += STEP) {
    const end = Math.min(count, start + STEP);
    for (let at = start; at < end; at++) assigned[order[at] as number] = inOrder[at] as number;
    yield;
  }
  return assigned;
}

/**
 * The fold of each row, with the same proportions of the classes in all. `codes` are the classes of the rows.
 *
 * @throws DataError `SPLIT_INVALID` when every class has fewer rows than there are folds.
 */
export function* drawStratifiedFolds(
  { nSplits, shuffle, seed }: FoldPlan,
  codes: Int32Array,
  classes: number,
): Steps<Int32Array> {
  const count = codes.length;
  const counts = new Int32Array(classes);
  // Classes take their turns in the order in which they first come.
  const order: number[] = [];
  for (let start = 0; start < count; start += STEP) {
    countCodes(codes.subarray(start, start + STEP), counts, order);
    yield;
  }
  const largest = counts.reduce((most, size) => Math.max(most, size), 0);
  if (count < nSplits) throw tooFew("StratifiedKFold", "rows", count, nSplits);
  if (largest < nSplits) throw tooFew("StratifiedKFold", "rows of a class", largest, nSplits);
  const rng = shuffle ? new Rng(seed).derive("StratifiedKFold") : undefined;
  const queues: Int32Array[] = [];
  let dealt = 0;
  for (const code of order) {
    const size = counts[code] as number;
    const queue = repeated(shares(size, nSplits, dealt));
    if (rng !== undefined) yield* shuffling(queue, rng);
    queues[code] = queue;
    dealt += size;
  }
  const next = new Int32Array(classes);
  const assigned = new Int32Array(count);
  for (let start = 0; start < count; start += STEP) {
    takeTurns(codes, queues, next, assigned, start, Math.min(count, start + STEP));
    yield;
  }
  return assigned;
}

/** Shuffles as `Rng.shuffle` does. */
function* shuffling(items: Int32Array, rng: Rng): Steps<void> {
  for (let start = 0; start < items.length; start += STEP) {
    rng.shuffle(items, start, Math.min(items.length, start + STEP));
    yield;
  }
}

/** Counts the rows of each class, and notes the classes that were not there before. */
function countCodes(codes: Int32Array, counts: Int32Array, order: number[]): void {
  for (let row = 0; row < codes.length; row++) {
    const code = codes[row] as number;
    if (counts[code] === 0) order.push(code);
    counts[code] = (counts[code] as number) + 1;
  }
}

/** Gives each of these rows the next fold of its class. */
function takeTurns(
  codes: Int32Array,
  queues: readonly Int32Array[],
  next: Int32Array,
  assigned: Int32Array,
  start: number,
  end: number,
): void {
  for (let row = start; row < end; row++) {
    const code = codes[row] as number;
    const at = next[code] as number;
    next[code] = at + 1;
    assigned[row] = queues[code]?.[at] ?? 0;
  }
}

/** How many of `count` each of `folds` gets when `dealt` were dealt out in turn before. */
function shares(count: number, folds: number, dealt: number): number[] {
  const out = Array.from({ length: folds }, () => Math.floor(count / folds));
  for (let i = 0; i < count % folds; i++) {
    const fold = (dealt + i) % folds;
    out[fold] = (out[fold] ?? 0) + 1;
  }
  return out;
}

/** Numbers 0 … folds − 1, each repeated as often as its share says. */
function repeated(counts: readonly number[]): Int32Array {
  const out = new Int32Array(counts.reduce((sum, count) => sum + count, 0));
  let at = 0;
  counts.forEach((count, fold) => {
    out.fill(fold, at, at + count);
    at += count;
  });
  return out;
}

/**
 * The alphabetical order of terms, by code points as Python has it: UTF-16 units would put what two of them write before U+E000 to U+FFFF.
 *
 * Quicksort by one unit at a time (Bentley and Sedgewick, "Fast algorithms for sorting and searching strings", 1997): terms that begin
 * alike are compared where they first differ. O(units + terms · log terms) time.
 */
import type { TermTable } from "./term-table.js";

/** Steps of work between two looks at the clock. */
const STEPS = 1 << 16;
/** Shorter runs are sorted by insertion. */
const FEW = 8;

/** Sorts numbers of terms in place; yields now and then, for a pause. */
export function* sortTerms({ units, starts }: TermTable, ids: Int32Array): Generator<void, void> {
  const rank = (id: number, depth: number): number => {
    const at = (starts[id] as number) + depth;
    return at < (starts[id + 1] as number) ? rankOf(units[at] as number) : -1;
  };
  const isBefore = (a: number, b: number, from: number): boolean => {
    for (let depth = from; ; depth++) {
      const [left, right] = [rank(a, depth), rank(b, depth)];
      if (left !== right) return left < right;
      if (left < 0) return false;
    }
  };
  const swap = (i: number, j: number): void => {
    const id = ids[i] as number;
    ids[i] = ids[j] as number;
    ids[j] = id;
  };
  // Runs still to sort: where they begin, where they end, and how many units their terms have in common.
  const todo = [0, ids.length, 0];
  let steps = 0;
  while (todo.length > 0) {
    const depth = todo.pop() as number;
    const end = todo.pop() as number;
    const start = todo.pop() as number;
    if (end - start <= FEW) {
      steps += end - start;
      for (let i = start + 1; i < end; i++)
        for (let j = i; j > start && isBefore(ids[j] as number, ids[j - 1] as number, depth); j--) swap(j, j - 1);
      continue;
    }
    const pivot = middle(
      rank(ids[start] as number, depth),
      rank(ids[(start + end) >> 1] as number, depth),
      rank(ids[end - 1] as number, depth),
    );
    let low = start;
    let high = end;
    for (let i = start; i < high; ) {
      const here = rank(ids[i] as number, depth);
      if (here < pivot) swap(low++, i++);
      else if (here > pivot) swap(i, --high);
      else i++;
      if (++steps < STEPS) continue;
      steps = 0;
      yield;
    }
    todo.push(start, low, depth, high, end, depth);
    if (pivot >= 0) todo.push(low, high, depth + 1);
  }
}

/** Places units that are halves of a code point behind all others. */
function rankOf(unit: number): number {
  if (unit < 0xd800) return unit;
  return unit < 0xe000 ? unit + 0x2000 : unit - 0x800;
}

function middle(a: number, b: number, c: number): number {
  return Math.max(Math.min(a, b), Math.min(Math.max(a, b), c));
}

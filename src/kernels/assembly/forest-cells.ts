/**
 * Which bins of a column the rows of a node lie in, and what their entries come to in each of them: the cells of the node, in ascending order of bin.
 *
 * Nodes of few rows mark their bins in a set of 256 bits, whose members are then walked in order: that costs as much as there are rows. Larger nodes go through all bins.
 * The sums of the bins are at 0 between calls; collecting the cells puts them back.
 */

/** Nodes of fewer rows mark the bins that they have. */
const FEW: i32 = 96;
/** What stands in the working space: the set of bins, the rows of each bin, and the sums of each bin. */
const ROWS_AT: usize = 64;
const SUMS_AT: usize = 64 + 256 * 4;

function mark(space: usize, bin: usize): void {
  const at = space + ((bin >> 6) << 3);
  store<u64>(at, load<u64>(at) | ((<u64>1) << (<u64>bin & 63)));
}

/** The bin of the row that stands at place `i`. */
export function binOf(bins: usize, rows: usize, i: usize): usize {
  return <usize>load<u8>(bins + <usize>load<u32>(rows + (i << 2)));
}

/** Cells of 64-bit integers that count rows, weight and the weight of the second class. Gives how many cells there are. */
export function packedCells(
  bins: usize,
  binCount: i32,
  rows: usize,
  count: i32,
  entries: usize,
  space: usize,
  cells: usize,
  order: usize,
): i32 {
  const sums = space + SUMS_AT;
  let length: i32 = 0;
  if (count < FEW) {
    for (let i: usize = 0; i < <usize>count; i++) {
      const bin = binOf(bins, rows, i);
      mark(space, bin);
      const at = sums + (bin << 3);
      store<i64>(at, load<i64>(at) + load<i64>(entries + (i << 3)));
    }
    for (let word: usize = 0; word < 4; word++) {
      let left = load<u64>(space + (word << 3));
      store<u64>(space + (word << 3), 0);
      while (left) {
        const bin = (word << 6) + <usize>ctz(left);
        left &= left - 1;
        const at = sums + (bin << 3);
        store<i64>(cells + ((<usize>length) << 3), load<i64>(at));
        store<i64>(at, 0);
        store<u8>(order + <usize>length, <u8>bin);
        length++;
      }
    }
    return length;
  }
  for (let i: usize = 0; i < <usize>count; i++) {
    const at = sums + (binOf(bins, rows, i) << 3);
    store<i64>(at, load<i64>(at) + load<i64>(entries + (i << 3)));
  }
  for (let bin: usize = 0; bin < <usize>binCount; bin++) {
    const at = sums + (bin << 3);
    const sum = load<i64>(at);
    if (sum === 0) continue;
    store<i64>(at, 0);
    store<i64>(cells + ((<usize>length) << 3), sum);
    store<u8>(order + <usize>length, <u8>bin);
    length++;
  }
  return length;
}

/** Cells of pairs of doubles: a sum and its weight, which is above 0. Counts the rows of each cell too where `counts` is an address. */
export function pairCells(
  bins: usize,
  binCount: i32,
  rows: usize,
  count: i32,
  entries: usize,
  space: usize,
  cells: usize,
  order: usize,
  counts: usize,
): i32 {
  const sums = space + SUMS_AT;
  const few = count < FEW;
  if (few) {
    for (let i: usize = 0; i < <usize>count; i++) {
      const bin = binOf(bins, rows, i);
      const at = sums + (bin << 4);
      v128.store(at, f64x2.add(v128.load(at), v128.load(entries + (i << 4))));
      mark(space, bin);
    }
  } else {
    for (let i: usize = 0; i < <usize>count; i++) {
      const at = sums + (binOf(bins, rows, i) << 4);
      v128.store(at, f64x2.add(v128.load(at), v128.load(entries + (i << 4))));
    }
  }
  if (counts) countRows(bins, rows, count, space);
  let length: i32 = 0;
  if (few) {
    for (let word: usize = 0; word < 4; word++) {
      let left = load<u64>(space + (word << 3));
      store<u64>(space + (word << 3), 0);
      while (left) {
        const bin = (word << 6) + <usize>ctz(left);
        left &= left - 1;
        takePair(space, bin, cells, order, counts, length++);
      }
    }
    return length;
  }
  for (let bin: usize = 0; bin < <usize>binCount; bin++) {
    if (load<f64>(sums + (bin << 4) + 8) !== 0) takePair(space, bin, cells, order, counts, length++);
  }
  return length;
}

function takePair(space: usize, bin: usize, cells: usize, order: usize, counts: usize, place: i32): void {
  const at = space + SUMS_AT + (bin << 4);
  v128.store(cells + ((<usize>place) << 4), v128.load(at));
  v128.store(at, f64x2.splat(0));
  store<u8>(order + <usize>place, <u8>bin);
  if (counts) takeCount(space, bin, counts, place);
}

function takeCount(space: usize, bin: usize, counts: usize, place: i32): void {
  const at = space + ROWS_AT + (bin << 2);
  store<i32>(counts + ((<usize>place) << 2), load<i32>(at));
  store<i32>(at, 0);
}

function countRows(bins: usize, rows: usize, count: i32, space: usize): void {
  for (let i: usize = 0; i < <usize>count; i++) {
    const at = space + ROWS_AT + (binOf(bins, rows, i) << 2);
    store<i32>(at, load<i32>(at) + 1);
  }
}

/** Cells of one weight a class, `classes` doubles each, with the rows of each. `codes` and `units` stand in order of the rows. */
export function classCells(
  bins: usize,
  binCount: i32,
  rows: usize,
  count: i32,
  codes: usize,
  units: usize,
  classes: i32,
  space: usize,
  cells: usize,
  order: usize,
  counts: usize,
): i32 {
  const sums = space + SUMS_AT;
  const stride = (<usize>classes) << 3;
  for (let i: usize = 0; i < <usize>count; i++) {
    const bin = binOf(bins, rows, i);
    const at = sums + bin * stride + ((<usize>load<i32>(codes + (i << 2))) << 3);
    store<f64>(at, load<f64>(at) + load<f64>(units + (i << 3)));
    const rowsAt = space + ROWS_AT + (bin << 2);
    store<i32>(rowsAt, load<i32>(rowsAt) + 1);
  }
  let length: i32 = 0;
  if (count < FEW) {
    for (let i: usize = 0; i < <usize>count; i++) mark(space, binOf(bins, rows, i));
    for (let word: usize = 0; word < 4; word++) {
      let left = load<u64>(space + (word << 3));
      store<u64>(space + (word << 3), 0);
      while (left) {
        const bin = (word << 6) + <usize>ctz(left);
        left &= left - 1;
        takeClasses(space, bin, stride, cells, order, counts, length++);
      }
    }
    return length;
  }
  for (let bin: usize = 0; bin < <usize>binCount; bin++) {
    if (load<i32>(space + ROWS_AT + (bin << 2)) !== 0) takeClasses(space, bin, stride, cells, order, counts, length++);
  }
  return length;
}

function takeClasses(
  space: usize,
  bin: usize,
  stride: usize,
  cells: usize,
  order: usize,
  counts: usize,
  place: i32,
): void {
  const at = space + SUMS_AT + bin * stride;
  memory.copy(cells + <usize>place * stride, at, stride);
  memory.fill(at, 0, stride);
  store<u8>(order + <usize>place, <u8>bin);
  takeCount(space, bin, counts, place);
}

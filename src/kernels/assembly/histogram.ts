/**
 * Histograms of gradients. A bin is 16 bytes, two 64-bit integers: the sum of the rows' fixed-point gradients; and the sum of their fixed-point second
 * derivatives, shifted left by `shift` bits, plus the number of rows. Adding a row is one SIMD addition. Integer sums do not depend on the order of the rows
 * nor on how they were shared among threads, and a histogram minus that of one child is exactly that of the other.
 *
 * A row's gradients are two signed 32-bit integers side by side: gradient, second derivative (0 or more). Bins of rows stand in groups of up to eight columns, one
 * byte a column; the groups of a block stand side by side in each row (binning/layout.ts). About 0.6 ns a row and column.
 *
 * The rows of a node lie far apart, and each is a wait for memory. A processor waits for as many at once as it sees ahead, which is few rows when each is followed by
 * some dozens of instructions: so the bins of a few hundred rows are gathered first, in a loop that does nothing else, and added after that.
 */

/** The number of columns in a group, as the size of a type: so that the compiler makes a loop of its own for each. */
class One {
  a: u8 = 0;
}
class Two extends One {
  b: u8 = 0;
}
class Three extends Two {
  c: u8 = 0;
}
class Four extends Three {
  d: u8 = 0;
}
class Five extends Four {
  e: u8 = 0;
}
class Six extends Five {
  f: u8 = 0;
}
class Seven extends Six {
  g: u8 = 0;
}
class Eight extends Seven {
  h: u8 = 0;
}

/** Bytes of gathered bins: they and a group's histograms fit beside each other into a processor's nearest memory. */
const GATHERED: i32 = 8192;
/** 32-bit integers that describe a group: its number of columns, and at how many bytes the histogram of each starts, of which there are eight. */
const GROUP: usize = 9;

/** Adds `count` rows, one behind the other from `bins` on, `stride` bytes apart, to the histograms of a group. */
function add<Width>(
  bins: usize,
  stride: usize,
  gradients: usize,
  count: i32,
  histogram: usize,
  offsets: usize,
  shift: i32,
): void {
  const h0 = histogram + <usize>load<u32>(offsets);
  const h1 = histogram + <usize>load<u32>(offsets, 4);
  const h2 = histogram + <usize>load<u32>(offsets, 8);
  const h3 = histogram + <usize>load<u32>(offsets, 12);
  const h4 = histogram + <usize>load<u32>(offsets, 16);
  const h5 = histogram + <usize>load<u32>(offsets, 20);
  const h6 = histogram + <usize>load<u32>(offsets, 24);
  const h7 = histogram + <usize>load<u32>(offsets, 28);
  // The gradient times 1 and the second derivative times 2^shift, widened to 64 bits, plus one row.
  const factors = i32x4.replace_lane(i32x4.splat(1), 1, 1 << shift);
  const one = i64x2(0, 1);
  const end = gradients + ((<usize>count) << 3);
  for (; gradients < end; gradients += 8, bins += stride) {
    const update = i64x2.add(i64x2.extmul_low_i32x4_s(v128.load64_zero(gradients), factors), one);
    const low = load<u32>(bins);
    plus(h0 + ((low & 255) << 4), update);
    if (offsetof<Width>() > 1) plus(h1 + ((low >> 4) & 0xff0), update);
    if (offsetof<Width>() > 2) plus(h2 + ((low >> 12) & 0xff0), update);
    if (offsetof<Width>() > 3) plus(h3 + ((low >> 20) & 0xff0), update);
    if (offsetof<Width>() > 4) {
      const high = load<u32>(bins, 4);
      plus(h4 + ((high & 255) << 4), update);
      if (offsetof<Width>() > 5) plus(h5 + ((high >> 4) & 0xff0), update);
      if (offsetof<Width>() > 6) plus(h6 + ((high >> 12) & 0xff0), update);
      if (offsetof<Width>() > 7) plus(h7 + ((high >> 20) & 0xff0), update);
    }
  }
}

function plus(bin: usize, update: v128): void {
  v128.store(bin, i64x2.add(v128.load(bin), update));
}

/** The same where the columns' histograms stand 256 bins apart: their distances are part of the instructions, and no register holds where each starts. */
function addEven<Width>(bins: usize, stride: usize, gradients: usize, count: i32, histogram: usize, shift: i32): void {
  const factors = i32x4.replace_lane(i32x4.splat(1), 1, 1 << shift);
  const one = i64x2(0, 1);
  const end = gradients + ((<usize>count) << 3);
  for (; gradients < end; gradients += 8, bins += stride) {
    const update = i64x2.add(i64x2.extmul_low_i32x4_s(v128.load64_zero(gradients), factors), one);
    const low = load<u32>(bins);
    const high = load<u32>(bins, 4);
    const b0 = histogram + ((low & 255) << 4);
    v128.store(b0, i64x2.add(v128.load(b0), update));
    const b1 = histogram + ((low >> 4) & 0xff0);
    v128.store(b1, i64x2.add(v128.load(b1, 4096), update), 4096);
    const b2 = histogram + ((low >> 12) & 0xff0);
    v128.store(b2, i64x2.add(v128.load(b2, 8192), update), 8192);
    const b3 = histogram + ((low >> 20) & 0xff0);
    v128.store(b3, i64x2.add(v128.load(b3, 12288), update), 12288);
    const b4 = histogram + ((high & 255) << 4);
    v128.store(b4, i64x2.add(v128.load(b4, 16384), update), 16384);
    if (offsetof<Width>() > 5) {
      const b5 = histogram + ((high >> 4) & 0xff0);
      v128.store(b5, i64x2.add(v128.load(b5, 20480), update), 20480);
    }
    if (offsetof<Width>() > 6) {
      const b6 = histogram + ((high >> 12) & 0xff0);
      v128.store(b6, i64x2.add(v128.load(b6, 24576), update), 24576);
    }
    if (offsetof<Width>() > 7) {
      const b7 = histogram + ((high >> 20) & 0xff0);
      v128.store(b7, i64x2.add(v128.load(b7, 28672), update), 28672);
    }
  }
}

/** Whether the columns' histograms stand 256 bins apart. */
function areEven(width: i32, offsets: usize): bool {
  const first = load<u32>(offsets);
  for (let k = 1; k < width; k++) {
    if (load<u32>(offsets + ((<usize>k) << 2)) !== first + ((<u32>k) << 12)) return false;
  }
  return width > 4;
}

/** Adds rows to the histograms of one group. */
function addGroup(
  group: usize,
  bins: usize,
  stride: usize,
  gradients: usize,
  count: i32,
  histogram: usize,
  shift: i32,
): void {
  const width = load<i32>(group);
  const offsets = group + 4;
  if (areEven(width, offsets)) {
    const first = histogram + <usize>load<u32>(offsets);
    if (width === 8) addEven<Eight>(bins, stride, gradients, count, first, shift);
    else if (width === 7) addEven<Seven>(bins, stride, gradients, count, first, shift);
    else if (width === 6) addEven<Six>(bins, stride, gradients, count, first, shift);
    else addEven<Five>(bins, stride, gradients, count, first, shift);
    return;
  }
  if (width === 8) add<Eight>(bins, stride, gradients, count, histogram, offsets, shift);
  else if (width === 7) add<Seven>(bins, stride, gradients, count, histogram, offsets, shift);
  else if (width === 6) add<Six>(bins, stride, gradients, count, histogram, offsets, shift);
  else if (width === 5) add<Five>(bins, stride, gradients, count, histogram, offsets, shift);
  else if (width === 4) add<Four>(bins, stride, gradients, count, histogram, offsets, shift);
  else if (width === 3) add<Three>(bins, stride, gradients, count, histogram, offsets, shift);
  else if (width === 2) add<Two>(bins, stride, gradients, count, histogram, offsets, shift);
  else add<One>(bins, stride, gradients, count, histogram, offsets, shift);
}

/** Copies the bins of the rows whose numbers stand at `rows`: `stride` bytes each, 8, 16, 24 or 32. */
function gatherBins(rows: usize, count: i32, bins: usize, stride: usize, out: usize): void {
  const end = rows + ((<usize>count) << 2);
  if (stride === 8) {
    for (; rows < end; rows += 4, out += 8) store<u64>(out, load<u64>(bins + ((<usize>load<u32>(rows)) << 3)));
  } else if (stride === 16) {
    for (; rows < end; rows += 4, out += 16) v128.store(out, v128.load(bins + ((<usize>load<u32>(rows)) << 4)));
  } else if (stride === 24) {
    for (; rows < end; rows += 4, out += 24) {
      const at = bins + <usize>load<u32>(rows) * 24;
      v128.store(out, v128.load(at));
      store<u64>(out, load<u64>(at, 16), 16);
    }
  } else {
    for (; rows < end; rows += 4, out += 32) {
      const at = bins + ((<usize>load<u32>(rows)) << 5);
      v128.store(out, v128.load(at));
      v128.store(out, v128.load(at, 16), 16);
    }
  }
}

/**
 * Adds `count` rows to the histograms of the columns of a block, whose `lanes` groups are described from `groups` on. `rows` is where the rows' numbers stand and `bins`
 * are those of row 0; or `rows` is 0, and `bins` are those of the first of rows that stand one behind the other. `gradients` are in the order of the rows, `spare` has room
 * for 8192 bytes.
 */
export function addRows(
  groups: usize,
  lanes: i32,
  rows: usize,
  bins: usize,
  stride: usize,
  gradients: usize,
  count: i32,
  histogram: usize,
  shift: i32,
  spare: usize,
): void {
  const most = GATHERED / <i32>stride;
  while (count > 0) {
    const some = min(count, most);
    let from = bins;
    if (rows) {
      gatherBins(rows, some, bins, stride, spare);
      from = spare;
      rows += (<usize>some) << 2;
    } else {
      bins += <usize>some * stride;
    }
    for (let lane: usize = 0; lane < <usize>lanes; lane++) {
      addGroup(groups + lane * GROUP * 4, from + (lane << 3), stride, gradients, some, histogram, shift);
    }
    gradients += (<usize>some) << 3;
    count -= some;
  }
}

/** Takes one histogram of `count` bins from another: what stays is that of the other rows. */
export function subtractBins(from: usize, taken: usize, count: i32): void {
  const end = from + ((<usize>count) << 4);
  for (; from < end; from += 16, taken += 16) v128.store(from, i64x2.sub(v128.load(from), v128.load(taken)));
}

/**
 * Histograms of gradients. A bin is 16 bytes, two 64-bit integers: the sum of the rows' fixed-point gradients; and the sum of their fixed-point second
 * derivatives, shifted left by `shift` bits, plus the number of rows. Adding a row is one SIMD addition. Integer sums do not depend on the order of the rows
 * nor on how they were shared among threads, and a histogram minus that of one child is exactly that of the other.
 *
 * A row's gradients are two signed 32-bit integers side by side: gradient, second derivative (0 or more). Bins of rows stand in groups of up to eight columns:
 * eight bytes a row, one byte a column, so that one load gives a row's bins in all columns of the group. About 0.6 ns a row and column.
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

/**
 * Adds `count` rows to the histograms of the columns of a group, which start at `offsets` (eight 32-bit numbers of bytes) from `histogram` on. `Listed` has the size 1
 * for rows that stand one behind the other from `bins` on, else their numbers stand at `rows`.
 */
function add<Width, Listed>(
  rows: usize,
  bins: usize,
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
  for (; gradients < end; gradients += 8) {
    let at = bins;
    if (offsetof<Listed>() > 1) {
      at += (<usize>load<u32>(rows)) << 3;
      rows += 4;
    } else {
      bins += 8;
    }
    const update = i64x2.add(i64x2.extmul_low_i32x4_s(v128.load64_zero(gradients), factors), one);
    const low = load<u32>(at);
    plus(h0 + ((low & 255) << 4), update);
    if (offsetof<Width>() > 1) plus(h1 + ((low >> 4) & 0xff0), update);
    if (offsetof<Width>() > 2) plus(h2 + ((low >> 12) & 0xff0), update);
    if (offsetof<Width>() > 3) plus(h3 + ((low >> 20) & 0xff0), update);
    if (offsetof<Width>() > 4) {
      const high = load<u32>(at, 4);
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
function addEven<Width, Listed>(
  rows: usize,
  bins: usize,
  gradients: usize,
  count: i32,
  histogram: usize,
  shift: i32,
): void {
  const factors = i32x4.replace_lane(i32x4.splat(1), 1, 1 << shift);
  const one = i64x2(0, 1);
  const end = gradients + ((<usize>count) << 3);
  for (; gradients < end; gradients += 8) {
    let at = bins;
    if (offsetof<Listed>() > 1) {
      at += (<usize>load<u32>(rows)) << 3;
      rows += 4;
    } else {
      bins += 8;
    }
    const update = i64x2.add(i64x2.extmul_low_i32x4_s(v128.load64_zero(gradients), factors), one);
    const low = load<u32>(at);
    const high = load<u32>(at, 4);
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

/** Adds rows that stand one behind the other, `bins` and `gradients` being those of the first. */
export function addAllRows(
  width: i32,
  bins: usize,
  gradients: usize,
  count: i32,
  histogram: usize,
  offsets: usize,
  shift: i32,
): void {
  if (areEven(width, offsets)) {
    const first = histogram + <usize>load<u32>(offsets);
    if (width === 8) addEven<Eight, One>(0, bins, gradients, count, first, shift);
    else if (width === 7) addEven<Seven, One>(0, bins, gradients, count, first, shift);
    else if (width === 6) addEven<Six, One>(0, bins, gradients, count, first, shift);
    else addEven<Five, One>(0, bins, gradients, count, first, shift);
    return;
  }
  if (width === 8) add<Eight, One>(0, bins, gradients, count, histogram, offsets, shift);
  else if (width === 7) add<Seven, One>(0, bins, gradients, count, histogram, offsets, shift);
  else if (width === 6) add<Six, One>(0, bins, gradients, count, histogram, offsets, shift);
  else if (width === 5) add<Five, One>(0, bins, gradients, count, histogram, offsets, shift);
  else if (width === 4) add<Four, One>(0, bins, gradients, count, histogram, offsets, shift);
  else if (width === 3) add<Three, One>(0, bins, gradients, count, histogram, offsets, shift);
  else if (width === 2) add<Two, One>(0, bins, gradients, count, histogram, offsets, shift);
  else add<One, One>(0, bins, gradients, count, histogram, offsets, shift);
}

/** Adds the rows whose numbers stand at `rows`; `bins` are those of row 0, `gradients` those of the rows in the order of `rows`. */
export function addRows(
  width: i32,
  rows: usize,
  bins: usize,
  gradients: usize,
  count: i32,
  histogram: usize,
  offsets: usize,
  shift: i32,
): void {
  if (areEven(width, offsets)) {
    const first = histogram + <usize>load<u32>(offsets);
    if (width === 8) addEven<Eight, Two>(rows, bins, gradients, count, first, shift);
    else if (width === 7) addEven<Seven, Two>(rows, bins, gradients, count, first, shift);
    else if (width === 6) addEven<Six, Two>(rows, bins, gradients, count, first, shift);
    else addEven<Five, Two>(rows, bins, gradients, count, first, shift);
    return;
  }
  if (width === 8) add<Eight, Two>(rows, bins, gradients, count, histogram, offsets, shift);
  else if (width === 7) add<Seven, Two>(rows, bins, gradients, count, histogram, offsets, shift);
  else if (width === 6) add<Six, Two>(rows, bins, gradients, count, histogram, offsets, shift);
  else if (width === 5) add<Five, Two>(rows, bins, gradients, count, histogram, offsets, shift);
  else if (width === 4) add<Four, Two>(rows, bins, gradients, count, histogram, offsets, shift);
  else if (width === 3) add<Three, Two>(rows, bins, gradients, count, histogram, offsets, shift);
  else if (width === 2) add<Two, Two>(rows, bins, gradients, count, histogram, offsets, shift);
  else add<One, Two>(rows, bins, gradients, count, histogram, offsets, shift);
}

/** Takes one histogram of `count` bins from another: what stays is that of the other rows. */
export function subtractBins(from: usize, taken: usize, count: i32): void {
  const end = from + ((<usize>count) << 4);
  for (; from < end; from += 16, taken += 16) v128.store(from, i64x2.sub(v128.load(from), v128.load(taken)));
}

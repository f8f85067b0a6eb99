/**
 * Numbers to bins: the bin of a value is how many of a column's ascending edges are below it, found by halving without branches, four rows at a time so that
 * their loads overlap. The edges stand padded with +∞ to 2^levels − 1 numbers, so that every search takes the same steps. NaN is below no edge and gets the
 * bin that is set aside for it. About 4 ns a value at 255 bins.
 */

function below(edges: usize, place: u32, half: u32, value: f64): u32 {
  return <u32>(load<f64>(edges + ((<usize>(place + half - 1)) << 3)) < value) * half;
}

/** Whether a value is missing: NaN alone is not even at most infinite. */
function isNothing(value: f64): bool {
  return !(value <= Infinity);
}

function numberBin(value: f64, place: u32, missing: u32): u32 {
  return isNothing(value) ? missing : place;
}

/**
 * Writes the bins of `count` rows of one column. `values` is the column's number of the first row, the next row's is `stride` bytes on; `out` takes a byte a row.
 * Gives how many rows are missing.
 */
export function binNumbers(
  values: usize,
  stride: usize,
  count: i32,
  edges: usize,
  levels: u32,
  missing: u32,
  out: usize,
): i32 {
  let lost = 0;
  let row = 0;
  const top: u32 = levels === 0 ? 0 : 1 << (levels - 1);
  for (; row + 4 <= count; row += 4) {
    const a = load<f64>(values);
    const b = load<f64>(values + stride);
    const c = load<f64>(values + 2 * stride);
    const d = load<f64>(values + 3 * stride);
    let i: u32 = 0;
    let j: u32 = 0;
    let k: u32 = 0;
    let l: u32 = 0;
    for (let half = top; half > 0; half >>= 1) {
      i += below(edges, i, half, a);
      j += below(edges, j, half, b);
      k += below(edges, k, half, c);
      l += below(edges, l, half, d);
    }
    store<u8>(out, numberBin(a, i, missing));
    store<u8>(out + 1, numberBin(b, j, missing));
    store<u8>(out + 2, numberBin(c, k, missing));
    store<u8>(out + 3, numberBin(d, l, missing));
    lost += i32(isNothing(a)) + i32(isNothing(b)) + i32(isNothing(c)) + i32(isNothing(d));
    values += stride << 2;
    out += 4;
  }
  for (; row < count; row++) {
    const value = load<f64>(values);
    let place: u32 = 0;
    for (let half = top; half > 0; half >>= 1) place += below(edges, place, half, value);
    store<u8>(out, numberBin(value, place, missing));
    lost += i32(isNothing(value));
    values += stride;
    out += 1;
  }
  return lost;
}

/** The same for a column of categories: `codes` are those that have bins, ascending and padded; all others are missing. */
export function binCategories(
  values: usize,
  stride: usize,
  count: i32,
  codes: usize,
  levels: u32,
  missing: u32,
  out: usize,
): i32 {
  let lost = 0;
  const top: u32 = levels === 0 ? 0 : 1 << (levels - 1);
  for (let row = 0; row < count; row++) {
    const value = load<f64>(values);
    let place: u32 = 0;
    for (let half = top; half > 0; half >>= 1) place += below(codes, place, half, value);
    const known = place < missing && load<f64>(codes + ((<usize>place) << 3)) === value;
    store<u8>(out, known ? place : missing);
    lost += i32(!known);
    values += stride;
    out += 1;
  }
  return lost;
}

/** Copies `count` bytes to places `stride` bytes apart. */
export function spreadBytes(from: usize, count: i32, out: usize, stride: usize): void {
  const end = from + <usize>count;
  for (; from < end; from++, out += stride) store<u8>(out, load<u8>(from));
}

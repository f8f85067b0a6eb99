/**
 * Trying a binned column of a node at one place that was drawn, as extremely randomised trees do (P. Geurts, D. Ernst, L. Wehenkel, Machine Learning 63, 2006).
 */

/** The least and the greatest bin that the rows of a node lie in, as least + 256 × greatest. */
export function binRange(bins: usize, rows: usize, count: i32): i32 {
  let least: i32 = 255;
  let most: i32 = 0;
  for (let i: usize = 0; i < <usize>count; i++) {
    const bin = <i32>load<u8>(bins + <usize>load<u32>(rows + (i << 2)));
    least = min(least, bin);
    most = max(most, bin);
  }
  return least | (most << 8);
}

/** What lies up to bin `last` of rows gathered as pairs. Stores the sum and the weight in `out`, and gives the rows. */
export function pairsUpTo(bins: usize, rows: usize, count: i32, entries: usize, last: i32, out: usize): i32 {
  let sums = f64x2.splat(0);
  let leftRows: i32 = 0;
  for (let i: usize = 0; i < <usize>count; i++) {
    const bin = <i32>load<u8>(bins + <usize>load<u32>(rows + (i << 2)));
    if (bin > last) continue;
    sums = f64x2.add(sums, v128.load(entries + (i << 4)));
    leftRows++;
  }
  v128.store(out, sums);
  return leftRows;
}

/** The same of rows gathered as classes and weights: stores the weight of each class in `left`, and gives the rows. */
export function classesUpTo(
  bins: usize,
  rows: usize,
  count: i32,
  codes: usize,
  units: usize,
  classes: i32,
  last: i32,
  left: usize,
): i32 {
  memory.fill(left, 0, (<usize>classes) << 3);
  let leftRows: i32 = 0;
  for (let i: usize = 0; i < <usize>count; i++) {
    const bin = <i32>load<u8>(bins + <usize>load<u32>(rows + (i << 2)));
    if (bin > last) continue;
    const at = left + ((<usize>load<i32>(codes + (i << 2))) << 3);
    store<f64>(at, load<f64>(at) + load<f64>(units + (i << 3)));
    leftRows++;
  }
  return leftRows;
}

/** The same of rows gathered as packed counts: stores their sum in `out`. */
export function packedUpTo(bins: usize, rows: usize, count: i32, entries: usize, last: i32, out: usize): void {
  let sum: i64 = 0;
  for (let i: usize = 0; i < <usize>count; i++) {
    const bin = <i32>load<u8>(bins + <usize>load<u32>(rows + (i << 2)));
    sum += select<i64>(load<i64>(entries + (i << 3)), 0, bin <= last);
  }
  store<i64>(out, sum);
}

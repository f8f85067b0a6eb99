/**
 * Trying a column of a node at one place that is drawn, as extremely randomised trees do (P. Geurts, D. Ernst, L. Wehenkel, Machine Learning 63, 2006).
 *
 * `x` is the address of the column's value in the first row of a row-major table whose rows are `stride` bytes apart. `share` says how far the place is on the way from the least to the
 * greatest value in the node. Each gives −1 where these are the same, and otherwise the rows on the left, with the place in `out`.
 */

/** Values of a column that are no further apart than this count as equal (scikit-learn's FEATURE_THRESHOLD). */
const SAME_VALUE: f64 = 1e-7;

/** Finds the place and stores it; false where there is none. */
function place(x: usize, stride: usize, rows: usize, count: usize, share: f64, out: usize): bool {
  let lows = f64x2.splat(Infinity);
  let highs = f64x2.splat(-Infinity);
  // Without branches, which random values would lead astray: the least and the greatest take one instruction each.
  for (let i: usize = 0; i < count; i++) {
    const value = v128.load_splat<f64>(x + stride * <usize>load<u32>(rows + (i << 2)));
    lows = f64x2.pmin(value, lows);
    highs = f64x2.pmax(value, highs);
  }
  const least = f64x2.extract_lane(lows, 0);
  const most = f64x2.extract_lane(highs, 0);
  if (!(most > least + SAME_VALUE)) return false;
  // Weighed, since the difference of two large values may overflow.
  const drawn = least * (1 - share) + most * share;
  store<f64>(out, drawn >= least && drawn < most ? drawn : least);
  return true;
}

/** Of rows gathered as pairs: stores their sum and weight on the left behind the place. */
export function tryPairs(
  x: usize,
  stride: usize,
  rows: usize,
  count: i32,
  share: f64,
  entries: usize,
  out: usize,
): i32 {
  if (!place(x, stride, rows, <usize>count, share, out)) return -1;
  const threshold = load<f64>(out);
  let sums = f64x2.splat(0);
  let leftRows: i32 = 0;
  for (let i: usize = 0; i < <usize>count; i++) {
    const isLeft = <i32>(load<f64>(x + stride * <usize>load<u32>(rows + (i << 2))) <= threshold);
    sums = f64x2.add(sums, v128.and(v128.load(entries + (i << 4)), i64x2.splat(-(<i64>isLeft))));
    leftRows += isLeft;
  }
  v128.store(out + 8, sums);
  return leftRows;
}

/** Of rows gathered as packed counts: stores their count on the left behind the place. */
export function tryPacked(
  x: usize,
  stride: usize,
  rows: usize,
  count: i32,
  share: f64,
  entries: usize,
  out: usize,
): i32 {
  if (!place(x, stride, rows, <usize>count, share, out)) return -1;
  const threshold = load<f64>(out);
  let sum: i64 = 0;
  let leftRows: i32 = 0;
  for (let i: usize = 0; i < <usize>count; i++) {
    const isLeft = <i32>(load<f64>(x + stride * <usize>load<u32>(rows + (i << 2))) <= threshold);
    sum += load<i64>(entries + (i << 3)) & -(<i64>isLeft);
    leftRows += isLeft;
  }
  store<i64>(out + 8, sum);
  return leftRows;
}

/** Of rows gathered as classes and weights: stores the weight of each class on the left in `left`. */
export function tryClasses(
  x: usize,
  stride: usize,
  rows: usize,
  count: i32,
  share: f64,
  codes: usize,
  units: usize,
  classes: i32,
  left: usize,
  out: usize,
): i32 {
  if (!place(x, stride, rows, <usize>count, share, out)) return -1;
  const threshold = load<f64>(out);
  memory.fill(left, 0, (<usize>classes) << 3);
  let leftRows: i32 = 0;
  for (let i: usize = 0; i < <usize>count; i++) {
    if (load<f64>(x + stride * <usize>load<u32>(rows + (i << 2))) > threshold) continue;
    const at = left + ((<usize>load<i32>(codes + (i << 2))) << 3);
    store<f64>(at, load<f64>(at) + load<f64>(units + (i << 3)));
    leftRows++;
  }
  return leftRows;
}

/** Moves the rows whose value is at most `threshold` before the others, both in their order. Gives how many they are. */
export function divideRowsAt(x: usize, stride: usize, rows: usize, count: i32, threshold: f64, spare: usize): i32 {
  let left: usize = 0;
  let right: usize = 0;
  for (let i: usize = 0; i < <usize>count; i++) {
    const row = load<u32>(rows + (i << 2));
    const goesLeft = <usize>(load<f64>(x + stride * <usize>row) <= threshold);
    store<u32>(rows + (left << 2), row);
    store<u32>(spare + (right << 2), row);
    left += goesLeft;
    right += 1 - goesLeft;
  }
  memory.copy(rows + (left << 2), spare, right << 2);
  return <i32>left;
}

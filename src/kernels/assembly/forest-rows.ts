/**
 * The rows of a node of a binned tree: gathering what is known of each, and dividing them.
 */

/** Gathers 64-bit integers of the rows, and stores their sum in `total`. */
export function gatherPacked(rows: usize, count: i32, from: usize, entries: usize, total: usize): void {
  let sum: i64 = 0;
  for (let i: usize = 0; i < <usize>count; i++) {
    const entry = load<i64>(from + ((<usize>load<u32>(rows + (i << 2))) << 3));
    store<i64>(entries + (i << 3), entry);
    sum += entry;
  }
  store<i64>(total, sum);
}

/** Gathers the classes and weights of the rows, and stores the weight of each class in `total`. */
export function gatherClasses(
  rows: usize,
  count: i32,
  codes: usize,
  units: usize,
  ownCodes: usize,
  ownUnits: usize,
  classes: i32,
  total: usize,
): void {
  memory.fill(total, 0, (<usize>classes) << 3);
  for (let i: usize = 0; i < <usize>count; i++) {
    const row = <usize>load<u32>(rows + (i << 2));
    const code = load<i32>(codes + (row << 2));
    const unit = load<f64>(units + (row << 3));
    store<i32>(ownCodes + (i << 2), code);
    store<f64>(ownUnits + (i << 3), unit);
    const at = total + ((<usize>code) << 3);
    store<f64>(at, load<f64>(at) + unit);
  }
}

/**
 * Gathers the targets and weights in units of the rows as pairs. Stores in `out`: the weight in units, the sum of the targets by weight (units times `weigh`), the least and the
 * greatest of them.
 */
export function gatherTargets(
  rows: usize,
  count: i32,
  targets: usize,
  units: usize,
  weigh: f64,
  entries: usize,
  out: usize,
): void {
  let weight: f64 = 0;
  let sum: f64 = 0;
  let least = Infinity;
  let most = -Infinity;
  for (let i: usize = 0; i < <usize>count; i++) {
    const row = (<usize>load<u32>(rows + (i << 2))) << 3;
    const target = load<f64>(targets + row);
    const unit = load<f64>(units + row);
    store<f64>(entries + (i << 4), target);
    store<f64>(entries + (i << 4) + 8, unit);
    weight += unit;
    sum += unit * weigh * target;
    if (target < least) least = target;
    if (target > most) most = target;
  }
  store<f64>(out, weight);
  store<f64>(out + 8, sum);
  store<f64>(out + 16, least);
  store<f64>(out + 24, most);
}

/** The squares of what targets gathered as pairs are off from `mean`, by weight. */
export function squaresAround(entries: usize, count: i32, weigh: f64, mean: f64): f64 {
  let squares: f64 = 0;
  for (let i: usize = 0; i < <usize>count; i++) {
    const off = load<f64>(entries + (i << 4)) - mean;
    squares += load<f64>(entries + (i << 4) + 8) * weigh * off * off;
  }
  return squares;
}

/** Makes whole numbers of pairs of target and weight: (target − origin) × scale × weight. Gives their sum. */
export function scaleTargets(entries: usize, count: i32, origin: f64, scale: f64, roundsFirst: i32): f64 {
  let sum: f64 = 0;
  for (let i: usize = 0; i < <usize>count; i++) {
    const at = entries + (i << 4);
    const unit = (load<f64>(at) - origin) * scale;
    const weight = load<f64>(at + 8);
    const whole = roundsFirst ? rounded(unit) * weight : rounded(unit * weight);
    store<f64>(at, whole);
    sum += whole;
  }
  return sum;
}

/** To the nearest whole number, halves up. */
function rounded(x: f64): f64 {
  const up = Math.ceil(x);
  return up - 0.5 > x ? up - 1 : up;
}

/** Moves the rows whose bin is at most `last` before the others, both in their order. Gives how many they are. */
export function divideRows(rows: usize, count: i32, bins: usize, last: i32, spare: usize): i32 {
  let left: usize = 0;
  let right: usize = 0;
  for (let i: usize = 0; i < <usize>count; i++) {
    const row = load<u32>(rows + (i << 2));
    const goesLeft = <usize>(<i32>load<u8>(bins + <usize>row) <= last);
    store<u32>(rows + (left << 2), row);
    store<u32>(spare + (right << 2), row);
    left += goesLeft;
    right += 1 - goesLeft;
  }
  memory.copy(rows + (left << 2), spare, right << 2);
  return <i32>left;
}

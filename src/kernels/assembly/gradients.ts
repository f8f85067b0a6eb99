/**
 * Gradients as histograms take them: two signed 32-bit integers a row, gradient and second derivative, each the number times its scale, rounded to the nearest
 * (halves to the even one). Scales are powers of two, so that nothing but this rounding changes a number. Losses write them (loss-gradients.ts).
 */

/** The greatest size of `count` float64 numbers, 0 for none. None is NaN. */
export function greatestSize(values: usize, count: i32): f64 {
  let greatest = f64x2.splat(0);
  const pairs = values + ((<usize>(count >> 1)) << 4);
  for (; values < pairs; values += 16) greatest = f64x2.pmax(greatest, f64x2.abs(v128.load(values)));
  let most = max(f64x2.extract_lane(greatest, 0), f64x2.extract_lane(greatest, 1));
  if (count & 1) most = max(most, abs(load<f64>(values)));
  return most;
}

/** Copies the packed gradients of the rows whose numbers stand at `rows`, in that order. */
export function gatherGradients(rows: usize, count: i32, gradients: usize, out: usize): void {
  const end = rows + ((<usize>count) << 2);
  for (; rows < end; rows += 4, out += 8) store<u64>(out, load<u64>(gradients + ((<usize>load<u32>(rows)) << 3)));
}

/**
 * The sums of `count` rows, as float64 numbers in units of the scales: that of gradients, then that of second derivatives. The integers are summed exactly before.
 */
export function sumGradients(gradients: usize, count: i32, out: usize): void {
  let sums = i64x2.splat(0);
  const end = gradients + ((<usize>count) << 3);
  for (; gradients < end; gradients += 8) sums = i64x2.add(sums, v128.load_ext<i32>(gradients));
  v128.store(out, sums);
}

/**
 * What the searches for splits know of a node and write of the best split, as float64 numbers in shared memory. Sums are in units of the scales of gradients, so
 * that gains are too; scales are powers of two, so that this changes no digit.
 *
 *     node   0 sum of gradients   8 sum of second derivatives   16 L2 penalty   24 what keeps denominators from 0   32 the node's own loss
 *            40 least sum of second derivatives of a child   48 its least rows   56 rows of the node   64 bits of a bin that count rows
 *            72, 80 bounds of the children's values   88 least support of a category
 *     best   0 gain   8 bin   16 whether missing values go left   24 sum of gradients on the left   32 of second derivatives   40 rows
 *            48 for categories: 256 bits, those of bins that go left
 */

export function nodeGradients(node: usize): f64 {
  return load<f64>(node);
}
export function nodeHessians(node: usize): f64 {
  return load<f64>(node, 8);
}
export function nodePenalty(node: usize): f64 {
  return load<f64>(node, 16);
}
export function nodeTiny(node: usize): f64 {
  return load<f64>(node, 24);
}
export function nodeLoss(node: usize): f64 {
  return load<f64>(node, 32);
}
export function leastHessian(node: usize): f64 {
  return load<f64>(node, 40);
}
export function leastRows(node: usize): i64 {
  return <i64>load<f64>(node, 48);
}
export function nodeRows(node: usize): i64 {
  return <i64>load<f64>(node, 56);
}
export function countBits(node: usize): i64 {
  return <i64>load<f64>(node, 64);
}
export function leastValue(node: usize): f64 {
  return load<f64>(node, 72);
}
export function greatestValue(node: usize): f64 {
  return load<f64>(node, 80);
}
export function leastSupport(node: usize): f64 {
  return load<f64>(node, 88);
}

export function bestGain(best: usize): f64 {
  return load<f64>(best);
}
/** The 32-bit words of the bins that go left. */
export function leftBins(best: usize): usize {
  return best + 48;
}

/** Writes down a split that is better than those before: the sums of its left side as a histogram has them. */
export function noteSplit(best: usize, gain: f64, bin: i32, missingLeft: bool, left: v128, bits: i64): void {
  const second = i64x2.extract_lane(left, 1);
  store<f64>(best, gain);
  store<f64>(best, <f64>bin, 8);
  store<f64>(best, missingLeft ? 1 : 0, 16);
  store<f64>(best, <f64>i64x2.extract_lane(left, 0), 24);
  store<f64>(best, hessiansOf(second, bits), 32);
  store<f64>(best, <f64>rowsOf(second, bits), 40);
}

/** The sum of second derivatives in the second integer of a bin; where all are 1 no bits are set apart for the count, which is that sum. */
export function hessiansOf(second: i64, bits: i64): f64 {
  return <f64>(<i64>(<u64>second >> bits));
}

/** The number of rows in the second integer of a bin. */
export function rowsOf(second: i64, bits: i64): i64 {
  return second & rowMask(bits);
}

/** The bits that count rows. */
export function rowMask(bits: i64): i64 {
  return bits === 0 ? -1 : ((<i64>1) << bits) - 1;
}

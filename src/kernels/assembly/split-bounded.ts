/**
 * The best split where the values of children are bounded, which is what monotonic constraints come to: the same search as for numbers without, one split after the
 * other, with values that are cut off at the bounds and splits that would break the order of the children left out.
 */
import {
  bestGain,
  countBits,
  greatestValue,
  hessiansOf,
  leastHessian,
  leastRows,
  leastValue,
  nodeGradients,
  nodeHessians,
  nodeLoss,
  nodePenalty,
  nodeRows,
  nodeTiny,
  noteSplit,
  rowsOf,
} from "./split-node";

/** The value of a child, within the bounds. */
function childValue(gradients: f64, hessians: f64, node: usize): f64 {
  const value = -gradients / (hessians + nodePenalty(node) + nodeTiny(node));
  return min(max(value, leastValue(node)), greatestValue(node));
}

/** The gain of a split; −1 where `order` is 1 and the left child's value is above the right one's, or −1 and below. */
export function boundedGain(leftG: f64, leftH: f64, order: i32, node: usize): f64 {
  const rightG = nodeGradients(node) - leftG;
  const left = childValue(leftG, leftH, node);
  const right = childValue(rightG, nodeHessians(node) - leftH, node);
  if ((order === 1 && left > right) || (order === -1 && left < right)) return -1;
  return nodeLoss(node) - leftG * left - rightG * right;
}

/** As `splitNumbers`, with the order that the children's values must have: 1 ascending, −1 descending, 0 any. */
export function splitBounded(histogram: usize, bins: i32, missing: i32, order: i32, node: usize, best: usize): i32 {
  const none = i64x2.splat(0);
  const lost = v128.load(histogram + ((<usize>bins) << 4));
  let found = scan(histogram, bins - 1 + missing, none, false, order, node, best);
  if (missing) found |= scanFromRight(histogram, bins, lost, order, node, best);
  return found;
}

function scan(histogram: usize, steps: i32, sums: v128, missingLeft: bool, order: i32, node: usize, best: usize): i32 {
  const bits = countBits(node);
  let found = 0;
  for (let bin = 0; bin < steps; bin++) {
    sums = i64x2.add(sums, v128.load(histogram + ((<usize>bin) << 4)));
    const fit = fits(sums, node);
    if (fit < 0) continue;
    if (fit > 0) break;
    const gain = boundedGain(
      <f64>i64x2.extract_lane(sums, 0),
      hessiansOf(i64x2.extract_lane(sums, 1), bits),
      order,
      node,
    );
    if (!(gain > bestGain(best))) continue;
    noteSplit(best, gain, bin, missingLeft, sums, bits);
    found = 1;
  }
  return found;
}

function scanFromRight(histogram: usize, bins: i32, lost: v128, order: i32, node: usize, best: usize): i32 {
  const bits = countBits(node);
  let all = lost;
  for (let bin = 0; bin < bins; bin++) all = i64x2.add(all, v128.load(histogram + ((<usize>bin) << 4)));
  // From the right end as scikit-learn goes, so that the same one of equal splits is found: the rightmost.
  let sums = all;
  let found = 0;
  for (let bin = bins - 2; bin >= 0; bin--) {
    sums = i64x2.sub(sums, v128.load(histogram + ((<usize>(bin + 1)) << 4)));
    const fit = fits(sums, node);
    if (fit > 0) continue;
    if (fit < 0) break;
    const gain = boundedGain(
      <f64>i64x2.extract_lane(sums, 0),
      hessiansOf(i64x2.extract_lane(sums, 1), bits),
      order,
      node,
    );
    if (!(gain > bestGain(best))) continue;
    noteSplit(best, gain, bin, true, sums, bits);
    found = 1;
  }
  return found;
}

/** Whether the left side leaves both children enough: 0 where it does, −1 where it is itself too small, 1 where it leaves too little. */
export function fits(left: v128, node: usize): i32 {
  const second = i64x2.extract_lane(left, 1);
  const bits = countBits(node);
  const near = rowsOf(second, bits);
  const h = hessiansOf(second, bits);
  const least = leastRows(node);
  const leastH = leastHessian(node);
  if (near < least || h < leastH) return -1;
  return nodeRows(node) - near < least || nodeHessians(node) - h < leastH ? 1 : 0;
}

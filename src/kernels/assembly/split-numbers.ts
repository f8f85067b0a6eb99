/**
 * The best split of one column of numbers, from a node's histogram: rows of the bins up to some bin go left. A first pass sums the bins up and keeps the splits
 * that leave both children enough; a second computes their gains two at a time; the first of the best is taken. About 2 ns a bin.
 *
 *     gain = loss(node) − loss(left) − loss(right), where loss = −G² / (H + λ)
 */
import {
  bestGain,
  countBits,
  hessiansOf,
  leastHessian,
  leastRows,
  nodeGradients,
  nodeHessians,
  nodeLoss,
  nodePenalty,
  nodeRows,
  nodeTiny,
  noteSplit,
  rowMask,
} from "./split-node";

/**
 * Looks for a better split than the one at `best`, of `bins` bins at `histogram` and one more for missing values if `missing` is 1. `spare` has room for 768
 * float64 numbers. Gives 1 where it wrote one. Missing values go right first; then, where there are any, left.
 */
export function splitNumbers(histogram: usize, bins: i32, missing: i32, node: usize, spare: usize, best: usize): i32 {
  const found = search(histogram, 0, bins - 1 + missing, false, 0, node, spare, best);
  if (!missing) return found;
  return found | search(histogram, bins - 1, bins - 1, true, bins, node, spare, best);
}

/** Sums from the left end, or from the right one, the missing values being on the left; `first` is the bin that is added first, `steps` how many splits there are. */
function search(
  histogram: usize,
  first: i32,
  steps: i32,
  fromRight: bool,
  missingBin: i32,
  node: usize,
  spare: usize,
  best: usize,
): i32 {
  const rows = nodeRows(node);
  const least = leastRows(node);
  const leastH = leastHessian(node);
  const bits = countBits(node);
  const mask = rowMask(bits);
  const allG = nodeGradients(node);
  const allH = nodeHessians(node);
  let sums = i64x2.splat(0);
  let bin = histogram + ((<usize>first) << 4);
  const stride: isize = fromRight ? -16 : 16;
  let out = spare;
  let start = 0;
  for (let step = 0; step < steps; step++) {
    sums = i64x2.add(sums, v128.load(bin));
    bin += stride;
    const second = i64x2.extract_lane(sums, 1);
    const near = second & mask;
    if (near < least) continue;
    if (rows - near < least) break;
    const h = hessiansOf(second, bits);
    if (h < leastH) continue;
    if (allH - h < leastH) break;
    if (out === spare) start = step;
    store<f64>(out, <f64>i64x2.extract_lane(sums, 0));
    store<f64>(out, h, 2048);
    out += 8;
  }
  if (out === spare) return 0;
  // The last one twice, so that they come in pairs.
  store<f64>(out, load<f64>(out - 8));
  store<f64>(out, load<f64>(out - 8, 2048), 2048);
  const most = greatestGain(spare, out, fromRight, allG, allH, node);
  if (!(most > bestGain(best))) return 0;
  let step = start;
  for (let at = spare; load<f64>(at, 4096) !== most; at += 8) step++;
  const last = fromRight ? first - step : step;
  noteSplit(
    best,
    most,
    fromRight ? last - 1 : last,
    fromRight,
    leftSums(histogram, fromRight ? last - 1 : last, missingBin, fromRight),
    bits,
  );
  return 1;
}

/** The gains of the splits whose sums stand from `at` up to `end`, written 4096 bytes on; gives the greatest. */
function greatestGain(at: usize, end: usize, fromRight: bool, allG: f64, allH: f64, node: usize): f64 {
  const gradients = f64x2.splat(allG);
  const hessians = f64x2.splat(allH);
  const penalty = f64x2.splat(nodePenalty(node));
  const tiny = f64x2.splat(nodeTiny(node));
  const loss = f64x2.splat(nodeLoss(node));
  let most = f64x2.splat(-Infinity);
  for (; at < end; at += 16) {
    const nearG = v128.load(at);
    const nearH = v128.load(at, 2048);
    const farG = f64x2.sub(gradients, nearG);
    const farH = f64x2.sub(hessians, nearH);
    const near = f64x2.mul(nearG, f64x2.div(nearG, f64x2.add(f64x2.add(nearH, penalty), tiny)));
    const far = f64x2.mul(farG, f64x2.div(farG, f64x2.add(f64x2.add(farH, penalty), tiny)));
    const gain = fromRight ? f64x2.add(f64x2.add(loss, far), near) : f64x2.add(f64x2.add(loss, near), far);
    v128.store(at, gain, 4096);
    most = f64x2.pmax(most, gain);
  }
  return max(f64x2.extract_lane(most, 0), f64x2.extract_lane(most, 1));
}

/** The sums of the bins up to `last`, and of the missing ones if they go left too. */
function leftSums(histogram: usize, last: i32, missingBin: i32, missingLeft: bool): v128 {
  let sums = missingLeft ? v128.load(histogram + ((<usize>missingBin) << 4)) : i64x2.splat(0);
  const end = histogram + ((<usize>(last + 1)) << 4);
  for (; histogram < end; histogram += 16) sums = i64x2.add(sums, v128.load(histogram));
  return sums;
}

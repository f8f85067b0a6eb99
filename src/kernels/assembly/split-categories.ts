/**
 * The best split of one column of categories. For a convex loss the best of all sets is among the beginnings of the list that is ordered by the ratio of gradients
 * to second derivatives (W. D. Fisher, "On grouping for maximum homogeneity", JASA 53, 1958). Categories of too few rows (in the measure of second derivatives, 10 by
 * default) say too little to be ordered: they go right; so that they may go with either end of the list, it is tried from both, up to its middle. The missing values are
 * a category like the others.
 */

import { boundedGain, fits } from "./split-bounded";
import {
  bestGain,
  countBits,
  hessiansOf,
  leastSupport,
  leftBins,
  nodeHessians,
  nodeRows,
  noteSplit,
} from "./split-node";

/**
 * Looks for a better split than the one at `best`, of `bins` bins at `histogram` and one more for missing values if `missing` is 1. `spare` has room for 512 float64
 * numbers. Gives 1 where it wrote one.
 */
export function splitCategories(
  histogram: usize,
  bins: i32,
  missing: i32,
  node: usize,
  spare: usize,
  best: usize,
): i32 {
  const used = order(histogram, bins + missing, countBits(node), node, spare);
  const middle = (used + 1) >> 1;
  let chosen = scan(histogram, spare, used, 1, middle, node, best);
  const other = scan(histogram, spare, used, -1, middle - 1, node, best);
  if (chosen + other === 0) return 0;
  const fromEnd = other > 0;
  if (fromEnd) chosen = other;
  memory.fill(leftBins(best), 0, 32);
  store<f64>(best, 0, 16);
  for (let k = 0; k < chosen; k++) {
    const bin = <u32>sortedBin(spare, fromEnd ? used - 1 - k : k);
    const word = leftBins(best) + ((<usize>(bin >> 5)) << 2);
    store<u32>(word, load<u32>(word) | ((<u32>1) << (bin & 31)));
    if (bin === <u32>bins) store<f64>(best, 1, 16);
  }
  return 1;
}

/** Tries the first `steps` categories from one end against all others, those of too few rows too; gives how many of them are the best left side, 0 for none. */
function scan(histogram: usize, spare: usize, used: i32, direction: i32, steps: i32, node: usize, best: usize): i32 {
  const bits = countBits(node);
  let left = i64x2.splat(0);
  let chosen = 0;
  if (used < 2) return 0;
  for (let k = 0; k < steps; k++) {
    const bin = sortedBin(spare, direction > 0 ? k : used - 1 - k);
    left = i64x2.add(left, v128.load(histogram + ((<usize>bin) << 4)));
    const fit = fits(left, node);
    if (fit < 0) continue;
    if (fit > 0) break;
    const gradients = <f64>i64x2.extract_lane(left, 0);
    const gain = boundedGain(gradients, hessiansOf(i64x2.extract_lane(left, 1), bits), 0, node);
    if (!(gain > bestGain(best))) continue;
    chosen = k + 1;
    noteSplit(best, gain, 0, false, left, bits);
  }
  return chosen;
}

function sortedBin(spare: usize, place: i32): i64 {
  return load<i64>(spare + ((<usize>place) << 3), 2048);
}

/** Writes the bins of enough support, those of the lowest ratio first: the ratios at `spare`, the bins 2048 bytes on. Gives how many they are. */
function order(histogram: usize, bins: i32, bits: i64, node: usize, spare: usize): i32 {
  const support = leastSupport(node);
  const rowsEach = <f64>nodeRows(node) / nodeHessians(node);
  let used = 0;
  for (let bin = 0; bin < bins; bin++) {
    const sums = v128.load(histogram + ((<usize>bin) << 4));
    const h = hessiansOf(i64x2.extract_lane(sums, 1), bits);
    if (!(h * rowsEach >= 10)) continue;
    const ratio = <f64>i64x2.extract_lane(sums, 0) / (h + support);
    let at = spare + ((<usize>used) << 3);
    for (; at > spare && load<f64>(at - 8) > ratio; at -= 8) {
      store<f64>(at, load<f64>(at - 8));
      store<i64>(at, load<i64>(at - 8, 2048), 2048);
    }
    store<f64>(at, ratio);
    store<i64>(at, <i64>bin, 2048);
    used++;
  }
  return used;
}

/**
 * The edges between the bins of one column of numbers: midpoints between neighbours where there are few distinct values, else percentiles, those that fall between
 * two values at their midpoint, as scikit-learn's histogram gradient boosting has them. Edges that would be the same are one, which changes no bin but empty ones.
 */

/**
 * The edges of ascending values, at most `maxBins - 1` of them, written to `out`; gives how many. The first `count` values are looked at.
 *
 * @param maxBins - the most bins, 2 to 255
 */
export function columnEdges(sorted: Float64Array, count: number, maxBins: number, out: Float64Array): number {
  const few = neighbourEdges(sorted, count, maxBins, out);
  if (few >= 0) return few;
  const step = 100 / maxBins;
  let edges = 0;
  for (let bin = 1; bin < maxBins; bin++) {
    const place = (count - 1) * ((bin * step) / 100);
    const lower = sorted[Math.floor(place)] as number;
    const upper = sorted[Math.ceil(place)] as number;
    const edge = middle(lower, upper);
    if (edges === 0 || edge > (out[edges - 1] as number)) out[edges++] = edge;
  }
  return edges;
}

/** Edges between distinct values; -1 where there are more than `maxBins` of them. */
function neighbourEdges(sorted: Float64Array, count: number, maxBins: number, out: Float64Array): number {
  let edges = 0;
  for (let i = 1; i < count; i++) {
    const lower = sorted[i - 1] as number;
    const upper = sorted[i] as number;
    if (lower === upper) continue;
    if (edges === maxBins - 1) return -1;
    out[edges++] = middle(lower, upper);
  }
  return edges;
}

/** Half way between two numbers, `lower` first; where it is exact, the number itself. */
function middle(lower: number, upper: number): number {
  if (lower === upper) return lower;
  const sum = lower + upper;
  return Number.isFinite(sum) ? sum * 0.5 : lower * 0.5 + upper * 0.5;
}

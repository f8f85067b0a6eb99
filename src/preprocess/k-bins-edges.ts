/**
 * The edges of the bins of one column of numbers, by each of the strategies of KBinsDiscretizer.
 */
import { centresOf } from "../kernels/bins-by-means.js";
import { linspace, middles } from "../kernels/linspace.js";
import { quantilesOf } from "../kernels/quantiles.js";
import { sortWithPauses } from "../kernels/sort.js";

/** How the edges of bins are chosen. */
export type BinStrategy = "uniform" | "quantile" | "kmeans";

/** Bins that are no wider are joined with the one before: scikit-learn's bound. */
const NARROW = 1e-8;

/**
 * The edges of at most `bins` bins, the column's ends included; a column whose values are all the same has one bin from the value to itself.
 * The values are reordered.
 */
export async function binEdges(
  values: Float64Array,
  strategy: BinStrategy,
  bins: number,
  pause: () => Promise<void>,
): Promise<Float64Array> {
  const [least, most] = endsOf(values);
  if (least === most) return Float64Array.of(least, most);
  const uniform = linspace(least, most, bins + 1);
  if (strategy === "uniform") return uniform;
  const edges =
    strategy === "quantile"
      ? await quantilesOf(values, percents(bins), pause)
      : between(least, await centresOf(await sortWithPauses(values, pause), middles(uniform), pause), most);
  const kept = edges.filter((edge, at) => at === 0 || edge - (edges[at - 1] as number) > NARROW);
  return kept.length > 1 ? kept : Float64Array.of(least, most);
}

/** The least and the greatest value. */
export function endsOf(values: Float64Array): readonly [least: number, most: number] {
  let [least, most] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  for (let i = 0; i < values.length; i++) {
    least = Math.min(least, values[i] as number);
    most = Math.max(most, values[i] as number);
  }
  return [least, most];
}

/** 0, …, 1 by way of percents, which round as numpy's do. */
function percents(bins: number): Float64Array {
  return linspace(0, 100, bins + 1).map((percent) => percent / 100);
}

function between(least: number, centres: Float64Array, most: number): Float64Array {
  return Float64Array.of(least, ...middles(centres), most);
}

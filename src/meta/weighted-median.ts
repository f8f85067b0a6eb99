/**
 * The weighted median of a few numbers: the least of them such that it and the smaller ones have half of all weight.
 *
 * Sorts by Shell's method, in place and without allocation, with the gaps of M. Ciura, "Best increments for the average case of Shellsort", 2001.
 */

const GAPS = [701, 301, 132, 57, 23, 10, 4, 1] as const;

/** The weighted median; sorts both arrays. */
export function weightedMedian(values: Float64Array, weights: Float64Array): number {
  sortTogether(values, weights);
  let total = 0;
  for (let i = 0; i < weights.length; i++) total += weights[i]!;
  let sum = 0;
  for (let i = 0; i < weights.length; i++) {
    sum += weights[i]!;
    if (sum >= 0.5 * total) return values[i]!;
  }
  return values[values.length - 1]!;
}

function sortTogether(values: Float64Array, weights: Float64Array): void {
  for (const gap of GAPS) {
    for (let i = gap; i < values.length; i++) {
      const value = values[i]!;
      const weight = weights[i]!;
      let at = i;
      for (; at >= gap && values[at - gap]! > value; at -= gap) {
        values[at] = values[at - gap]!;
        weights[at] = weights[at - gap]!;
      }
      values[at] = value;
      weights[at] = weight;
    }
  }
}

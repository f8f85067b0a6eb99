/**
 * Which categories are so rare that they share one output column, by scikit-learn's rules.
 */

/** The limits below which a category is infrequent. */
export interface InfrequentRules {
  /** A count (from 1) or a share of the rows (below 1): categories that occur less often are infrequent. */
  readonly minFrequency: number | null;
  /** The most output columns of a column, the one of infrequent categories included. */
  readonly maxCategories: number | null;
}

/** The places of the infrequent categories, ascending, from how often each category occurs. */
export function infrequentPlaces(
  counts: readonly number[],
  rows: number,
  { minFrequency, maxCategories }: InfrequentRules,
): Int32Array {
  const least = minFrequency === null ? 0 : minFrequency < 1 ? minFrequency * rows : minFrequency;
  const rare = new Set<number>();
  counts.forEach((count, place) => {
    if (count < least) rare.add(place);
  });
  // As scikit-learn does, one more is counted for the infrequent ones even where there are none yet.
  if (maxCategories !== null && counts.length - rare.size + 1 > maxCategories) {
    const byCount = counts.map((_, place) => place).sort((a, b) => (counts[a] as number) - (counts[b] as number));
    for (const place of byCount.slice(0, Math.max(0, counts.length - maxCategories + 1))) rare.add(place);
  }
  return Int32Array.from(rare).sort();
}

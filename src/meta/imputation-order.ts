/**
 * In which order IterativeImputer goes through columns, and which other columns it reads for each.
 */
import type { Rng } from "../core/rng.js";

/** The order of columns: fewest missing values first, most first, left to right, right to left, or drawn anew each round. */
export type ImputationOrder = "ascending" | "descending" | "roman" | "arabic" | "random";

/** The columns in the order of a round; `columns` are those that have a turn, ascending. */
export function orderOf(order: ImputationOrder, columns: Int32Array, missing: Float64Array, rng: Rng): Int32Array {
  if (order === "roman") return columns;
  if (order === "arabic") return columns.toReversed();
  if (order === "random") return rng.shuffle(columns.slice());
  // Stable: of columns that lack as many values, the left one comes first, and last in the reversed order, as in scikit-learn.
  const ascending = columns.toSorted((a, b) => missing[a]! - missing[b]!);
  return order === "ascending" ? ascending : ascending.reverse();
}

/** All columns but one. */
export function otherColumns(column: number, cols: number): Int32Array {
  return Int32Array.from({ length: cols - 1 }, (_, i) => (i < column ? i : i + 1));
}

/** Correlations below this count as this, so that every column may be drawn. */
const LEAST = 1e-6;

/** The size of each pair of columns' correlation, from the sums of products of their deviations. */
export function correlations(products: Float64Array, cols: number): Float64Array {
  const out = new Float64Array(cols * cols);
  for (let i = 0; i < cols; i++) {
    for (let j = 0; j < cols; j++) {
      const spread = Math.sqrt(products[i * cols + i]!) * Math.sqrt(products[j * cols + j]!);
      const size = Math.abs(products[i * cols + j]! / spread);
      out[i * cols + j] = size > LEAST ? Math.min(1, size) : LEAST;
    }
  }
  return out;
}

/** Draws `count` other columns, each with a probability in proportion to its correlation with the column; ascending. */
export function drawNeighbors(
  column: number,
  count: number,
  correlation: Float64Array,
  cols: number,
  rng: Rng,
): Int32Array {
  const left = new Set(otherColumns(column, cols));
  const drawn: number[] = [];
  while (drawn.length < count) {
    let total = 0;
    for (const each of left) total += correlation[column * cols + each]!;
    let place = rng.float() * total;
    let chosen = -1;
    for (const each of left) {
      chosen = each;
      place -= correlation[column * cols + each]!;
      if (place < 0) break;
    }
    left.delete(chosen);
    drawn.push(chosen);
  }
  return Int32Array.from(drawn).sort();
}

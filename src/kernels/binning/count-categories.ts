/**
 * Which categories of a column get bins of their own: all that were seen; where there are too many, those of the most rows (of as many rows, the lower codes).
 * One pass over the column, 2 ns a row.
 */
import type { Progress } from "../../core/progress.js";
import type { DenseRows } from "./dense-rows.js";

/** Codes from here on get no bins: a split names its categories by a bit for each code. */
export const CODE_LIMIT = 1_048_576;
/** Rows between two looks at the clock. */
const SLICE = 65_536;

/** The codes of a column that get bins, ascending. */
export async function categoriesOf(
  { values, rows, cols }: DenseRows,
  column: number,
  { maxBins, progress, total }: { readonly maxBins: number; readonly progress: Progress; readonly total: number },
): Promise<Float64Array> {
  let counts = new Uint32Array(256);
  for (let start = 0; start < rows; start += SLICE) {
    const end = Math.min(rows, start + SLICE);
    for (let row = start; row < end; row++) {
      const code = values[row * cols + column] as number;
      if (!(code >= 0 && code < CODE_LIMIT) || code !== Math.floor(code)) continue;
      if (code >= counts.length) counts = longer(counts, code);
      (counts[code] as number)++;
    }
    await progress.tick(0, total);
  }
  const seen: number[] = [];
  for (const [code, count] of counts.entries()) if (count > 0) seen.push(code);
  if (seen.length > maxBins) {
    seen.sort((a, b) => (counts[b] as number) - (counts[a] as number) || a - b);
    seen.length = maxBins;
    seen.sort((a, b) => a - b);
  }
  return Float64Array.from(seen);
}

function longer(counts: Uint32Array<ArrayBuffer>, code: number): Uint32Array<ArrayBuffer> {
  const grown = new Uint32Array(Math.max(code + 1, 2 * counts.length));
  grown.set(counts);
  return grown;
}

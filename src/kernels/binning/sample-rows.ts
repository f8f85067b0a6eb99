/** Rows that stand for all of them. */
import type { Rng } from "../../core/rng.js";

/**
 * So many of `rows` rows, ascending: one drawn from each of as many stretches of the same length, which is closer to the whole than draws from anywhere. All of them
 * where they are no more.
 */
export function sampleRows(rows: number, count: number, rng: Rng): Uint32Array {
  if (rows <= count) return Uint32Array.from({ length: rows }, (_, row) => row);
  const sample = new Uint32Array(count);
  for (let k = 0; k < count; k++) {
    const start = Math.floor((k * rows) / count);
    const end = Math.floor(((k + 1) * rows) / count);
    sample[k] = start + rng.int(end - start);
  }
  return sample;
}

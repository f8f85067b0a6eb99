/**
 * From counts to tf-idf: a term counts the more the oftener a text has it, and the less the more texts have it (Salton and Buckley,
 * "Term-weighting approaches in automatic text retrieval", 1988), in the form that scikit-learn has.
 */
import { log } from "../kernels/math.js";
import { inPauses, type Pause } from "./in-pauses.js";

/** The norm that each row is divided by: the root of the sum of squares, or the sum of absolute values. */
export type Norm = "l1" | "l2";

/** How counts are weighed. */
export interface Weighing {
  /** The weight of each column; null for none. */
  readonly idf: Float64Array | null;
  readonly norm: Norm | null;
  /** 1 + ln(count) in place of the count. */
  readonly sublinearTf: boolean;
}

/**
 * The weight of terms that so many of `rows` texts have: ln((1 + rows) / (1 + n)) + 1 where smooth, as if one more text had every term,
 * otherwise ln(rows / n) + 1, which is as large as it gets for terms that no text has.
 */
export async function inverseFrequencies(
  frequencies: Float64Array,
  rows: number,
  smooth: boolean,
  pause: Pause,
): Promise<Float64Array> {
  const more = smooth ? 1 : 0;
  const out = new Float64Array(frequencies.length);
  await inPauses(frequencies.length, pause, (start, end) => {
    for (let i = start; i < end; i++) out[i] = log((rows + more) / Math.max((frequencies[i] as number) + more, 1)) + 1;
  });
  return out;
}

/** Weighs the values of one row in place. `columns` are theirs; without it, they are those of a dense row. */
export function weighRow(
  { idf, norm, sublinearTf }: Weighing,
  values: Float64Array,
  columns: Int32Array | undefined,
  from: number,
  to: number,
): void {
  if (sublinearTf) {
    for (let k = from; k < to; k++) if (values[k] !== 0) values[k] = 1 + log(values[k] as number);
  }
  if (idf !== null) {
    for (let k = from; k < to; k++) {
      const column = columns === undefined ? k - from : (columns[k] as number);
      values[k] = (values[k] as number) * (idf[column] as number);
    }
  }
  if (norm !== null) normalise(values, norm, from, to);
}

/** Divides the values of one row by their norm; a row of zeros stays one. */
export function normalise(values: Float64Array, norm: Norm, from: number, to: number): void {
  let sum = 0;
  if (norm === "l2") for (let k = from; k < to; k++) sum += (values[k] as number) * (values[k] as number);
  else for (let k = from; k < to; k++) sum += Math.abs(values[k] as number);
  if (sum === 0) return;
  const length = norm === "l2" ? Math.sqrt(sum) : sum;
  for (let k = from; k < to; k++) values[k] = (values[k] as number) / length;
}

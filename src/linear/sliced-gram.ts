import { type GramOptions, gram } from "../kernels/gram.js";
import type { Passes } from "./passes.js";

/** The Gram matrix of dense rows, slice by slice, so that other work may run in between; see `gram`. */
export async function slicedGram(
  values: Float64Array,
  rows: number,
  cols: number,
  { means, weights }: GramOptions,
  passes: Passes,
): Promise<Float64Array> {
  const total = new Float64Array(cols * cols);
  await passes.run(rows, (cols * cols) / 4, (from, to) => {
    const slice = values.subarray(from * cols, to * cols);
    const part = gram(slice, to - from, cols, { means, weights: weights?.subarray(from, to) });
    for (let i = 0; i < total.length; i++) total[i] = total[i]! + part[i]!;
  });
  return total;
}

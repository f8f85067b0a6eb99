/**
 * Numbers at equal distances, and those between them.
 */

/**
 * `count` numbers from `start` to `stop`, both included, as far from one another as can be; each is start + i · step, the last exactly `stop`. One number
 * is `start`.
 */
export function linspace(start: number, stop: number, count: number): Float64Array {
  const out = new Float64Array(count).fill(start);
  const step = (stop - start) / (count - 1);
  for (let i = 1; i < count - 1; i++) out[i] = i * step + start;
  if (count > 1) out[count - 1] = stop;
  return out;
}

/** The number half way between each two neighbours. */
export function middles(values: Float64Array): Float64Array {
  return values.subarray(1).map((value, at) => (value + (values[at] as number)) * 0.5);
}

/** Times every call on its own, for work of microseconds, where the slow calls matter as much as the usual one. */
import type { Outcome } from "./case.js";

/**
 * Calls `call` with each input and gives percentiles of seconds. The end of one call is the start of the next, so that each figure
 * includes one reading of the clock ({@link timerOverhead}); nothing is taken off. `mean` is that of a loop that does not read the
 * clock. `check` is the sum of what the calls gave in one loop.
 *
 * @param inputs - gives the inputs anew for each of the two loops, so that none was seen before
 */
export function eachCall<T>(inputs: () => readonly T[], call: (input: T) => number): Outcome & { check: number } {
  const first = inputs();
  const times = new Float64Array(first.length);
  let check = 0;
  let last = performance.now();
  for (let i = 0; i < first.length; i++) {
    check += call(first[i] as T);
    const now = performance.now();
    times[i] = now - last;
    last = now;
  }

  const second = inputs();
  let again = 0;
  const start = performance.now();
  for (let i = 0; i < second.length; i++) again += call(second[i] as T);
  const mean = (performance.now() - start) / 1000 / second.length;
  // Sums in one order: anything but the same bits means that the calls were not the same work.
  if (again !== check) throw new Error(`The same calls gave ${check} and then ${again}`);
  return { check, seconds: { p50: percentile(times, 0.5), p99: percentile(times, 0.99), mean } };
}

/** What reading the clock adds to each call. */
export function timerOverhead(calls: number): Outcome {
  const { seconds } = eachCall(
    () => Array.from({ length: calls }, () => 0),
    (input) => input,
  );
  return { seconds: { p50: seconds?.["p50"] ?? Number.NaN } };
}

function percentile(times: Float64Array, share: number): number {
  const sorted = times.slice().sort();
  return (sorted[Math.ceil(share * sorted.length) - 1] ?? Number.NaN) / 1000;
}

/** Copies into and out of the memory of threads, in slices, so that others can run in between. */
import type { Progress } from "../../core/progress.js";

/** Numbers that are copied between two pauses. */
const SLICE = 1 << 18;

/** Copies numbers. An abort ends it; progress is not told. */
export async function copyInSlices<A extends Float64Array | Int32Array>(
  from: A,
  to: A,
  progress: Progress,
): Promise<void> {
  for (let at = 0; at < from.length; at += SLICE) {
    to.set(from.subarray(at, at + SLICE), at);
    await progress.tick(at, from.length);
  }
}

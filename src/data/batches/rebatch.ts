/**
 * From batches as they come to batches of one size.
 */
import type { Frame } from "../frame.js";
import { type FrameBatches, joinFrames } from "./concat-frames.js";

/** The same rows in batches of `size`, of which the last has what is left. Of nothing but empty frames, one is passed on. */
export async function* rebatch<Row extends object>(
  frames: FrameBatches<Row>,
  size: number,
): AsyncGenerator<Frame<Row>> {
  let held: Frame<Row>[] = [];
  let rows = 0;
  let empty: Frame<Row> | undefined;
  let isFirst = true;
  for await (const frame of frames) {
    empty ??= frame.slice(0, 0);
    for (let start = 0; start < frame.numRows; ) {
      const count = Math.min(size - rows, frame.numRows - start);
      held.push(frame.slice(start, start + count));
      start += count;
      rows += count;
      if (rows < size) continue;
      yield joinFrames(held);
      held = [];
      rows = 0;
      isFirst = false;
    }
  }
  if (rows > 0) yield joinFrames(held);
  else if (isFirst && empty !== undefined) yield empty;
}

/**
 * From an opened source to frames: one of all rows, or batch after batch, a chunk at a time and only when the next is asked for.
 */
import type { Progress } from "../../core/progress.js";
import type { Frame } from "../frame.js";
import type { OpenSource } from "../io/source.js";
import { ChunkReader } from "./chunk-reader.js";
import { Collector } from "./collect.js";
import type { KnownColumns } from "./columns-of.js";
import type { CsvFormat } from "./options.js";

/** How a CSV is read. */
export interface Reading<Row extends object> {
  readonly format: CsvFormat;
  readonly known: KnownColumns<Row>;
  /** How many rows a frame has at most. */
  readonly batchSize: number;
  readonly progress: Progress;
}

/** The frames of a CSV, one at least; before an error come the frames of the rows before it. */
export async function* readFrames<Row extends object>(
  { name, size, chunks }: OpenSource,
  { format, known, batchSize, progress }: Reading<Row>,
): AsyncGenerator<Frame<Row>, void, void> {
  const collector = new Collector<Row>(format, known, name, batchSize);
  const reader = new ChunkReader(format, collector, name);
  let done = 0;
  try {
    for await (const chunk of chunks) {
      await reader.write(chunk);
      done += chunk.length;
      await progress.tick(Math.min(done, size), size);
      yield* collector.full();
    }
    await reader.end();
  } catch (error) {
    yield* collector.full();
    throw error;
  }
  yield* collector.finish();
}

/**
 * The pass over the texts of a fit: finds their terms and counts them, by text and in all.
 */
import type { Progress } from "../core/progress.js";
import { analyseRows, WORK } from "./analyse-rows.js";
import type { Analyzer } from "./analyzer.js";
import type { Documents } from "./documents.js";
import type { Pause } from "./in-pauses.js";
import { withRoom, withRoomInPauses } from "./room.js";
import { RowCounts } from "./row-counts.js";
import { NONE, TermTable } from "./term-table.js";

/** What is counted. */
export interface Counted {
  /** The terms, numbered as they came, or those that were given. */
  readonly table: TermTable;
  /** In how many texts each term is. */
  readonly frequencies: Float64Array;
  /** How often each term is there in all; in how many texts where a term counts once a text. */
  readonly totals: Float64Array;
  /** The terms of each text with their counts, if they are to be kept. */
  readonly rows: RowCounts;
}

/** What to count. */
export interface CountRules {
  /** The terms, where no others count. */
  readonly vocabulary: readonly string[] | null;
  readonly binary: boolean;
  /** Whether the counts of each text are kept. */
  readonly keep: boolean;
}

/** Counts the terms of all texts; ticks `progress` up to the number of texts, of `total`. */
export async function countDocuments(
  documents: Documents,
  analyzer: Analyzer,
  { vocabulary, binary, keep }: CountRules,
  progress: Progress,
  total: number,
): Promise<Counted> {
  const pauseAt =
    (done: number): Pause =>
    () =>
      progress.tick(done, total);
  const table = vocabulary === null ? new TermTable() : await TermTable.ofInPauses(vocabulary, pauseAt(0));
  const rows = new RowCounts();
  let frequencies = new Float64Array(Math.max(256, table.size));
  let totals = new Float64Array(frequencies.length);
  const steps = analyseRows(documents, analyzer, ({ units, starts, ends, hashes, from, to }) => {
    for (let k = from; k < to; k++) {
      const start = starts[k] as number;
      const end = ends[k] as number;
      const hash = hashes[k] as number;
      const id = vocabulary === null ? table.intern(units, start, end, hash) : table.find(units, start, end, hash);
      if (id !== NONE) rows.add(id, 1);
    }
    const first = rows.endRowUnsorted();
    frequencies = withRoom(frequencies, table.size);
    totals = withRoom(totals, table.size);
    for (let k = first; k < rows.stored; k++) {
      const id = rows.indices[k] as number;
      if (binary) rows.values[k] = 1;
      frequencies[id] = (frequencies[id] as number) + 1;
      totals[id] = (totals[id] as number) + (rows.values[k] as number);
    }
    if (!keep) rows.clear();
  });
  for (const done of steps) {
    const pause = pauseAt(done);
    await pause();
    // What the texts up to the next pause need, unless the last of them is a very long one, or their terms are much longer than before.
    if (vocabulary === null) await table.makeRoom(WORK, 2 * WORK * table.meanLength, pause);
    const most = vocabulary === null ? table.size + WORK : table.size;
    frequencies = await withRoomInPauses(frequencies, most, pause);
    totals = await withRoomInPauses(totals, most, pause);
    await rows.makeRoom(WORK, WORK, most, pause);
  }
  return {
    table,
    frequencies: frequencies.subarray(0, table.size),
    totals: totals.subarray(0, table.size),
    rows,
  };
}

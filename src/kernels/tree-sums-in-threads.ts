/**
 * The main thread's end of `tree-sums-routine.ts`: trees and rows go into shared memory, the sums come out of it. A copy of 20 MB takes 5 ms, walking as many
 * numbers a hundred times that.
 */
import { ComputeError } from "../core/errors.js";
import { Progress } from "../core/progress.js";
import { arenaBytes, placeOf } from "./threads/arena.js";
import { copyInSlices } from "./threads/copy.js";
import { Crew } from "./threads/crew.js";
import type { LeafValues, ReadyTrees } from "./tree-ready.js";
import { addInSteps } from "./tree-sums.js";
import { placeTrees, roomBytes, treeSums } from "./tree-sums-routine.js";

/** Rows times trees that are walked between two pauses on the calling thread. */
const PACE = 25_000;
/** Questions of a row to a tree, taken as the depth of a usual one. */
const DEPTH = 8;

/** Rows of numbers, one row after the other. */
export interface Rows {
  readonly values: Float64Array;
  readonly rows: number;
  readonly cols: number;
}

/**
 * Adds what all trees say of each row to its numbers in `out`, as `addLeafValues` does.
 *
 * @throws AbortError; ComputeError `WORKER_DIED`; DataError `DATA_TOO_LARGE`.
 */
export async function addLeafValuesInThreads(
  trees: ReadyTrees,
  values: LeafValues,
  x: Rows,
  out: Float64Array,
  work: { readonly progress: Progress; readonly threads: number | undefined },
): Promise<void> {
  const crew = await gather(trees, values, x, out, work);
  if (crew === undefined) return addInPieces(trees, values, x, out, work.progress);
  try {
    const placed = placeTrees(crew, trees, values);
    const quiet = new Progress({ signal: work.progress.signal });
    const table = crew.arena.float64(x.values.length);
    await copyInSlices(x.values, table, quiet);
    const sums = crew.arena.float64(out.length);
    await copyInSlices(out, sums, quiet);
    const { rows, cols } = x;
    await crew.run(treeSums, { ...placed, rows, cols, x: placeOf(table), out: placeOf(sums) }, { total: rows });
    await copyInSlices(sums, out, quiet);
  } finally {
    crew.close();
  }
}

/** Nobody where the work is too little, or where there is no WebAssembly to share memory by: predicting needs none. */
async function gather(
  trees: ReadyTrees,
  { value }: LeafValues,
  { values, rows, cols }: Rows,
  out: Float64Array,
  { progress, threads }: { readonly progress: Progress; readonly threads: number | undefined },
): Promise<Crew | undefined> {
  const cost = rows * trees.roots.length * DEPTH;
  if (threads === 0 || Crew.isSmall(cost, threads)) return undefined;
  const arrays = arraysOf(trees).map((array) => array.byteLength);
  const placed = arenaBytes(...arrays, value.byteLength, values.byteLength, out.byteLength);
  try {
    return await Crew.open({ bytes: (crew) => placed + roomBytes(trees, rows, cols, crew), cost, threads, progress });
  } catch (error) {
    if (error instanceof ComputeError && error.code === "WASM_UNAVAILABLE") return undefined;
    throw error;
  }
}

function arraysOf({ slots, ...arrays }: ReadyTrees): readonly ArrayBufferView[] {
  const { needed: _, ...others } = slots;
  return [...Object.values(arrays), ...Object.values(others)];
}

async function addInPieces(
  trees: ReadyTrees,
  values: LeafValues,
  x: Rows,
  out: Float64Array,
  progress: Progress,
): Promise<void> {
  let walked = 0;
  let paused = 0;
  for (const rows of addInSteps(trees, values, x.values, x.cols, [0, x.rows], out)) {
    walked += rows;
    if (walked - paused < PACE) continue;
    paused = walked;
    await progress.tick(Math.floor(walked / trees.roots.length), x.rows);
  }
  await progress.tick(x.rows, x.rows);
}

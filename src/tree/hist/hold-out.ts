/**
 * Drawing the rows that early stopping holds out: one pass over the rows, each of which is taken with the share of those still wanted among those still to come (D. Knuth,
 * "The Art of Computer Programming" 2, algorithm 3.4.2S). Of each class, the same share as of all.
 */
import { DataError } from "../../core/errors.js";
import { Rng } from "../../core/rng.js";

/** What to draw from. */
export interface HoldOutTask {
  readonly count: number;
  /** The class of each row, for classifiers. */
  readonly codes: Float64Array | undefined;
  readonly share: number;
  readonly seed: number;
}

/** Positions, ascending. */
export interface HeldOut {
  readonly train: Int32Array;
  readonly watched: Int32Array;
}

/** Rows between two pauses. */
const ROWS = 1 << 16;

/**
 * Draws.
 *
 * @throws DataError `SPLIT_INVALID` where no row would be left to learn from, or none of a class.
 */
export async function drawHeldOut(task: HoldOutTask, pause: () => Promise<void>): Promise<HeldOut> {
  const { count, codes, share, seed } = task;
  const left = sizesOf(count, codes);
  const wanted = wantedOf(left, Math.ceil(share * count), count);
  if (wanted.some((own, group) => own >= (left[group] as number) && own > 0)) throw tooFew(task);
  const held = wanted.reduce((sum, own) => sum + own, 0);
  const train = new Int32Array(count - held);
  const watched = new Int32Array(held);
  const rng = new Rng(seed).derive("holdOut");
  for (let row = 0, taken = 0; row < count; row++) {
    const group = codes === undefined ? 0 : (codes[row] as number);
    const rest = left[group] as number;
    const missing = wanted[group] as number;
    if (rng.int(rest) < missing) {
      watched[taken++] = row;
      wanted[group] = missing - 1;
    } else train[row - taken] = row;
    left[group] = rest - 1;
    if (row % ROWS === ROWS - 1) await pause();
  }
  return { train, watched };
}

/** How many rows there are of each class. */
function sizesOf(count: number, codes: Float64Array | undefined): number[] {
  if (codes === undefined) return [count];
  const sizes: number[] = [];
  for (const code of codes) sizes[code] = (sizes[code] ?? 0) + 1;
  return Array.from(sizes, (size) => size ?? 0);
}

/** How many rows to draw of each class: its share of `total`, rounded down, and one more for those that lost most by rounding. */
function wantedOf(sizes: readonly number[], total: number, count: number): number[] {
  const exact = sizes.map((size) => (size * total) / count);
  const wanted = exact.map(Math.floor);
  const order = exact.map((_, group) => group);
  const lost = (group: number) => (exact[group] as number) - (wanted[group] as number);
  order.sort((a, b) => lost(b) - lost(a) || a - b);
  const missing = total - wanted.reduce((sum, own) => sum + own, 0);
  for (const group of order.slice(0, missing)) (wanted[group] as number)++;
  return wanted;
}

function tooFew({ count, share }: HoldOutTask): DataError {
  return new DataError("SPLIT_INVALID", {
    problem: "Holding rows out for early stopping would leave none to learn from, or none of a class",
    given: `validationFraction ${share} of ${count} rows`,
    expected: "rows of each class on either side",
    remedy: "Hold fewer rows out with validationFraction, give fit a validation set, or write earlyStopping: false",
    data: { count, validationFraction: share },
  });
}

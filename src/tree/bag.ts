/**
 * The rows that a tree of a forest learns from: all, or as many as there are drawn with replacement (the bootstrap of bagging: L. Breiman, "Bagging
 * Predictors", Machine Learning 24, 1996).
 *
 * A row that is drawn k times is one row of k times its weight, which a tree takes as exactly k rows, but sorts and divides once.
 */
import { ParameterError } from "../core/errors.js";
import type { Rng } from "../core/rng.js";
import { type Taken, takeWeighted } from "./learn-tree.js";

/** The options that say how rows are drawn. */
export interface BagOptions {
  readonly bootstrap: boolean;
  readonly maxSamples: number | null;
}

/** The rows of one tree. */
export interface Bag extends Taken {
  /** Which they are of the rows that count. */
  readonly positions: Int32Array;
}

/**
 * How many rows are drawn for each tree out of `rows`.
 *
 * @throws ParameterError `PARAM_INVALID` for more than there are, or for a number of rows where none are drawn.
 */
export function drawsFor(owner: string, { bootstrap, maxSamples }: BagOptions, rows: number): number {
  if (maxSamples === null) return rows;
  if (!bootstrap) throw notDrawn(owner, "maxSamples", maxSamples);
  if (maxSamples > rows) {
    throw new ParameterError("PARAM_INVALID", {
      problem: `${owner} cannot draw more rows for a tree than there are`,
      given: `maxSamples ${maxSamples} for ${rows} rows with a weight above 0`,
      expected: `at most ${rows}, or a share below 1`,
      remedy: "Give fewer, or null for as many as there are",
      data: { owner, name: "maxSamples", value: maxSamples },
    });
  }
  return maxSamples < 1 ? Math.max(1, Math.round(maxSamples * rows)) : maxSamples;
}

/** Error for an option that has a use only where rows are drawn. */
export function notDrawn(owner: string, name: string, value: unknown): ParameterError {
  return new ParameterError("PARAM_INVALID", {
    problem: `${owner} draws no rows for its trees, so that ${name} has no use`,
    given: `${name} ${String(value)} with bootstrap false`,
    expected: `${name} with bootstrap true alone`,
    remedy: `Leave out bootstrap: false, or ${name}`,
    data: { owner, name, value },
  });
}

/** All of the rows that count, for every tree. */
export function wholeBag(all: Taken): Bag {
  return { ...all, positions: Int32Array.from(all.rows, (_, position) => position) };
}

/** Draws `draws` of the rows that count, with replacement; each is as likely as any other, whatever it weighs. */
export function drawBag(all: Taken, draws: number, rng: Rng): Bag {
  const counts = new Float64Array(all.rows.length);
  for (let draw = 0; draw < draws; draw++) {
    const position = rng.int(counts.length);
    counts[position] = (counts[position] as number) + 1;
  }
  if (all.weights !== undefined) for (let i = 0; i < counts.length; i++) counts[i]! *= all.weights[i] as number;
  const { rows: positions, weights } = takeWeighted(counts, counts.length);
  const rows = new Int32Array(positions.length);
  for (let i = 0; i < rows.length; i++) rows[i] = all.rows[positions[i] as number] as number;
  return { positions, rows, weights };
}

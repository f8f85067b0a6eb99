/**
 * The rounds of AdaBoost, for classification and for regression: each member is fitted on rows whose weights say how much those before got them
 * wrong. Y. Freund, R. Schapire, "A Decision-Theoretic Generalization of On-Line Learning and an Application to Boosting", Journal of Computer and
 * System Sciences 55, 1997.
 */
import type { Progress } from "../core/progress.js";

/** What a round came to. It has changed the weights of the rows, unless it is the last. */
export interface Round<M> {
  readonly model: M;
  /** The member's own weight. */
  readonly weight: number;
  /** The share of the weight that the member got wrong; the rounds end at 0. */
  readonly error: number;
  /** Ends the rounds after this one. */
  readonly ends?: boolean;
}

/** The members and, for each, its weight and its error. */
export interface BoostedMembers<M> {
  readonly models: readonly M[];
  readonly weights: Float64Array;
  readonly errors: Float64Array;
}

/** Rows never weigh less, so that those that are always right do not vanish. */
const LEAST = Number.EPSILON;

/** Gives each row the same weight, or a share of the given weights; all sum to 1. */
export function startWeights(rows: number, given: Float64Array | undefined): Float64Array {
  const total = given?.reduce((sum, weight) => sum + weight, 0) ?? rows;
  return Float64Array.from({ length: rows }, (_, row) => (given?.[row] ?? 1) / total);
}

/**
 * Runs up to `count` rounds. `round` fits a member on the weights, changes them in place unless it is told that it is the last, and gives nothing where
 * the member is no use: then the rounds end before it.
 */
export async function boost<M>(
  count: number,
  weights: Float64Array,
  progress: Progress,
  round: (index: number, weights: Float64Array, last: boolean) => Promise<Round<M> | undefined>,
): Promise<BoostedMembers<M>> {
  const rounds: Round<M>[] = [];
  while (rounds.length < count) {
    for (let row = 0; row < weights.length; row++) if (weights[row]! < LEAST) weights[row] = LEAST;
    const found = await round(rounds.length, weights, rounds.length === count - 1);
    if (found === undefined) break;
    rounds.push(found);
    await progress.tick(rounds.length, count);
    if (found.error === 0 || found.ends === true || !normalise(weights)) break;
  }
  return {
    models: rounds.map(({ model }) => model),
    weights: Float64Array.from(rounds, ({ weight }) => weight),
    errors: Float64Array.from(rounds, ({ error }) => error),
  };
}

/** Makes the weights sum to 1; says no where they grew past all bounds. */
function normalise(weights: Float64Array): boolean {
  let sum = 0;
  for (let row = 0; row < weights.length; row++) sum += weights[row]!;
  if (!Number.isFinite(sum) || sum <= 0) return false;
  for (let row = 0; row < weights.length; row++) weights[row] = weights[row]! / sum;
  return true;
}

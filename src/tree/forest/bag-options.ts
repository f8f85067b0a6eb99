/**
 * How many rows are drawn for each tree of a forest.
 */
import { ParameterError } from "../../core/errors.js";

/** The options that say how rows are drawn. */
export interface BagOptions {
  readonly bootstrap: boolean;
  readonly maxSamples: number | null;
}

/**
 * How many rows are drawn for each tree out of `rows`; null where none are drawn.
 *
 * @throws ParameterError `PARAM_INVALID` for more than there are, or for a number of rows where none are drawn.
 */
export function drawsFor(owner: string, { bootstrap, maxSamples }: BagOptions, rows: number): number | null {
  if (maxSamples === null) return bootstrap ? rows : null;
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
    remedy: `Give bootstrap: true, or leave out ${name}`,
    data: { owner, name, value },
  });
}

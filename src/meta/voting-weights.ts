/**
 * The weights of the members of a voting ensemble: one each, or all the same.
 */
import { ParameterError, show } from "../core/errors.js";
import { list, nullable, number, type Param } from "../core/params.js";
import type { StateReader } from "../core/state.js";

/** One weight ≥ 0 a member, or null for the same weight. */
export const memberWeights: Param<readonly number[] | null> = nullable(
  list(number({ min: 0, default: 1 }), { default: [] }),
  { default: null },
);

/**
 * The weights as an array of one for each member.
 *
 * @throws ParameterError `PARAM_INVALID` for another number of them, or nothing but 0.
 */
export function weightsFor(owner: string, weights: readonly number[] | null, members: number): Float64Array {
  if (weights === null) return new Float64Array(members).fill(1);
  if (weights.length === members && weights.some((weight) => weight > 0)) return Float64Array.from(weights);
  throw new ParameterError("PARAM_INVALID", {
    problem: `${owner} cannot weigh its members so`,
    given: `weights ${show(weights)} for ${members} members`,
    expected: "one weight ≥ 0 for each member, in the order in which they were added, at least one above 0",
    remedy: "Give as many weights as members, or leave weights out",
    data: { owner, name: "weights", value: weights },
  });
}

/** Reads stored weights. */
export function readMemberWeights(state: StateReader, members: number): Float64Array {
  const weights = state.float64("weights", { length: members, finite: true, min: 0 });
  if (!weights.some((weight) => weight > 0)) state.fail("weights", "weights of which one is above 0");
  return weights;
}

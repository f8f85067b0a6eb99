/** A step of a solver: what is to be added to an approximate solution. */
export type Correction = (solution: Float64Array) => Promise<Float64Array>;

/** A first correction of at most this share leaves nothing for a second one to do: errors shrink by about that share each time. */
const SMALL = 1e-9;
const MAX_ROUNDS = 4;

/**
 * Iterative refinement: corrects the solution, in place, until corrections no longer matter; null if they do not shrink, which says
 * that the solver's factor is too coarse for this problem. `scales` weigh the entries' squares in the size of a correction.
 */
export async function refined(
  solution: Float64Array,
  correction: Correction,
  scales?: Float64Array,
): Promise<Float64Array | null> {
  let before = 1e-2;
  for (let round = 0; round < MAX_ROUNDS; round++) {
    const change = await correction(solution);
    const size = length(change, scales) / length(solution, scales);
    // Both are 0 where the target is: 0 / 0.
    if (Number.isNaN(size) && change.every((value) => value === 0)) return solution;
    if (!(size < before / 2)) return before < 1e-12 ? solution : null;
    for (let i = 0; i < solution.length; i++) solution[i] = solution[i]! + change[i]!;
    if (size <= SMALL) return solution;
    before = size;
  }
  return before < SMALL ? solution : null;
}

function length(values: Float64Array, scales: Float64Array | undefined): number {
  let sum = 0;
  for (let i = 0; i < values.length; i++) sum += (scales === undefined ? 1 : scales[i]!) * values[i]! * values[i]!;
  return Math.sqrt(sum);
}

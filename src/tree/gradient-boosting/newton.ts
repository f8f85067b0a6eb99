/**
 * One step of Newton's method for each node: the sum of the residuals over that of the second derivatives, which is what the loss of classification asks
 * of a leaf instead of a search ("L_K_TreeBoost": J. Friedman, 2001, algorithm 6).
 */
import { LEAF } from "../../kernels/tree-structure.js";
import type { Grown, Standing } from "./loss.js";
import { inRanges, type Work } from "./range.js";

/** Second derivatives that sum to less count as none, as in scikit-learn. */
const FLAT = 1e-150;

/** The steps; `curvature` is the second derivative of a row's loss by its residual and whether it is of the tree's class. */
export function* newtonSteps(
  { tree, members, k }: Grown,
  { targets, residuals }: Standing,
  curvature: (residual: number, own: number) => number,
  ofClass: number,
): Work<Float64Array> {
  const { rows } = members;
  const { y, weights } = targets;
  const from = k * y.length;
  const slopes = new Float64Array(rows.length);
  const curvatures = new Float64Array(rows.length);
  yield* inRanges(rows.length, (start, end) => {
    for (let i = start; i < end; i++) {
      const row = rows[i] as number;
      const weight = weights === undefined ? 1 : (weights[row] as number);
      const residual = residuals[from + row] as number;
      slopes[i] = weight * residual;
      curvatures[i] = weight * curvature(residual, y[row] === ofClass ? 1 : 0);
    }
  });
  const above = sumsOf(slopes, { tree, members });
  const below = sumsOf(curvatures, { tree, members });
  return above.map((sum, node) => ((below[node] as number) < FLAT ? 0 : sum / (below[node] as number)));
}

/** The sum over the rows of each node: that of its children, and of the rows themselves in leaves. */
function sumsOf(values: Float64Array, { tree, members }: Pick<Grown, "tree" | "members">): Float64Array {
  const { childrenLeft, childrenRight } = tree;
  const { starts, ends } = members;
  const sums = new Float64Array(starts.length);
  for (let node = sums.length - 1; node >= 0; node--) {
    const left = childrenLeft[node] as number;
    let sum = 0;
    if (left === LEAF) for (let i = starts[node] as number; i < (ends[node] as number); i++) sum += values[i] as number;
    else sum = (sums[left] as number) + (sums[childrenRight[node] as number] as number);
    sums[node] = sum;
  }
  return sums;
}

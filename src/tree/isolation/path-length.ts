/**
 * How many questions it takes on average to find that a value is not in a binary search tree: what the depth at which a row is isolated is held to (F. T. Liu, K. M. Ting, Z.-H. Zhou,
 * "Isolation Forest", ICDM 2008, equation 1).
 */
import { log } from "../../kernels/math.js";

/** Euler's constant. */
const EULER = 0.5772156649015329;

/** The mean length of an unsuccessful search among so many values: c(n). 0 for one value, 1 for two. */
export function averagePathLength(values: number): number {
  if (values <= 1) return 0;
  if (values === 2) return 1;
  return 2 * (log(values - 1) + EULER) - (2 * (values - 1)) / values;
}

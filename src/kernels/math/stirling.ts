/**
 * The two parts by which probabilities of the binomial, Poisson, beta and gamma distributions are put together without large numbers
 * that cancel.
 *
 * C. Loader, "Fast and accurate computation of binomial probabilities", 2000.
 */
import { log } from "./log.js";
import { log1p } from "./log1p.js";

/** From here on the series below leaves off less than 1e-18. */
const LARGE = 16;

/**
 * By how much Stirling's formula errs: log Γ(x + 1) − (x + ½) log x + x − ½ log 2π, for x > 0; within 1e-15.
 *
 * Stirling's series to x^-11 from 16 on; below, steps of x by 1, each of which changes it by (x + ½) log(1 + 1/x) − 1.
 */
export function stirlingError(x: number): number {
  let steps = 0;
  let z = x;
  for (; z < LARGE; z++) steps += (z + 0.5) * log1p(1 / z) - 1;
  const square = 1 / (z * z);
  const low = 1 / 12 - square * (1 / 360 - square * (1 / 1260));
  const high = 1 / 1680 - square * (1 / 1188 - square * (691 / 360360));
  return steps + (low - square * square * square * high) / z;
}

/** x log(x / m) + m − x for x, m > 0, which is ≥ 0, and exact where the two are near to each other. */
export function deviance(x: number, m: number): number {
  const gap = x - m;
  if (Math.abs(gap) >= 0.1 * (x + m)) return x * log(x / m) - gap;
  const v = gap / (x + m);
  const square = v * v;
  let sum = gap * v;
  let power = 2 * x * v;
  for (let j = 3; ; j += 2) {
    power *= square;
    const next = sum + power / j;
    if (next === sum) return sum;
    sum = next;
  }
}

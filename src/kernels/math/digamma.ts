import { log } from "./log.js";

/** From here on the series leaves off less than 1e-17. */
const LARGE = 12;

/**
 * The digamma function ψ, the derivative of log Γ, for x > 0: within 1e-15 of max(1, |ψ|).
 *
 * The asymptotic series to x^-12 from 12 on; below, steps of x by 1, each of which changes it by 1/x.
 */
export function digamma(x: number): number {
  let steps = 0;
  let z = x;
  for (; z < LARGE; z++) steps += 1 / z;
  const square = 1 / (z * z);
  const low = 1 / 12 - square * (1 / 120 - square * (1 / 252));
  const high = 1 / 240 - square * (1 / 132 - square * (691 / 32760));
  return log(z) - 0.5 / z - square * (low - square * square * square * high) - steps;
}

import type { Rng } from "../core/rng.js";
import { log } from "./math/log.js";

/**
 * A standard normal number, by Marsaglia's polar method: the pair's second number is not kept, so that a generator's next number never
 * depends on how the last was used. About 2.5 uniform numbers each.
 *
 * G. Marsaglia, T. A. Bray, "A convenient method for generating normal variables", SIAM Review 6, 1964.
 */
export function normal(rng: Rng): number {
  for (;;) {
    const u = 2 * rng.float() - 1;
    const v = 2 * rng.float() - 1;
    const square = u * u + v * v;
    if (square > 0 && square < 1) return u * Math.sqrt((-2 * log(square)) / square);
  }
}

import { exp } from "./exp.js";
import { deviance, stirlingError } from "./stirling.js";

const STEADY = 2 * Number.EPSILON;
/** Far more steps than are ever needed: they grow with the root of a. */
const MOST_STEPS = 1e6;
const TINY = 1e-300;

/**
 * The regularised upper incomplete gamma function Q(a, x): the share of the gamma distribution above x. For a > 0 and x ≥ 0; relative error
 * below 1e-12 for a up to 1e6, in the far tail too.
 *
 * Below a + 1 the power series of the share below x, 8.7.1 of the Digital Library of Mathematical Functions; above, the continued fraction 8.9.2
 * by Lentz's method. The factor before either is a Poisson probability, put together without gamma functions (stirling.ts).
 */
export function upperIncompleteGamma(a: number, x: number): number {
  if (!(x > 0)) return x === 0 ? 1 : Number.NaN;
  if (x === Number.POSITIVE_INFINITY) return 0;
  // x^a e^-x / Γ(a + 1).
  const factor = exp(-stirlingError(a) - deviance(a, x)) / Math.sqrt(6.283185307179586 * a);
  if (x < a + 1) return 1 - factor * lowerSeries(a, x);
  return factor === 0 ? 0 : factor * a * continuedFraction(a, x);
}

function lowerSeries(a: number, x: number): number {
  let term = 1;
  let sum = 1;
  for (let n = 1; n < MOST_STEPS; n++) {
    term *= x / (a + n);
    const next = sum + term;
    if (next === sum) break;
    sum = next;
  }
  return sum;
}

function continuedFraction(a: number, x: number): number {
  let b = x + 1 - a;
  let c = 1 / TINY;
  let d = 1 / b;
  let value = d;
  for (let n = 1; n < MOST_STEPS; n++) {
    const numerator = n * (a - n);
    b += 2;
    d = 1 / notZero(b + numerator * d);
    c = notZero(b + numerator / c);
    const step = c * d;
    value *= step;
    if (Math.abs(step - 1) <= STEADY) break;
  }
  return value;
}

/** Lentz's method goes on from a denominator of 0 as if it were very small. */
function notZero(value: number): number {
  return Math.abs(value) < TINY ? TINY : value;
}

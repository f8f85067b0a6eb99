import { exp } from "./exp.js";
import { expExcess, expIndex, expRemainder, expScale } from "./exp-parts.js";
import { quotient } from "./quotient.js";

/**
 * The logistic function (sigmoid) 1 / (1 + e^-x), within 0.52 ulp at both ends, the same bits in every engine.
 *
 * With e = e^-|x| as two doubles, it is 1 / (1 + e) or e / (1 + e), divided as in quotient.ts.
 *
 * logistic(NaN) is NaN, logistic(Infinity) is 1, logistic(-Infinity) is 0.
 */
export function logistic(x: number): number {
  if (!(Math.abs(x) < 40)) return atEnds(x);
  const n = expIndex(-Math.abs(x));
  const scale = expScale(n);
  const scaledExcess = scale * expExcess(n, expRemainder(-Math.abs(x), n));
  const e = scale + scaledExcess;
  const eTail = scale - e + scaledExcess;
  const sum = 1 + e;
  const sumTail = 1 - sum + e + eTail;
  return x < 0 ? quotient(e, eTail, sum, sumTail) : quotient(1, 0, sum, sumTail);
}

/** From |x| = 40 on, e is less than a tenth of an ulp beside 1. */
function atEnds(x: number): number {
  return x >= 40 ? 1 : exp(x);
}

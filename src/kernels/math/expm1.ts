import { exp } from "./exp.js";
import { expExcess, expIndex, expRemainder, expScale } from "./exp-parts.js";

/**
 * e^x - 1, exact near 0 too: within 0.7 ulp, the same bits in every engine.
 *
 * |x| < 1/8: Taylor's series to x^11, x kept apart. Else s - 1 + s·p with the parts of exp-parts.ts, where the rounding of
 * s - 1 is carried along: |s - 1| is then above 0.1, so that the rounding of s·p, which is below 0.006 s, counts for little.
 *
 * expm1(-0) is -0, expm1(NaN) is NaN, expm1(Infinity) is Infinity, expm1(-Infinity) is -1.
 */
export function expm1(x: number): number {
  if (Math.abs(x) < 0.125) return nearZero(x);
  if (x < -40) return -1;
  // From e^40 on, the 1 is less than a tenth of an ulp.
  if (!(x <= 40)) return exp(x);
  const n = expIndex(x);
  const scale = expScale(n);
  const scaledExcess = scale * expExcess(n, expRemainder(x, n));
  const head = scale - 1;
  const back = head - scale;
  const tail = scale - (head - back) + (-1 - back);
  return head + (tail + scaledExcess);
}

function nearZero(x: number): number {
  // Below 2^-54 the square is nothing beside x, whose sign of zero is kept.
  if (Math.abs(x) < 5.551115123125783e-17) return x;
  const square = x * x;
  const low = 0.16666666666666666 + x * 0.041666666666666664;
  const middle =
    0.008333333333333333 + x * 0.001388888888888889 + square * (0.0001984126984126984 + x * 2.48015873015873e-5);
  const high = 2.7557319223985893e-6 + x * 2.755731922398589e-7 + square * 2.505210838544172e-8;
  const fourth = square * square;
  return x + (square * 0.5 + square * x * (low + square * middle + fourth * square * high));
}

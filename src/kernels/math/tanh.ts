import { expExcess, expIndex, expRemainder, expScale } from "./exp-parts.js";
import { quotient } from "./quotient.js";

/**
 * The hyperbolic tangent, within 0.6 ulp, the same bits in every engine.
 *
 * |x| < 1/8: Taylor's series to x^17, x kept apart. Else (e^2x - 1) / (e^2x + 1), all in two doubles.
 *
 * tanh(-0) is -0, tanh(NaN) is NaN, tanh(±Infinity) is ±1.
 */
export function tanh(x: number): number {
  const size = Math.abs(x);
  if (size < 0.125) return nearZero(x);
  // From 20 on, 1 - tanh is less than a tenth of an ulp.
  if (!(size < 20)) return size >= 20 ? Math.sign(x) : NaN;
  const n = expIndex(2 * size);
  const scale = expScale(n);
  const scaledExcess = scale * expExcess(n, expRemainder(2 * size, n));
  const e = scale + scaledExcess;
  const eTail = scale - e + scaledExcess;
  // e > 1 here, so each difference's rounding is found by one subtraction.
  const top = e - 1;
  const bottom = e + 1;
  const result = quotient(top, e - top - 1 + eTail, bottom, e - bottom + 1 + eTail);
  return x < 0 ? -result : result;
}

function nearZero(x: number): number {
  // Below 2^-28 the cube is nothing beside x, whose sign of zero is kept.
  if (Math.abs(x) < 3.725290298461914e-9) return x;
  const square = x * x;
  const fourth = square * square;
  const low =
    -0.3333333333333333 +
    square * 0.13333333333333333 +
    fourth * (-0.05396825396825397 + square * 0.021869488536155203);
  const high =
    -0.008863235529902197 +
    square * 0.003592128036572481 +
    fourth * (-0.0014558343870513183 + square * 0.000590027440945586);
  return x + x * square * (low + fourth * fourth * high);
}

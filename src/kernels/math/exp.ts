import { expAtRange, expExcess, expIndex, expRemainder, expScale } from "./exp-parts.js";

/** Above it e^x is infinite: ln(2^1024), rounded down. */
const OVERFLOW = 709.782712893384;
/** Below it e^x rounds to 0: ln(2^-1075), rounded up. */
const UNDERFLOW = -745.1332191019412;

/**
 * e^x, within 0.52 ulp (0.77 where the result is subnormal), the same bits in every engine. See exp-parts.ts.
 *
 * exp(NaN) is NaN, exp(Infinity) is Infinity, exp(-Infinity) is 0.
 */
export function exp(x: number): number {
  if (!(Math.abs(x) < 690)) return expOutside(x);
  const n = expIndex(x);
  const scale = expScale(n);
  return scale + scale * expExcess(n, expRemainder(x, n));
}

function expOutside(x: number): number {
  if (x > OVERFLOW) return Infinity;
  if (x < UNDERFLOW) return 0;
  const n = expIndex(x);
  return expAtRange(n, expExcess(n, expRemainder(x, n)));
}

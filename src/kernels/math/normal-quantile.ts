import { exp } from "./exp.js";
import { log } from "./log.js";
import { DENSITY_AT_0, middleOf, type Parts, scaled, tailOf } from "./normal-parts.js";

const parts: Parts = { head: 0, tail: 0, exponent: 0 };

/**
 * The x that a share p of the standard normal distribution lies below: the inverse of `normalCdf`, within 0.8 ulp, the same bits in every engine.
 *
 * A polynomial gives it to 1e-5, or an asymptotic formula far in the tail; then the inverse's Taylor series, to the third power of what
 * is left in Φ(x) - p, which normal-parts.ts holds to 2^-57.
 *
 * normalQuantile(0) is -Infinity, normalQuantile(1) is Infinity; it is NaN for less than 0, more than 1, and NaN.
 */
export function normalQuantile(p: number): number {
  if (p >= 0.25 && p <= 0.75) return nearMiddle(p - 0.5);
  if (p > 0 && p < 0.25) return -inTail(p);
  // 1 - p is exact here.
  if (p > 0.75 && p < 1) return inTail(1 - p);
  return p === 0 ? -Infinity : p === 1 ? Infinity : NaN;
}

/** x with Φ(x) - 1/2 = u, |u| ≤ 1/4. */
function nearMiddle(u: number): number {
  const t = u * u;
  const low = 2.5066282764087733 + t * 2.6249322096685166 + t * t * (5.773237353186873 + t * 15.601581140665063);
  const high = 49.93503778789613 + t * 86.54115094705033 + t * t * 1128.947693289781;
  const x = u * (low + t * t * t * t * high);
  middleOf(x, parts);
  return refined(x, (u - parts.head - parts.tail) / (DENSITY_AT_0 * exp(-0.5 * x * x)));
}

/** x > 0 with 1 - Φ(x) = p, p < 1/4. */
function inTail(p: number): number {
  const r = Math.sqrt(-2 * log(p));
  if (r < 6.5) return refinedInTail(byPolynomial(r), p);
  // 1 - Φ(x) is about e^(-x²/2) / (x √(2π)); what that is off by takes another round.
  const x = Math.sqrt(r * r - 2 * log(r / DENSITY_AT_0));
  return refinedInTail(refinedInTail(x, p), p);
}

function byPolynomial(r: number): number {
  const low = -2.4609581484761662 + r * (3.3275876545160084 + r * (-1.9499114525558028 + r * 1.2366924118669926));
  const middle =
    -0.5830783935199471 + r * (0.20489868200664688 + r * (-0.05375491695573024 + r * 0.010476406566246994));
  const high =
    -0.0014944992723535135 +
    r *
      (0.00015151536730122813 + r * (-1.0333525231273141e-5 + r * (4.249190869559411e-7 + r * -7.957892670666794e-9)));
  const fourth = r * r * r * r;
  return low + fourth * (middle + fourth * high);
}

function refinedInTail(x: number, p: number): number {
  const ratio = tailOf(x, parts);
  // Scaled alike, so that shares that are subnormal keep their digits in the difference.
  // Scaled alike, so that the difference keeps the digits of shares that are subnormal.
  const wanted = scaled(p, -parts.exponent);
  return refined(x, (ratio * (parts.head - wanted + parts.tail)) / (parts.head + parts.tail));
}

/** x + y + x y²/2 + (2x² + 1) y³/6: the inverse's series, where y is what is left divided by the density at x. */
function refined(x: number, y: number): number {
  return x + y * (1 + y * (0.5 * x + (y * (2 * x * x + 1)) / 6));
}

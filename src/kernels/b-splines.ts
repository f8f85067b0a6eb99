/**
 * B-splines by the recursion of Cox and de Boor: of degree k, the k + 1 that are not 0 where a number is, all at once.
 *
 * C. de Boor, "On calculating with B-splines", Journal of Approximation Theory 6, 1972.
 */

/** Knots that do not descend: `degree` of them beyond each end of the base interval. */
export interface SplineKnots {
  readonly knots: Float64Array;
  /** Where the knots start, and how many there are. */
  readonly start: number;
  readonly count: number;
  readonly degree: number;
}

/** The last base knot that begins an interval and is not above `x`; the first or the last such one for numbers beyond them. As an index from `start`. */
export function intervalOf({ knots, start, count, degree }: SplineKnots, x: number): number {
  const last = count - degree - 2;
  let low = degree;
  let high = last;
  while (high - low > 8) {
    const middle = (low + high + 1) >> 1;
    if ((knots[start + middle] as number) <= x) low = middle;
    else high = middle - 1;
  }
  while (low < high && (knots[start + low + 1] as number) <= x) low++;
  return low;
}

/**
 * Writes the values at `x` of the splines that are not 0 in an interval, from number `interval − degree` on, to the first degree + 1 places of `out`. `x` may lie
 * outside of the interval: then the polynomials go on. Splines between knots that fall together are 0.
 */
export function splinesAt(spline: SplineKnots, interval: number, x: number, out: Float64Array): void {
  const { knots, start, degree: highest } = spline;
  out[0] = 1;
  for (let degree = 1; degree <= highest; degree++) raise(knots, start + interval, x, degree, out);
}

/** The derivatives of the same splines. */
export function splineSlopesAt(spline: SplineKnots, interval: number, x: number, out: Float64Array): void {
  const { knots, start, degree } = spline;
  out.fill(0, 0, degree + 1);
  if (degree === 0) return;
  out[0] = 1;
  for (let lower = 1; lower < degree; lower++) raise(knots, start + interval, x, lower, out);
  let before = 0;
  for (let n = 1; n <= degree; n++) {
    const right = start + interval + n;
    const width = (knots[right] as number) - (knots[right - degree] as number);
    const share = width === 0 ? 0 : (degree * (out[n - 1] as number)) / width;
    out[n - 1] = before - share;
    before = share;
  }
  out[degree] = before;
}

/** From the splines of one degree less to those of `degree`; `at` is where the interval's first knot stands. */
function raise(knots: Float64Array, at: number, x: number, degree: number, out: Float64Array): void {
  let before = 0;
  for (let n = 1; n <= degree; n++) {
    const right = knots[at + n] as number;
    const left = knots[at + n - degree] as number;
    const share = right === left ? 0 : (out[n - 1] as number) / (right - left);
    out[n - 1] = before + share * (right - x);
    before = share * (x - left);
  }
  out[degree] = before;
}

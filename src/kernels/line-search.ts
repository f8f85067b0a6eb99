/**
 * A line search for the strong Wolfe conditions: the value falls by at least 1e-4 of what the slope at the start promises, and the slope's
 * absolute value falls to 0.9 of that at the start.
 *
 * Bracketing and zooming after J. Nocedal, S. Wright, "Numerical optimization", 2nd ed., algorithms 3.5 and 3.6, with cubic interpolation
 * kept away from the ends of the bracket. Near the minimum, where rounding hides the fall of the value, a step whose slope is right and whose
 * value differs by no more than rounding is taken: W. Hager, H. Zhang, "A new conjugate gradient method with guaranteed descent
 * and an efficient line search", SIAM J. Optim. 16, 2005. A point that is not finite counts as higher than any other.
 */

/** The function along the line, at one step length. */
export interface LinePoint {
  readonly step: number;
  readonly value: number;
  readonly slope: number;
}

const SUFFICIENT_FALL = 1e-4;
const SLOPE_SHARE = 0.9;
const MAX_EVALUATIONS = 40;
/** How much of the value is taken for rounding error. */
const ROUNDING = 4.440892098500626e-15;

/** Where a search stands: what it began from, and how often it may still evaluate. */
interface Search {
  readonly evaluate: (step: number) => LinePoint;
  readonly start: LinePoint;
  left: number;
}

/**
 * @param start - the point at step 0; its slope must be negative
 * @param firstStep - the step that is tried first
 * @returns a point that satisfies the conditions; if none was found, the lowest that satisfies the first of them; or null
 */
export function wolfeSearch(
  evaluate: (step: number) => LinePoint,
  start: LinePoint,
  firstStep: number,
): LinePoint | null {
  const search: Search = { evaluate, start, left: MAX_EVALUATIONS };
  let before = start;
  let step = firstStep;
  let ceiling = Infinity;
  while (search.left > 0) {
    search.left--;
    const point = evaluate(step);
    if (!isFinitePoint(point)) {
      ceiling = step;
      step = before.step + (step - before.step) / 4;
      continue;
    }
    if (isAccepted(search, point)) return point;
    if (isTooHigh(start, point) || (before !== start && point.value >= before.value))
      return zoom(search, before, point);
    if (point.slope >= 0) return zoom(search, point, before);
    before = point;
    step = Math.min(step * 4, (step + ceiling) / 2);
  }
  return before === start ? null : before;
}

function isFinitePoint(point: LinePoint): boolean {
  return Number.isFinite(point.value) && Number.isFinite(point.slope);
}

function isTooHigh(start: LinePoint, point: LinePoint): boolean {
  return !(point.value <= start.value + SUFFICIENT_FALL * point.step * start.slope);
}

function isAccepted({ start }: Search, point: LinePoint): boolean {
  if (!isTooHigh(start, point)) return Math.abs(point.slope) <= -SLOPE_SHARE * start.slope;
  const withinRounding = Math.abs(point.value - start.value) <= ROUNDING * Math.abs(start.value);
  return (
    withinRounding && point.slope >= SLOPE_SHARE * start.slope && point.slope <= (2 * SUFFICIENT_FALL - 1) * start.slope
  );
}

/** Narrows the bracket between `low`, the lowest point so far that falls enough, and `high`, towards which `low` slopes down. */
function zoom(search: Search, low: LinePoint, high: LinePoint): LinePoint | null {
  for (let round = 1; search.left > 0; round++) {
    const width = Math.abs(high.step - low.step);
    if (width <= 1e-15 * Math.max(low.step, high.step)) break;
    search.left--;
    const point = search.evaluate(trialStep(low, high, round));
    if (isFinitePoint(point) && isAccepted(search, point)) return point;
    if (!isFinitePoint(point) || isTooHigh(search.start, point) || point.value >= low.value) {
      high = point;
    } else {
      if (point.slope * (high.step - low.step) >= 0) high = low;
      low = point;
    }
  }
  return low.step === 0 ? null : low;
}

/** The minimum of the cubic through both points, kept inside the bracket's middle 80 %; every third round, and where there is none, the middle. */
function trialStep(low: LinePoint, high: LinePoint, round: number): number {
  const width = high.step - low.step;
  const middle = low.step + width / 2;
  if (round % 3 === 0 || !isFinitePoint(high)) return middle;
  const secant = (3 * (low.value - high.value)) / width;
  const sum = low.slope + high.slope + secant;
  const discriminant = sum * sum - low.slope * high.slope;
  if (!(discriminant >= 0)) return middle;
  const root = width > 0 ? Math.sqrt(discriminant) : -Math.sqrt(discriminant);
  const share = 1 - (high.slope + root - sum) / (high.slope - low.slope + 2 * root);
  if (!Number.isFinite(share)) return middle;
  return low.step + width * Math.min(0.9, Math.max(0.1, share));
}

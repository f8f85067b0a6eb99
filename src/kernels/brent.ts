/**
 * The minimum of a function of one number without derivatives: R. P. Brent, "Algorithms for Minimization without Derivatives", 1973, chapter 5:
 * parabolas through the three best points, and golden sections where those would not do. A bracket is found first by steps that grow by the
 * golden ratio. Values of Infinity, for what the function is not defined at, are taken like any large ones.
 */

/** A function of one number that may take long. */
export type LongFunction = (x: number) => Promise<number>;

/** A point and the function's value there. */
interface Point {
  readonly x: number;
  readonly value: number;
}

const GOLDEN = 1.618033988749895;
/** The share of an interval that a golden section cuts off: 2 - 1.618…. */
const SECTION = 0.3819660112501051;
/** Steps of growing size, from a width of 4, until a bracket is given up: by then they are at 1e10. */
const MOST_STEPS = 45;
const MOST_ROUNDS = 200;
/** The least distance between points beside their size: below it a minimum is flat to the last bit. */
const TOLERANCE = 1.48e-8;
const LEAST_STEP = 1e-11;

/** Where the function is least, near a and b; undefined where it only falls from there on. */
export async function minimiseByBrent(f: LongFunction, a: number, b: number): Promise<number | undefined> {
  const bracket = await bracketOf(f, a, b);
  if (bracket === undefined) return undefined;
  const [left, middle, right] = bracket;
  return between(f, Math.min(left.x, right.x), middle, Math.max(left.x, right.x));
}

/** Three points, the middle one no higher than the others. */
async function bracketOf(f: LongFunction, a: number, b: number): Promise<[Point, Point, Point] | undefined> {
  let behind: Point = { x: a, value: await f(a) };
  let best: Point = { x: b, value: await f(b) };
  if (best.value > behind.value) [behind, best] = [best, behind];
  for (let step = 0; step < MOST_STEPS; step++) {
    const x = best.x + GOLDEN * (best.x - behind.x);
    const next: Point = { x, value: await f(x) };
    if (!(next.value < best.value)) return [behind, best, next];
    [behind, best] = [best, next];
  }
  return undefined;
}

async function between(f: LongFunction, start: number, middle: Point, end: number): Promise<number> {
  let [low, high] = [start, end];
  // The best point, the one next to it, and the one before that.
  let [best, second, third] = [middle, middle, middle];
  let step = 0;
  let previous = 0;
  for (let round = 0; round < MOST_ROUNDS; round++) {
    const centre = (low + high) / 2;
    const least = TOLERANCE * Math.abs(best.x) + LEAST_STEP;
    if (Math.abs(best.x - centre) <= 2 * least - (high - low) / 2) break;
    const jump = Math.abs(previous) > least ? parabola(best, second, third, previous, low, high) : undefined;
    if (jump === undefined) {
      previous = best.x >= centre ? low - best.x : high - best.x;
      step = SECTION * previous;
    } else {
      previous = step;
      const x = best.x + jump;
      const atEnd = x - low < 2 * least || high - x < 2 * least;
      step = atEnd ? (best.x < centre ? least : -least) : jump;
    }
    const x = best.x + (Math.abs(step) >= least ? step : step > 0 ? least : -least);
    const next: Point = { x, value: await f(x) };
    if (next.value <= best.value) {
      if (x >= best.x) low = best.x;
      else high = best.x;
      [best, second, third] = [next, best, second];
      continue;
    }
    if (x < best.x) low = x;
    else high = x;
    if (next.value <= second.value || second.x === best.x) [second, third] = [next, second];
    else if (next.value <= third.value || third.x === best.x || third.x === second.x) third = next;
  }
  return best.x;
}

/** The step to the lowest point of the parabola through three points, where it stays inside and halves the steps. */
function parabola(
  best: Point,
  second: Point,
  third: Point,
  previous: number,
  low: number,
  high: number,
): number | undefined {
  const r = (best.x - second.x) * (best.value - third.value);
  const q = (best.x - third.x) * (best.value - second.value);
  const step = -((best.x - third.x) * q - (best.x - second.x) * r) / (2 * (q - r));
  const x = best.x + step;
  return Math.abs(step) < Math.abs(previous) / 2 && x > low && x < high ? step : undefined;
}

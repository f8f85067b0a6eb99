/**
 * A second, slower implementation of the elementary functions, in double-doubles, by methods other than those of src/kernels/math
 * (repeated squaring, Newton's step, atanh's series; no tables). test/kernels/math/reference.test.ts holds it to mpmath's values.
 */
import { add, type Dd, dd, divide, multiply, negate, scale, sum } from "./double-double.js";

/** (hi + lo) · 2^exponent. */
export interface True extends Dd {
  readonly exponent: number;
}

const LN2 = dd(0.6931471805599453, 2.3190468138462996e-17);
const LN2_THIRD = 5.707708438416212e-34;
/** 1/2!, 1/3!, … 1/12!. */
const FACTORIALS = Array.from({ length: 11 }, (_, i) => {
  let factorial = 1;
  for (let n = 2; n <= i + 2; n++) factorial *= n;
  return divide(dd(1), dd(factorial));
});

const FACTORIALS_TO_20 = Array.from({ length: 21 }, (_, n) => {
  let factorial = 1;
  for (let k = 2; k <= n; k++) factorial *= k;
  return divide(dd(1), dd(factorial));
});

/** e^x = 2^k (1 + m), m within ±0.42: reduced by 2^8 for the series, and squared back eight times as m ← 2m + m². */
function expReduced(x: Dd): { m: Dd; k: number } {
  const k = Math.round(x.hi / LN2.hi);
  const r = add(add(x, negate(multiply(LN2, dd(k)))), dd(-k * LN2_THIRD));
  const small = scale(r, 1 / 256);
  let series = dd(0);
  for (let i = 8; i >= 0; i--) series = add(multiply(series, small), FACTORIALS[i]!);
  let m = add(small, multiply(multiply(small, small), series));
  for (let i = 0; i < 8; i++) m = add(scale(m, 2), multiply(m, m));
  return { m, k };
}

function expOf(x: Dd): True {
  const { m, k } = expReduced(x);
  return { ...add(dd(1), m), exponent: k };
}

/** e^x - 1 for |x| ≤ 80. */
function expm1Of(x: Dd): Dd {
  const { m, k } = expReduced(x);
  if (k === 0) return m;
  return add(scale(add(dd(1), m), 2 ** k), dd(-1));
}

/** log(1 + f) = 2 atanh(f / (2 + f)) for |f| < 0.11. */
function logNearOne(f: Dd): Dd {
  const s = divide(f, add(dd(2), f));
  const square = multiply(s, s);
  let series = dd(0);
  for (let n = 25; n >= 3; n -= 2) series = multiply(add(series, divide(dd(1), dd(n))), square);
  return scale(add(s, multiply(s, series)), 2);
}

/** log x for normal x: one Newton step on e^y = x from the engine's own logarithm, whose last bits therefore do not matter. */
function logOf(x: Dd): Dd {
  if (Math.abs(x.hi - 1) < 0.1) return logNearOne(add(x, dd(-1)));
  const exponent = Math.floor(Math.log2(x.hi));
  const half = Math.floor(exponent / 2);
  const z = scale(scale(x, 2 ** -half), 2 ** (half - exponent));
  const start = Math.log(z.hi);
  const power = expOf(dd(-start));
  const error = add(multiply(z, scale(power, 2 ** power.exponent)), dd(-1));
  const log = add(dd(start), add(error, scale(multiply(error, error), -0.5)));
  return add(log, add(multiply(LN2, dd(exponent)), dd(exponent * LN2_THIRD)));
}

const CIRCLE = dd(6.283185307179586, 2.4492935982947064e-16);

/** The sine of `quarter` quarters and a rest: series for a 64th of the angle, then six times sin 2a and cos 2a − 1 from both. */
function sineOfTurns(x: number, more: number): True {
  const quarter = Math.round(4 * x);
  const turn = ((quarter % 4) + 4 + more) % 4;
  const rest = multiply(CIRCLE, dd(x - quarter / 4));
  const a = scale(rest, 1 / 64);
  const square = negate(multiply(a, a));
  let sine = dd(0);
  let cosine = dd(0);
  for (let n = 19; n >= 3; n -= 2) sine = multiply(add(sine, FACTORIALS_TO_20[n]!), square);
  for (let n = 20; n >= 4; n -= 2) cosine = multiply(add(cosine, FACTORIALS_TO_20[n]!), square);
  let s = add(a, multiply(a, sine));
  let m = multiply(add(cosine, dd(0.5)), square);
  for (let i = 0; i < 6; i++) {
    s = scale(multiply(s, add(dd(1), m)), 2);
    m = add(scale(m, 4), scale(multiply(m, m), 2));
  }
  const value = turn % 2 === 0 ? s : add(dd(1), m);
  // Not −0, which would be no value of its own.
  return value.hi === 0 ? whole(dd(0)) : whole(turn < 2 ? value : negate(value));
}

const whole = (value: Dd): True => ({ ...value, exponent: 0 });

export const reference = {
  // Tiny arguments are scaled, since products of doubles lose their tails when they become subnormal.
  sinTurns: (x: number): True =>
    Math.abs(x) > 2 ** -200 ? sineOfTurns(x, 0) : { ...multiply(CIRCLE, dd(x * 2 ** 600 * 2 ** 400)), exponent: -1000 },
  cosTurns: (x: number): True => (Math.abs(x) > 2 ** -200 ? sineOfTurns(x, 1) : whole(dd(1))),
  exp: (x: number): True => expOf(dd(x)),
  expm1: (x: number): True =>
    Math.abs(x) > 80 ? (x > 0 ? expOf(dd(x)) : whole(dd(-1))) : scaled(x, (big) => expm1Of(big)),
  log: (x: number): True => {
    if (x >= 2 ** -1000) return whole(logOf(dd(x)));
    return whole(add(logOf(dd(x * 2 ** 200)), negate(add(multiply(LN2, dd(200)), dd(200 * LN2_THIRD)))));
  },
  log1p: (x: number): True => scaled(x, (f) => (Math.abs(f.hi) < 0.1 ? logNearOne(f) : logOf(sum(1, f.hi)))),
  tanh: (x: number): True =>
    scaled(x, (given) => {
      if (Math.abs(given.hi) > 40)
        return dd(Math.sign(given.hi), -Math.sign(given.hi) * 2 * Math.exp(-2 * Math.abs(given.hi)));
      const e = expm1Of(scale(given, 2));
      return divide(e, add(e, dd(2)));
    }),
  logistic: (x: number): True => {
    if (x < 0) {
      const e = expOf(dd(x));
      const sumOfBoth = x < -100 ? dd(1) : add(dd(1), scale(e, 2 ** e.exponent));
      return { ...divide(e, sumOfBoth), exponent: e.exponent };
    }
    const e = expOf(dd(-x));
    return whole(divide(dd(1), x > 700 ? dd(1) : add(dd(1), scale(e, 2 ** e.exponent))));
  },
  pow: (x: number, y: number): True => expOf(multiply({ ...reference.log(x) }, dd(y))),
};

/** Where f(x) → x, tiny arguments are their own image, up to -x²/2, which is below 2^-100 of it and so beyond what is measured. */
function scaled(x: number, f: (x: Dd) => Dd): True {
  if (Math.abs(x) > 2 ** -200) return whole(f(dd(x)));
  return { hi: x * 2 ** 600 * 2 ** 400, lo: 0, exponent: -1000 };
}

/** How far `value` is from the true one, in units of the true value's last place (never less than 2^-1074). */
export function ulpsFrom(value: number, { hi, lo, exponent }: True): number {
  if (hi === 0) return value === 0 ? 0 : Infinity;
  const ulp = Math.max(exponentOf(hi) - 52, -1074 - exponent);
  // Scaled so that an ulp is 1: each step is exact, as the numbers stay away from the ends.
  const difference = times(times(value, -exponent), -ulp) - times(hi, -ulp);
  return Math.abs(difference - times(lo, -ulp));
}

/** The exponent e with 2^e ≤ |x| < 2^(e+1), for normal x. */
function exponentOf(x: number): number {
  const guess = Math.round(Math.log2(Math.abs(x)));
  return Math.abs(x) < times(1, guess) ? guess - 1 : guess;
}

/** x · 2^power, in steps that do not overflow on the way. */
function times(x: number, power: number): number {
  let left = power;
  let result = x;
  while (left > 1000) {
    result *= 2 ** 1000;
    left -= 1000;
  }
  while (left < -1000) {
    result *= 2 ** -1000;
    left += 1000;
  }
  return result * 2 ** left;
}

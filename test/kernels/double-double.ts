/**
 * Numbers as unevaluated sums of two doubles, about 106 bits: the arithmetic of the reference in reference.ts.
 * T. J. Dekker 1971; Y. Hida, X. Li, D. Bailey, "Algorithms for quad-double precision floating point arithmetic", 2001.
 */

export interface Dd {
  readonly hi: number;
  readonly lo: number;
}

export const dd = (hi: number, lo = 0): Dd => ({ hi, lo });

function quickSum(a: number, b: number): Dd {
  const hi = a + b;
  return { hi, lo: b - (hi - a) };
}

export function sum(a: number, b: number): Dd {
  const hi = a + b;
  const part = hi - a;
  return { hi, lo: a - (hi - part) + (b - part) };
}

export function product(a: number, b: number): Dd {
  const hi = a * b;
  const aScaled = 134217729 * a;
  const aHead = aScaled - (aScaled - a);
  const aTail = a - aHead;
  const bScaled = 134217729 * b;
  const bHead = bScaled - (bScaled - b);
  const bTail = b - bHead;
  return { hi, lo: aHead * bHead - hi + aHead * bTail + aTail * bHead + aTail * bTail };
}

export function add(a: Dd, b: Dd): Dd {
  const heads = sum(a.hi, b.hi);
  const tails = sum(a.lo, b.lo);
  const first = quickSum(heads.hi, heads.lo + tails.hi);
  return quickSum(first.hi, first.lo + tails.lo);
}

export const negate = (a: Dd): Dd => ({ hi: -a.hi, lo: -a.lo });

export function multiply(a: Dd, b: Dd): Dd {
  const heads = product(a.hi, b.hi);
  return quickSum(heads.hi, heads.lo + (a.hi * b.lo + a.lo * b.hi));
}

export function divide(a: Dd, b: Dd): Dd {
  const first = a.hi / b.hi;
  const rest = add(a, negate(multiply(b, dd(first))));
  const second = rest.hi / b.hi;
  const last = add(rest, negate(multiply(b, dd(second)))).hi / b.hi;
  return add(quickSum(first, second), dd(last));
}

/** Times a power of two, exactly, as long as nothing becomes subnormal. */
export const scale = (a: Dd, factor: number): Dd => ({ hi: a.hi * factor, lo: a.lo * factor });

/**
 * (a + aTail) / (b + bTail), rounded nearly once: the error is below 0.501 ulp if the inputs hold the operands well.
 *
 * A quotient of 24 bits first: its products with the two halves of b (24 and 29 bits) are exact, so that the remainder is,
 * too, and dividing that gives the rest. The tails are below an ulp of their heads; the quotient is between 2^-100 and 2^100.
 */
export function quotient(a: number, aTail: number, b: number, bTail: number): number {
  const first = Math.fround(a / b);
  const bHead = Math.fround(b);
  const remainder = a - first * bHead - first * (b - bHead) + (aTail - first * bTail);
  return first + remainder / b;
}

/**
 * Gradients of rows as trees take them: two signed 32-bit integers a row in shared memory, side by side, the gradient and the second derivative, each times a scale
 * that is a power of two (`kernels/assembly/loss-gradients.ts` writes them).
 *
 * A histogram sums gradients in 64 bits: 31 bits and a sign for each row, however many rows. The other 64 bits hold the sum of second derivatives and, below it,
 * the number of rows, which takes b bits for n < 2^b rows; so a second derivative has 64 − 2b bits, 31 at most: 31 up to 65,535 rows, 30 for 100,000, 24 (what a
 * float32 has) for a million, 16 for 16 million. Where all second derivatives are 1 the count is their sum and nothing is lost.
 */

/** Where gradients stand and what one unit of them is. */
export interface PackedGradients {
  /** The byte offset in the shared memory: two int32 a row. */
  readonly place: number;
  /** What gradients were multiplied with: a power of two. */
  readonly gradientScale: number;
  /** What second derivatives were multiplied with: a power of two; 1 where all are 1. */
  readonly hessianScale: number;
}

const GRADIENT_BITS = 31;
/** 2^300: scales stay where products and squares of scaled numbers neither overflow nor vanish. */
const MOST = 2.037035976334486e90;

/** How many bits of a bin count the rows. */
export function countBitsOf(rows: number): number {
  return 32 - Math.clz32(rows);
}

/** How many bits a row's second derivative has. */
export function hessianBitsOf(rows: number): number {
  return Math.min(GRADIENT_BITS, 64 - 2 * countBitsOf(rows));
}

/** The scale of gradients of which none is larger than `greatest` in size. */
export function gradientScale(greatest: number): number {
  return scaleFor(greatest, greatestOf(GRADIENT_BITS));
}

/** The scale of the second derivatives of so many rows, of which none is larger than `greatest`. */
export function hessianScale(greatest: number, rows: number): number {
  return scaleFor(greatest, greatestOf(hessianBitsOf(rows)));
}

/** The greatest integer of so many bits, 31 at most. */
function greatestOf(bits: number): number {
  return 0x7fffffff >> (31 - bits);
}

/** The greatest power of two that takes `greatest` to no more than `limit`. */
function scaleFor(greatest: number, limit: number): number {
  let scale = 1;
  if (greatest > 0) while (greatest * scale * 2 <= limit && scale < MOST) scale *= 2;
  while (greatest * scale > limit && scale > 1 / MOST) scale /= 2;
  return scale;
}

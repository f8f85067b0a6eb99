/**
 * How many rows go down a tree before the next tree's turn. A large tree is fetched into the cache anew for each block of rows, so blocks are large; rows go through it
 * one after the other, which the processor sees coming, unless they are so wide that it fetches little of each.
 */

/** Bytes of a block of rows. */
const BYTES = 4_194_304;
/** Rows of a block: more save nothing. */
const MOST = 16_384;
const LEAST = 256;

/** The rows of a block, of `length` numbers each. */
export function blockRows(length: number): number {
  return Math.max(LEAST, Math.min(MOST, Math.floor(BYTES / (8 * Math.max(1, length)))));
}

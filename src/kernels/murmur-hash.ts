/**
 * MurmurHash3 of 32 bits (Austin Appleby's public-domain `MurmurHash3_x86_32`): spreads keys evenly over all integers. Time O(bytes).
 *
 * It is no cryptographic hash: whoever chooses the keys can make them collide.
 */

/** The hash of the first `length` bytes, as a signed 32-bit integer; `seed` is taken modulo 2^32. */
export function murmurHash3(bytes: Uint8Array, seed: number, length: number = bytes.length): number {
  const whole = length - (length % 4);
  let hash = seed | 0;
  for (let at = 0; at < whole; at += 4) {
    const word =
      (bytes[at] as number) |
      ((bytes[at + 1] as number) << 8) |
      ((bytes[at + 2] as number) << 16) |
      ((bytes[at + 3] as number) << 24);
    hash ^= scramble(word);
    hash = (hash << 13) | (hash >>> 19);
    hash = (Math.imul(hash, 5) + 0xe6546b64) | 0;
  }
  let rest = 0;
  for (let at = length - 1; at >= whole; at--) rest = (rest << 8) | (bytes[at] as number);
  // Nothing left gives 0, which scrambles to 0 and changes nothing.
  return finalise(hash ^ scramble(rest) ^ length);
}

function scramble(word: number): number {
  const mixed = Math.imul(word, 0xcc9e2d51);
  return Math.imul((mixed << 15) | (mixed >>> 17), 0x1b873593);
}

function finalise(hash: number): number {
  let mixed = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  mixed = Math.imul(mixed ^ (mixed >>> 13), 0xc2b2ae35);
  return mixed ^ (mixed >>> 16);
}

/** The most columns that tokens are hashed into: each has a name, and a small file must not make a model that fills the memory. */
export const MOST_HASHED_COLUMNS = 1 << 22;

/** The hash by which terms are found: taken in one unit at a time, while a text is read. Never stored, so it may change. */

/** Where a hash begins. */
export const START = 0x2c1b3c6d;

/** Takes in one unit. */
export function hashNext(hash: number, unit: number): number {
  return Math.imul(hash ^ unit, 0x9e3779b1);
}

/** Mixes the high bits, where short terms differ, into the low ones, which choose a slot. */
export function hashEnd(hash: number): number {
  return hash ^ (hash >>> 15) ^ (hash >>> 22);
}

/** The hash of what stands between two places. */
export function hashOf(units: Uint16Array, start: number, end: number): number {
  let hash = START;
  for (let at = start; at < end; at++) hash = hashNext(hash, units[at] as number);
  return hashEnd(hash);
}

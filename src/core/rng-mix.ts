/**
 * 64-bit integers as two 32-bit halves, and the two mixing functions that the generator's seeding needs: splitmix64's
 * output function and MurmurHash3's finaliser. Each is a bijection on 64 bits.
 */

/** A 64-bit integer in two's complement halves; each half is a signed 32-bit integer. */
export interface Word64 {
  readonly lo: number;
  readonly hi: number;
}

/** a + b mod 2^64. */
export function add64(a: Word64, b: Word64): Word64 {
  const lo = (a.lo >>> 0) + (b.lo >>> 0);
  return { lo: lo | 0, hi: (a.hi + b.hi + (lo > 0xffffffff ? 1 : 0)) | 0 };
}

/** splitmix64's output function: Stafford's variant 13 of MurmurHash3's finaliser. */
export function splitmix64(z: Word64): Word64 {
  let mixed = multiply(xorShift(z, 30), 0x1ce4e5b9, 0xbf58476d);
  mixed = multiply(xorShift(mixed, 27), 0x133111eb, 0x94d049bb);
  return xorShift(mixed, 31);
}

/** MurmurHash3's 64-bit finaliser. */
export function finalise64(z: Word64): Word64 {
  let mixed = multiply(xorShift33(z), 0xed558ccd, 0xff51afd7);
  mixed = multiply(xorShift33(mixed), 0x1a85ec53, 0xc4ceb9fe);
  return xorShift33(mixed);
}

/** z ^ (z >>> bits), for 0 < bits < 32. */
function xorShift(z: Word64, bits: number): Word64 {
  return { lo: z.lo ^ ((z.lo >>> bits) | (z.hi << (32 - bits))), hi: z.hi ^ (z.hi >>> bits) };
}

function xorShift33(z: Word64): Word64 {
  return { lo: z.lo ^ (z.hi >>> 1), hi: z.hi };
}

/** z · (hi·2^32 + lo) mod 2^64. */
function multiply(z: Word64, lo: number, hi: number): Word64 {
  return {
    lo: Math.imul(z.lo, lo),
    hi: (highProduct(z.lo, lo) + Math.imul(z.lo, hi) + Math.imul(z.hi, lo)) | 0,
  };
}

/** The high 32 bits of the 64-bit product of two unsigned 32-bit integers, by 16-bit limbs. */
function highProduct(a: number, b: number): number {
  const a0 = a & 0xffff;
  const a1 = a >>> 16;
  const b0 = b & 0xffff;
  const b1 = b >>> 16;
  const low = Math.imul(a0, b0) >>> 16;
  const cross = (Math.imul(a1, b0) >>> 0) + low;
  const middle = (Math.imul(a0, b1) >>> 0) + (cross & 0xffff);
  // `cross` stays below 2^32: (2^16 - 1)^2 + 2^16 - 1 = 2^32 - 2^16.
  return (Math.imul(a1, b1) + (cross >>> 16) + (middle >>> 16)) | 0;
}

/**
 * The one source of randomness: xoshiro128** 1.1, seeded by splitmix64.
 *
 * Everything is 32-bit integer arithmetic, so one seed gives the same numbers in every engine and on every machine.
 * A stream for a task is derived from the seed and the task's path, not from how many numbers were drawn before, so
 * that the order in which tasks run, and the thread that runs them, do not matter.
 *
 * Period 2^128 - 1; about 3 ns a draw; not for secrets.
 *
 * D. Blackman, S. Vigna, "Scrambled linear pseudorandom number generators", ACM TOMS 47, 2021 (xoshiro128**).
 * G. Steele, D. Lea, C. Flood, "Fast splittable pseudorandom number generators", OOPSLA 2014 (splitmix64).
 * A. Appleby, MurmurHash3, 2011 (the 64-bit finaliser, by which paths are mixed in).
 */
import { ParameterError, show } from "./errors.js";
import { add64, finalise64, splitmix64, type Word64 } from "./rng-mix.js";

/** The arrays that {@link Rng.shuffle} takes. */
export type Shuffleable =
  | unknown[]
  | Int8Array
  | Uint8Array
  | Uint8ClampedArray
  | Int16Array
  | Uint16Array
  | Int32Array
  | Uint32Array
  | Float32Array
  | Float64Array;

const TWO_32 = 4294967296;
const MAX_LENGTH = 2147483647;
/** Tags that keep a number in a path apart from a string. */
const NUMBER_TAG = 0x01000000;
const STRING_TAG = 0x02000000;
/** splitmix64's increment, 2^64 / golden ratio. */
const GAMMA: Word64 = { lo: 0x7f4a7c15, hi: 0x9e3779b9 };

/**
 * A seeded generator of random numbers (xoshiro128** 1.1, seeded by splitmix64), with the same numbers everywhere.
 *
 * @example
 * ```ts
 * import { Rng } from "@org/mlkit";
 *
 * const rng = new Rng(42);
 * rng.derive("tree", 7).int(100) === new Rng(42).derive("tree", 7).int(100); // => true
 * rng.permutation(5).length; // => 5
 * ```
 */
export class Rng {
  readonly #key: Word64;
  #a: number;
  #b: number;
  #c: number;
  #d: number;

  /**
   * @param seed - an integer from 0 to 2^53 - 1
   * @throws ParameterError `PARAM_INVALID` if the seed is anything else
   */
  constructor(seed: number);
  /** @internal */
  constructor(seed: number, key: Word64);
  constructor(seed: number, key?: Word64) {
    this.#key = key ?? keyOf(seed);
    const first = splitmix64(add64(this.#key, GAMMA));
    const second = splitmix64(add64(add64(this.#key, GAMMA), GAMMA));
    this.#a = first.lo;
    this.#b = first.hi;
    this.#c = second.lo;
    // splitmix64 is a bijection, so its outputs at two places differ and the state is never all zeros.
    this.#d = second.hi;
  }

  /**
   * Gives the independent stream of a task. It depends on this generator's seed and on the path alone, not on what was
   * drawn before. Paths join: `derive("a").derive(1)` is `derive("a", 1)`; the number 1 and the string "1" differ; an
   * empty path gives this generator's own stream from its start.
   *
   * @param path - names and safe integers, such as `"tree", 7`
   * @throws ParameterError `PARAM_INVALID` if a number of the path is not a safe integer
   */
  derive(...path: readonly (string | number)[]): Rng {
    let key = this.#key;
    for (const part of path) key = typeof part === "string" ? absorbString(key, part) : absorbNumber(key, part);
    return new Rng(0, key);
  }

  /** An integer from 0 to 2^32 - 1. */
  next(): number {
    const b = this.#b;
    const scaled = Math.imul(b, 5);
    const result = Math.imul((scaled << 7) | (scaled >>> 25), 9) >>> 0;
    const c = this.#c ^ this.#a;
    const d = this.#d ^ b;
    this.#b = b ^ c;
    this.#a ^= d;
    this.#c = c ^ (b << 9);
    this.#d = (d << 11) | (d >>> 21);
    return result;
  }

  /** A number in [0, 1), with 53 random bits: a multiple of 2^-53. Takes two draws. */
  float(): number {
    const high = this.next() >>> 5;
    const low = this.next() >>> 6;
    return (high * 67108864 + low) / 9007199254740992;
  }

  /**
   * An integer from 0 to `bound - 1`, each exactly as likely (draws that would be biased are thrown away).
   *
   * @param bound - an integer from 1 to 2^32
   * @throws ParameterError `PARAM_INVALID` if the bound is anything else
   */
  int(bound: number): number {
    if (!Number.isInteger(bound) || bound < 1 || bound > TWO_32)
      throw invalid("bound", bound, "an integer from 1 to 2^32");
    return this.#below(bound);
  }

  /**
   * Shuffles an array in place (Fisher–Yates, from the front).
   *
   * @returns the same array
   */
  shuffle<T extends Shuffleable>(array: T): T;
  /**
   * The part of it that fills the places from `start` up to, not including, `end`: parts one after the other do what the whole does.
   *
   * @internal
   */
  shuffle<T extends Shuffleable>(array: T, start: number, end: number): T;
  shuffle<T extends Shuffleable>(array: T, start = 0, end = array.length): T {
    const items = viewOf(array);
    const last = Math.min(end, items.length - 1);
    for (let i = start; i < last; i++) {
      const j = i + this.#below(items.length - i);
      const held = items[i];
      items[i] = items[j];
      items[j] = held;
    }
    return array;
  }

  /**
   * The integers 0 to `n - 1` in random order.
   *
   * @throws ParameterError `PARAM_INVALID` unless n is an integer from 0 to 2^31 - 1
   */
  permutation(n: number): Int32Array {
    return this.sample(n, n);
  }

  /**
   * `k` different integers from 0 to `n - 1`, in random order: the first k of what {@link permutation} would give.
   * O(k) time and memory when k is small beside n.
   *
   * @throws ParameterError `PARAM_INVALID` unless 0 ≤ k ≤ n < 2^31, both integers
   */
  sample(n: number, k: number): Int32Array {
    if (!Number.isInteger(n) || n < 0 || n > MAX_LENGTH) throw invalid("n", n, "an integer from 0 to 2^31 - 1");
    if (!Number.isInteger(k) || k < 0 || k > n) throw invalid("k", k, `an integer from 0 to ${n}`);
    return k < n / 16 ? this.#sampleFew(n, k) : this.#sampleMany(n, k);
  }

  #sampleMany(n: number, k: number): Int32Array {
    const items = new Int32Array(n);
    for (let i = 0; i < n; i++) items[i] = i;
    for (let i = 0; i < k; i++) {
      const j = i + this.#below(n - i);
      const held = items[i]!;
      items[i] = items[j]!;
      items[j] = held;
    }
    return k === n ? items : items.slice(0, k);
  }

  /** The same swaps as above, on an array that is only imagined: the map holds the places that were swapped. */
  #sampleFew(n: number, k: number): Int32Array {
    const chosen = new Int32Array(k);
    const moved = new Map<number, number>();
    for (let i = 0; i < k; i++) {
      const j = i + this.#below(n - i);
      chosen[i] = moved.get(j) ?? j;
      moved.set(j, moved.get(i) ?? i);
    }
    return chosen;
  }

  #below(bound: number): number {
    if (bound === 1) return 0;
    // Draws from the last, incomplete run of `bound` values would favour the small results.
    const limit = TWO_32 - (TWO_32 % bound);
    let draw = this.next();
    while (draw >= limit) draw = this.next();
    return draw % bound;
  }
}

function keyOf(seed: number): Word64 {
  if (!Number.isSafeInteger(seed) || seed < 0) throw invalid("seed", seed, "an integer from 0 to 2^53 - 1");
  return { lo: seed | 0, hi: (seed / TWO_32) | 0 };
}

function absorb(key: Word64, lo: number, hi: number): Word64 {
  return finalise64(add64({ lo: key.lo ^ lo, hi: key.hi ^ hi }, GAMMA));
}

function absorbNumber(key: Word64, value: number): Word64 {
  if (!Number.isSafeInteger(value)) throw invalid("path", value, "names and safe integers");
  // The high part has 22 bits with its sign, which leaves the top byte to the tag.
  return absorb(key, value | 0, (Math.floor(value / TWO_32) & 0x3fffff) | NUMBER_TAG);
}

/** Absorbs the length, then four UTF-16 code units at a time. */
function absorbString(key: Word64, text: string): Word64 {
  let mixed = absorb(key, text.length, STRING_TAG);
  const unit = (at: number) => (at < text.length ? text.charCodeAt(at) : 0);
  for (let i = 0; i < text.length; i += 4) {
    mixed = absorb(mixed, unit(i) | (unit(i + 1) << 16), unit(i + 2) | (unit(i + 3) << 16));
  }
  return mixed;
}

/** Swapping moves values without looking at them, so that one loop serves arrays of every element type. */
function viewOf(array: Shuffleable): unknown[] {
  return array as unknown[];
}

function invalid(name: string, value: unknown, expected: string): ParameterError {
  return new ParameterError("PARAM_INVALID", {
    problem: `The random generator's '${name}' is not valid`,
    given: show(value),
    expected,
    remedy: `Give ${expected}`,
    data: { parameter: name, value },
  });
}

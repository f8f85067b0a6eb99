/**
 * Sorting one column of numbers together with the rows that they came from.
 *
 * A stable radix sort on the bits of the numbers, least significant digit first, 11 bits a pass; passes whose digit is the
 * same everywhere are left out, which spares two or three of the six for integers and for what was single precision.
 * O(n), about 100 ns a value. It pauses in between, since a column of a million values takes a tenth of a second.
 */
import { inChunks, Pace } from "./pace.js";

const BITS = 11;
const SIZE = 1 << BITS;
const MASK = SIZE - 1;
const PASSES = 6;
/** Moving a value in a pass takes about as long as looking at so many. */
const MOVING = 6;

/** Space that one sort after another uses. */
export class SortSpace {
  readonly keys: Uint32Array;
  readonly values: Float64Array;
  readonly otherKeys: Uint32Array;
  readonly order: Int32Array;
  readonly otherOrder: Int32Array;
  readonly counts = new Uint32Array(PASSES * SIZE);

  constructor(length: number) {
    this.values = new Float64Array(length);
    this.keys = new Uint32Array(2 * length);
    this.otherKeys = new Uint32Array(2 * length);
    this.order = new Int32Array(length);
    this.otherOrder = new Int32Array(length);
  }
}

/** Digit `pass` of a 64-bit key in two halves. The third digit lies across both. */
function digitOf(low: number, high: number, pass: number): number {
  switch (pass) {
    case 0:
      return low & MASK;
    case 1:
      return (low >>> 11) & MASK;
    case 2:
      return ((low >>> 22) | (high << 10)) & MASK;
    case 3:
      return (high >>> 1) & MASK;
    case 4:
      return (high >>> 12) & MASK;
    default:
      return high >>> 23;
  }
}

/**
 * The positions of `values` in ascending order of value, equals in order of position. The result is a view of the space:
 * it is valid until the next sort. Pauses when the pace says so.
 */
export function* argsort(space: SortSpace, values: Float64Array, pace: Pace): Generator<undefined, Int32Array, void> {
  const { length } = values;
  space.counts.fill(0);
  yield* inChunks(length, MOVING, pace, (start, end) => fillKeys(space, values, start, end));
  let { keys, otherKeys, order, otherOrder } = space;
  for (let pass = 0; pass < PASSES; pass++) {
    const counts = space.counts.subarray(pass * SIZE, (pass + 1) * SIZE);
    if (length === 0 || counts[digitOf(keys[0] as number, keys[1] as number, pass)] === length) continue;
    toStarts(counts);
    const [from, to] = [
      { keys, order },
      { keys: otherKeys, order: otherOrder },
    ];
    yield* inChunks(length, MOVING, pace, (start, end) => scatter(from, to, counts, pass, start, end));
    [keys, otherKeys] = [otherKeys, keys];
    [order, otherOrder] = [otherOrder, order];
  }
  return order.subarray(0, length);
}

/** Turns numbers into unsigned integers of the same order, counts every digit of them, and numbers their positions. */
function fillKeys(
  { keys, values: held, order, counts }: SortSpace,
  values: Float64Array,
  start: number,
  end: number,
): void {
  // Adding 0 makes +0 of −0, which counts as equal.
  for (let i = start; i < end; i++) held[i] = (values[i] as number) + 0;
  const words = new Uint32Array(held.buffer, held.byteOffset, 2 * values.length);
  for (let i = start; i < end; i++) {
    const rawHigh = words[2 * i + HIGH] as number;
    const sign = rawHigh >> 31;
    // Negative numbers: all bits turned. Others: the sign bit turned.
    const low = ((words[2 * i + 1 - HIGH] as number) ^ sign) >>> 0;
    const high = (rawHigh ^ (sign | 0x80000000)) >>> 0;
    keys[2 * i] = low;
    keys[2 * i + 1] = high;
    order[i] = i;
    for (let pass = 0; pass < PASSES; pass++) {
      const at = pass * SIZE + digitOf(low, high, pass);
      counts[at] = (counts[at] as number) + 1;
    }
  }
}

/** Which of the two halves of a number in memory has its sign: 1 on machines that store the low half first. */
const HIGH = new Uint32Array(new Float64Array([-0]).buffer)[1] === 0x80000000 ? 1 : 0;

function toStarts(counts: Uint32Array): void {
  let start = 0;
  for (let digit = 0; digit < counts.length; digit++) {
    const count = counts[digit] as number;
    counts[digit] = start;
    start += count;
  }
}

/** Keys and where they came from. */
type Keyed = Pick<SortSpace, "keys" | "order">;

function scatter(from: Keyed, to: Keyed, starts: Uint32Array, pass: number, start: number, end: number): void {
  const { keys, order } = from;
  const { keys: toKeys, order: toOrder } = to;
  for (let i = start; i < end; i++) {
    const low = keys[2 * i] as number;
    const high = keys[2 * i + 1] as number;
    const digit = digitOf(low, high, pass);
    const place = starts[digit] as number;
    starts[digit] = place + 1;
    toKeys[2 * place] = low;
    toKeys[2 * place + 1] = high;
    toOrder[place] = order[i] as number;
  }
}

/** `argsort` at once: the positions of `values` in ascending order of value, equals in order of position. */
export function argsortAtOnce(values: Float64Array): Int32Array {
  const steps = argsort(new SortSpace(values.length), values, new Pace());
  let step = steps.next();
  while (step.done !== true) step = steps.next();
  return step.value;
}

/**
 * Sorting one column of numbers together with the rows that they came from.
 *
 * A stable radix sort on the bits of the numbers, least significant digit first, 11 bits a pass; passes whose digit is the
 * same everywhere are left out, which spares two or three of the six for integers and for what was single precision.
 * O(n), about 100 ns a value.
 */

const BITS = 11;
const SIZE = 1 << BITS;
const MASK = SIZE - 1;
const PASSES = 6;

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
 * it is valid until the next sort.
 */
export function argsort(space: SortSpace, values: Float64Array): Int32Array {
  const { length } = values;
  fillKeys(space, values);
  for (let i = 0; i < length; i++) space.order[i] = i;
  let { keys, otherKeys, order, otherOrder } = space;
  for (let pass = 0; pass < PASSES; pass++) {
    const counts = space.counts.subarray(pass * SIZE, (pass + 1) * SIZE);
    if (length === 0 || counts[digitOf(keys[0] as number, keys[1] as number, pass)] === length) continue;
    toStarts(counts);
    scatter(keys, order, otherKeys, otherOrder, counts, pass);
    [keys, otherKeys] = [otherKeys, keys];
    [order, otherOrder] = [otherOrder, order];
  }
  return order.subarray(0, length);
}

/** Turns numbers into unsigned integers of the same order, and counts every digit of them. */
function fillKeys({ keys, values: held, counts }: SortSpace, values: Float64Array): void {
  // Adding 0 makes +0 of −0, which counts as equal.
  for (let i = 0; i < values.length; i++) held[i] = (values[i] as number) + 0;
  const words = new Uint32Array(held.buffer, held.byteOffset, 2 * values.length);
  counts.fill(0);
  for (let i = 0; i < words.length; i += 2) {
    const rawHigh = words[i + HIGH] as number;
    const sign = rawHigh >> 31;
    // Negative numbers: all bits turned. Others: the sign bit turned.
    const low = ((words[i + 1 - HIGH] as number) ^ sign) >>> 0;
    const high = (rawHigh ^ (sign | 0x80000000)) >>> 0;
    keys[i] = low;
    keys[i + 1] = high;
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

function scatter(
  keys: Uint32Array,
  order: Int32Array,
  toKeys: Uint32Array,
  toOrder: Int32Array,
  starts: Uint32Array,
  pass: number,
): void {
  for (let i = 0; i < order.length; i++) {
    const low = keys[2 * i] as number;
    const high = keys[2 * i + 1] as number;
    const digit = digitOf(low, high, pass);
    const to = starts[digit] as number;
    starts[digit] = to + 1;
    toKeys[2 * to] = low;
    toKeys[2 * to + 1] = high;
    toOrder[to] = order[i] as number;
  }
}

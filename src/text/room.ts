/** Buffers that grow: at least doubled, so that filling one costs a constant time a value. */
import { inPauses, type Pause } from "./in-pauses.js";

type Buffer = Uint16Array | Int32Array | Float64Array;

/** The array itself where it is long enough, or a longer one with the same values. */
export function withRoom<A extends Buffer>(array: A, length: number): A {
  if (array.length >= length) return array;
  const grown = longer(array, length);
  grown.set(array);
  return grown;
}

/** The same with pauses, in which the array must not change: to copy a hundred megabytes takes a tenth of a second. */
export async function withRoomInPauses<A extends Buffer>(array: A, length: number, pause: Pause): Promise<A> {
  if (array.length >= length) return array;
  const grown = longer(array, length);
  await inPauses(array.length, pause, (start, end) => grown.set(array.subarray(start, end), start));
  return grown;
}

function longer<A extends Buffer>(array: A, length: number): A {
  // A typed array's constructor makes its own class: the one thing that TypeScript cannot see here.
  const Class = array.constructor as new (length: number) => A;
  return new Class(Math.max(length, array.length * 2));
}

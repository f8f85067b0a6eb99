/** Buffers that grow: at least doubled, so that filling one costs a constant time a value. */

/** The array itself where it is long enough, or a longer one with the same values. */
export function withRoom<A extends Uint16Array | Int32Array | Float64Array>(array: A, length: number): A {
  if (array.length >= length) return array;
  // A typed array's constructor makes its own class: the one thing that TypeScript cannot see here.
  const Class = array.constructor as new (length: number) => A;
  const grown = new Class(Math.max(length, array.length * 2));
  grown.set(array);
  return grown;
}

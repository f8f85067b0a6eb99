/**
 * Collects the arrays of a state on their way into a file. What is there already, by identity or by content, is stored
 * once and goes by its first name.
 */
import type { StateArray } from "../core/state.js";
import { bytesOf, type Dtype, dtypeOf, withOneNaN } from "./dtypes.js";
import { STRING_BYTES, STRING_OFFSETS } from "./layout.js";
import { type PackedStrings, packStrings } from "./strings.js";

/** An array with its name in the file. */
export interface Tensor {
  readonly name: string;
  readonly dtype: Dtype;
  readonly values: StateArray;
}

/** Arrays that are stored together under one name: one for numbers, two for strings. */
interface Group {
  readonly name: string;
  readonly tensors: readonly Tensor[];
}

export class TensorPool {
  readonly #byIdentity = new Map<object, string>();
  readonly #byContent = new Map<string, Group[]>();
  readonly #names = new Set<string>();
  readonly tensors: Tensor[] = [];

  /** The name under which an array is stored; `undefined` for a type that cannot be. */
  addArray(path: string, array: ArrayBufferView): string | undefined {
    const known = this.#byIdentity.get(array);
    if (known !== undefined) return known;
    const typed = dtypeOf(array);
    return typed && this.#add(path, array, [{ suffix: "", dtype: typed.dtype, values: withOneNaN(typed.values) }]);
  }

  /** The name under which a list of strings is stored; `undefined` for a list that is better kept as JSON. */
  addStrings(path: string, list: readonly unknown[]): string | undefined {
    const known = this.#byIdentity.get(list);
    if (known !== undefined) return known;
    const packed: PackedStrings | undefined = packStrings(list);
    if (packed === undefined) return undefined;
    return this.#add(path, list, [
      { suffix: STRING_BYTES, dtype: "U8", values: packed.bytes },
      { suffix: STRING_OFFSETS, dtype: "U32", values: packed.offsets },
    ]);
  }

  #add(path: string, owner: object, parts: readonly { suffix: string; dtype: Dtype; values: StateArray }[]): string {
    const key = parts.map(({ dtype, values }) => `${dtype} ${values.length} ${sample(values)}`).join(" ");
    const alike = this.#byContent.get(key) ?? [];
    const same = alike.find(({ tensors }) => tensors.every((tensor, i) => equal(tensor.values, parts[i]?.values)));
    const name =
      same?.name ??
      this.#freshName(
        path,
        parts.map(({ suffix }) => suffix),
      );
    this.#byIdentity.set(owner, name);
    if (same !== undefined) return name;
    const tensors = parts.map(({ suffix, dtype, values }) => ({ name: name + suffix, dtype, values }));
    this.#byContent.set(key, [...alike, { name, tensors }]);
    this.tensors.push(...tensors);
    return name;
  }

  /** Two paths may read the same, such as that of the key "a.b" and that of "b" in "a". */
  #freshName(path: string, suffixes: readonly string[]): string {
    let name = path;
    for (let i = 2; suffixes.some((suffix) => this.#names.has(name + suffix)); i++) name = `${path}~${i}`;
    for (const suffix of suffixes) this.#names.add(name + suffix);
    return name;
  }
}

/** A short summary of the content, so that only arrays that look alike are compared in full. */
function sample(values: StateArray): string {
  const bytes = bytesOf(values);
  // Odd, so that all bytes of an element take part.
  const step = Math.floor(bytes.length / 256) | 1;
  let hash = 0x811c9dc5;
  for (let i = 0; i < bytes.length; i += step) hash = Math.imul(hash ^ (bytes[i] as number), 0x01000193);
  return (hash >>> 0).toString(16);
}

// By bytes: two NaN are the same here, 0 and -0 are not.
function equal(a: StateArray, b: StateArray | undefined): boolean {
  if (b === undefined) return false;
  const left = bytesOf(a);
  const right = bytesOf(b);
  if (left.length !== right.length) return false;
  for (let i = 0; i < left.length; i++) if (left[i] !== right[i]) return false;
  return true;
}

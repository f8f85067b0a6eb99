/**
 * Reading a stored state, which comes from outside and may be anything.
 *
 * A model's `parse` takes what it needs by name through this reader; each call checks type, bounds and length, and a
 * mismatch is a coded error that names the path. Only own keys count, so `__proto__` finds nothing.
 */
import type { Label, Model } from "./contracts.js";
import { ArtifactError, listNames, PipelineError, show } from "./errors.js";

/** The typed arrays that a state may hold. */
export type StateArray = Float64Array | Float32Array | Int32Array | Uint32Array | Uint16Array | Uint8Array;

interface ArrayTypes {
  float64: Float64Array;
  float32: Float32Array;
  int32: Int32Array;
  uint32: Uint32Array;
  uint16: Uint16Array;
  uint8: Uint8Array;
}

const ARRAY_CLASSES = {
  float64: Float64Array,
  float32: Float32Array,
  int32: Int32Array,
  uint32: Uint32Array,
  uint16: Uint16Array,
  uint8: Uint8Array,
} as const;

/** What an array of numbers must keep to. */
export interface ArrayRules {
  /** The exact number of values. */
  readonly length?: number;
  /** Refuses NaN and ±∞. */
  readonly finite?: boolean;
  /** The least value allowed. */
  readonly min?: number;
  /** The greatest value allowed. */
  readonly max?: number;
}

/** What a number must keep to. */
export interface NumberRules {
  readonly integer?: boolean;
  readonly min?: number;
  readonly max?: number;
  /** Lets NaN and ±∞ through; they are refused otherwise. */
  readonly anyNumber?: boolean;
}

/** A function that a model calls but never stores: whoever loads the model passes it by name. */
export type NamedFunction = (...args: never[]) => unknown;

/** What is known around a stored state. */
export interface StateContext {
  /** The version that the state was stored with. */
  readonly version: number;
  /** The functions passed at load, by name. */
  readonly functions?: ReadonlyMap<string, NamedFunction>;
  /** Work that loading waits for. */
  readonly pending?: Promise<void>[];
}

/**
 * Takes values out of a stored state by name, each checked. Every method throws when its key is not there or holds something else.
 *
 * @throws ArtifactError `ARTIFACT_STATE` that names the place and what was expected.
 * @example
 * ```ts
 * import { StateReader } from "@org/mlkit";
 *
 * const state = new StateReader({ mean: new Float64Array([1, 2]), scale: "x" }, "model", { version: 1 });
 * state.float64("mean", { length: 2, finite: true }); // => [1, 2]
 * state.number("scale"); // throws ARTIFACT_STATE
 * ```
 */
export class StateReader {
  readonly #state: object;
  readonly #context: StateContext;
  /** Where this part of the state stands, for messages. */
  readonly path: string;
  /** The version that the state was stored with. */
  readonly version: number;

  constructor(state: unknown, path: string, context: StateContext) {
    if (typeof state !== "object" || state === null || Array.isArray(state) || ArrayBuffer.isView(state)) {
      throw invalidState(path, state, "an object");
    }
    this.#state = state;
    this.#context = context;
    this.path = path;
    this.version = context.version;
  }

  /** The raw value of an own key; `undefined` where there is none. */
  raw(key: string): unknown {
    return Object.hasOwn(this.#state, key) ? Reflect.get(this.#state, key) : undefined;
  }

  /** Whether the key holds null; a key that is not there at all is an error, so that nothing lost passes for nothing meant. */
  isNull(key: string): boolean {
    const value = this.raw(key);
    if (value === undefined) this.fail(key, "a value, or null");
    return value === null;
  }

  /** Ends the reading with an error about one key: for rules that only the model knows. */
  fail(key: string, expected: string): never {
    throw invalidState(`${this.path}.${key}`, this.raw(key), expected);
  }

  /** A number, finite unless the rules allow others. */
  number(key: string, rules: NumberRules = {}): number {
    const value = this.raw(key);
    if (typeof value !== "number") this.fail(key, "a number");
    if (rules.anyNumber !== true && !Number.isFinite(value)) this.fail(key, "a finite number");
    if (rules.integer === true && !Number.isSafeInteger(value)) this.fail(key, "a whole number");
    if (rules.min !== undefined && !(value >= rules.min)) this.fail(key, `a number ≥ ${rules.min}`);
    if (rules.max !== undefined && !(value <= rules.max)) this.fail(key, `a number ≤ ${rules.max}`);
    return value;
  }

  /** `true` or `false`. */
  boolean(key: string): boolean {
    const value = this.raw(key);
    if (typeof value !== "boolean") this.fail(key, "true or false");
    return value;
  }

  /** A string. */
  string(key: string): string {
    const value = this.raw(key);
    if (typeof value !== "string") this.fail(key, "a string");
    return value;
  }

  /** One of a few words. */
  choice<const T extends string>(key: string, values: readonly T[]): T {
    const value = this.raw(key);
    const found = values.find((candidate) => candidate === value);
    if (found === undefined) this.fail(key, `one of ${values.join(", ")}`);
    return found;
  }

  /** A list of strings. */
  strings(key: string, rules: { readonly length?: number } = {}): readonly string[] {
    const value = this.raw(key);
    if (!Array.isArray(value) || !value.every((item) => typeof item === "string")) this.fail(key, "a list of strings");
    if (rules.length !== undefined && value.length !== rules.length) this.fail(key, `${rules.length} strings`);
    return value;
  }

  /** Class labels: one type, no repeats. */
  labels(key: string, rules: { readonly minLength?: number } = {}): readonly Label[] {
    const value = this.raw(key);
    if (!Array.isArray(value)) this.fail(key, "a list of labels");
    const labels: Label[] = [];
    for (const item of value) {
      const fits = typeof item === "string" || typeof item === "boolean" || Number.isFinite(item);
      if (!fits || typeof item !== typeof value[0]) this.fail(key, "labels of one type");
      labels.push(item);
    }
    if (new Set(labels).size !== labels.length) this.fail(key, "labels without repeats");
    if (labels.length < (rules.minLength ?? 0)) this.fail(key, `at least ${rules.minLength} labels`);
    return labels;
  }

  /** A `Float64Array` that keeps to the rules. */
  float64(key: string, rules: ArrayRules = {}): Float64Array {
    return this.#array("float64", key, rules);
  }
  /** A `Float32Array` that keeps to the rules. */
  float32(key: string, rules: ArrayRules = {}): Float32Array {
    return this.#array("float32", key, rules);
  }
  /** A `Int32Array` that keeps to the rules. */
  int32(key: string, rules: ArrayRules = {}): Int32Array {
    return this.#array("int32", key, rules);
  }
  /** A `Uint32Array` that keeps to the rules. */
  uint32(key: string, rules: ArrayRules = {}): Uint32Array {
    return this.#array("uint32", key, rules);
  }
  /** A `Uint16Array` that keeps to the rules. */
  uint16(key: string, rules: ArrayRules = {}): Uint16Array {
    return this.#array("uint16", key, rules);
  }
  /** A `Uint8Array` that keeps to the rules. */
  uint8(key: string, rules: ArrayRules = {}): Uint8Array {
    return this.#array("uint8", key, rules);
  }

  /** A part of the state with keys of its own. */
  child(key: string): StateReader {
    return new StateReader(this.raw(key), `${this.path}.${key}`, this.#context);
  }

  /** A list of parts with keys of their own. */
  children(key: string): StateReader[] {
    const value = this.raw(key);
    if (!Array.isArray(value)) this.fail(key, "a list");
    return value.map((item, index) => new StateReader(item, `${this.path}.${key}[${index}]`, this.#context));
  }

  /** A model inside this one, of a class that `is` tells. */
  model<M extends Model>(key: string, is: (value: unknown) => value is M, expected: string): M {
    const value = this.raw(key);
    if (!is(value)) this.fail(key, expected);
    return value;
  }

  /**
   * A function that was passed at load, by its name there. Its type is what the caller says: nothing can check it.
   *
   * @throws PipelineError `FUNCTION_UNKNOWN` when none of that name was passed.
   */
  fn<F extends NamedFunction = NamedFunction>(name: string): F {
    const found = this.#context.functions?.get(name);
    if (found === undefined) throw functionUnknown(name, [...(this.#context.functions?.keys() ?? [])], this.path);
    return found as F;
  }

  /**
   * Lets `load` and `deserialize` wait for work that the model needs before it is used, such as a package: `parse` itself is synchronous. What
   * the work throws ends the loading.
   */
  waitFor(work: Promise<void>): void {
    // Where nobody waits, the model itself says that it is not ready.
    work.catch(() => undefined);
    this.#context.pending?.push(work);
  }

  #array<T extends keyof ArrayTypes>(type: T, key: string, rules: ArrayRules): ArrayTypes[T] {
    const value = this.raw(key);
    if (!(value instanceof ARRAY_CLASSES[type])) this.fail(key, `a ${type} array`);
    if (rules.length !== undefined && value.length !== rules.length) this.fail(key, `${rules.length} values`);
    if (rules.finite === true && !allFinite(value)) this.fail(key, "finite values");
    const { min = Number.NEGATIVE_INFINITY, max = Number.POSITIVE_INFINITY } = rules;
    const bounded = rules.min !== undefined || rules.max !== undefined;
    if (bounded && !allWithin(value, min, max)) this.fail(key, `values from ${min} to ${max}`);
    // The class was just checked; TypeScript does not carry the check from the table of classes to the table of types.
    return value as ArrayTypes[T];
  }
}

/** Whether no value is NaN or infinite; v − v is 0 for finite values alone, and a sum of zeros stays 0. */
function allFinite(values: StateArray): boolean {
  let sum = 0;
  // By index: iterators over arrays of several types cost ten times as much, and forests have millions of values.
  for (let i = 0; i < values.length; i++) sum += (values[i] as number) - (values[i] as number);
  return sum === 0;
}

/** Whether all values lie within bounds; NaN does not. */
function allWithin(values: StateArray, min: number, max: number): boolean {
  for (let i = 0; i < values.length; i++) {
    const value = values[i] as number;
    if (!(value >= min && value <= max)) return false;
  }
  return true;
}

function functionUnknown(name: string, given: readonly string[], path: string): PipelineError {
  return new PipelineError("FUNCTION_UNKNOWN", {
    problem: `The stored model needs the function ${show(name)} at ${path}`,
    given: `functions ${listNames(given)}`,
    remedy: `Pass it by name, as in load(store, key, { functions: { ${show(name)}: (…) => … } })`,
    data: { name, path },
  });
}

function invalidState(path: string, value: unknown, expected: string): ArtifactError {
  return new ArtifactError("ARTIFACT_STATE", {
    problem: `The stored state is not valid at ${path}`,
    given: show(value),
    expected,
    remedy: "Do not use this artifact: it was damaged or not written by this library. Save the model again",
    data: { path },
  });
}

/** How a stored state becomes a model again. Model classes have these as static members. */
export interface ModelKind<M extends Model = Model> {
  /** The name that the stored form carries. */
  readonly kind: string;
  /** The version of the state that is written; `parse` reads older ones too. */
  readonly version: number;
  /** Checks the state, which comes from outside, and builds the model. */
  parse(state: StateReader): M;
}

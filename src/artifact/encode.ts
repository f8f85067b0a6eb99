/**
 * Turns a state into JSON and tensors. What JSON cannot say stands in objects of one key that starts with "$":
 *
 *     { "$number": "NaN" }      NaN, Infinity, -Infinity, -0
 *     { "$tensor": name }       a typed array
 *     { "$strings": name }      a long list of strings
 *     { "$model": { kind, version, state } }
 *
 * Keys of objects are sorted, so that the same state gives the same bytes however it was put together.
 */
import type { Model } from "../core/contracts.js";
import { show } from "../core/errors.js";
import { cannotStore } from "./refuse.js";
import type { TensorPool } from "./tensor-pool.js";

/** A model as it stands in a document. */
export interface StoredModel {
  readonly kind: string;
  readonly version: number;
  readonly state: unknown;
}

const STORABLE =
  "plain objects, arrays, strings, numbers, booleans, null, and in a model's state typed arrays and models";

/** Encodes a model, its arrays going into the pool. */
export function encodeModel(model: Model, path: string, pool: TensorPool, maxDepth: number): StoredModel {
  return new Encoder(pool, maxDepth).model(model, path, 0);
}

/** Encodes data without arrays and models, such as metrics. */
export function encodePlain(value: unknown, path: string, maxDepth: number): unknown {
  return new Encoder(undefined, maxDepth).value(value, path, 0);
}

class Encoder {
  readonly #pool: TensorPool | undefined;
  readonly #maxDepth: number;

  constructor(pool: TensorPool | undefined, maxDepth: number) {
    this.#pool = pool;
    this.#maxDepth = maxDepth;
  }

  model(model: Model, path: string, depth: number): StoredModel {
    return { kind: model.kind, version: model.version, state: this.value(model.toState(), path, depth + 1) };
  }

  value(value: unknown, path: string, depth: number): unknown {
    if (value === null || typeof value === "string" || typeof value === "boolean") return value;
    if (typeof value === "number") return encodeNumber(value);
    if (typeof value !== "object") throw cannotStore(path, show(value), STORABLE);
    // Also ends the walk through an object that holds itself.
    if (depth >= this.#maxDepth) throw cannotStore(path, "nesting without end", `at most ${this.#maxDepth} levels`);
    if (ArrayBuffer.isView(value)) return this.#array(value, path);
    if (Array.isArray(value)) return this.#list(value, path, depth);
    if (isModel(value)) return this.#nested(value, path, depth);
    return this.#object(value, path, depth);
  }

  #array(array: ArrayBufferView, path: string): unknown {
    const name = this.#pool?.addArray(path, array);
    if (name === undefined)
      throw cannotStore(
        path,
        show(array),
        this.#pool ? "a Float64Array, Float32Array, Int32Array, Uint32Array, Uint16Array or Uint8Array" : STORABLE,
      );
    return { $tensor: name };
  }

  #list(list: readonly unknown[], path: string, depth: number): unknown {
    const name = this.#pool?.addStrings(path, list);
    if (name !== undefined) return { $strings: name };
    // Array.from visits holes too, which map would leave.
    return Array.from(list, (item, index) => this.value(item, `${path}.${index}`, depth + 1));
  }

  #nested(model: Model, path: string, depth: number): unknown {
    if (this.#pool === undefined) throw cannotStore(path, "a model", STORABLE);
    return { $model: this.model(model, path, depth + 2) };
  }

  #object(value: object, path: string, depth: number): unknown {
    const prototype: unknown = Object.getPrototypeOf(value);
    if (prototype !== null && prototype !== Object.prototype) throw cannotStore(path, nameOfClass(value), STORABLE);
    const entries: [string, unknown][] = [];
    // Sorted before they are visited: an array that stands in two places is named after the first.
    for (const [key, item] of Object.entries(value).sort(byKey)) {
      if (item === undefined) continue;
      if (key.startsWith("$"))
        throw cannotStore(`${path}.${key}`, `the key ${show(key)}`, "keys that do not start with $");
      entries.push([key, this.value(item, `${path}.${key}`, depth + 1)]);
    }
    return Object.fromEntries(entries);
  }
}

function byKey([a]: [string, unknown], [b]: [string, unknown]): number {
  return a < b ? -1 : 1;
}

function encodeNumber(value: number): unknown {
  if (Number.isFinite(value) && !Object.is(value, -0)) return value;
  return { $number: Object.is(value, -0) ? "-0" : String(value) };
}

function isModel(value: object): value is Model {
  return (
    "kind" in value &&
    typeof value.kind === "string" &&
    "version" in value &&
    typeof value.version === "number" &&
    "toState" in value &&
    typeof value.toState === "function"
  );
}

function nameOfClass(value: object): string {
  const name: unknown = value.constructor?.name;
  return typeof name === "string" && name !== "" ? `an instance of ${name}` : "an instance of a class";
}

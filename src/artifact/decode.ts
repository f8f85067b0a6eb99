/**
 * Turns JSON and tensors back into models, from the inside out: when a kind parses its state, the models in it stand
 * there already. What `$` forms there are says encode.ts; any other key that starts with "$" is refused. Objects get their
 * keys as own properties, so that `__proto__` is data like any other.
 */
import type { Model } from "../core/contracts.js";
import { ArtifactError, MlkitError } from "../core/errors.js";
import { type NamedFunction, type StateArray, StateReader } from "../core/state.js";
import type { StoredModel } from "./encode.js";
import { entriesOf } from "./json.js";
import { type KindTable, kindNamed } from "./kinds.js";
import { STRING_BYTES, STRING_OFFSETS } from "./layout.js";
import { badState, badTensor } from "./refuse.js";
import { unpackStrings } from "./strings.js";

/** What models are built from beside their document. */
export interface DecodeContext {
  readonly tensors: ReadonlyMap<string, StateArray>;
  readonly kinds: KindTable;
  readonly functions: ReadonlyMap<string, NamedFunction>;
  /** What models have to wait for before they are used. */
  readonly pending: Promise<void>[];
}

/**
 * Builds the model of a document.
 *
 * @throws MlkitError with the code of what is wrong; `ARTIFACT_TENSOR` also when a tensor of the file is used nowhere.
 */
export function decodeModel(stored: StoredModel, path: string, context: DecodeContext): Model {
  const decoder = new Decoder(context);
  const model = decoder.model(stored, path);
  decoder.checkAllUsed();
  return model;
}

/** Decodes data that has no arrays and models in it. */
export function decodePlain(json: unknown, path: string): unknown {
  return new Decoder(undefined).value(json, path);
}

const NUMBERS: ReadonlyMap<unknown, number> = new Map([
  ["NaN", Number.NaN],
  ["Infinity", Number.POSITIVE_INFINITY],
  ["-Infinity", Number.NEGATIVE_INFINITY],
  ["-0", -0],
]);

class Decoder {
  readonly #context: DecodeContext | undefined;
  readonly #used = new Set<string>();
  readonly #strings = new Map<string, readonly string[]>();

  constructor(context: DecodeContext | undefined) {
    this.#context = context;
  }

  value(json: unknown, path: string): unknown {
    if (typeof json !== "object" || json === null) return json;
    if (Array.isArray(json)) return json.map((item, index) => this.value(item, `${path}.${index}`));
    const entries = Object.entries(json);
    const [first] = entries;
    if (first?.[0].startsWith("$")) return this.#special(first[0], first[1], entries.length, path);
    return Object.fromEntries(
      entries.map(([key, item]) => {
        if (key.startsWith("$")) throw badState(`${path}.${key}`, key, "a key that does not start with $");
        return [key, this.value(item, `${path}.${key}`)];
      }),
    );
  }

  model(stored: unknown, path: string): Model {
    if (this.#context === undefined) throw badState(path, stored, "data without models");
    const { kind, version, state } = parseStored(stored, path);
    const found = kindNamed(this.#context.kinds, kind, path);
    if (version > found.version) throw newerVersion(kind, version, found.version, path);
    const { functions, pending } = this.#context;
    const reader = new StateReader(this.value(state, path), path, { version, functions, pending });
    try {
      return found.parse(reader);
    } catch (cause) {
      if (cause instanceof MlkitError) throw cause;
      throw new ArtifactError("ARTIFACT_STATE", {
        problem: `The kind '${kind}' could not read its state at ${path}`,
        given: cause instanceof Error ? cause.message : String(cause),
        remedy: "Do not use this file unless it loads elsewhere; if the kind is your own, check the state in its parse",
        data: { path, kind },
        cause,
      });
    }
  }

  /** @throws ArtifactError `ARTIFACT_TENSOR` for a tensor that no state refers to: nothing in a file goes unread. */
  checkAllUsed(): void {
    for (const name of this.#context?.tensors.keys() ?? []) {
      if (!this.#used.has(name)) throw badTensor(name, "is used nowhere in the model");
    }
  }

  #special(key: string, content: unknown, keys: number, path: string): unknown {
    if (keys !== 1) throw badState(path, key, `the key ${key} alone`);
    switch (key) {
      case "$number": {
        const number = NUMBERS.get(content);
        if (number === undefined) throw badState(path, content, "NaN, Infinity, -Infinity or -0");
        return number;
      }
      case "$tensor":
        return this.#tensor(content, path);
      case "$strings":
        return this.#stringList(content, path);
      case "$model":
        return this.model(content, path);
      default:
        throw badState(path, key, "$number, $tensor, $strings or $model");
    }
  }

  #tensor(name: unknown, path: string): StateArray {
    const tensor = typeof name === "string" ? this.#context?.tensors.get(name) : undefined;
    if (tensor === undefined || typeof name !== "string")
      throw badState(path, name, "the name of a tensor of this file");
    this.#used.add(name);
    return tensor;
  }

  #stringList(name: unknown, path: string): readonly string[] {
    if (typeof name !== "string") throw badState(path, name, "the name of a list of strings of this file");
    const known = this.#strings.get(name);
    if (known !== undefined) return known;
    const bytes = this.#tensor(name + STRING_BYTES, path);
    const offsets = this.#tensor(name + STRING_OFFSETS, path);
    if (!(bytes instanceof Uint8Array && offsets instanceof Uint32Array))
      throw badTensor(name, "has other types than U8 and U32");
    const list = Object.freeze(unpackStrings(name, { bytes, offsets }));
    this.#strings.set(name, list);
    return list;
  }
}

/** Checks that a part of a document is a stored model. */
export function parseStored(value: unknown, path: string): StoredModel {
  const fields = entriesOf(value);
  const kind = fields?.get("kind");
  const version = fields?.get("version");
  const whole = typeof version === "number" && Number.isSafeInteger(version) && version >= 1;
  if (typeof kind !== "string" || !whole || fields?.size !== 3 || !fields.has("state")) {
    throw badState(path, value, "a model: kind, version and state");
  }
  return { kind, version, state: fields.get("state") };
}

function newerVersion(kind: string, stored: number, known: number, path: string): ArtifactError {
  return new ArtifactError("ARTIFACT_VERSION", {
    problem: `The state of '${kind}' at ${path} has a version that this library does not know`,
    given: `version ${stored}`,
    expected: `at most ${known}`,
    remedy: "Update the library: older versions stay readable, newer ones cannot be",
    data: { path, kind, version: stored },
  });
}

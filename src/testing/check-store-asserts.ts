/** What the checks of stores say and how they fail: without a test framework. */

import type { ArtifactStore } from "../artifact/stores/store.js";
import { MlkitError } from "../core/errors.js";

export async function attemptOf(call: () => unknown): Promise<unknown> {
  try {
    await call();
    return undefined;
  } catch (error) {
    return error;
  }
}

export async function refuses(code: string, call: () => unknown, what: string): Promise<void> {
  const error = await attemptOf(call);
  if (codeOf(error) === code) return;
  throw new Error(
    `checkStore: ${what} should fail with ${code}, but ${error === undefined ? "succeeded" : `failed with ${String(error)}`}`,
    { cause: error },
  );
}

export function codeOf(error: unknown): string | undefined {
  return error instanceof MlkitError ? error.code : undefined;
}

export async function keysOf(store: ArtifactStore, prefix?: string): Promise<string[]> {
  const keys: string[] = [];
  for await (const { key } of store.list(prefix)) keys.push(key);
  return keys;
}

export async function* pieces(parts: readonly Uint8Array[]): AsyncIterable<Uint8Array> {
  yield* parts;
}

/** Reads a stream to its end; with `spoil`, overwrites each piece after it was copied. */
export async function drain(stream: ReadableStream<Uint8Array>, size: number, spoil = false): Promise<Uint8Array> {
  const bytes = new Uint8Array(size);
  const reader = stream.getReader();
  let at = 0;
  for (let next = await reader.read(); !next.done; next = await reader.read()) {
    bytes.set(next.value, at);
    at += next.value.length;
    if (spoil) next.value.fill(0);
  }
  equal(at, size, "the number of bytes of a stream");
  return bytes;
}

/** Bytes without a period, different for each seed. */
export function pattern(length: number, seed: number): Uint8Array {
  const bytes = new Uint8Array(length);
  let state = seed;
  for (let i = 0; i < length; i++) {
    state = (Math.imul(state, 1664525) + 1013904223) | 0;
    bytes[i] = state >>> 24;
  }
  return bytes;
}

export function text(value: string): Uint8Array {
  return new TextEncoder().encode(value);
}

export function same(given: Uint8Array, expected: Uint8Array, what: string): void {
  const equalBytes = given.length === expected.length && given.every((byte, i) => byte === expected[i]);
  if (!equalBytes)
    throw new Error(`checkStore: ${what}; it gave ${given.length} other bytes (expected ${expected.length})`);
}

export function equal(given: unknown, expected: unknown, what: string): void {
  const [left, right] = [JSON.stringify(given), JSON.stringify(expected)];
  if (left !== right) throw new Error(`checkStore: ${what} should be ${right}, but is ${left}`);
}

export function truthy(condition: boolean, what: string): void {
  if (!condition) throw new Error(`checkStore: ${what}`);
}

/** Both stores against the published contract, and the contract against stores that break it. */
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { afterAll, describe, expect, it } from "vitest";
import { FileStore } from "../../../src/artifact/stores/file.js";
import { MemoryStore } from "../../../src/artifact/stores/memory.js";
import type { ArtifactStore } from "../../../src/artifact/stores/store.js";
import { checkStore } from "../../../src/testing/check-store.js";

const folders: string[] = [];

async function fileStore(): Promise<FileStore> {
  const folder = await mkdtemp(`${tmpdir()}/mlkit-store-`);
  folders.push(folder);
  // Not there yet: the store has to make it.
  return new FileStore(`${folder}/artifacts`);
}

afterAll(async () => {
  for (const folder of folders) await rm(folder, { recursive: true });
});

describe("MemoryStore", () => {
  for (const { name, run } of checkStore(() => new MemoryStore())) it(name, run);
});

describe("FileStore", () => {
  for (const { name, run } of checkStore(fileStore)) it(name, run);
});

/** A MemoryStore with one thing wrong, and the check that has to notice. */
const BROKEN: readonly [string, (store: MemoryStore) => Partial<ArtifactStore>][] = [
  ["creates only where nothing is (ifNoneMatch)", (store) => ({ put: (key, bytes) => store.put(key, bytes) })],
  ["deletes only what was read (ifMatch)", (store) => ({ delete: (key) => store.delete(key) })],
  [
    "lets one of twenty replacers win",
    (store) => ({
      async put(key, bytes, options = {}) {
        // Checks, then writes later: the mistake that races show.
        const there = await store.head(key).catch(() => undefined);
        if (options.ifMatch !== undefined && there?.etag !== options.ifMatch) return store.put(key, bytes, options);
        return store.put(key, bytes);
      },
    }),
  ],
  [
    "lists by prefix, in order",
    (store) => ({
      async *list(prefix) {
        const all = [];
        for await (const entry of store.list(prefix)) all.push(entry);
        yield* all.reverse();
      },
    }),
  ],
  [
    "gives copies, and keeps a copy",
    (store) => {
      const cache = new Map<string, Awaited<ReturnType<ArtifactStore["get"]>>>();
      return {
        async get(key) {
          const found = cache.get(key) ?? (await store.get(key));
          cache.set(key, found);
          return found;
        },
      };
    },
  ],
  [
    "refuses keys that are not allowed, in every method",
    (store) => ({ head: (key) => store.head(decodeURIComponent(key)) }),
  ],
  [
    "writes nothing when the source of a stream fails",
    (store) => ({
      async putStream(key, source) {
        let etag = "";
        for await (const part of source) ({ etag } = await store.put(key, part));
        return { etag };
      },
    }),
  ],
];

describe("the contract", () => {
  it.each(BROKEN)("notices: %s", async (name, breakIt) => {
    const makeStore = (): ArtifactStore => {
      const store = new MemoryStore();
      const broken = breakIt(store);
      return new Proxy(store, {
        get(target, key) {
          const value: unknown = Reflect.get(Object.hasOwn(broken, key) ? broken : target, key);
          return typeof value === "function" ? value.bind(target) : value;
        },
      });
    };
    const check = [...checkStore(makeStore)].find((candidate) => candidate.name === name);
    await expect(check?.run()).rejects.toThrow();
  });
});

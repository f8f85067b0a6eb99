/** Checks of keys and listings. */
import type { ArtifactStore } from "../artifact/stores/store.js";
import { equal, keysOf, pieces, refuses, same, text } from "./check-store-asserts.js";

export async function listsInOrder(store: ArtifactStore): Promise<void> {
  const keys = ["b", "a/c", "a/b/x", "a-b", "a/b-c", "ab", "a.b", "Z", "ä", "a/b2"];
  for (const key of keys) await store.put(key, text(key));
  equal(await keysOf(store), [...keys].sort(), "list gives all keys, sorted by UTF-16 code unit");
  equal(await keysOf(store, "a/b"), ["a/b-c", "a/b/x", "a/b2"], "list of a prefix gives the keys that start with it");
  equal(await keysOf(store, "a/"), ["a/b-c", "a/b/x", "a/b2", "a/c"], "list of a folder");
  equal(await keysOf(store, "nothing"), [], "list of a prefix that no key has");
  for await (const { key, size } of store.list()) equal(size, text(key).length, `the size that list gives for ${key}`);
}

export async function listsNothing(store: ArtifactStore): Promise<void> {
  equal(await keysOf(store), [], "list of an empty store");
}

export async function takesUnicode(store: ArtifactStore): Promise<void> {
  const keys = ["модель/версия 1", "模型/一", "modèle été", "🌲/forest", "a b/c"];
  for (const key of keys) await store.put(key, text(key), { ifNoneMatch: "*" });
  for (const key of keys) same((await store.get(key)).bytes, text(key), `get of ${key}`);
  equal(await keysOf(store), [...keys].sort(), "list gives the keys as they were put");
}

export async function keepsNamesApart(store: ArtifactStore): Promise<void> {
  const keys = ["__proto__", "constructor", "toString/prototype", "hasOwnProperty"];
  for (const key of keys) await refuses("STORE_NOT_FOUND", () => store.get(key), `get of ${key} before it is put`);
  for (const key of keys) await store.put(key, text(key), { ifNoneMatch: "*" });
  for (const key of keys) same((await store.get(key)).bytes, text(key), `get of ${key}`);
}

const BAD_KEYS = [
  "",
  ".",
  "..",
  "../outside",
  "a/../b",
  "a/..",
  "a/./b",
  "/absolute",
  "a/",
  "a//b",
  "a\\b",
  "..\\outside",
  "a%2fb",
  "%2e%2e/outside",
  "%252e%252e/outside",
  "C:",
  "C:/windows",
  "c:\\windows",
  "file:a",
  "a\0b",
  "a\nb",
  "a\u007fb",
  "a\u202eb",
  "a\u00a0b",
  "a\ud800b",
  "e\u0301",
  ".hidden",
  "a/.hidden",
  "a.",
  "a ",
  " a",
  "a/b /c",
  "con",
  "NUL.txt",
  "a/com1",
  "a*",
  "a?b",
  'a"b',
  "a|b",
  "<a>",
  "a".repeat(201),
  `${"a/".repeat(300)}b`,
];

export async function refusesKeys(store: ArtifactStore): Promise<void> {
  for (const key of BAD_KEYS) {
    const shown = JSON.stringify(key.slice(0, 30));
    await refuses("STORE_KEY", () => store.get(key), `get of ${shown}`);
    await refuses("STORE_KEY", () => store.head(key), `head of ${shown}`);
    await refuses("STORE_KEY", () => store.put(key, text("x")), `put of ${shown}`);
    await refuses(
      "STORE_KEY",
      () => store.put(key, text("x"), { ifNoneMatch: "*" }),
      `put with ifNoneMatch of ${shown}`,
    );
    await refuses("STORE_KEY", () => store.delete(key), `delete of ${shown}`);
    await refuses("STORE_KEY", () => store.getStream(key), `getStream of ${shown}`);
    await refuses("STORE_KEY", () => store.putStream(key, pieces([text("x")])), `putStream of ${shown}`);
    if (store.getRange) await refuses("STORE_KEY", () => store.getRange?.(key, 0, 1), `getRange of ${shown}`);
  }
  equal(await keysOf(store), [], "keys that are refused leave nothing behind");
}

export async function refusesPrefixes(store: ArtifactStore): Promise<void> {
  for (const prefix of ["../", "..", "/", "a/../", "a//", "a\\", "%2e", "C:/", "a\0", "."]) {
    await refuses("STORE_KEY", () => keysOf(store, prefix), `list of ${JSON.stringify(prefix)}`);
  }
}

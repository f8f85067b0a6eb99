/** Checks of single objects: round trips, conditions, deletion. */
import type { ArtifactStore } from "../artifact/stores/store.js";
import { drain, equal, keysOf, pattern, refuses, same, text, truthy } from "./check-store-asserts.js";

export async function givesBack(store: ArtifactStore): Promise<void> {
  await roundTrip(store, pattern(1000, 1));
  // A view into the middle of a larger buffer.
  await roundTrip(store, pattern(1000, 2).subarray(100, 200));
}

export async function roundTrip(store: ArtifactStore, bytes: Uint8Array): Promise<void> {
  const { etag } = await store.put("a/b", bytes);
  const back = await store.get("a/b");
  same(back.bytes, bytes, "get gives the bytes that were put");
  equal(back.etag, etag, "get gives the etag that put gave");
  const head = await store.head("a/b");
  equal(head.size, bytes.length, "head gives the size");
  equal(head.etag, etag, "head gives the etag that put gave");
}

export async function replaces(store: ArtifactStore): Promise<void> {
  await store.put("key", pattern(2000, 1));
  await store.put("key", pattern(10, 2));
  same(
    (await store.get("key")).bytes,
    pattern(10, 2),
    "get gives what was put last, and nothing of what was there before",
  );
}

export async function etagsAgree(store: ArtifactStore): Promise<void> {
  const first = await store.put("key", text("one"));
  const second = await store.put("key", text("two"));
  truthy(typeof first.etag === "string" && first.etag !== "", "an etag is a string that is not empty");
  truthy(first.etag !== second.etag, "other content has another etag");
  equal((await store.head("key")).etag, second.etag, "head gives the etag of what is there now");
}

export async function saysNotFound(store: ArtifactStore): Promise<void> {
  await refuses("STORE_NOT_FOUND", () => store.get("nothing/here"), "get");
  await refuses("STORE_NOT_FOUND", () => store.head("nothing/here"), "head");
  await refuses("STORE_NOT_FOUND", () => store.getStream("nothing/here"), "getStream");
  if (store.getRange) await refuses("STORE_NOT_FOUND", () => store.getRange?.("nothing/here", 0, 8), "getRange");
}

export async function doesNotFindFolders(store: ArtifactStore): Promise<void> {
  await store.put("folder/inner/object", text("x"));
  await refuses("STORE_NOT_FOUND", () => store.get("folder"), "get of a folder");
  await refuses("STORE_NOT_FOUND", () => store.head("folder/inner"), "head of a folder");
  await refuses("STORE_NOT_FOUND", () => store.getStream("folder/inner"), "getStream of a folder");
  await refuses("STORE_NOT_FOUND", () => store.get("folder/inner/object/more"), "get below an object");
  await store.delete("folder");
  same((await store.get("folder/inner/object")).bytes, text("x"), "deleting a key leaves the objects below it");
}

export async function deletes(store: ArtifactStore): Promise<void> {
  await store.put("a", text("1"));
  await store.put("ab", text("2"));
  await store.delete("a");
  await refuses("STORE_NOT_FOUND", () => store.get("a"), "get after delete");
  same((await store.get("ab")).bytes, text("2"), "other objects stay");
  await store.delete("a");
  equal(await keysOf(store), ["ab"], "list after delete");
}

export async function createsOnce(store: ArtifactStore): Promise<void> {
  await store.put("key", text("first"), { ifNoneMatch: "*" });
  await refuses(
    "STORE_CONFLICT",
    () => store.put("key", text("second"), { ifNoneMatch: "*" }),
    "a second put with ifNoneMatch",
  );
  same((await store.get("key")).bytes, text("first"), "a refused put writes nothing");
  await store.delete("key");
  await store.put("key", text("third"), { ifNoneMatch: "*" });
  equal(await keysOf(store), ["key"], "a refused put leaves nothing behind");
}

export async function replacesIfMatch(store: ArtifactStore): Promise<void> {
  await refuses(
    "STORE_CONFLICT",
    () => store.put("key", text("x"), { ifMatch: "0".repeat(32) }),
    "ifMatch without an object",
  );
  const first = await store.put("key", text("first"));
  const second = await store.put("key", text("second"), { ifMatch: first.etag });
  await refuses(
    "STORE_CONFLICT",
    () => store.put("key", text("third"), { ifMatch: first.etag }),
    "ifMatch with an old etag",
  );
  const now = await store.get("key");
  same(now.bytes, text("second"), "a refused put writes nothing");
  equal(now.etag, second.etag, "a refused put changes no etag");
}

export async function deletesIfMatch(store: ArtifactStore): Promise<void> {
  const first = await store.put("key", text("first"));
  const second = await store.put("key", text("second"));
  await refuses("STORE_CONFLICT", () => store.delete("key", { ifMatch: first.etag }), "delete with an old etag");
  same((await store.get("key")).bytes, text("second"), "a refused delete deletes nothing");
  await store.delete("key", { ifMatch: second.etag });
  await refuses("STORE_NOT_FOUND", () => store.get("key"), "get after delete");
  await refuses(
    "STORE_CONFLICT",
    () => store.delete("key", { ifMatch: second.etag }),
    "delete with ifMatch without an object",
  );
}

export async function copies(store: ArtifactStore): Promise<void> {
  const given = text("original");
  await store.put("key", given);
  given.fill(0);
  const first = await store.get("key");
  same(first.bytes, text("original"), "changing the bytes after put changes nothing in the store");
  first.bytes.fill(0);
  same(
    (await store.get("key")).bytes,
    text("original"),
    "changing the bytes that get gave changes nothing in the store",
  );
  const { stream, size } = await store.getStream("key");
  (await drain(stream, size, true)).fill(0);
  same((await store.get("key")).bytes, text("original"), "changing what a stream gave changes nothing in the store");
}

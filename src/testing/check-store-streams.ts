/** Checks of streams and ranges. */
import type { ArtifactStore } from "../artifact/stores/store.js";
import {
  attemptOf,
  drain,
  equal,
  keysOf,
  pattern,
  pieces,
  refuses,
  same,
  text,
  truthy,
} from "./check-store-asserts.js";

export async function streams(store: ArtifactStore): Promise<void> {
  const bytes = pattern(3_000_000, 5);
  const parts = [bytes.subarray(0, 1), bytes.subarray(1, 2_000_000), new Uint8Array(0), bytes.subarray(2_000_000)];
  const { etag } = await store.putStream("large", pieces(parts));
  const whole = await store.get("large");
  same(whole.bytes, bytes, "get gives what was streamed in");
  equal(whole.etag, etag, "putStream gives the etag");
  const { stream, size } = await store.getStream("large");
  equal(size, bytes.length, "getStream gives the size");
  // Written meanwhile: the stream goes on giving what it began with.
  await store.put("large", text("other"));
  same(await drain(stream, size), bytes, "getStream gives one version, whole");
  await (await store.getStream("large")).stream.cancel();
  await store.putStream("empty", pieces([]));
  equal((await store.get("empty")).bytes.length, 0, "a stream without pieces is an empty object");
}

export async function failingSource(store: ArtifactStore): Promise<void> {
  await store.put("key", text("before"));
  async function* source(): AsyncIterable<Uint8Array> {
    yield text("half");
    throw new Error("the source failed");
  }
  for (const key of ["key", "other"]) {
    const error = await attemptOf(() => store.putStream(key, source()));
    truthy(
      error instanceof Error && error.message === "the source failed",
      "putStream rejects with what its source threw",
    );
  }
  same((await store.get("key")).bytes, text("before"), "a failed putStream leaves what was there");
  equal(await keysOf(store), ["key"], "a failed putStream leaves nothing behind");
}

export async function streamConditions(store: ArtifactStore): Promise<void> {
  const { etag } = await store.putStream("key", pieces([text("one")]), { ifNoneMatch: "*" });
  const create = (): Promise<unknown> => store.putStream("key", pieces([text("two")]), { ifNoneMatch: "*" });
  await refuses("STORE_CONFLICT", create, "putStream with ifNoneMatch onto an object");
  await store.putStream("key", pieces([text("three")]), { ifMatch: etag });
  const replace = (): Promise<unknown> => store.putStream("key", pieces([text("four")]), { ifMatch: etag });
  await refuses("STORE_CONFLICT", replace, "putStream with an old etag");
  same((await store.get("key")).bytes, text("three"), "refused streams write nothing");
}

export async function ranges(store: ArtifactStore): Promise<void> {
  if (store.getRange === undefined) return;
  const bytes = pattern(1000, 3);
  await store.put("key", bytes);
  same(await store.getRange("key", 10, 20), bytes.subarray(10, 20), "getRange gives the bytes from start to end");
  same(await store.getRange("key", 990, 2000), bytes.subarray(990), "getRange ends with the object");
  same(await store.getRange("key", 2000, 3000), new Uint8Array(0), "getRange after the end gives nothing");
}

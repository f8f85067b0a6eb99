/** Checks of many callers at once. */
import type { ArtifactStore } from "../artifact/stores/store.js";
import { attemptOf, codeOf, equal, same, text, truthy } from "./check-store-asserts.js";

export async function oneCreatorWins(store: ArtifactStore): Promise<void> {
  const won = await winners(20, (i) => store.put("raced", text(`writer ${i}`), { ifNoneMatch: "*" }));
  equal(won.length, 1, "the number of creators that succeed");
  same((await store.get("raced")).bytes, text(`writer ${won[0]}`), "what is there is the winner's");
}

export async function oneReplacerWins(store: ArtifactStore): Promise<void> {
  const { etag } = await store.put("raced", text("start"));
  const won = await winners(20, (i) => store.put("raced", text(`writer ${i}`), { ifMatch: etag }));
  equal(won.length, 1, "the number of replacers that succeed");
  same((await store.get("raced")).bytes, text(`writer ${won[0]}`), "what is there is the winner's");
}

export async function losesNoUpdate(store: ArtifactStore): Promise<void> {
  await store.put("counter", text("0"));
  const add = async (): Promise<void> => {
    for (let attempt = 0; attempt < 200; attempt++) {
      const { bytes, etag } = await store.get("counter");
      const next = text(String(Number(new TextDecoder().decode(bytes)) + 1));
      if ((await attemptOf(() => store.put("counter", next, { ifMatch: etag }))) === undefined) return;
    }
    throw new Error("checkStore: a write under ifMatch did not succeed in 200 attempts");
  };
  await Promise.all(Array.from({ length: 8 }, add));
  same((await store.get("counter")).bytes, text("8"), "each of 8 writers that read, add one and write back is counted");
}

export async function showsNoHalves(store: ArtifactStore): Promise<void> {
  const size = 300_000;
  await store.put("shared", new Uint8Array(size));
  const write = async (value: number): Promise<void> => {
    for (let i = 0; i < 4; i++) await store.put("shared", new Uint8Array(size).fill(value));
  };
  const read = async (): Promise<void> => {
    for (let i = 0; i < 12; i++) {
      const { bytes } = await store.get("shared");
      truthy(bytes.length === size && bytes.every((byte) => byte === bytes[0]), "a read gives one write, whole");
    }
  };
  await Promise.all([write(1), write(2), write(3), read(), read()]);
}

/** Which of `count` calls at once succeed; the others have to fail with `STORE_CONFLICT`. */
async function winners(count: number, call: (i: number) => Promise<unknown>): Promise<number[]> {
  const outcomes = await Promise.all(Array.from({ length: count }, (_, i) => attemptOf(() => call(i))));
  for (const error of outcomes) {
    if (error !== undefined)
      truthy(codeOf(error) === "STORE_CONFLICT", `the losers of a race fail with STORE_CONFLICT, not ${String(error)}`);
  }
  return outcomes.flatMap((error, i) => (error === undefined ? [i] : []));
}

/** Signed artifacts: who made them can be checked, and no crash between two writes leaves one that cannot. */
import { beforeAll, describe, expect, it } from "vitest";
import { createLoader } from "../../src/artifact/loader.js";
import { save } from "../../src/artifact/save.js";
import { serialize } from "../../src/artifact/serialize.js";
import { signArtifact, verifyArtifact } from "../../src/artifact/signature.js";
import { MemoryStore } from "../../src/artifact/stores/memory.js";
import type { ArtifactStore } from "../../src/artifact/stores/store.js";
import { Box } from "./box.js";

const { deserialize, load } = createLoader([Box]);
const coded = (code: string): object => expect.objectContaining({ code });

async function keyPair(): Promise<CryptoKeyPair> {
  const keys = await crypto.subtle.generateKey("Ed25519", true, ["sign", "verify"]);
  if (!("privateKey" in keys)) throw new Error("Ed25519 gives a pair");
  return keys;
}

let mine: CryptoKeyPair;
let other: CryptoKeyPair;
beforeAll(async () => {
  [mine, other] = await Promise.all([keyPair(), keyPair()]);
});

describe("signArtifact and verifyArtifact", () => {
  const bytes = serialize(new Box("signed"));

  it("agree on the same bytes and key alone", async () => {
    const signature = await signArtifact(bytes, mine.privateKey);
    expect(signature).toHaveLength(64);
    await verifyArtifact(bytes, signature, mine.publicKey);
    const changed = bytes.map((byte, i) => (i === 40 ? byte ^ 1 : byte));
    await expect(verifyArtifact(changed, signature, mine.publicKey)).rejects.toThrow(coded("ARTIFACT_SIGNATURE"));
    await expect(verifyArtifact(bytes, signature, other.publicKey)).rejects.toThrow(coded("ARTIFACT_SIGNATURE"));
    for (const length of [0, 63, 65, 64 * 9]) {
      await expect(verifyArtifact(bytes, new Uint8Array(length), mine.publicKey)).rejects.toThrow(
        coded("ARTIFACT_SIGNATURE"),
      );
    }
  });

  it("are those of RFC 8032, test 2", async () => {
    const hex = (text: string): Uint8Array<ArrayBuffer> =>
      Uint8Array.from(text.match(/../g) ?? [], (pair) => Number.parseInt(pair, 16));
    const publicBytes = hex("3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c");
    const publicKey = await crypto.subtle.importKey("raw", publicBytes, "Ed25519", false, ["verify"]);
    const signature = hex(
      "92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da085ac1e43e15996e458f3613d0f11d8c387b2eaeb4302aeeb00d291612bb0c00",
    );
    await verifyArtifact(new Uint8Array([0x72]), signature, publicKey);
  });

  it("refuse keys of another sort", async () => {
    const rsa = { name: "ECDSA", namedCurve: "P-256" };
    const wrong = await crypto.subtle.generateKey(rsa, false, ["sign", "verify"]);
    const signature = await signArtifact(bytes, mine.privateKey);
    await expect(signArtifact(bytes, wrong.privateKey)).rejects.toThrow(coded("PARAM_INVALID"));
    await expect(signArtifact(bytes, mine.publicKey)).rejects.toThrow(coded("PARAM_INVALID"));
    await expect(verifyArtifact(bytes, signature, wrong.publicKey)).rejects.toThrow(coded("PARAM_INVALID"));
    await expect(verifyArtifact(bytes, signature, mine.privateKey)).rejects.toThrow(coded("PARAM_INVALID"));
  });
});

describe("deserialize with verify", () => {
  it("needs a signature of these bytes", async () => {
    const bytes = serialize(new Box(1));
    const signature = await signArtifact(bytes, mine.privateKey);
    expect(await deserialize(bytes, { signature, verify: mine.publicKey })).toEqual(new Box(1));
    await expect(deserialize(bytes, { verify: mine.publicKey })).rejects.toThrow(coded("ARTIFACT_SIGNATURE"));
    await expect(deserialize(bytes, { signature, verify: other.publicKey })).rejects.toThrow(
      coded("ARTIFACT_SIGNATURE"),
    );
    await expect(deserialize(bytes, { signature })).rejects.toThrow(coded("PARAM_INVALID"));
  });

  it("comes before anything is read", async () => {
    const signature = new Uint8Array(64);
    await expect(deserialize(new Uint8Array(3), { signature, verify: mine.publicKey })).rejects.toThrow(
      coded("ARTIFACT_SIGNATURE"),
    );
  });
});

describe("save with sign, load with verify", () => {
  it("puts the signature beside the artifact", async () => {
    const store = new MemoryStore();
    await save(new Box(1), store, "box", { sign: mine.privateKey });
    expect((await store.head("box.sig")).size).toBe(64);
    expect(await load(store, "box", { verify: mine.publicKey })).toEqual(new Box(1));
    await expect(load(store, "box", { verify: other.publicKey })).rejects.toThrow(coded("ARTIFACT_SIGNATURE"));
  });

  it("refuses an artifact without signature, with another's, or that was replaced", async () => {
    const store = new MemoryStore();
    await save(new Box(1), store, "box");
    await expect(load(store, "box", { verify: mine.publicKey })).rejects.toThrow(coded("ARTIFACT_SIGNATURE"));
    await save(new Box(1), store, "box", { sign: other.privateKey });
    await expect(load(store, "box", { verify: mine.publicKey })).rejects.toThrow(coded("ARTIFACT_SIGNATURE"));
    await save(new Box(1), store, "box", { sign: mine.privateKey });
    await save(new Box(2), store, "box");
    await expect(load(store, "box", { verify: mine.publicKey })).rejects.toThrow(coded("ARTIFACT_SIGNATURE"));
    await store.put("box.sig", new Uint8Array(1_000_000));
    await expect(load(store, "box", { verify: mine.publicKey })).rejects.toThrow(coded("ARTIFACT_SIGNATURE"));
  });

  it("can be cut off after any write: what is there, old or new, verifies", async () => {
    for (let writes = 0; writes <= 3; writes++) {
      const store = new MemoryStore();
      await save(new Box("old"), store, "box", { sign: mine.privateKey });
      await save(new Box("new"), cutOff(store, writes), "box", { sign: mine.privateKey }).catch(() => undefined);
      const found = await load(store, "box", { verify: mine.publicKey });
      expect(found).toEqual(new Box(writes < 2 ? "old" : "new"));
    }
  });

  it("keeps the last few signatures, each once", async () => {
    const store = new MemoryStore();
    for (let i = 0; i < 12; i++) await save(new Box(i), store, "box", { sign: mine.privateKey });
    await save(new Box(11), store, "box", { sign: mine.privateKey });
    expect((await store.head("box.sig")).size).toBe(64 * 8);
    expect(await load(store, "box", { verify: mine.publicKey })).toEqual(new Box(11));
  });

  it("works for many at once", async () => {
    const store = new MemoryStore();
    await Promise.all(Array.from({ length: 20 }, (_, i) => save(new Box(i), store, "box", { sign: mine.privateKey })));
    expect(await load(store, "box", { verify: mine.publicKey })).toBeInstanceOf(Box);
  });

  it("writes over a .sig that is none", async () => {
    const store = new MemoryStore();
    await store.put("box.sig", new Uint8Array(10));
    await save(new Box(1), store, "box", { sign: mine.privateKey });
    expect(await load(store, "box", { verify: mine.publicKey })).toEqual(new Box(1));
  });
});

/** A store whose writes fail after the first few, as if the process had ended. */
function cutOff(store: MemoryStore, writes: number): ArtifactStore {
  let left = writes;
  return new Proxy(store, {
    get(target, key) {
      const value: unknown = Reflect.get(target, key);
      if (typeof value !== "function") return value;
      if (key !== "put") return value.bind(target);
      return async (...args: unknown[]) => {
        if (left-- <= 0) throw new Error("the process ended here");
        return value.apply(target, args);
      };
    },
  });
}

import { readFileSync } from "node:fs";
import { expect, it } from "vitest";
import { murmurHash3 } from "../../src/kernels/murmur-hash.js";

interface Golden {
  seeds: number[];
  hashes: { bytes: number[]; signed: number[] }[];
  texts: { text: string; signed: number }[];
}

const golden: Golden = JSON.parse(readFileSync(new URL("../golden/murmur_hash.json", import.meta.url), "utf8"));

it("murmurHash3 gives scikit-learn's hashes of bytes of every length modulo 4", () => {
  for (const { bytes, signed } of golden.hashes) {
    expect(golden.seeds.map((seed) => murmurHash3(Uint8Array.from(bytes), seed))).toEqual(signed);
  }
});

it("murmurHash3 gives scikit-learn's hashes of texts as UTF-8", () => {
  const utf8 = new TextEncoder();
  for (const { text, signed } of golden.texts) expect(murmurHash3(utf8.encode(text), 0), text).toBe(signed);
});

it("murmurHash3 reads the bytes of a view alone", () => {
  const buffer = Uint8Array.of(9, 1, 2, 3, 4, 5, 9);
  expect(murmurHash3(buffer.subarray(1, 6), 7)).toBe(murmurHash3(Uint8Array.of(1, 2, 3, 4, 5), 7));
});

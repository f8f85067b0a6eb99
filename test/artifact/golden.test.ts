/**
 * Files of each version of the format, as they were written: they load for ever, and what is written now has the same bytes but for
 * the library's version. A new format gets a file of its own beside these:
 *
 *     MLKIT_WRITE_GOLDEN=1 npx vitest run test/artifact/golden.test.ts
 */
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { expect, it } from "vitest";
import { FORMAT_VERSION } from "../../src/artifact/layout.js";
import { createLoader } from "../../src/artifact/loader.js";
import { serialize } from "../../src/artifact/serialize.js";
import { schema } from "../../src/core/schema.js";
import { LIBRARY_VERSION } from "../../src/core/version.js";
import { Box, takeApart, withDocument } from "./box.js";

const shared = new Float64Array([0.1, -0, Number.NaN]);
const model = new Box({
  arrays: [
    shared,
    new Float32Array([1.5]),
    new Int32Array([-1]),
    new Uint32Array([7]),
    new Uint16Array([8]),
    new Uint8Array([9]),
  ],
  again: shared,
  names: Array.from({ length: 70 }, (_, i) => `имя ${i}`),
  numbers: [1 / 3, Number.POSITIVE_INFINITY, -0, Number.NaN],
  inner: new Box({ text: 'quote " and \\ and \u2028', flag: true, nothing: null }),
});
const about = {
  recipe: { kind: "Boxer", params: { size: 3 } },
  inputSchema: schema({ age: "number?", city: ["Lima", "Oslo"], when: "timestamp", embedding: "vector(3)" }),
  outputSchema: schema({ y: "number" }),
  metrics: { f1: 0.84 },
  lineage: { seed: 42 },
};

const place = (format: number): URL => new URL(`golden/format-${format}.safetensors`, import.meta.url);

if (process.env["MLKIT_WRITE_GOLDEN"] === "1" && !existsSync(place(FORMAT_VERSION))) {
  writeFileSync(place(FORMAT_VERSION), serialize(model, about));
}

const formats = Array.from({ length: FORMAT_VERSION }, (_, i) => i + 1);

it.each(formats)("format %i loads", async (format) => {
  const again = await createLoader([Box]).deserialize(readFileSync(place(format)), { as: Box });
  expect(again).toStrictEqual(model);
});

it("what is written now has the bytes of its format's file", () => {
  const golden = withDocument(new Uint8Array(readFileSync(place(FORMAT_VERSION))), (document) => {
    document.library = LIBRARY_VERSION;
  });
  const written = serialize(model, about);
  expect(takeApart(written).header).toBe(takeApart(golden).header);
  expect(written).toEqual(golden);
});

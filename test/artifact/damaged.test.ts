/** Files that are cut off, edited or made to hurt: each is refused with its code, before anything is built from it. */
import { describe, expect, it } from "vitest";
import { inspect } from "../../src/artifact/inspect.js";
import { createLoader } from "../../src/artifact/loader.js";
import { serialize } from "../../src/artifact/serialize.js";
import type { ErrorCode } from "../../src/core/errors.js";
import { Box, putTogether, setAt, takeApart, withDocument, withHeader } from "./box.js";

const { deserialize } = createLoader([Box]);

const names = Array.from({ length: 100 }, (_, i) => `n${i}`);
const good = serialize(
  new Box({ a: new Float64Array([1, 2]), b: new Float64Array([3]), c: new Uint8Array([1, 2, 3]), names }),
);
const { header, data } = takeApart(good);

const A = "model.value.a";
const B = "model.value.b";
const OFFSETS = "model.value.names.offsets";
const BYTES = "model.value.names.bytes";

/** The header as text, edited: for what JSON as data cannot say. */
const withText = (from: string, to: string): Uint8Array => {
  if (!header.includes(from)) throw new Error(`the header has no ${from}`);
  return putTogether({ header: header.replace(from, to), data });
};
const document: string = JSON.parse(header).__metadata__.mlkit;

/** The header with another value at a path; `undefined` takes it away. */
const withHeaderAt = (path: readonly string[], value: unknown): Uint8Array =>
  withHeader(good, (json) => setAt(json, path, value));
const withDocumentAt = (path: readonly string[], value: unknown): Uint8Array =>
  withDocument(good, (json) => setAt(json, path, value));
const withState = (state: unknown): Uint8Array => withDocumentAt(["model", "state", "value"], state);
const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);
const nested = (depth: number, inner: string): string => "[".repeat(depth) + inner + "]".repeat(depth);
const poked = (tensor: string, at: number, value: number, size: 1 | 4): Uint8Array => {
  const file = new Uint8Array(good);
  const { data_offsets } = JSON.parse(header)[tensor];
  const view = new DataView(file.buffer, file.length - data.length + data_offsets[0]);
  if (size === 4) view.setUint32(at * 4, value, true);
  else view.setUint8(at, value);
  return file;
};

const CASES: readonly [string, ErrorCode, () => Uint8Array][] = [
  // The container
  ["nothing", "ARTIFACT_TRUNCATED", () => new Uint8Array(0)],
  ["seven bytes", "ARTIFACT_TRUNCATED", () => good.subarray(0, 7)],
  ["another kind of file", "ARTIFACT_TRUNCATED", () => bytes("PK\u0003\u0004 this is a zip archive, so to say")],
  ["a header of no length", "ARTIFACT_HEADER", () => putTogether({ header, data }, 0n)],
  ["a header of odd length", "ARTIFACT_HEADER", () => putTogether({ header, data }, 13n)],
  ["a header longer than the file", "ARTIFACT_TRUNCATED", () => putTogether({ header, data }, 1_000_000n)],
  ["a header of 2^64 - 8 bytes", "ARTIFACT_TRUNCATED", () => putTogether({ header, data }, 2n ** 64n - 8n)],
  ["a header of 2^53 bytes", "ARTIFACT_TRUNCATED", () => putTogether({ header, data }, 2n ** 53n)],
  [
    "a header just above the limit",
    "ARTIFACT_TRUNCATED",
    () => putTogether({ header, data }, BigInt(64 * 1024 * 1024 + 8)),
  ],
  ["a header that is not UTF-8", "ARTIFACT_HEADER", () => good.map((byte, i) => (i === 10 ? 0xff : byte))],
  ["a header with a byte-order mark", "ARTIFACT_HEADER", () => putTogether({ header: `\ufeff${header}`, data })],
  ["a header that is not JSON", "ARTIFACT_HEADER", () => putTogether({ header: "not JSON", data })],
  ["a header that is a list", "ARTIFACT_HEADER", () => putTogether({ header: "[]", data })],
  ["a header that is null", "ARTIFACT_HEADER", () => putTogether({ header: "null", data })],
  ["a header of spaces", "ARTIFACT_HEADER", () => putTogether({ header: " ".repeat(16), data })],
  ["white space in the header", "ARTIFACT_HEADER", () => withText('"shape":[', '"shape": [')],
  ["white space before the header", "ARTIFACT_HEADER", () => putTogether({ header: ` ${header}`, data })],
  ["too much padding", "ARTIFACT_HEADER", () => putTogether({ header: `${header}${" ".repeat(16)}`, data })],
  ["padding of zeros", "ARTIFACT_HEADER", () => putTogether({ header: `${header}\0`, data })],
  ["a key twice", "ARTIFACT_HEADER", () => withText('"dtype":"F64"', '"dtype":"F64","dtype":"F64"')],
  ["a tensor twice", "ARTIFACT_HEADER", () => withText(`"${B}":`, `"${A}":`)],
  ["metadata twice", "ARTIFACT_HEADER", () => withText('{"__metadata__"', '{"__metadata__":{},"__metadata__"')],
  ["an escape where none is needed", "ARTIFACT_HEADER", () => withText('"F64"', '"\\u004664"')],
  ["a number written otherwise", "ARTIFACT_HEADER", () => withText('"shape":[2]', '"shape":[2.0]')],
  ["a number beyond all bounds", "ARTIFACT_HEADER", () => withText('"shape":[2]', '"shape":[1e999]')],
  ["a comment", "ARTIFACT_HEADER", () => withText('"shape":[2]', '/**/"shape":[2]')],
  ["deep nesting in the header", "ARTIFACT_LIMIT", () => withText('"shape":[2]', `"shape":${nested(100, "2")}`)],
  ["nesting that would end a stack", "ARTIFACT_LIMIT", () => putTogether({ header: nested(200_000, "1"), data })],
  ["brackets that never close", "ARTIFACT_LIMIT", () => putTogether({ header: "[".repeat(100_000), data })],
  // Metadata
  ["no metadata", "ARTIFACT_HEADER", () => withHeaderAt(["__metadata__"], undefined)],
  ["metadata that is a list", "ARTIFACT_HEADER", () => withHeaderAt(["__metadata__"], [])],
  ["metadata that is no text", "ARTIFACT_HEADER", () => withHeaderAt(["__metadata__", "extra"], 1)],
  ["no document", "ARTIFACT_HEADER", () => withHeaderAt(["__metadata__", "mlkit"], undefined)],
  ["another format in this layout", "ARTIFACT_HEADER", () => withHeaderAt(["__metadata__", "format"], "pt")],
  // Tensors
  ["a tensor that is null", "ARTIFACT_TENSOR", () => withHeaderAt([A], null)],
  ["a tensor with another key", "ARTIFACT_TENSOR", () => withHeaderAt([A, "extra"], 1)],
  ["no dtype", "ARTIFACT_TENSOR", () => withHeaderAt([A, "dtype"], undefined)],
  ["an unknown dtype", "ARTIFACT_TENSOR", () => withHeaderAt([A, "dtype"], "F16")],
  ["a dtype that all objects have", "ARTIFACT_TENSOR", () => withHeaderAt([A, "dtype"], "constructor")],
  ["a dtype that is no text", "ARTIFACT_TENSOR", () => withHeaderAt([A, "dtype"], ["F64"])],
  ["a wrong dtype of another size", "ARTIFACT_TENSOR", () => withHeaderAt([A, "dtype"], "F32")],
  ["a shape that is too large", "ARTIFACT_TENSOR", () => withHeaderAt([A, "shape"], [3])],
  ["a shape that is huge", "ARTIFACT_TENSOR", () => withHeaderAt([A, "shape"], [2 ** 50])],
  [
    "a shape whose product overflows to what is there",
    "ARTIFACT_TENSOR",
    () => withHeaderAt([A, "shape"], [2 ** 32, 2 ** 32, 2]),
  ],
  ["a huge shape times zero", "ARTIFACT_TENSOR", () => withHeaderAt([A, "shape"], [2 ** 52, 2 ** 52, 0])],
  ["a negative shape", "ARTIFACT_TENSOR", () => withHeaderAt([A, "shape"], [-2, -1])],
  ["a broken shape", "ARTIFACT_TENSOR", () => withHeaderAt([A, "shape"], [0.5, 4])],
  ["a shape that is no list", "ARTIFACT_TENSOR", () => withHeaderAt([A, "shape"], { 0: 2, length: 1 })],
  ["a shape of text", "ARTIFACT_TENSOR", () => withHeaderAt([A, "shape"], ["2"])],
  ["nine dimensions", "ARTIFACT_TENSOR", () => withHeaderAt([A, "shape"], [2, 1, 1, 1, 1, 1, 1, 1, 1])],
  ["a gap", "ARTIFACT_TENSOR", () => withHeaderAt([B, "data_offsets"], [24, 32])],
  ["an overlap", "ARTIFACT_TENSOR", () => withHeaderAt([B, "data_offsets"], [8, 16])],
  ["offsets that go backwards", "ARTIFACT_TENSOR", () => withHeaderAt([B, "data_offsets"], [24, 16])],
  ["negative offsets", "ARTIFACT_TENSOR", () => withHeaderAt([A, "data_offsets"], [-16, 0])],
  ["offsets beyond all bounds", "ARTIFACT_TENSOR", () => withHeaderAt([A, "data_offsets"], [0, 2 ** 53])],
  ["three offsets", "ARTIFACT_TENSOR", () => withHeaderAt([A, "data_offsets"], [0, 16, 16])],
  ["one offset", "ARTIFACT_TENSOR", () => withHeaderAt([A, "data_offsets"], [0])],
  [
    "tensors in another order",
    "ARTIFACT_TENSOR",
    () => withHeader(good, ({ [A]: a, ...rest }) => ({ ...rest, [A]: a })),
  ],
  [
    "a tensor that is not aligned",
    "ARTIFACT_TENSOR",
    () =>
      withHeader(good, ({ __metadata__, ...rest }) => ({
        __metadata__,
        first: { dtype: "U8", shape: [1], data_offsets: [0, 1] },
        ...rest,
        [A]: { dtype: "F64", shape: [2], data_offsets: [1, 17] },
      })),
  ],
  ["bytes after the last tensor", "ARTIFACT_TENSOR", () => putTogether({ header, data: new Uint8Array([...data, 0]) })],
  ["a tensor that nothing uses", "ARTIFACT_TENSOR", () => withState(null)],
  ["a tensor that the state lacks", "ARTIFACT_STATE", () => withState({ $tensor: "model.value.none" })],
  ["a reference to the metadata", "ARTIFACT_STATE", () => withState({ $tensor: "__metadata__" })],
  ["a reference to what all objects have", "ARTIFACT_STATE", () => withState({ $tensor: "constructor" })],
  ["string offsets that go backwards", "ARTIFACT_TENSOR", () => poked(OFFSETS, 5, 0, 4)],
  ["string offsets beyond the bytes", "ARTIFACT_TENSOR", () => poked(OFFSETS, 100, 4_000_000_000, 4)],
  ["string offsets that do not start at 0", "ARTIFACT_TENSOR", () => poked(OFFSETS, 0, 1, 4)],
  ["strings that are not UTF-8", "ARTIFACT_TENSOR", () => poked(BYTES, 3, 0xc0, 1)],
  ["strings whose offsets have another type", "ARTIFACT_TENSOR", () => withHeaderAt([OFFSETS, "dtype"], "I32")],
  // The document
  ["a document that is not JSON", "ARTIFACT_HEADER", () => withHeaderAt(["__metadata__", "mlkit"], "{")],
  ["a document that is a number", "ARTIFACT_HEADER", () => withHeaderAt(["__metadata__", "mlkit"], "1")],
  ["white space in the document", "ARTIFACT_HEADER", () => withHeaderAt(["__metadata__", "mlkit"], `${document} `)],
  [
    "a document that nests without end",
    "ARTIFACT_LIMIT",
    () => withHeaderAt(["__metadata__", "mlkit"], nested(1_000_000, "1")),
  ],
  ["a state one level too deep", "ARTIFACT_LIMIT", () => withState(JSON.parse(nested(62, "1")))],
  ["no format", "ARTIFACT_HEADER", () => withDocumentAt(["format"], undefined)],
  ["a later format", "ARTIFACT_VERSION", () => withDocumentAt(["format"], 2)],
  ["an earlier format", "ARTIFACT_VERSION", () => withDocumentAt(["format"], 0)],
  ["a format that is text", "ARTIFACT_HEADER", () => withDocumentAt(["format"], "1")],
  ["no version of the library", "ARTIFACT_STATE", () => withDocumentAt(["library"], undefined)],
  ["no model", "ARTIFACT_STATE", () => withDocumentAt(["model"], undefined)],
  ["a model that is a list", "ARTIFACT_STATE", () => withDocumentAt(["model"], [])],
  ["a model with another key", "ARTIFACT_STATE", () => withDocumentAt(["model", "module"], "os")],
  ["a kind that is not in the list", "KIND_UNKNOWN", () => withDocumentAt(["model", "kind"], "evil/Kind")],
  ["a kind that all objects have", "KIND_UNKNOWN", () => withDocumentAt(["model", "kind"], "constructor")],
  ["the kind __proto__", "KIND_UNKNOWN", () => withDocumentAt(["model", "kind"], "__proto__")],
  ["a later version of a kind", "ARTIFACT_VERSION", () => withDocumentAt(["model", "version"], 3)],
  ["version 0 of a kind", "ARTIFACT_STATE", () => withDocumentAt(["model", "version"], 0)],
  ["half a version", "ARTIFACT_STATE", () => withDocumentAt(["model", "version"], 1.5)],
  ["a state that is a list", "ARTIFACT_STATE", () => withDocumentAt(["model", "state"], [1])],
  ["a state that is a tensor", "ARTIFACT_STATE", () => withDocumentAt(["model", "state"], { $tensor: A })],
  ["an unknown $ form", "ARTIFACT_STATE", () => withState({ $function: "() => 1" })],
  ["a $ form with another key after it", "ARTIFACT_STATE", () => withState({ $tensor: A, more: 1 })],
  ["a $ form with another key before it", "ARTIFACT_STATE", () => withState({ more: 1, $tensor: A })],
  ["a $number that JSON can say", "ARTIFACT_STATE", () => withState({ $number: "1" })],
  ["a $tensor that is no name", "ARTIFACT_STATE", () => withState({ $tensor: [A] })],
  ["a $model without a state", "ARTIFACT_STATE", () => withState({ $model: { kind: "test/Box", version: 1 } })],
  [
    "a $model in the metrics",
    "ARTIFACT_STATE",
    () => withDocumentAt(["metrics"], { $model: { kind: "test/Box", version: 1, state: {} } }),
  ],
  ["a $tensor in the lineage", "ARTIFACT_STATE", () => withDocumentAt(["lineage"], { $tensor: A })],
  ["a schema that is none", "SCHEMA_INVALID", () => withDocumentAt(["inputSchema"], [{ name: "a" }])],
  [
    "a schema with a column twice",
    "COLUMN_DUPLICATE",
    () =>
      withDocument(good, (d) => {
        d.inputSchema = ["a", "a"].map((name) => ({ name, type: "number", nullable: false }));
      }),
  ],
  ["an example without an output", "ARTIFACT_STATE", () => withDocumentAt(["example"], { input: 1 })],
];

describe("a damaged file is refused", () => {
  it.each(CASES)("%s: %s", async (_, code, make) => {
    await expect(deserialize(make())).rejects.toMatchObject({ code, remedy: expect.stringMatching(/\w/) });
  });

  it("cut off after any number of bytes", async () => {
    for (let length = 0; length < good.length; length++) {
      await expect(deserialize(good.subarray(0, length))).rejects.toMatchObject({ code: "ARTIFACT_TRUNCATED" });
    }
  });

  it("but not as it was", async () => {
    expect(await deserialize(good)).toBeInstanceOf(Box);
  });
});

describe("inspect refuses what is wrong with the container and the document", () => {
  const seen = CASES.filter(([, code]) => ["ARTIFACT_TRUNCATED", "ARTIFACT_HEADER", "ARTIFACT_LIMIT"].includes(code));
  it.each(seen)("%s: %s", async (_, code, make) => {
    await expect(inspect(make())).rejects.toMatchObject({ code });
  });
});

describe("what later minor versions may add is left alone", () => {
  it("another key of the document, and other metadata", async () => {
    const bytes = serialize(new Box(1));
    const later = withDocument(
      withHeader(bytes, (json) => setAt(json, ["__metadata__", "author"], "someone")),
      (json) => setAt(json, ["threshold"], 0.4),
    );
    expect(await deserialize(later)).toBeInstanceOf(Box);
  });
});

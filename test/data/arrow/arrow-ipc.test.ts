import { mkdtemp, open, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Frame, readArrow, readArrowBatches, writeArrow } from "@org/mlkit/data";
import * as arrow from "apache-arrow";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { rejection } from "../errors.js";

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "mlkit-arrow-"));
});
afterAll(() => rm(folder, { recursive: true }));

const people = Frame.fromRows(
  Array.from({ length: 10 }, (_, row) => ({
    id: row,
    city: row % 3 === 0 ? null : `city ${row % 3}`,
    face: [row, -row],
  })),
);

async function batchesOf(source: Parameters<typeof readArrowBatches>[0], batchSize: number): Promise<Frame[]> {
  const batches: Frame[] = [];
  for await (const batch of readArrowBatches(source, { batchSize })) batches.push(batch);
  return batches;
}

/** Compresses bytes that are all the same, as a frame of LZ4: one literal, a match of itself, the five last bytes. */
function lz4OfEqual(data: Uint8Array): Uint8Array {
  const byte = data[0] ?? 0;
  let length = data.length - 6 - 4 - 15;
  const block = [0x1f, byte, 1, 0];
  for (; length >= 255; length -= 255) block.push(255);
  block.push(length, 0x50, byte, byte, byte, byte, byte);
  return Uint8Array.of(0x04, 0x22, 0x4d, 0x18, 0x60, 0x70, 0, block.length, 0, 0, 0, ...block, 0, 0, 0, 0);
}

/** Compresses bytes that are all the same, as a frame of Zstandard: one block that says how often. */
function zstdOfEqual(data: Uint8Array): Uint8Array {
  const size = data.length;
  const header = (size << 3) | 0b011;
  return Uint8Array.of(
    0x28,
    0xb5,
    0x2f,
    0xfd,
    0xa0,
    size & 255,
    size >> 8,
    0,
    0,
    header & 255,
    header >> 8,
    0,
    data[0] ?? 0,
  );
}

describe.each(["file", "stream"] as const)("the %s format", (format) => {
  it("is read in batches from files, bytes and streams", async () => {
    const path = join(folder, `people.${format}.arrow`);
    await writeArrow(people, path, { format, batchSize: 4 });
    const bytes = await writeArrow(people, { format, batchSize: 4 });
    async function* pieces(): AsyncGenerator<Uint8Array> {
      for (let start = 0; start < bytes.length; start += 100) yield bytes.slice(start, start + 100);
    }
    for (const source of [path, new URL(`file://${path}`), bytes, bytes.buffer, pieces(), new Blob([bytes]).stream()]) {
      const batches = await batchesOf(source, 3);
      expect(batches.map(({ numRows }) => numRows)).toEqual([3, 3, 3, 1]);
      expect(batches.flatMap((batch) => batch.toRows())).toEqual(people.toRows());
    }
    expect((await readArrow(path)).toRows()).toEqual(people.toRows());
    expect((await readArrow(pieces())).toRows()).toEqual(people.toRows());
  });

  it("closes its file when the reader stops early", async () => {
    const path = join(folder, `early.${format}.arrow`);
    await writeArrow(people, path, { format, batchSize: 2 });
    for await (const batch of readArrowBatches(path, { batchSize: 1 })) {
      expect(batch.numRows).toBe(1);
      break;
    }
    // A handle that is left open is reported by Node as a warning when it is collected; here it must be free to be removed.
    const handle = await open(path, "r+");
    await handle.close();
  });

  it.each([
    ["LZ4", arrow.CompressionType.LZ4_FRAME, lz4OfEqual],
    ["Zstandard", arrow.CompressionType.ZSTD, zstdOfEqual],
  ] as const)("is read when compressed with %s", async (_, type, encode) => {
    arrow.compressionRegistry.set(type, { encode });
    const Writer = format === "file" ? arrow.RecordBatchFileWriter : arrow.RecordBatchStreamWriter;
    const writer = new Writer({ compressionType: type });
    writer.write(arrow.tableFromArrays({ x: new Int8Array(512).fill(7) }));
    writer.finish();
    const bytes = await writer.toUint8Array();
    expect(bytes.length).toBeLessThan(512 + 400);
    // The codec that only writes goes away, so that the library's is taken.
    Reflect.get(arrow.compressionRegistry, "registry")[type] = undefined;
    expect((await readArrow(bytes)).columnOf("x")).toMatchObject({ values: new Int8Array(512).fill(7) });
    expect((await batchesOf(bytes, 100)).length).toBe(6);
  });

  it("refuses bytes that were cut off", async () => {
    const bytes = await writeArrow(people, { format, batchSize: 4 });
    for (const length of [0, 3, 50, 200, bytes.length >> 1]) {
      const cut = bytes.slice(0, length);
      expect((await rejection(readArrow(cut))).code, `${length} bytes`).toBe("ARROW_INVALID");
      expect((await rejection(batchesOf(cut, 2))).code, `${length} bytes`).toBe("ARROW_INVALID");
    }
  });
});

describe("readArrow", () => {
  it("refuses other formats and says which file", async () => {
    const path = join(folder, "no.arrow");
    await writeFile(path, "city,age\nLima,31\n");
    for (const promise of [readArrow(path), batchesOf(path, 10)])
      expect(await rejection(promise)).toMatchObject({ code: "ARROW_INVALID", message: expect.stringContaining(path) });
    expect((await rejection(readArrow(join(folder, "gone.arrow")))).code).toBe("FILE_READ");
    expect((await rejection(batchesOf(join(folder, "gone.arrow"), 1))).code).toBe("FILE_READ");
  });

  it("refuses options that there are not", async () => {
    const bytes = await writeArrow(people);
    expect((await rejection(readArrow(bytes, { column: ["id"] } as object))).code).toBe("PARAM_UNKNOWN");
    expect((await rejection(readArrow(bytes, { columns: ["id"], schema: people.schema }))).code).toBe("PARAM_INVALID");
    expect(() => readArrowBatches(bytes, { batchSize: 0 })).toThrow("batchSize");
    expect((await rejection(writeArrow(people, { format: "feather" as "file" }))).code).toBe("PARAM_INVALID");
  });

  it("stops when its signal has fired", async () => {
    const signal = AbortSignal.abort();
    expect((await rejection(readArrow(await writeArrow(people), { signal }))).code).toBe("ABORTED");
    expect((await rejection(writeArrow(people, { signal }))).code).toBe("ABORTED");
  });
});

describe("writeArrow", () => {
  it("gives the same bytes for the same frame", async () => {
    expect(await writeArrow(people)).toEqual(await writeArrow(people));
  });

  it("refuses columns without a name", async () => {
    expect((await rejection(writeArrow(Frame.fromRows([{ "": 1 }])))).code).toBe("SCHEMA_UNSUPPORTED");
  });
});

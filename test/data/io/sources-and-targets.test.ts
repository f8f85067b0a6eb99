/** Every format reads from and writes to every kind of place, and leaves no half of a file behind. */
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import {
  FileStore,
  Frame,
  MemoryStore,
  readArrow,
  readCsv,
  readJsonLines,
  readParquet,
  writeArrow,
  writeCsv,
  writeJsonLines,
  writeParquet,
} from "@org/mlkit";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { rejection } from "../errors.js";

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "mlkit-io-"));
});
afterAll(() => rm(folder, { recursive: true }));

const frame = Frame.fromRows(Array.from({ length: 300 }, (_, row) => ({ id: row, city: `city ${row % 7}` })));

type Read = (source: Parameters<typeof readParquet>[0]) => Promise<Frame>;
type Write = typeof writeParquet;
const formats: readonly (readonly [string, Read, Write])[] = [
  ["parquet", readParquet, writeParquet],
  ["arrow", readArrow, writeArrow],
  // Without a target these give text; with one they are alike.
  ["jsonl", readJsonLines, writeJsonLines as unknown as Write],
  ["csv", readCsv, writeCsv as unknown as Write],
];

async function* failing(): AsyncGenerator<Frame> {
  yield frame;
  throw new RangeError("the source failed");
}

describe.each(formats)("%s", (name, read, write) => {
  it("goes through files", async () => {
    const path = join(folder, `table.${name}`);
    await write(frame, path);
    expect((await read(path)).toRows()).toEqual(frame.toRows());
    await write(frame.slice(0, 2), pathToFileURL(path));
    expect((await read(pathToFileURL(path))).numRows).toBe(2);
  });

  it("goes through stores", async () => {
    for (const store of [new MemoryStore(), new FileStore(join(folder, `store-${name}`))]) {
      const place = { store, key: `tables/people.${name}` };
      await write(frame, place);
      expect((await read(place)).toRows()).toEqual(frame.toRows());
      expect((await rejection(read({ store, key: "tables/none" }))).code).toBe("STORE_NOT_FOUND");
      expect((await rejection(write(frame, { store, key: "../outside" }))).code).toBe("STORE_KEY");
    }
  });

  it("goes through streams of the web", async () => {
    const { readable, writable } = new TransformStream<Uint8Array, Uint8Array>();
    const [back] = await Promise.all([read(readable), write(frame, writable)]);
    expect(back.toRows()).toEqual(frame.toRows());
  });

  it("leaves what was there when its source fails", async () => {
    const path = join(folder, `old.${name}`);
    await writeFile(path, "old");
    await expect(write(failing(), path)).rejects.toThrow("the source failed");
    expect(await readFile(path, "utf8")).toBe("old");
    const store = new MemoryStore();
    await store.put("old", Uint8Array.of(1));
    await expect(write(failing(), { store, key: "old" })).rejects.toThrow("the source failed");
    expect((await store.get("old")).bytes).toEqual(Uint8Array.of(1));
    let reason: unknown;
    const stream = new WritableStream<Uint8Array>({
      abort(error) {
        reason = error;
      },
    });
    await expect(write(failing(), stream)).rejects.toThrow("the source failed");
    expect(reason).toBeInstanceOf(RangeError);
    expect((await readdir(folder)).filter((file) => file.endsWith(".tmp"))).toEqual([]);
  });

  it("says what cannot be written to", async () => {
    const inside = join(folder, "missing", `table.${name}`);
    expect(await rejection(write(frame, inside))).toMatchObject({ code: "FILE_WRITE", data: { path: inside } });
    const taken = join(folder, `folder.${name}`);
    await mkdir(taken);
    expect((await rejection(write(frame, taken))).code).toBe("FILE_WRITE");
    const broken = new WritableStream<Uint8Array>({
      write() {
        throw new RangeError("the reader went away");
      },
    });
    await expect(write(frame, broken)).rejects.toThrow("the reader went away");
    expect((await readdir(folder)).filter((file) => file.endsWith(".tmp"))).toEqual([]);
  });

  it("says what cannot be read", async () => {
    expect((await rejection(read(join(folder, `none.${name}`)))).code).toBe("FILE_READ");
    expect((await rejection(read(new URL("https://example.org/table")))).code).toBe("FILE_READ");
    expect((await rejection(read(42 as unknown as string))).code).toBe("DATA_SHAPE");
    async function* numbers(): AsyncGenerator<number> {
      yield 1;
    }
    expect((await rejection(read(numbers() as unknown as AsyncIterable<Uint8Array>))).code).toBe("DATA_SHAPE");
  });

  it("waits for slow readers", async () => {
    let given = 0;
    let taken = 0;
    async function* source(): AsyncGenerator<Frame> {
      for (; given < 40; given++) yield frame;
    }
    let most = 0;
    const slow = new WritableStream<Uint8Array>({
      async write() {
        await new Promise((resolve) => setImmediate(resolve));
        taken++;
        most = Math.max(most, given - taken);
      },
    });
    await (write as (...args: unknown[]) => Promise<void>)(
      source(),
      slow,
      name === "parquet" ? { rowGroupSize: 300 } : {},
    );
    expect(given).toBe(40);
    expect(most).toBeLessThan(6);
  });
});

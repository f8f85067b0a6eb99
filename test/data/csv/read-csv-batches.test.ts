import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Schema, schema } from "@org/mlkit/core";
import { type CsvBatchOptions, concatFrames, type Frame, readCsv, readCsvBatches, writeCsv } from "@org/mlkit/data";
import fc from "fast-check";
import { describe, expect, expectTypeOf, it } from "vitest";
import { rejection } from "../errors.js";
import { csvLines, HEADER, PlainTable } from "./table.js";

async function batchesOf(text: string, options: CsvBatchOptions<object> = {}): Promise<Frame[]> {
  const frames: Frame[] = [];
  for await (const frame of readCsvBatches({ text }, options)) frames.push(frame as Frame);
  return frames;
}

/** The batches before an error, and the error. */
async function untilError(text: string, options: CsvBatchOptions<object>) {
  const sizes: number[] = [];
  const reading = (async () => {
    for await (const frame of readCsvBatches({ text }, options)) sizes.push(frame.numRows);
  })();
  return { error: await rejection(reading), sizes };
}

const rows = (count: number, cell: (row: number) => string) => Array.from({ length: count }, (_, row) => cell(row));

describe("batches", () => {
  const text = `${[HEADER, ...csvLines(2500)].join("\n")}\n`;

  it("put together are the whole file, whatever their size", async () => {
    const whole = (await readCsv({ text })) as Frame;
    await fc.assert(
      fc.asyncProperty(
        fc.oneof(fc.integer({ min: 1, max: 60 }), fc.integer({ min: 1, max: 4000 })),
        async (batchSize) => {
          const frames = await batchesOf(text, { batchSize, inferRows: 2500 });
          const full = Math.floor(2500 / batchSize);
          const rest = 2500 - full * batchSize;
          const sizes = [...Array.from({ length: full }, () => batchSize), ...(rest > 0 ? [rest] : [])];
          expect(frames.map(({ numRows }) => numRows)).toEqual(sizes);
          for (const frame of frames) expect(frame.schema).toBe(frames[0]?.schema);
          const joined = await concatFrames(frames);
          expect(joined.schema.fields).toEqual(whole.schema.fields);
          for (const name of whole.columns)
            expect(joined.columnOf(name).toArray()).toEqual(whole.columnOf(name).toArray());
        },
      ),
      { numRuns: 12 },
    );
  });

  it("are the same where csv-parse reads, and by a schema", async () => {
    for (const more of [{}, { schema: PlainTable }, { comment: "~~" }, { schema: PlainTable, comment: "~~" }]) {
      const joined = await concatFrames(await batchesOf(text, { ...more, batchSize: 333 }));
      expect(joined.toRows()).toEqual((await readCsv({ text }, more)).toRows());
    }
    const typed = readCsvBatches({ text }, { schema: PlainTable });
    for await (const batch of typed) expectTypeOf(batch.row(0).id).toEqualTypeOf<number>();
  });

  it("of a header alone are one without rows, by a schema; else there is nothing to find types in", async () => {
    const [only, ...others] = await batchesOf(`${HEADER}\n`, { schema: PlainTable });
    expect([only?.numRows, only?.columns, others.length]).toEqual([0, PlainTable.names, 0]);
    expect((await untilError(`${HEADER}\n`, {})).error.code).toBe("CSV_EMPTY");
    expect((await untilError("", { schema: PlainTable })).error.code).toBe("CSV_EMPTY");
  });

  it("have no empty one at the end", async () => {
    expect((await batchesOf("a\n1\n2\n", { batchSize: 2 })).map(({ numRows }) => numRows)).toEqual([2]);
  });
});

describe("types found in the first rows", () => {
  const late = (cell: string) => ["a", ...rows(20, String), cell, "21"].join("\n");

  it.each(["x", "007", "1e999", "2020-01-01"])("hold: %j among numbers is an error with its line", async (cell) => {
    const { error, sizes } = await untilError(late(cell), { batchSize: 4, inferRows: 10 });
    expect(error).toMatchObject({ code: "CSV_CELL", data: { line: 22, row: 20, column: "a", text: cell } });
    expect(error.remedy).toContain("inferRows");
    expect(sizes).toEqual([4, 4, 4, 4, 4]);
  });

  it("are of exactly so many rows, whatever the chunks", async () => {
    const found = async (inferRows: number) => (await batchesOf(late("x"), { inferRows }))[0]?.schema.field("a").type;
    expect(await found(21)).toBe("string");
    expect((await untilError(late("x"), { inferRows: 20 })).error.code).toBe("CSV_CELL");
    const bytes = async function* () {
      for (const byte of new TextEncoder().encode(late("x"))) yield Uint8Array.of(byte);
    };
    const error = await rejection(concatFrames(readCsvBatches(bytes(), { inferRows: 20 })));
    expect(error).toMatchObject({ code: "CSV_CELL", data: { line: 22 } });
  });

  it("give way to types that are stated", async () => {
    const frame = await concatFrames(await batchesOf(late("007"), { inferRows: 5, types: { a: "string" } }));
    expect(frame.toRows()[20]).toEqual({ a: "007" });
    const loose = await concatFrames(await batchesOf(late("007"), { inferRows: 5, types: { a: "number" } }));
    expect(loose.toRows()[20]).toEqual({ a: 7 });
  });

  it("are strings where the first rows have no value", async () => {
    const frame = await concatFrames(await batchesOf("a,b\n,1\n,2\n5,3\n", { inferRows: 2 }));
    expect(frame.toRows()[2]).toEqual({ a: "5", b: 3 });
  });
});

describe("errors", () => {
  it("name line and row of the file, after the batches before", async () => {
    const Two = schema({ a: "number", b: "string" });
    const text = ["a,b", "1,x", '2,"two', 'lines"', "", "3,y", "4,z", "5"].join("\n");
    const { error, sizes } = await untilError(text, { schema: Two, batchSize: 2 });
    expect(error).toMatchObject({ code: "CSV_SYNTAX", data: { line: 8 } });
    expect(sizes).toEqual([2, 2]);
    const cell = await untilError(text.replace("\n5", "\nold,w"), { schema: Two, batchSize: 3 });
    expect(cell.error).toMatchObject({ code: "CSV_CELL", data: { line: 8, row: 4, column: "a" } });
  });

  it("of a row check name its line", async () => {
    const bytes = new TextEncoder().encode("a\n1\n2\n3\n4\n5\n");
    const { fields } = schema({ a: "number" });
    const checked = new Schema(fields, (row) =>
      Reflect.get(row, "a") === 4 ? [{ column: "a", message: "no fours" }] : [],
    );
    const error = await rejection(concatFrames(readCsvBatches(bytes, { schema: checked, batchSize: 3 })));
    expect(error).toMatchObject({ data: { line: 5, row: 3 } });
  });

  it("of options come at once", () => {
    for (const [name, value] of [
      ["batchSize", 0],
      ["batchSize", 1.5],
      ["inferRows", "all"],
      ["delimiter", ""],
    ] as const) {
      expect(() => readCsvBatches({ text: "a\n" }, { [name]: value } as never)).toThrow(
        expect.objectContaining({ code: "PARAM_INVALID" }),
      );
    }
    expect(() => readCsvBatches({ text: "a\n" }, { batchsize: 5 } as never)).toThrow(/batchSize/);
  });
});

describe("back-pressure", () => {
  /** Counts the chunks that were taken. */
  function counted() {
    const state = { taken: 0, closed: false };
    const chunks = async function* () {
      try {
        yield "a,b\n";
        for (;;) {
          state.taken++;
          yield `${rows(100, (row) => `${row},x`).join("\n")}\n`;
        }
      } finally {
        state.closed = true;
      }
    };
    return { state, chunks: chunks() };
  }

  it.each([{ schema: schema({ a: "number", b: "string" }) }, { inferRows: 150 }])(
    "no chunk is read before its batch is asked for, and the source is closed when nobody asks: %o",
    async (options) => {
      const { state, chunks } = counted();
      let batches = 0;
      for await (const batch of readCsvBatches(chunks, { ...options, batchSize: 100 })) {
        batches++;
        expect(batch.numRows).toBe(100);
        expect(state.taken).toBeLessThanOrEqual(batches + 1);
        await new Promise((resolve) => setImmediate(resolve));
        expect(state.taken).toBeLessThanOrEqual(batches + 1);
        if (batches === 5) break;
      }
      expect(state.closed).toBe(true);
    },
  );

  it("an abort ends it between batches, and closes the source", async () => {
    const controller = new AbortController();
    const { state, chunks } = counted();
    const reading = async () => {
      for await (const _ of readCsvBatches(chunks, { batchSize: 100, inferRows: 50, signal: controller.signal }))
        controller.abort();
    };
    expect((await rejection(reading())).code).toBe("ABORTED");
    expect(state.closed).toBe(true);
  });

  it("a source that uses its buffer again is read right", async () => {
    const buffer = new Uint8Array(4);
    const chunks = async function* () {
      for (const part of ["a\n1\n", "22\n3", "3\n4\n"]) {
        buffer.set(new TextEncoder().encode(part));
        yield buffer;
      }
    };
    const frame = await concatFrames(readCsvBatches(chunks(), { batchSize: 2 }));
    expect(frame.toRows()).toEqual([{ a: 1 }, { a: 22 }, { a: 33 }, { a: 4 }]);
  });
});

describe("writing batches", () => {
  it("gives what the whole frame gives, into text and into a file", async () => {
    const folder = mkdtempSync(join(tmpdir(), "csv-"));
    try {
      const text = `${[HEADER, ...csvLines(900)].join("\n")}\n`;
      const whole = await readCsv({ text });
      const expected = await writeCsv(whole);
      expect(await writeCsv(readCsvBatches({ text }, { batchSize: 70 }))).toBe(expected);
      const [from, to] = [join(folder, "from.csv"), join(folder, "to.csv")];
      writeFileSync(from, text);
      await writeCsv(readCsvBatches(from, { batchSize: 70 }), to);
      expect(await writeCsv(await readCsv(to))).toBe(expected);
    } finally {
      rmSync(folder, { recursive: true });
    }
  });

  it("matches columns by name, and refuses others", async () => {
    const parts = async (...texts: string[]) => Promise.all(texts.map((text) => readCsv({ text }) as Promise<Frame>));
    expect(await writeCsv(await parts("a,b\n1,x\n", "b,a\ny,2\n"))).toBe("a,b\n1,x\n2,y\n");
    const code = async (...texts: string[]) => (await rejection(writeCsv(await parts(...texts)))).code;
    expect(await code("a\n1\n", "b\n1\n")).toBe("COLUMN_MISMATCH");
    expect(await code("a\n1\n", "a\nx\n")).toBe("COLUMN_MISMATCH");
    expect((await rejection(writeCsv([] as Frame[]))).code).toBe("DATA_EMPTY");
  });

  it("keeps the header of a stream without rows", async () => {
    expect(await writeCsv(readCsvBatches({ text: "a,b\n" }, { schema: schema({ a: "number", b: "string" }) }))).toBe(
      "a,b\n",
    );
  });

  it("counts rows over batches, in errors and in progress", async () => {
    const { Frame } = await import("@org/mlkit/data");
    const frames = [
      [1, 2],
      [3, Number.POSITIVE_INFINITY],
    ].map((a) => Frame.fromColumns({ a }));
    expect((await rejection(writeCsv(frames))).data).toMatchObject({ column: "a", row: 3 });
    const seen: number[] = [];
    await writeCsv(readCsvBatches({ text: "a\n1\n2\n3\n" }, { batchSize: 1 }), {
      onProgress: ({ done, total }) => seen.push(done, total),
    });
    expect(seen.slice(0, 2)).toEqual([1, Number.POSITIVE_INFINITY]);
  });
});

/** Every format gives a frame back as it was: whole and in batches, by its schema and without. */
import {
  concatFrames,
  type Frame,
  Frame as FrameClass,
  framesFromRows,
  readArrow,
  readArrowBatches,
  readJsonLines,
  readJsonLinesBatches,
  readParquet,
  readParquetBatches,
  toArrow,
  writeArrow,
  writeJsonLines,
  writeParquet,
} from "@org/mlkit/data";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { randomFrame } from "./random-frames.js";

interface Format {
  readonly name: string;
  readonly frames: fc.Arbitrary<Frame>;
  /** Whether the format says itself what its columns are. */
  readonly typed: boolean;
  write(frame: Frame | AsyncIterable<Frame>, rows: number): Promise<Uint8Array>;
  read(bytes: Uint8Array, options?: object): Promise<Frame>;
  batches(bytes: Uint8Array, options: object): AsyncIterable<Frame>;
}

const formats: Format[] = [
  {
    name: "Parquet",
    frames: randomFrame(),
    typed: true,
    write: (frame, rowGroupSize) => writeParquet(frame, { rowGroupSize }),
    read: readParquet,
    batches: readParquetBatches,
  },
  {
    name: "Arrow files",
    frames: randomFrame(),
    typed: true,
    write: (frame, batchSize) => writeArrow(frame, { batchSize }),
    read: readArrow,
    batches: readArrowBatches,
  },
  {
    name: "Arrow streams",
    frames: randomFrame(),
    typed: true,
    write: (frame, batchSize) => writeArrow(frame, { batchSize, format: "stream" }),
    read: readArrow,
    batches: readArrowBatches,
  },
  {
    name: "JSON lines",
    frames: randomFrame({ infinite: false }),
    typed: false,
    write: async (frame) => new TextEncoder().encode(await writeJsonLines(frame)),
    read: readJsonLines,
    batches: readJsonLinesBatches,
  },
];

async function* streamOf(frame: Frame, size: number): AsyncGenerator<Frame> {
  yield frame.slice(0, size);
  for (let start = size; start < frame.numRows; start += size) yield frame.slice(start, start + size);
}

const sizes = fc.integer({ min: 1, max: 7 });

describe.each(formats)("$name", ({ frames, typed, write, read, batches }) => {
  it("gives a frame back by its schema, whole and as the sum of its batches", async () => {
    await fc.assert(
      fc.asyncProperty(frames, sizes, sizes, async (frame, groups, batchSize) => {
        const bytes = await write(frame, groups);
        const { schema } = frame;
        const back = await read(bytes, { schema });
        expect(back.schema).toBe(schema);
        expect(back.toRows()).toEqual(frame.toRows());
        const collected: Frame[] = [];
        for await (const batch of batches(bytes, { schema, batchSize })) collected.push(batch);
        expect(collected.slice(0, -1).map(({ numRows }) => numRows)).toEqual(collected.slice(1).map(() => batchSize));
        expect((await concatFrames(collected)).toRows()).toEqual(frame.toRows());
      }),
      { numRuns: 60 },
    );
  });

  it("gives a stream of batches back", async () => {
    await fc.assert(
      fc.asyncProperty(frames, sizes, async (frame, size) => {
        const bytes = await write(streamOf(frame, size), size);
        expect((await read(bytes, { schema: frame.schema })).toRows()).toEqual(frame.toRows());
      }),
      { numRuns: 40 },
    );
  });

  if (typed) {
    it("says itself what its columns are", async () => {
      await fc.assert(
        fc.asyncProperty(frames, sizes, async (frame, groups) => {
          const back = await read(await write(frame, groups));
          expect(back.toRows()).toEqual(frame.toRows());
          expect(back.columns).toEqual(frame.columns);
          for (const name of frame.columns) {
            const [own, field] = [frame.schema.field(name), back.schema.field(name)];
            const column = frame.columnOf(name);
            // Of vectors that are all missing Parquet does not know the size.
            if (own.type === "vector" && column.missingCount === column.length) continue;
            expect(field).toMatchObject({ type: own.type, nullable: field.nullable || own.nullable });
            const kind = column.type === "number" ? column.values.constructor : undefined;
            const found = back.columnOf(name);
            if (kind !== undefined && found.type === "number") expect(found.values.constructor).toBe(kind);
          }
        }),
        { numRuns: 40 },
      );
    });
  }
});

describe("an Arrow table", () => {
  it("holds what the frame held", async () => {
    await fc.assert(
      fc.asyncProperty(randomFrame(), async (frame) => {
        const table = await toArrow(frame);
        expect(table.numRows).toBe(frame.numRows);
        expect(FrameClass.fromArrow(table).toRows()).toEqual(frame.toRows());
        expect(FrameClass.fromArrow(table, { schema: frame.schema }).toRows()).toEqual(frame.toRows());
      }),
      { numRuns: 60 },
    );
  });
});

describe("framesFromRows", () => {
  it("gives all rows in batches of one size", async () => {
    await fc.assert(
      fc.asyncProperty(randomFrame(), sizes, async (frame, batchSize) => {
        const batches: Frame[] = [];
        for await (const batch of framesFromRows(frame, { schema: frame.schema, batchSize })) batches.push(batch);
        expect(batches.length).toBe(Math.max(1, Math.ceil(frame.numRows / batchSize)));
        expect((await concatFrames(batches)).toRows()).toEqual(frame.toRows());
      }),
      { numRuns: 40 },
    );
  });
});

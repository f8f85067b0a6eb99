import { schema } from "@org/mlkit/core";
import {
  concatFrames,
  Frame,
  type FrameInput,
  framesFromRows,
  writeArrow,
  writeJsonLines,
  writeParquet,
} from "@org/mlkit/data";
import { describe, expect, it } from "vitest";
import { rejection } from "../errors.js";

async function all<Row extends object>(batches: AsyncIterable<Frame<Row>>): Promise<Frame<Row>[]> {
  const frames: Frame<Row>[] = [];
  for await (const frame of batches) frames.push(frame);
  return frames;
}

describe("framesFromRows", () => {
  it("takes as many rows as it was asked for, and lets the source end", async () => {
    let given = 0;
    let isClosed = false;
    async function* source(): AsyncGenerator<{ id: number }> {
      try {
        for (; ; given++) yield { id: given };
      } finally {
        isClosed = true;
      }
    }
    for await (const batch of framesFromRows(source(), { batchSize: 10 })) {
      expect(batch.column("id").toArray()).toEqual(Array.from({ length: 10 }, (_, id) => id));
      break;
    }
    expect(given).toBe(9);
    expect(isClosed).toBe(true);
  });

  it("holds later rows to the columns of the first batch", async () => {
    const read = (rows: object[]) => all(framesFromRows(rows, { batchSize: 2 }));
    expect((await read([{ a: 1, b: "x" }, { a: null }, { b: null }])).map((frame) => frame.toRows())).toEqual([
      [
        { a: 1, b: "x" },
        { a: null, b: null },
      ],
      [{ a: null, b: null }],
    ]);
    const start = [{ a: 1 }, { a: 2 }, { a: 3 }];
    expect(await rejection(read([...start, { a: "4" }]))).toMatchObject({
      code: "CELL_TYPE",
      data: { row: 3, column: "a" },
    });
    expect(await rejection(read([...start, { a: 4, b: 5 }]))).toMatchObject({
      code: "COLUMN_MISMATCH",
      data: { row: 3 },
    });
    expect(await rejection(read([...start, null as unknown as object]))).toMatchObject({
      code: "DATA_SHAPE",
      data: { row: 3 },
    });
    expect(await rejection(read([{ a: 1 }, { a: 2 }, { a: 3 }, { a: 4 }, { a: 5 }, { a: {} }]))).toMatchObject({
      data: { row: 5 },
    });
  });

  it("gives one empty batch of no rows, with the columns of the schema", async () => {
    const [batch, ...more] = await all(framesFromRows<{ a: number }>([], { schema: schema({ a: "number" }) }));
    expect(batch?.columns).toEqual(["a"]);
    expect(batch?.numRows).toBe(0);
    expect(more).toEqual([]);
  });

  it("refuses what holds no rows", () => {
    expect(() => framesFromRows(42 as unknown as object[])).toThrow("no rows");
    expect(() => framesFromRows([], { batchSize: 1.5 })).toThrow("batchSize");
    expect(() => framesFromRows([], { size: 1 } as object)).toThrow("size");
  });

  it("passes on what its source throws", async () => {
    async function* source(): AsyncGenerator<{ a: number }> {
      yield { a: 1 };
      throw new RangeError("page 2 is gone");
    }
    await expect(all(framesFromRows(source()))).rejects.toThrow("page 2 is gone");
  });
});

describe("concatFrames", () => {
  const one = Frame.fromRows([{ a: 1, b: "x" }]);

  it("matches columns by name and keeps the kinds of numbers that are alike", async () => {
    const ints = (value: number) => Frame.fromColumns({ a: Int32Array.of(value), b: ["x"] });
    const joined = await concatFrames([ints(1), ints(2).select("b", "a"), ints(3)]);
    expect(joined.columnOf("a")).toMatchObject({ values: Int32Array.of(1, 2, 3) });
    expect((await concatFrames([ints(1), one])).columnOf("a")).toMatchObject({ values: Float64Array.of(1, 1) });
  });

  it("joins strings that frames know by other codes", async () => {
    const frames = [
      ["b", "a"],
      ["a", null],
      ["c", "b"],
    ].map((city) => Frame.fromRows(city.map((each) => ({ city: each }))));
    const joined = await concatFrames(frames);
    expect(joined.column("city").toArray()).toEqual(["b", "a", "a", null, "c", "b"]);
    expect(joined.columnOf("city")).toMatchObject({ dictionary: ["b", "a", "c"] });
  });

  it("refuses no frame, and frames that do not fit", async () => {
    expect((await rejection(concatFrames([]))).code).toBe("DATA_EMPTY");
    const extra = one.withColumn("c", [1]);
    expect(await rejection(concatFrames<object>([one, extra]))).toMatchObject({
      code: "COLUMN_MISMATCH",
      data: { extra: ["c"] },
    });
    expect((await rejection(concatFrames<object>([extra, one]))).code).toBe("COLUMN_MISSING");
    const text = Frame.fromRows([{ a: "1", b: "x" }]);
    expect(await rejection(concatFrames<object>([one, text]))).toMatchObject({
      code: "COLUMN_MISMATCH",
      data: { column: "a" },
    });
  });
});

type Write = (input: FrameInput<object>) => Promise<unknown>;
const writers: readonly (readonly [string, Write])[] = [
  ["writeParquet", writeParquet],
  ["writeArrow", writeArrow],
  ["writeJsonLines", writeJsonLines],
];

describe.each(writers)("%s", (_, write) => {
  const strict = Frame.fromRows([{ a: 1 }], { schema: schema({ a: "number" }) });

  it("refuses batches that do not fit the first", async () => {
    const refusal = async (...frames: Frame<object>[]) => (await rejection(write(frames))).code;
    expect(await refusal(strict, Frame.fromRows([{ a: null }]))).toBe("COLUMN_MISMATCH");
    expect(await refusal(strict, Frame.fromColumns({ a: Float64Array.of(Number.NaN) }))).toBe("CELL_MISSING");
    expect(await refusal(strict, Frame.fromRows([{ a: "1" }]))).toBe("COLUMN_MISMATCH");
    expect(await refusal(strict, Frame.fromRows([{ a: 1, b: 2 }]))).toBe("COLUMN_MISMATCH");
    expect(await refusal(strict, Frame.fromRows([{ b: 2 }]))).toMatch(/COLUMN_MISMATCH|COLUMN_MISSING/);
  });

  it("refuses nothing and what is no frame", async () => {
    expect((await rejection(write([]))).code).toBe("DATA_EMPTY");
    expect((await rejection(write(Frame.fromRows([{}])))).code).toBe("DATA_EMPTY");
    expect((await rejection(write([{ a: 1 }] as unknown as Frame[]))).code).toBe("DATA_SHAPE");
  });
});

import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import type { Schema } from "@org/mlkit/core";
import { Frame, readCsv, writeCsv } from "@org/mlkit/data";
import fc from "fast-check";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { parseSchema } from "../../../src/core/schema.js";
import { rejection } from "../errors.js";

describe("as text", () => {
  it("writes each type so that it reads back", async () => {
    const frame = Frame.fromColumns({
      n: [1.5, -0, null, 1e300],
      i: Int32Array.of(1, -2, 3, 4),
      b: [true, null, false, true],
      s: ["x,y", 'say "hi"', "two\r\nlines", null],
      t: [new Date("2020-02-29"), new Date(-1), null, new Date("+012345-01-01T00:00:00Z")],
      v: [Float32Array.of(0.1, Number.NaN), null, Float32Array.of(1, 2), Float32Array.of(-0, 3)],
    });
    const text = await writeCsv(frame);
    expect(text.split("\n")[0]).toBe("n,i,b,s,t,v");
    expect(text.split("\n")[1]).toBe('1.5,1,true,"x,y",2020-02-29T00:00:00.000Z,"[0.10000000149011612,null]"');
    const again = await readCsv({ text }, { schema: frame.schema });
    expect(again.toRows()).toEqual(frame.toRows());
  });

  it("keeps to its options", async () => {
    const frame = Frame.fromColumns({ a: [1.5, null], b: ["x;y", "z"] });
    expect(
      await writeCsv(frame, { delimiter: ";", decimal: ",", nullValue: "NA", lineBreak: "\r\n", header: false }),
    ).toBe('1,5;"x;y"\r\nNA;z\r\n');
    for (const options of [
      { delimiter: "" },
      { delimiter: "\n" },
      { decimal: 1 },
      { nullValue: null },
      { lineBreak: "\r" },
    ]) {
      expect((await rejection(writeCsv(frame, options as never))).code).toBe("PARAM_INVALID");
    }
    expect((await rejection(writeCsv(frame, { seperator: ";" } as never))).code).toBe("PARAM_UNKNOWN");
  });

  it("refuses what CSV cannot carry", async () => {
    const error = await rejection(writeCsv(Frame.fromColumns({ a: [1, Number.POSITIVE_INFINITY] })));
    expect(error).toMatchObject({ code: "DATA_NOT_FINITE", data: { column: "a", row: 1 } });
    expect((await rejection(writeCsv(Frame.fromRows([])))).code).toBe("DATA_EMPTY");
  });

  it("writes many rows, and tells how far it is", async () => {
    const frame = Frame.fromColumns({ a: Float64Array.from({ length: 10_000 }, (_, i) => i) });
    const seen: number[] = [];
    const text = await writeCsv(frame, { onProgress: ({ done }) => seen.push(done) });
    expect(text.split("\n")).toHaveLength(10_002);
    expect(seen.at(-1)).toBe(10_000);
    expect((await rejection(writeCsv(frame, { signal: AbortSignal.abort() }))).code).toBe("ABORTED");
  });
});

describe("into a file", () => {
  const frame = Frame.fromColumns({ a: [1, 2], b: ["é", null] });
  let folder = "";
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), "csv-"));
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  it("leaves the file alone", async () => {
    await writeCsv(frame, join(folder, "a.csv"));
    await writeCsv(frame, pathToFileURL(join(folder, "b.csv")), { delimiter: ";" });
    expect(readFileSync(join(folder, "a.csv"), "utf8")).toBe("a,b\n1,é\n2,\n");
    expect(readFileSync(join(folder, "b.csv"), "utf8")).toBe("a;b\n1;é\n2;\n");
    expect(readdirSync(folder).sort()).toEqual(["a.csv", "b.csv"]);
  });

  it("passes by the rest of a crash, and replaces an older file as a whole", async () => {
    writeFileSync(join(folder, "a.csv.0.tmp"), "torn");
    writeFileSync(join(folder, "a.csv"), "old");
    await writeCsv(frame, join(folder, "a.csv"));
    expect(readFileSync(join(folder, "a.csv"), "utf8")).toBe("a,b\n1,é\n2,\n");
    expect(readFileSync(join(folder, "a.csv.0.tmp"), "utf8")).toBe("torn");
  });

  it("keeps the old file and leaves nothing behind when it fails", async () => {
    const path = join(folder, "a.csv");
    writeFileSync(path, "old");
    expect((await rejection(writeCsv(Frame.fromColumns({ a: [1, Infinity] }), path))).code).toBe("DATA_NOT_FINITE");
    expect((await rejection(writeCsv(frame, path, { signal: AbortSignal.abort() }))).code).toBe("ABORTED");
    expect(readFileSync(path, "utf8")).toBe("old");
    expect(readdirSync(folder)).toEqual(["a.csv"]);
    expect((await rejection(writeCsv(frame, join(folder, "none", "a.csv")))).code).toBe("FILE_WRITE");
    expect((await rejection(writeCsv(frame, folder))).code).toBe("FILE_WRITE");
    expect(existsSync(`${folder}.0.tmp`)).toBe(false);
  });
});

describe("any frame", () => {
  const text = fc.string({ unit: "binary", maxLength: 8 });
  const awkward = fc.constantFrom(
    "\ufeff",
    " a ",
    '"',
    '""',
    "a,b",
    "a\nb",
    "a\r",
    "\n",
    "007",
    "NA",
    "",
    " ",
    "true",
    "#",
    "[1]",
    "1e5",
    "\\N",
    "é",
    "😀",
  );
  const string = fc.oneof(text, awkward);
  const real = fc.double({ noDefaultInfinity: true, noNaN: true });
  const moment = fc.date({ noInvalidDate: true });
  const vector = fc
    .array(fc.float({ noDefaultInfinity: true, noNaN: true }), { minLength: 2, maxLength: 2 })
    .map((items) => Float32Array.from(items));
  const kinds = { number: real, boolean: fc.boolean(), string, timestamp: moment, vector };
  const column = fc.constantFrom(...(Object.keys(kinds) as (keyof typeof kinds)[])).chain((type) =>
    fc.boolean().chain((nullable) =>
      fc.record({
        type: fc.constant(type),
        nullable: fc.constant(nullable),
        cells: fc.array<unknown>(nullable ? fc.option<unknown>(kinds[type], { nil: null }) : kinds[type], {
          minLength: 6,
          maxLength: 6,
        }),
      }),
    ),
  );
  const name = fc.oneof(string, fc.constantFrom("__proto__", "constructor", "toString", "0", "1"));
  const frames = fc
    .uniqueArray(fc.tuple(name, column), { selector: ([each]) => each.trim(), minLength: 1, maxLength: 5 })
    .chain((columns) =>
      fc.integer({ min: 0, max: 6 }).map((rows) => {
        const fields = columns.map(([each, { type, nullable }]) => ({
          name: each,
          type,
          nullable,
          ...(type === "vector" ? { size: 2 } : {}),
        }));
        const schema: Schema = parseSchema(fields);
        const objects = Array.from({ length: rows }, (_, row) =>
          Object.fromEntries(columns.map(([each, { cells }]) => [each, cells[row]])),
        );
        return Frame.fromRows(objects, { schema });
      }),
    );

  const same = (a: Frame, b: Frame) => {
    expect(a.numRows).toBe(b.numRows);
    for (const each of a.columns) expect(b.columnOf(each).toArray()).toEqual(a.columnOf(each).toArray());
  };

  it("comes back as it was by its schema, whatever its strings, when missing values have a text of their own", async () => {
    const mark = "\\N!";
    await fc.assert(
      fc.asyncProperty(
        frames,
        fc.constantFrom(",", ";", "\t", "||"),
        fc.constantFrom("\n" as const, "\r\n" as const),
        async (frame, delimiter, lineBreak) => {
          const written = await writeCsv(frame, { delimiter, lineBreak, nullValue: mark });
          same(frame, await readCsv({ text: written }, { delimiter, schema: frame.schema, nullValues: [mark] }));
        },
      ),
      { numRuns: 300 },
    );
  });

  it("comes back as it was without further options, but for strings that mean a missing value", async () => {
    const tokens = new Set(["", "NA"]);
    const plain = frames.filter((frame) =>
      frame.columns.every((each) => {
        const own = frame.columnOf(each);
        return own.type !== "string" || own.toArray().every((cell) => cell === null || !tokens.has(cell.trim()));
      }),
    );
    await fc.assert(
      fc.asyncProperty(plain, async (frame) => {
        same(frame, await readCsv({ text: await writeCsv(frame) }, { schema: frame.schema, nullValues: [...tokens] }));
      }),
      { numRuns: 300 },
    );
  });

  it("of numbers comes back by inference", async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(fc.option(real, { nil: null }), { minLength: 1 }), async (cells) => {
        fc.pre(cells.some((cell) => cell !== null && (!Number.isInteger(cell) || Number.isSafeInteger(cell))));
        const safe = cells.map((cell) =>
          cell !== null && Number.isInteger(cell) && !Number.isSafeInteger(cell) ? 0 : cell,
        );
        const frame = Frame.fromColumns({ a: safe });
        const again = (await readCsv({ text: await writeCsv(frame) })) as Frame;
        expect(again.column("a").toArray()).toEqual(safe);
      }),
    );
  });
});

import { schema } from "@org/mlkit/core";
import { concatFrames, Frame, readJsonLines, readJsonLinesBatches, writeJsonLines } from "@org/mlkit/data";
import { describe, expect, it } from "vitest";
import * as z from "zod";
import { rejection } from "../errors.js";

const rowsOf = async (text: string): Promise<unknown[]> => (await readJsonLines({ text })).toRows();

describe("readJsonLines", () => {
  it("finds columns and types over all lines", async () => {
    const text = '{"a":null,"zip":"007"}\n{"b":true,"a":1}\n{"v":[1,null]}\n{"zip":"1e5","v":null}';
    const frame = await readJsonLines({ text });
    expect(frame.schema.fields.map(({ name, type, nullable }) => [name, type, nullable])).toEqual([
      ["a", "number", true],
      ["zip", "string", true],
      ["b", "boolean", true],
      ["v", "vector", true],
    ]);
    expect(frame.toRows()).toEqual([
      { a: null, zip: "007", b: null, v: null },
      { a: 1, zip: null, b: true, v: null },
      { a: null, zip: null, b: null, v: Float32Array.of(1, Number.NaN) },
      { a: null, zip: "1e5", b: null, v: null },
    ]);
  });

  it("passes over blank lines, a byte order mark and the line ends of Windows", async () => {
    expect(await rowsOf('\ufeff{"a":1}\r\n\r\n  \n{"a":2}')).toEqual([{ a: 1 }, { a: 2 }]);
  });

  it.each(["__proto__", "constructor", "toString", ""])("takes the key '%s' for data", async (name) => {
    const text = `{${JSON.stringify(name)}:1}\n{"other":2}`;
    const frame = await readJsonLines({ text });
    expect(frame.columns).toEqual([name, "other"]);
    expect(frame.columnOf(name).toArray()).toEqual([1, null]);
    expect(Object.getPrototypeOf(frame.row(0))).toBe(Object.prototype);
  });

  it("reads lines and characters that chunks cut, of bytes and of text", async () => {
    const text = '{"city":"Öslo 🎈"}\n{"city":"Lima"}\n\n{"city":"x"}';
    const bytes = new TextEncoder().encode(text);
    for (let size = 1; size < 20; size++) {
      async function* ofBytes(): AsyncGenerator<Uint8Array> {
        const buffer = new Uint8Array(size);
        for (let start = 0; start < bytes.length; start += size) {
          const part = bytes.subarray(start, start + size);
          // One buffer for all chunks, as some streams have it.
          buffer.set(part);
          yield buffer.subarray(0, part.length);
        }
      }
      async function* ofText(): AsyncGenerator<string> {
        for (let start = 0; start < text.length; start += size) yield text.slice(start, start + size);
      }
      const expected = [{ city: "Öslo 🎈" }, { city: "Lima" }, { city: "x" }];
      expect((await readJsonLines(ofBytes())).toRows()).toEqual(expected);
      expect((await readJsonLines(ofText())).toRows()).toEqual(expected);
    }
  });

  it("keeps to a schema", async () => {
    const Shop = schema({ since: "timestamp?", zip: "string", size: ["s", "l"], face: "vector(2)?" });
    const text =
      '{"zip":"1","size":"l","since":"2026-11-20T08:30:00+01:00","face":[1,2]}\n{"zip":"2","size":"s","face":[null,null]}';
    const frame = await readJsonLines({ text }, { schema: Shop });
    expect(frame.schema).toBe(Shop);
    expect(frame.toRows()).toEqual([
      { since: new Date("2026-11-20T07:30:00Z"), zip: "1", size: "l", face: Float32Array.of(1, 2) },
      { since: null, zip: "2", size: "s", face: null },
    ]);
    expect(frame.columnOf("size")).toMatchObject({ dictionary: ["s", "l"] });
    expect((await readJsonLines({ text: "" }, { schema: Shop })).numRows).toBe(0);
  });

  it("runs the row check of another library's schema", async () => {
    const Adult = schema(z.object({ age: z.number().min(18) }));
    const text = '{"age":31}\n\n{"age":17}';
    expect(await rejection(readJsonLines({ text }, { schema: Adult }))).toMatchObject({
      code: "CELL_TYPE",
      data: { line: 3, row: 1, column: "age" },
    });
  });

  const Loan = schema({ age: "number", late: "boolean?" });
  it.each([
    ["a broken line", '{"a":1}\n{"a":', "JSON_SYNTAX", { line: 2 }],
    ["an array", '\n[{"a":1}]', "JSON_SYNTAX", { line: 2 }],
    ["a number", "1", "JSON_SYNTAX", { line: 1 }],
    ["another type than before", '{"a":1}\n\n{"a":"2"}', "JSON_CELL", { line: 3, row: 1, column: "a" }],
    ["a nested object", '{"a":{"b":1}}', "JSON_CELL", { line: 1, column: "a" }],
    ["a list of strings", '{"a":["b"]}', "JSON_CELL", { line: 1, column: "a" }],
    ["an empty list", '{"a":[]}', "JSON_CELL", { line: 1, column: "a" }],
    ["a list of another length", '{"a":[1,2]}\n{"a":[1]}', "JSON_CELL", { line: 2, column: "a" }],
    ["an integer that would lose digits", '{"a":12345678901234567890}', "JSON_CELL", { line: 1, column: "a" }],
    ["the first integer that would change", '{"a":9007199254740993}', "JSON_CELL", { line: 1, column: "a" }],
  ])("refuses %s with its line", async (_, text, code, data) => {
    const error = await rejection(readJsonLines({ text }));
    expect(error).toMatchObject({ code, data });
    expect(error.message).toContain(`Line ${data.line}`);
  });

  it.each([
    ["a missing key", '{"late":true}', { line: 1, column: "age" }],
    ["null", '{"age":null}', { line: 1, column: "age" }],
    ["a number as text", '{"age":31}\n{"age":"31"}', { line: 2, column: "age" }],
    ["a number for a boolean", '{"age":31,"late":1}', { line: 1, column: "late" }],
    ["an unknown key", '{"age":31}\n{"age":31,"Late":true}', { line: 2, column: "Late" }],
  ])("refuses %s against a schema", async (_, text, data) => {
    expect(await rejection(readJsonLines({ text }, { schema: Loan }))).toMatchObject({ code: "JSON_CELL", data });
  });

  it("passes over unknown keys where it is told to", async () => {
    const text = '{"age":31,"name":{"first":"Ana"}}';
    const frame = await readJsonLines({ text }, { schema: Loan, unknownColumns: "ignore" });
    expect(frame.toRows()).toEqual([{ age: 31, late: null }]);
  });

  it("takes large numbers that lose nothing", async () => {
    expect(
      await rowsOf('{"a":1e20,"b":100000000000000000000,"c":1234567890123456789.5}\n{"d":"12345678901234567890"}'),
    ).toHaveLength(2);
  });

  it("refuses bytes that are no UTF-8 with their line", async () => {
    const bytes = new Uint8Array([...new TextEncoder().encode('{"a":1}\n\n{"a":"'), 0xff, 34, 125, 10]);
    expect(await rejection(readJsonLines(bytes))).toMatchObject({ code: "JSON_SYNTAX", data: { line: 3 } });
    expect(await rejection(readJsonLines(bytes.subarray(0, -1)))).toMatchObject({
      code: "JSON_SYNTAX",
      data: { line: 3 },
    });
  });

  it("refuses nothing at all, and options that there are not", async () => {
    expect((await rejection(readJsonLines({ text: " \n" }))).code).toBe("DATA_EMPTY");
    expect((await rejection(readJsonLines({ text: "{}" }, { delimiter: "," } as object))).code).toBe("PARAM_UNKNOWN");
    expect((await rejection(readJsonLines({ text: "{}" }, { unknownColumns: "drop" as "error" }))).code).toBe(
      "PARAM_INVALID",
    );
    expect((await rejection(readJsonLines({ text: "{}" }, { signal: AbortSignal.abort() }))).code).toBe("ABORTED");
  });
});

describe("readJsonLinesBatches", () => {
  it("holds later batches to the columns of the first", async () => {
    const read = (text: string) => concatFrames(readJsonLinesBatches({ text }, { batchSize: 1 }));
    expect((await read('{"a":1,"b":null}\n{"a":2}')).toRows()).toEqual([
      { a: 1, b: null },
      { a: 2, b: null },
    ]);
    expect(await rejection(read('{"a":1}\n{"a":"x"}'))).toMatchObject({
      code: "JSON_CELL",
      data: { line: 2, column: "a" },
    });
    const error = await rejection(read('{"a":1}\n{"a":1,"b":2}'));
    expect(error).toMatchObject({ code: "JSON_CELL", data: { line: 2, column: "b" } });
    expect(error.message).toContain("first batch");
  });

  it("reads on only when it is asked", async () => {
    let given = 0;
    async function* source(): AsyncGenerator<string> {
      for (; given < 100; given++) yield `{"a":${given}}\n`;
    }
    for await (const batch of readJsonLinesBatches(source(), { batchSize: 5 })) {
      expect(batch.numRows).toBe(5);
      break;
    }
    expect(given).toBeLessThan(8);
  });
});

describe("writeJsonLines", () => {
  it("writes keys that are special, and refuses infinities with their row", async () => {
    const frame = Frame.fromRows([JSON.parse('{"__proto__":"\\n\\ud83c","a b":-0}')]);
    expect(await writeJsonLines(frame)).toBe('{"__proto__":"\\n\\ud83c","a b":-0}\n');
    const rows = Frame.fromRows([{ a: 1 }, { a: Number.POSITIVE_INFINITY }]);
    expect(await rejection(writeJsonLines(rows))).toMatchObject({
      code: "DATA_NOT_FINITE",
      data: { row: 1, column: "a" },
    });
    const vectors = Frame.fromRows([{ a: [1, Number.NEGATIVE_INFINITY] }]);
    expect((await rejection(writeJsonLines(vectors))).code).toBe("DATA_NOT_FINITE");
  });
});

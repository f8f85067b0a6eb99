import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Readable } from "node:stream";
import { pathToFileURL } from "node:url";
import { schema } from "@org/mlkit/core";
import { type CsvOptions, type Frame, readCsv } from "@org/mlkit/data";
import { afterAll, beforeAll, describe, expect, expectTypeOf, it } from "vitest";
import { rejection } from "../errors.js";
import { golden } from "../golden.js";

const types = (frame: Frame): Record<string, string> =>
  Object.fromEntries(frame.schema.fields.map((field) => [field.name, field.type]));
const read = (text: string, options: CsvOptions<object> = {}) => readCsv({ text }, options);
const columnOf = async (cells: readonly string[], options: CsvOptions<object> = {}) => {
  const frame = (await read(`x\n${cells.map((cell) => `"${cell}"`).join("\n")}\n`, options)) as Frame;
  return { type: frame.schema.field("x").type, values: frame.column("x").toArray() };
};

describe("a messy file", () => {
  const raw = Buffer.from(golden.messy.base64, "base64");
  const style = { encoding: "latin1", delimiter: ";", decimal: ",", thousands: ".", nullValues: ["", "-"] };
  const expected = golden.messy.rows.map((row) => ({
    ...row,
    "Kunde seit": row["Kunde seit"] === null ? null : new Date(String(row["Kunde seit"])),
  }));

  it("is read as pandas reads it, types found", async () => {
    const frame = await readCsv(raw, { ...style, types: { PLZ: "string" } });
    expect(frame.columns).toEqual(golden.messy.columns);
    expect(frame.toRows()).toEqual(expected);
    expect(types(frame)).toEqual({
      Name: "string",
      Straße: "string",
      PLZ: "string",
      Umsatz: "number",
      "Kunde seit": "timestamp",
      aktiv: "boolean",
      Notiz: "string",
    });
  });

  it("is read the same by the schema that was found, and by one byte at a time", async () => {
    const first = await readCsv(raw, { ...style, types: { PLZ: "string" } });
    const bytes = async function* () {
      for (const byte of raw) yield Uint8Array.of(byte);
    };
    const again = await readCsv(bytes(), { ...style, schema: first.schema });
    expect(again.toRows()).toEqual(expected);
    expect(again.schema).toBe(first.schema);
  });

  it("keeps the types of the first file for a next one that would give others", async () => {
    const first = await read("zip;city\n01067;Dresden\n", { delimiter: ";" });
    const next = await read("zip;city\n10115;7\n", { delimiter: ";", schema: first.schema });
    expect(next.toRows()).toEqual([{ zip: "10115", city: "7" }]);
  });
});

describe("types found", () => {
  it.each(Object.entries(golden.inferred))("are those of pandas: %s", async (_, { text, columns }) => {
    const frame = (await read(text)) as Frame;
    for (const [name, values] of Object.entries(columns)) expect(frame.column(name).toArray()).toEqual(values);
  });

  const numbers: readonly (readonly [string, number])[] = [
    ["0", 0],
    ["-0", -0],
    ["12", 12],
    ["0.5", 0.5],
    [".5", 0.5],
    ["5.", 5],
    ["1e5", 1e5],
    ["-2.5E-3", -0.0025],
    [" 7 ", 7],
    ["\u00a07", 7],
    ["123456789012345", 123456789012345],
    ["0.1234567890123456789", 0.12345678901234568],
    ["1e-320", 1e-320],
    ["9007199254740991", 9007199254740991],
    ["9007199254740993.0", 9007199254740992],
    ["179769313486231570000e288", 1.7976931348623157e308],
  ];
  it.each(numbers)("%j is a number", async (text, value) => {
    expect(await columnOf([text])).toEqual({ type: "number", values: [value] });
  });

  const strings = [
    "007",
    "-01",
    "+1",
    "0x1f",
    "Infinity",
    "-Infinity",
    "1_000",
    "1,5",
    "1 000",
    "e5",
    "1e",
    "1e+",
    ".",
    "-",
    "--1",
    "1.2.3",
    "١",
    "12a",
    "1e999",
    "9007199254740993",
    "true1",
    "2020-13-01",
    "2021-02-29",
    "2020-1-1",
    "12:30",
    "2020-01-01T25:00",
  ];
  it.each(strings)("%j is a string", async (text) => {
    expect(await columnOf([text])).toEqual({ type: "string", values: [text] });
  });

  const moments: readonly (readonly [string, string])[] = [
    ["2020-02-29", "2020-02-29T00:00:00.000Z"],
    ["2020-01-02T03:04", "2020-01-02T03:04:00.000Z"],
    ["2020-01-02 03:04:05", "2020-01-02T03:04:05.000Z"],
    ["2020-01-02T03:04:05.6789Z", "2020-01-02T03:04:05.678Z"],
    ["2020-01-02T03:04:05,5+05:30", "2020-01-01T21:34:05.500Z"],
    ["2020-01-02T03:04-0200", "2020-01-02T05:04:00.000Z"],
    ["0099-01-01", "0099-01-01T00:00:00.000Z"],
    ["+012345-06-07T00:00:00Z", "+012345-06-07T00:00:00.000Z"],
  ];
  it.each(moments)("%j is a timestamp", async (text, iso) => {
    expect(await columnOf([text])).toEqual({ type: "timestamp", values: [new Date(iso)] });
  });

  it("any case of true and false is a boolean", async () => {
    expect(await columnOf(["TRUE", " false ", "True"])).toEqual({ type: "boolean", values: [true, false, true] });
    expect(await columnOf(["ja", "Nein"], { trueValues: ["ja"], falseValues: ["nein"] })).toEqual({
      type: "boolean",
      values: [true, false],
    });
  });

  it.each([
    ["1", "x"],
    ["true", "1"],
    ["2020-01-01", "2020"],
    ["1.50", "007"],
    ["", "1", "x"],
  ])("hold for the whole column: %j …", async (...cells) => {
    const long = [...Array.from({ length: 3000 }, () => cells[0] as string), ...cells];
    const { type, values } = await columnOf(long);
    expect(type).toBe("string");
    expect(values).toEqual(long.map((cell) => (cell === "" ? null : cell)));
  });

  it("a column without values is one of strings", async () => {
    expect(await columnOf(["", "NA", "null"])).toEqual({ type: "string", values: [null, null, null] });
  });

  it("types of some columns can be given", async () => {
    const frame = await read("zip,n,s\n01067,1,a\n10115,2,b\n", { types: { zip: "string", s: ["a", "b"] } });
    expect(types(frame as Frame)).toEqual({ zip: "string", n: "number", s: "string" });
    expect(frame.schema.field("s").values).toEqual(["a", "b"]);
    expect((await rejection(read("a\n1\n", { types: { b: "string" } }))).code).toBe("CSV_HEADER");
    expect((await rejection(read("a\nx\n", { types: { a: "number" } }))).code).toBe("CSV_CELL");
  });
});

describe("a schema", () => {
  const Loan = schema({
    age: "number",
    income: "number?",
    city: "string",
    ownCar: "boolean",
    status: ["paid", "late"],
    code: [1, 2, null],
    when: "timestamp?",
    face: "vector(2)?",
  });
  const head = "age,income,city,ownCar,status,code,when,face";

  it("gives the columns their types, in its order", async () => {
    const text = `status,${head.replace(",status", "")}\nlate, 31 ,,Lima,TRUE,1,2020-01-01,"[0.5,1]"\n paid,+007,NA,"Oslo",false,,,\n`;
    const frame = await readCsv({ text }, { schema: Loan });
    expect(frame.schema).toBe(Loan);
    expect(frame.toRows()).toEqual([
      {
        age: 31,
        income: null,
        city: "Lima",
        ownCar: true,
        status: "late",
        code: 1,
        when: new Date("2020-01-01"),
        face: Float32Array.of(0.5, 1),
      },
      { age: 7, income: null, city: "Oslo", ownCar: false, status: "paid", code: null, when: null, face: null },
    ]);
    expectTypeOf(frame.row(0).status).toEqualTypeOf<"paid" | "late">();
    expectTypeOf(await readCsv({ text })).toEqualTypeOf<Frame>();
  });

  const good = ["31", "1", "Lima", "true", "paid", "1", "", ""];
  const bad: readonly (readonly [string, string, string])[] = [
    ["age", "old", "a number"],
    ["age", "", "a number"],
    ["age", "1e999", "a number"],
    ["age", "0x10", "a number"],
    ["income", "1,5", "a number or null"],
    ["city", "NA", "a string"],
    ["ownCar", "yes", "a boolean"],
    ["ownCar", "", "a boolean"],
    ["status", "PAID", 'one of "paid", "late"'],
    ["status", "", 'one of "paid", "late"'],
    ["code", "3", "one of 1, 2 or null"],
    ["when", "01.02.2020", "an ISO 8601 date or date-time"],
    ["face", "[1]", "a vector of 2 numbers or null"],
    ["face", '[1,"2"]', "a vector of 2 numbers or null"],
  ];
  it.each(bad)("names the line of a cell that does not fit: %s %j", async (column, text, expected) => {
    const at = Loan.names.indexOf(column);
    const cells = good.map((cell, index) => `"${(index === at ? text : cell).replaceAll('"', '""')}"`).join(",");
    const lines = [head, "", good.join(","), '31,1,"two', 'lines",true,paid,1,,', cells];
    const error = await rejection(read(lines.join("\n"), { schema: Loan }));
    expect(error.code).toBe("CSV_CELL");
    expect(error.data).toMatchObject({ line: 6, row: 2, column, text });
    expect(error.message).toContain(`Line 6, column '${column}'`);
    expect(error.message).toContain(`expected: ${expected}`);
  });

  it("takes a closed set's own values before the texts for missing ones", async () => {
    const Region = schema({ region: ["NA", "EU", null] });
    expect((await readCsv({ text: "region\nNA\nEU\nnull\n" }, { schema: Region })).column("region").toArray()).toEqual([
      "NA",
      "EU",
      null,
    ]);
  });

  it("takes numbers as missing values where it is told so", async () => {
    const frame = await readCsv({ text: "a\n-999\n1\n" }, { schema: schema({ a: "number?" }), nullValues: ["-999"] });
    expect(frame.column("a").toArray()).toEqual([null, 1]);
    expect((await read("a\n-999\n1\n", { nullValues: ["-999"] })).toRows()).toEqual([{ a: null }, { a: 1 }]);
  });

  it("keeps every text of strings without null values", async () => {
    const frame = await readCsv(
      { text: 'a,b\n"",NA\n' },
      { schema: schema({ a: "string", b: "string" }), nullValues: [] },
    );
    expect(frame.toRows()).toEqual([{ a: "", b: "NA" }]);
  });

  it("refuses missing and unknown columns", async () => {
    const Two = schema({ age: "number", city: "string" });
    const missing = await rejection(read("age,citty\n1,Lima\n", { schema: Two }));
    expect(missing).toMatchObject({ code: "CSV_HEADER", data: { line: 1, column: "city" } });
    expect(missing.remedy).toContain("'citty'");
    const unknown = await rejection(read("age,city,pet\n1,Lima,cat\n", { schema: Two }));
    expect(unknown).toMatchObject({ code: "CSV_HEADER", data: { column: "pet" } });
    const passed = await readCsv({ text: "pet,age,pet,city\nx,1,y,Lima\n" }, { schema: Two, unknownColumns: "ignore" });
    expect(passed.toRows()).toEqual([{ age: 1, city: "Lima" }]);
    expect((await rejection(read("age;city\n1;Lima\n", { schema: Two }))).remedy).toContain("delimiter");
  });

  it("reads a header alone as a table of no rows", async () => {
    const frame = await readCsv({ text: `${head}\r\n` }, { schema: Loan });
    expect([frame.numRows, frame.columns]).toEqual([0, Loan.names]);
  });
});

describe("headers", () => {
  it("are trimmed unless they should not be, and matched as they stand first", async () => {
    expect((await read(" a ,b\t\n1,2\n")).columns).toEqual(["a", "b"]);
    expect((await read(" a ,b\t\n1,2\n", { trimHeaders: false })).columns).toEqual([" a ", "b\t"]);
    expect(
      (await readCsv({ text: " a ,b \n1,2\n" }, { schema: schema({ " a ": "number", b: "number" }) })).toRows(),
    ).toEqual([{ " a ": 1, b: 2 }]);
  });

  it("may come from elsewhere", async () => {
    expect((await read("1,2\n3,4\n", { header: ["a", "b"] })).toRows()).toEqual([
      { a: 1, b: 2 },
      { a: 3, b: 4 },
    ]);
    expect((await read("1,2\n", { header: false })).toRows()).toEqual([{ x0: 1, x1: 2 }]);
    expect((await read("1,2\n", { header: false, schema: schema({ a: "number", b: "string" }) })).toRows()).toEqual([
      { a: 1, b: "2" },
    ]);
    expect((await rejection(read("1,2\n", { header: ["a"] }))).code).toBe("CSV_SYNTAX");
  });

  it("with a name twice are refused", async () => {
    const error = await rejection(read("a, b,c,b \n1,2,3,4\n"));
    expect(error).toMatchObject({ code: "CSV_HEADER", data: { line: 1, column: "b" } });
    expect(error.message).toContain("columns 2 and 4");
  });

  it.each(["__proto__", "constructor", "toString", "hasOwnProperty", ""])("may name a column %j", async (name) => {
    const frame = (await read(`${name},x\n1,a\n`)) as Frame;
    expect(frame.columns).toEqual([name, "x"]);
    expect(frame.column(name).toArray()).toEqual([1]);
    expect(Object.entries(frame.row(0))).toEqual([
      [name, 1],
      ["x", "a"],
    ]);
    expect((await readCsv({ text: `${name},x\n2,b\n` }, { schema: frame.schema })).toRows()).toHaveLength(1);
  });
});

describe("syntax", () => {
  it("takes quotes, line breaks, marks and empty lines as they come", async () => {
    const rows = [
      { a: 1, b: "x\r\ny" },
      { a: 2, b: 'say "hi"' },
      { a: 3, b: null },
    ];
    for (const end of ["\n", "\r\n", "\r"]) {
      expect(
        (await read(`\ufeffa,b${end}1,"x\r\ny"${end}${end}2,"say ""hi"""${end}   ${end}3,${end}`)).toRows(),
      ).toEqual(rows);
    }
    expect((await read("a,b\n1,2\r\n3,4\r5,6")).column("a" as never).toArray()).toEqual([1, 3, 5]);
  });

  it("takes other delimiters, quotes, escapes and comments", async () => {
    expect(
      (await read("# made by hand\na\tb\n1\t'x\ty'\n# 2\t3\n", { delimiter: "\t", quote: "'", comment: "#" })).toRows(),
    ).toEqual([{ a: 1, b: "x\ty" }]);
    expect((await read('a||b\n1||"x\\"y"\n', { delimiter: "||", escape: "\\" })).toRows()).toEqual([
      { a: 1, b: 'x"y' },
    ]);
    expect((await read('a,b\n1,5" disk\n', { quote: null })).toRows()).toEqual([{ a: 1, b: '5" disk' }]);
  });

  const wrong: readonly (readonly [string, string, number])[] = [
    ["too few cells", "a,b\r\n1,2\r\n3\r\n", 3],
    ["too many cells", 'a,b\n"x\r\n\r\ny",2\n3,4,5\n', 5],
    ["a quote inside a cell", 'a,b\n1,2\n3,x"y"\n', 3],
    ["text after a quote", 'a,b\n1,2\n3,"x"y\n', 3],
    ["a quote that is not closed", 'a,b\n1,2\n3,"x\n4,5\n6,7\n', 3],
  ];
  it.each(wrong)("names the line of %s", async (_, text, line) => {
    const error = await rejection(read(text));
    expect(error).toMatchObject({ code: "CSV_SYNTAX", data: { line } });
    expect(error.message).toMatch(new RegExp(`^Line ${line}\\b`));
  });

  it("counts lines by the file, whatever the chunks", async () => {
    const text = 'a,b\r\n"1\r\n2\r\n3",x\r\n\r\n\r\n"4\n5",y\r\n6,z,7\r\n';
    for (const size of [1, 2, 3, 5, 100]) {
      const chunks = async function* () {
        for (let at = 0; at < text.length; at += size) yield text.slice(at, at + size);
      };
      expect((await rejection(readCsv(chunks()))).data).toMatchObject({ line: 9 });
    }
  });

  it.each([
    ["nothing", ""],
    ["empty lines", "\n\r\n  \n"],
    ["a mark", "\ufeff"],
    ["a header", "a,b\n"],
  ])("refuses %s alone", async (_, text) => {
    const error = await rejection(read(text));
    expect(error.code).toBe("CSV_EMPTY");
  });
});

describe("numbers as others write them", () => {
  it("take a decimal comma and groups of three digits", async () => {
    const style = { delimiter: ";", decimal: ",", thousands: "." };
    expect((await read("x\n1.234,5\n1234,5\n12,5\n-1.000.000\n", style)).column("x" as never).toArray()).toEqual([
      1234.5, 1234.5, 12.5, -1000000,
    ]);
    for (const text of ["1.2.2020", "12.34", "1.2345", "0.123", "1,2,3", "1.234.56", "01.234"]) {
      expect((await read(`x\n${text}\n`, style)).column("x" as never).toArray()).toEqual([text]);
    }
    expect((await read("x\n12,345.5\n", { delimiter: ";", thousands: "," })).toRows()).toEqual([{ x: 12345.5 }]);
    expect((await read("x\n1.5\n", { delimiter: ";", decimal: "," })).toRows()).toEqual([{ x: "1.5" }]);
  });
});

describe("encodings", () => {
  it("are decoded", async () => {
    const text = "name,n\nMüller €,1\n";
    const utf16 = Buffer.from(`\ufeff${text}`, "utf16le");
    expect((await readCsv(utf16, { encoding: "utf-16le" })).toRows()).toEqual([{ name: "Müller €", n: 1 }]);
    expect(
      (await readCsv(Buffer.from("name,n\nM\xfcller \x80,1\n", "latin1"), { encoding: "windows-1252" })).toRows(),
    ).toEqual([{ name: "Müller €", n: 1 }]);
    expect((await readCsv(Buffer.from(`\ufeff${text}`))).columns).toEqual(["name", "n"]);
  });

  it("that are wrong are an error that names the line", async () => {
    const latin1 = Buffer.from(`name\n${"ok\n".repeat(100_000)}M\xfcller\n`, "latin1");
    const error = await rejection(readCsv(latin1));
    expect(error).toMatchObject({ code: "CSV_ENCODING", data: { encoding: "utf-8", line: 100_002 } });
    expect(error.remedy).toContain("windows-1252");
    const inTwo = async function* () {
      yield Buffer.from("name\né\n").subarray(0, 6);
      yield Buffer.from([0xa9, 10, 111, 10, 0xff, 10]);
    };
    expect((await rejection(readCsv(inTwo()))).data).toMatchObject({ line: 4 });
    expect((await rejection(readCsv(Buffer.from([97, 10, 0xc3])))).code).toBe("CSV_ENCODING");
    expect((await rejection(readCsv(Buffer.from("a,b\n1,2\n", "utf16le")))).remedy).toContain("utf-16le");
    expect((await rejection(readCsv(Buffer.from("\ufeffa,b\n1,2\n", "utf16le")))).code).toBe("CSV_ENCODING");
  });

  it("keep characters that two chunks share", async () => {
    const text = "name\n😀é\n";
    const bytes = async function* () {
      for (const byte of Buffer.from(text)) yield Uint8Array.of(byte);
    };
    const halves = async function* () {
      for (let at = 0; at < text.length; at++) yield text[at] ?? "";
    };
    for (const source of [bytes(), halves()]) expect((await readCsv(source)).toRows()).toEqual([{ name: "😀é" }]);
  });
});

describe("sources", () => {
  let folder = "";
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), "csv-"));
    writeFileSync(join(folder, "a.csv"), "a\n1\n");
  });
  afterAll(() => rmSync(folder, { recursive: true }));

  it("are paths, URLs, text, bytes and streams", async () => {
    const path = join(folder, "a.csv");
    const bytes = new TextEncoder().encode("a\n1\n");
    const shared = new Uint8Array(new SharedArrayBuffer(4));
    shared.set(bytes);
    const sources = [
      path,
      pathToFileURL(path),
      "a\n1\n",
      { text: "a\n1\n" },
      bytes,
      bytes.buffer,
      shared,
      Buffer.from("a\n1\n"),
      Readable.from([Buffer.from("a\n"), Buffer.from("1\n")]),
      Readable.from(["a\n", "1\n"]),
      new Blob(["a\n1\n"]).stream(),
      new Response("a\n1\n").body as ReadableStream<Uint8Array>,
    ];
    for (const source of sources) expect((await readCsv(source)).toRows()).toEqual([{ a: 1 }]);
  });

  it("that cannot be read are an error with the path", async () => {
    const error = await rejection(readCsv(join(folder, "none.csv")));
    expect(error).toMatchObject({ code: "FILE_READ", data: { path: join(folder, "none.csv") } });
    expect((await rejection(readCsv(folder))).code).toBe("FILE_READ");
    expect((await rejection(readCsv(new URL("https://example.org/a.csv")))).remedy).toContain("fetch");
    expect((await rejection(readCsv(5 as never))).code).toBe("DATA_SHAPE");
    expect((await rejection(readCsv(Readable.from([{ a: 1 }]) as never))).code).toBe("DATA_SHAPE");
  });

  it("name the file in errors", async () => {
    const path = join(folder, "bad.csv");
    writeFileSync(path, "a,b\n1\n");
    expect((await rejection(readCsv(path))).message).toContain(`${path}, line 2`);
  });

  it("hand on their own failures", async () => {
    const failing = async function* () {
      yield "a\n1\n";
      throw new RangeError("the line went dead");
    };
    await expect(readCsv(failing())).rejects.toThrow(RangeError);
  });

  it("end when they are aborted, and tell how far they are", async () => {
    const controller = new AbortController();
    let closed = false;
    const endless = async function* () {
      try {
        for (;;) {
          yield "1\n";
          controller.abort();
        }
      } finally {
        closed = true;
      }
    };
    expect((await rejection(readCsv(endless(), { header: ["a"], signal: controller.signal }))).code).toBe("ABORTED");
    expect(closed).toBe(true);
    expect((await rejection(read("a\n1\n", { signal: AbortSignal.abort() }))).code).toBe("ABORTED");
    const seen: number[] = [];
    await read("a\n1\n", { onProgress: ({ done, total }) => seen.push(done, total) });
    expect(seen).toEqual([4, 4]);
  });
});

describe("options", () => {
  const wrong: readonly (readonly [string, unknown])[] = [
    ["delimiter", ""],
    ["delimiter", '"'],
    ["delimiter", "\n"],
    ["quote", "ab"],
    ["decimal", "1"],
    ["decimal", ""],
    ["thousands", "."],
    ["encoding", "klingon"],
    ["header", "a"],
    ["nullValues", "NA"],
    ["trueValues", [1]],
    ["unknownColumns", "drop"],
    ["comment", ""],
    ["trimHeaders", 1],
  ];
  it.each(wrong)("%s: %j is refused", async (name, value) => {
    const error = await rejection(read("a\n1\n", { [name]: value }));
    expect(error).toMatchObject({ code: "PARAM_INVALID", data: { name } });
  });

  it("that there are not are refused with the nearest", async () => {
    const error = await rejection(read("a\n1\n", { delimeter: ";" } as never));
    expect(error.code).toBe("PARAM_UNKNOWN");
    expect(error.remedy).toContain("'delimiter'");
  });
});

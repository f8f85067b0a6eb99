/**
 * The reader of bytes against csv-parse: the same cells and the same errors. An option that only csv-parse can serve, a comment
 * mark that no text holds, makes it read the whole file.
 */
import { MlkitError, schema } from "@org/mlkit/core";
import { type CsvOptions, type Frame, readCsv } from "@org/mlkit/data";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { numberReader } from "../../../src/data/csv/numerals.js";
import { byteReader } from "../../../src/data/csv/plain/decimal.js";
import { ByteDictionary, UNKNOWN } from "../../../src/data/csv/plain/dictionary.js";

const PARSE = { comment: "\u0007\u0007" };

/** All that can be seen of a reading: the columns with their inner arrays, or the error. */
async function seen(reading: Promise<Frame>): Promise<unknown> {
  try {
    const frame = await reading;
    return frame.schema.fields.map((field) => [field, frame.columnOf(field.name)]);
  } catch (error) {
    if (!(error instanceof MlkitError)) throw error;
    const { code, message, data } = error;
    // The line of a quote that is not closed: csv-parse does not see empty lines before it.
    return data["reason"] === "CSV_QUOTE_NOT_CLOSED" ? { code, reason: data["reason"] } : { code, message, data };
  }
}

/** Bytes cut into chunks of these sizes, again and again. */
async function* chunksOf(bytes: Uint8Array, sizes: readonly number[]) {
  for (let at = 0, i = 0; at < bytes.length; i++) {
    const size = sizes[i % sizes.length] ?? 1;
    yield bytes.slice(at, at + size);
    at += size;
  }
}

async function expectSame(bytes: Uint8Array, options: CsvOptions<object>, sizes: readonly number[]): Promise<void> {
  const read = (more: object) => readCsv(chunksOf(bytes, sizes), { ...options, ...more }) as Promise<Frame>;
  expect(await seen(read({}))).toEqual(await seen(read(PARSE)));
}

const sizes = fc.array(fc.integer({ min: 1, max: 40 }), { minLength: 1, maxLength: 4 });
const utf8 = (text: string): Uint8Array => new TextEncoder().encode(text);

const number = fc.oneof(
  fc.double({ noNaN: true, noDefaultInfinity: true }).map(String),
  fc.integer().map(String),
  fc.tuple(fc.integer(), fc.integer({ min: 0, max: 9 })).map(([value, digits]) => (value / 1000).toFixed(digits)),
  fc.constantFrom("-0", ".5", "5.", "007", "+1", "1e5", " 7 ", "9007199254740993", "1,5", "1.234,5", "-", "1.2.3"),
);
const word = fc.constantFrom(
  "a",
  "b",
  "Lima",
  "São Paulo",
  "x y",
  " a ",
  "true",
  "FALSE",
  "",
  " ",
  "NA",
  "null",
  "-999",
);
const long = fc.string({ unit: "grapheme", minLength: 10, maxLength: 30 });
const moment = fc.constantFrom("2020-01-02", "2020-01-02T03:04:05Z", "2020-13-01");
const awkward = fc.constantFrom(
  'say "hi"',
  "x,y",
  "two\nlines",
  "two\r\nlines",
  "\r",
  '"',
  '""',
  "\ufeff",
  "\u00a0",
  "\u0000",
);
const kinds = [number, word, fc.oneof(number, word), fc.oneof(word, long), moment, fc.oneof(word, awkward)];

const tables = fc
  .record({
    width: fc.integer({ min: 1, max: 4 }),
    rows: fc.integer({ min: 0, max: 30 }),
    delimiter: fc.constantFrom(",", ";", "\t", " "),
    mark: fc.boolean(),
    quoteAll: fc.boolean(),
    endsOpen: fc.boolean(),
  })
  .chain((form) =>
    fc.record({
      form: fc.constant(form),
      cells: fc
        .tuple(...Array.from({ length: form.width }, () => fc.constantFrom(...kinds)))
        .chain((columns) => fc.array(fc.tuple(...columns), { minLength: form.rows, maxLength: form.rows })),
      ends: fc.array(fc.constantFrom("\n", "\r\n", "\r", "\n\n", "\n  \n"), { minLength: 1, maxLength: 3 }),
    }),
  )
  .map(({ form, cells, ends }) => {
    const { delimiter, mark, quoteAll, endsOpen } = form;
    const quoted = (cell: string): string =>
      quoteAll || /["\r\n]/.test(cell) || cell.includes(delimiter) ? `"${cell.replaceAll('"', '""')}"` : cell;
    const header = Array.from({ length: form.width }, (_, at) => `c${at}`);
    const lines = [header, ...cells].map((record) => record.map(quoted).join(delimiter));
    const text = lines.map((line, at) => line + (ends[at % ends.length] ?? "\n")).join("");
    return { text: (mark ? "\ufeff" : "") + (endsOpen ? text.trimEnd() : text), delimiter };
  });

/** Texts that are mostly no CSV, of the characters that matter. */
const scraps = fc
  .array(
    fc.constantFrom("a", "b", "1", "7", ",", ",", '"', '"', '""', "\n", "\n", "\r", " ", ".", "-", "é", "\ufeff"),
    {
      maxLength: 40,
    },
  )
  .map((parts) => parts.join(""));

describe("from bytes", () => {
  it("any table is read as csv-parse reads it, whatever the chunks", async () => {
    await fc.assert(
      fc.asyncProperty(
        tables,
        sizes,
        fc.constantFrom({}, { decimal: ",", thousands: "." }, { nullValues: ["-999", ""] }, { header: false }),
        ({ text, delimiter }, sizes, options) => expectSame(utf8(text), { delimiter, ...options }, sizes),
      ),
      { numRuns: 300 },
    );
  });

  it("any text is read, or refused on the same line, as by csv-parse", async () => {
    const options = fc.constantFrom<CsvOptions<object>>(
      {},
      { header: ["x", "y"] },
      { header: false },
      { quote: null },
      { trimHeaders: false },
    );
    await fc.assert(
      fc.asyncProperty(scraps, options, sizes, (text, options, sizes) => expectSame(utf8(text), options, sizes)),
      { numRuns: 5000 },
    );
  });

  it("a schema is kept to as with csv-parse", async () => {
    const types = {
      n: "number",
      m: "number?",
      s: "string?",
      b: "boolean?",
      t: "timestamp?",
      k: ["a", "NA", null],
      i: [1, 2, null],
    } as const;
    const cell = (...texts: string[]) => fc.constantFrom(...texts);
    const row = fc.tuple(
      cell("1", "007", "-2.5", "1", "2", "x"),
      cell("", "NA", " 3 ", "1e3"),
      cell("a", "b", "", " NA"),
      cell("true", " False", "", "null"),
      cell("2020-01-01", "", " 2020-01-01 "),
      cell("a", " a", "NA", ""),
      cell("1", " 2", "", "01", "3"),
    );
    await fc.assert(
      fc.asyncProperty(fc.array(row, { maxLength: 8 }), sizes, async (rows, sizes) => {
        const text = [Object.keys(types), ...rows].map((each) => each.join(",")).join("\n");
        await expectSame(utf8(text), { schema: schema(types) }, sizes);
      }),
      { numRuns: 300 },
    );
  });

  it("other encodings and texts are read alike", async () => {
    const latin1 = fc.string({ unit: fc.constantFrom("a", "ü", "1", ",", "\n", ";", "ÿ"), maxLength: 30 });
    await fc.assert(
      fc.asyncProperty(latin1, sizes, async (text, sizes) => {
        const options = { encoding: "windows-1252", header: ["x", "y"] };
        await expectSame(Uint8Array.from(Buffer.from(text, "latin1")), options, sizes);
        const read = (more: object) => readCsv({ text }, { header: ["x", "y"], ...more }) as Promise<Frame>;
        expect(await seen(read({}))).toEqual(await seen(read(PARSE)));
      }),
      { numRuns: 300 },
    );
  });

  it("bytes that are no UTF-8 are refused on the same line", async () => {
    const bytes = fc.array(fc.constantFrom(97, 44, 10, 10, 49, 0xc3, 0xa9, 0xff), { maxLength: 30 });
    await fc.assert(
      fc.asyncProperty(bytes, async (items) => {
        const options = { header: ["x", "y"] };
        const found = (await seen(readCsv(Uint8Array.from(items), options) as Promise<Frame>)) as { code?: string };
        const expected = await seen(readCsv(Uint8Array.from(items), { ...options, ...PARSE }) as Promise<Frame>);
        // Of two faults in one chunk, either may be found first.
        if ((expected as { code?: string }).code === "CSV_ENCODING" && found.code !== "CSV_ENCODING") {
          expect(["CSV_SYNTAX", "CSV_CELL"]).toContain(found.code);
        } else expect(found).toEqual(expected);
      }),
      { numRuns: 300 },
    );
  });

  it("goes over to csv-parse within a file, and keeps lines, rows and types", async () => {
    const rows = Array.from({ length: 50 }, (_, i) => `${i},"x""${i}"`).join("\n");
    // A record longer than what is kept of bytes.
    const giant = `50,"${"long\n".repeat(300_000)}"`;
    const text = `a,b\n${rows}\n${giant}\n51,y\n007,z\nlast\n`;
    const error = await readCsv(utf8(text)).catch((thrown: unknown) => thrown);
    expect(error).toMatchObject({ code: "CSV_SYNTAX", data: { line: 300_055 } });
    const frame = (await readCsv(utf8(text.replace("last\n", "")))) as Frame;
    expect(frame.numRows).toBe(53);
    expect(frame.column("a").toArray().slice(49)).toEqual(["49", "50", "51", "007"]);
    expect(frame.column("b").get(49)).toBe('x"49');
    expect(String(frame.column("b").get(50))).toHaveLength(1_500_000);
  });
});

describe("numbers from bytes", () => {
  const at = (text: string, plain: boolean, decimal = ".") =>
    byteReader({ decimal, thousands: undefined }, plain)(utf8(`,${text},`), 1, 1 + utf8(text).length);

  it("are those of the reader of texts, bit for bit, or left to it", () => {
    fc.assert(
      fc.property(
        fc.oneof(number, fc.string({ unit: fc.constantFrom(..."0123456789.-+e, "), maxLength: 18 })),
        fc.boolean(),
        fc.constantFrom(".", ","),
        (text, plain, decimal) => {
          const value = at(text, plain, decimal);
          if (!Number.isNaN(value)) expect(value).toBe(numberReader({ decimal, thousands: undefined }, plain)(text));
        },
      ),
      { numRuns: 5000 },
    );
  });

  it("are read where they have up to 15 digits", () => {
    fc.assert(
      fc.property(fc.integer({ min: -999999999, max: 999999999 }), fc.integer({ min: 0, max: 6 }), (value, digits) => {
        const text = (value / 1000).toFixed(digits);
        expect(at(text, true)).toBe(Number(text));
      }),
    );
    expect(at("123456789012345", true)).toBe(123456789012345);
    expect(at("1234567890123456", true)).toBeNaN();
  });
});

describe("a dictionary of bytes", () => {
  it("finds what was added, and nothing else", () => {
    const dictionary = new ByteDictionary();
    const texts = Array.from({ length: 50_000 }, (_, i) => utf8(`${i % 2 === 0 ? "item" : ""}${i * 7}`));
    let kept = 0;
    texts.forEach((bytes, code) => {
      expect(dictionary.find(bytes, 0, bytes.length)).toBe(UNKNOWN);
      if (dictionary.add(bytes, 0, bytes.length, code)) kept++;
    });
    expect(kept).toBe(texts.length);
    texts.forEach((bytes, code) => {
      const shifted = Uint8Array.from([1, 2, ...bytes, 3]);
      expect(dictionary.find(shifted, 2, 2 + bytes.length)).toBe(code);
    });
  });

  it("keeps no more than some texts that collide, and reading goes on by text", async () => {
    const texts = colliding(200);
    const dictionary = new ByteDictionary();
    const kept = texts.filter((bytes, code) => dictionary.add(bytes, 0, bytes.length, code)).length;
    expect(kept).toBeLessThan(100);
    const lines = texts.map((bytes) => new TextDecoder().decode(bytes));
    const frame = (await readCsv({ text: `s\n${[...lines, ...lines].join("\n")}\n` })) as Frame;
    expect(frame.column("s").toArray()).toEqual([...lines, ...lines]);
    const column = frame.columnOf("s");
    expect(column.type === "string" && column.dictionary.length).toBe(200);
  });
});

/** Texts whose hashes (FNV-1a, folded) end in the same 12 bits, so that they want the same place in any table of up to 4096. */
function colliding(count: number): Uint8Array[] {
  const found: Uint8Array[] = [];
  for (let i = 0; found.length < count; i++) {
    const bytes = utf8(`t${i}`);
    let hash = 0x811c9dc5;
    for (const byte of bytes) hash = Math.imul(hash ^ byte, 0x01000193);
    if (((hash ^ (hash >>> 15)) & 0xfff) === 0) found.push(bytes);
  }
  return found;
}

import { readFileSync } from "node:fs";
import fc from "fast-check";
import { describe, expect, expectTypeOf, it, vi } from "vitest";
import type { CellsIn } from "../../src/base/estimators.js";
import { Progress } from "../../src/core/progress.js";
import { Frame } from "../../src/data/frame.js";
import { Pipeline } from "../../src/pipeline/pipeline.js";
import { PARTS } from "../../src/preprocess/calendar.js";
import { dateReader } from "../../src/preprocess/date-format.js";
import { DATE_FORMATS, FormatFinder } from "../../src/preprocess/find-date-format.js";
import { DatetimeFeatures, DatetimeFeaturesModel, type DatetimeFeaturesOptions } from "../../src/preprocess/index.js";
import { errorOf, expectClose, reload } from "./support.js";

interface Golden {
  calendar: {
    times: (number | null)[];
    iso: (string | null)[];
    parts: Record<string, (number | null)[]>;
    cyclic: Record<string, (number | null)[]>;
    reference: string;
    ageDays: (number | null)[];
    ageYears: (number | null)[];
  };
  formats: { texts: string[]; times: number[] }[];
}
const golden: Golden = JSON.parse(readFileSync(new URL("../golden/tables.json", import.meta.url), "utf8"));
const { calendar } = golden;
const stamps = Frame.fromColumns({ at: calendar.times.map((time) => (time === null ? null : new Date(time))) });
const texts = Frame.fromColumns({ at: calendar.iso });

async function columnOf(frame: Frame, options: DatetimeFeaturesOptions, name: string): Promise<Float64Array> {
  const model = await new DatetimeFeatures(options).fit(frame);
  const { values, rows, cols } = model.transform(frame);
  const col = model.outputNames.indexOf(name);
  return Float64Array.from({ length: rows }, (_, row) => values[row * cols + col] as number);
}

describe("DatetimeFeatures against pandas", () => {
  it.each(PARTS)("%s of timestamps and of texts, exactly", async (part) => {
    const wanted = calendar.parts[part] ?? [];
    // Seconds since 1970 are a division away from pandas' microseconds.
    const tolerance = part === "totalSeconds" ? 1e-15 : 0;
    for (const frame of [stamps, texts])
      expectClose(await columnOf(frame, { parts: [part] }, `at_${part}`), wanted, tolerance);
  });

  it.each(Object.entries(calendar.cyclic))("%s", async (name, wanted) => {
    const part = PARTS.find((each) => name.startsWith(`${each}_`)) ?? "year";
    // numpy's sine is of a rounded multiple of π.
    expectClose(await columnOf(stamps, { parts: [part], cyclic: true }, `at_${name}`), wanted, 2e-15);
  });

  it("ages as of a date and of a column, in days and years", async () => {
    const date = { parts: [], asOf: { date: calendar.reference } };
    expectClose(await columnOf(stamps, date, "at_ageDays"), calendar.ageDays, 1e-15);
    expectClose(await columnOf(texts, { ...date, ageUnit: "years" }, "at_ageYears"), calendar.ageYears, 1e-15);
    const both = stamps.withColumn("now", () => new Date(calendar.reference));
    expectClose(await columnOf(both, { parts: [], asOf: { column: "now" } }, "at_ageDays"), calendar.ageDays, 1e-15);
    const none = both.withColumn("now", () => null as Date | null);
    expectClose(
      await columnOf(none, { parts: ["year"], asOf: { column: "now" }, format: "yyyy-MM-dd" }, "at_ageDays"),
      calendar.ageDays.map(() => null),
    );
  });

  it.each(golden.formats)("reads $texts", async ({ texts: given, times }) => {
    const x = Frame.fromColumns({ at: given });
    const seconds = await columnOf(x, { parts: ["totalSeconds"] }, "at_totalSeconds").catch(() => undefined);
    // Days of which two formats make two are an error until the format is said.
    const fits = (format: string) => given.every((text, row) => dateReader(format)(text) === times[row]);
    const told = await columnOf(
      x,
      { parts: ["totalSeconds"], format: DATE_FORMATS.find(fits) ?? null },
      "at_totalSeconds",
    );
    for (const found of [seconds, told])
      if (found !== undefined)
        expectClose(
          found,
          times.map((time) => time / 1000),
          0,
        );
  });
});

describe("formats of dates", () => {
  const time = fc.date({
    min: new Date("0000-01-01T00:00Z"),
    max: new Date("9999-12-31T23:59:59Z"),
    noInvalidDate: true,
  });

  it("are found in what is written in them, or said to be ambiguous", () => {
    const two = (value: number) => String(value).padStart(2, "0");
    fc.assert(
      fc.property(fc.array(time, { minLength: 1, maxLength: 5 }), fc.constantFrom(...DATE_FORMATS), (dates, format) => {
        const write = (date: Date) =>
          format
            .replace("yyyy", String(date.getUTCFullYear()).padStart(4, "0"))
            .replace("MM", two(date.getUTCMonth() + 1))
            .replace("dd", two(date.getUTCDate()))
            .replace("HH", two(date.getUTCHours()))
            .replace("mm", two(date.getUTCMinutes()))
            .replace("SSS", String(date.getUTCMilliseconds()).padStart(3, "0"))
            .replace("ss", two(date.getUTCSeconds()))
            .replace("XXX", "Z");
        const written = dates.map(write);
        const finder = new FormatFinder();
        for (const text of written) finder.add(text);
        let found = format;
        try {
          found = finder.formatOf("at");
        } catch (error) {
          expect(error).toMatchObject({ code: "DATE_FORMAT" });
          expect(String(error)).toContain("more than one format");
        }
        expect(written.map(dateReader(found))).toEqual(written.map(dateReader(format)));
      }),
    );
  });

  it.each([
    ["yyyy-MM-dd", ["2026-02-29", "2026-13-01", "2026-00-01", "2026-1-1", "2026-01-01 ", "26-01-01", "2026-01-0x", ""]],
    [
      "yyyy-MM-ddTHH:mm:ss.SSSXXX",
      ["2026-01-01T24:00:00.0Z", "2026-01-01T00:60:00.0Z", "2026-01-01T00:00:00.Z", "2026-01-01T00:00:00.0+25:00"],
    ],
  ])("%s refuses what is no such date", (format, wrong) => {
    for (const text of wrong) expect(dateReader(format)(text), text).toBeNaN();
  });

  it("reads fractions of a second to the millisecond, and years before 100", () => {
    expect(dateReader("yyyy-MM-ddTHH:mm:ss.SSS")("1970-01-01T00:00:00.123456789")).toBe(123);
    expect(dateReader("yyyy-MM-ddTHH:mm:ss.SSS")("1970-01-01T00:00:00.5")).toBe(500);
    expect(new Date(dateReader("yyyy-MM-dd")("0033-04-03")).toISOString()).toBe("0033-04-03T00:00:00.000Z");
  });
});

describe("DatetimeFeatures", () => {
  it("freezes the format: another one later is an error that names both, the value and the row", async () => {
    const model = await new DatetimeFeatures().fit([{ at: "24.12.2026" }, { at: null }]);
    expect(model.formats).toEqual(["dd.MM.yyyy"]);
    const error = await errorOf(() =>
      model.transform([{ at: "25.12.2026" }, { at: null }, { at: "2026-12-26" }, { at: "?" }]),
    );
    expect(error).toMatchObject({
      code: "DATE_FORMAT",
      data: { column: "at", value: "2026-12-26", row: 2, expected: "dd.MM.yyyy", given: "yyyy-MM-dd" },
    });
    expect(error.message).toContain("'dd.MM.yyyy'");
    expect(error.message).toContain("'yyyy-MM-dd'");
    const row = model.rowTransform();
    expect((await errorOf(() => row(["2026-12-26"], new Float64Array(6), 0))).code).toBe("DATE_FORMAT");
    expect((await errorOf(() => row([new Date(0)], new Float64Array(6), 0))).code).toBe("COLUMN_TYPE");
    expect((await errorOf(() => model.transform(stamps))).code).toBe("COLUMN_TYPE");
  });

  it("asks which of two formats is meant, unless a value tells", async () => {
    const error = await errorOf(() => new DatetimeFeatures().fit([{ at: "03/04/2026" }, { at: "05/05/2026" }]));
    expect(error).toMatchObject({
      code: "DATE_FORMAT",
      data: { formats: ["dd/MM/yyyy", "MM/dd/yyyy"], value: "03/04/2026" },
    });
    const told = await new DatetimeFeatures({ format: "MM/dd/yyyy", parts: ["month"] }).fit([{ at: "03/04/2026" }]);
    expect([...told.transform([{ at: "03/04/2026" }]).values]).toEqual([3]);
    const found = await new DatetimeFeatures().fit([{ at: "03/04/2026" }, { at: "13/04/2026" }]);
    expect(found.formats).toEqual(["dd/MM/yyyy"]);
    // Days that both read alike are no question.
    expect((await new DatetimeFeatures().fit([{ at: "05/05/2026" }])).formats).toHaveLength(1);
  });

  it("gives one row the bits of the batch", async () => {
    const both = stamps.withColumn("text", calendar.iso);
    for (const options of [
      {},
      { parts: [...PARTS], cyclic: true, asOf: { column: "at" } },
      { asOf: { date: "2026-11-20" } },
    ]) {
      const model = await new DatetimeFeatures(options).fit(both);
      const batch = model.transform(both);
      const row = model.rowTransform();
      const out = new Float64Array(batch.cols);
      for (let i = 0; i < both.numRows; i++) {
        const { at, text } = both.row(i);
        row([at, text], out, 0);
        expect([...out]).toEqual([...batch.values.subarray(i * batch.cols, (i + 1) * batch.cols)]);
      }
    }
  });

  it("takes a column without any value where timestamps were", async () => {
    const model = await new DatetimeFeatures({ parts: ["year", "isMissing"] }).fit(stamps);
    expect([...model.transform([{ at: null }]).values]).toEqual([Number.NaN, 1]);
  });

  it("goes by the used texts alone, and does with thousands of them", async () => {
    const frame = Frame.fromRows([{ at: "no date" }, { at: "2026-01-01" }]).slice(1);
    expect((await new DatetimeFeatures().fit(frame)).formats).toEqual(["yyyy-MM-dd"]);
  });

  it("names its columns without repeats", async () => {
    const day = new Date(0);
    const frame = Frame.fromRows([{ a: day, a_month: day }]);
    const model = await new DatetimeFeatures({ parts: ["month"], cyclic: true }).fit(frame);
    expect(model.outputNames).toEqual(["a_month_sin", "a_month_cos", "a_month_month_sin", "a_month_month_cos"]);
  });

  it("freezes the type of the column in a pipeline, and reads dates and strings for the compiler", async () => {
    expectTypeOf<CellsIn<DatetimeFeatures>>().toEqualTypeOf<string | Date | null>();
    const model = await new Pipeline().add("dates", new DatetimeFeatures()).fit([{ at: "2026-01-01" }]);
    expect((await errorOf(() => model.transform([{ at: 5 }]))).code).toBe("CELL_TYPE");
  });

  it("survives storage", async () => {
    const options = { cyclic: true, asOf: { date: "2026-01-01T10:00+02:00" }, ageUnit: "years" } as const;
    const model = await new DatetimeFeatures(options).fit(texts);
    expect(model.toState().asOfTime).toBe(Date.UTC(2026, 0, 1, 8));
    expect(reload(model, DatetimeFeaturesModel).transform(texts)).toEqual(model.transform(texts));
  });

  it.each([
    ["parts", ["century"]],
    ["parts", ["year", "year"]],
    ["columns", [{ name: "at", format: "DD.MM" }]],
    [
      "columns",
      [
        { name: "at", format: null },
        { name: "at", format: null },
      ],
    ],
    ["asOfColumn", "other"],
    ["asOfTime", Number.NaN],
    ["ageUnit", "weeks"],
    ["cyclic", 1],
  ])("refuses a stored state with a damaged %s", async (key, value) => {
    const model = await new DatetimeFeatures().fit(stamps);
    const damaged = () =>
      reload(model, DatetimeFeaturesModel, (state) => {
        state[key] = value;
      });
    expect((await errorOf(damaged)).code).toBe("ARTIFACT_STATE");
  });

  it.each([
    ["numbers", "COLUMN_TYPE", {}, [{ at: 1 }]],
    ["words", "DATE_FORMAT", {}, [{ at: "2026-01-01" }, { at: "soon" }]],
    ["two formats", "DATE_FORMAT", {}, [{ at: "2026-01-01" }, { at: "01.02.2026" }]],
    ["days that are none", "DATE_FORMAT", {}, [{ at: "2026-02-30" }]],
    ["dates of another format than the one given", "DATE_FORMAT", { format: "dd.MM.yyyy" }, [{ at: "2026-01-01" }]],
    ["texts without any value", "DATA_EMPTY", {}, [{ at: null }]],
    ["a reference that is no column", "COLUMN_MISSING", { asOf: { column: "now" } }, [{ at: "2026-01-01" }]],
    ["nothing to give", "PARAM_INVALID", { parts: [] }, [{ at: "2026-01-01" }]],
    ["no age to give", "PARAM_INVALID", { parts: [], asOf: { column: "at" } }, [{ at: "2026-01-01" }]],
  ])("refuses %s", async (_, code, options, rows) => {
    expect((await errorOf(() => new DatetimeFeatures(options).fit(rows))).code).toBe(code);
  });
});

describe("DatetimeFeatures on many texts", () => {
  const days = Array.from({ length: 20_000 }, (_, day) => new Date(day * 86_400_000).toISOString().slice(0, 10));
  const many = Frame.fromColumns({ at: [...days, null, ...days] });

  /** Between two ticks are at most the texts that are read at once. */
  async function ticksOf(work: () => Promise<unknown>): Promise<number> {
    const tick = vi.spyOn(Progress.prototype, "tick");
    await work();
    const ticks = tick.mock.calls.length;
    tick.mockRestore();
    return ticks;
  }

  it.each([null, "yyyy-MM-dd"])("pauses while it reads them, format %s", async (format) => {
    const pauses = await ticksOf(() => new DatetimeFeatures({ format }).fit(many));
    expect(pauses).toBeGreaterThanOrEqual(days.length / 2048);
  });

  it("maps the training rows as transform does, in slices", async () => {
    const recipe = new DatetimeFeatures({ parts: ["day"] });
    const fitted = await ticksOf(() => recipe.fit(many));
    expect(await ticksOf(() => recipe.fitTransform(many))).toBeGreaterThan(fitted);
    const { model, output } = await recipe.fitTransform(many);
    expect(output.names).toEqual(model.outputNames);
    expect(output.values).toEqual(model.transform(many).values);
  });

  it("names the first row of another format than the one given", async () => {
    const mixed = Frame.fromColumns({ at: [...days, "01.02.2026", ...days] });
    const error = await errorOf(() => new DatetimeFeatures({ format: "yyyy-MM-dd" }).fit(mixed));
    expect(error.data).toMatchObject({ row: days.length, value: "01.02.2026" });
  });
});

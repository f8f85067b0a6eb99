import { tableFromArrays } from "apache-arrow";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Cell } from "../../src/core/contracts.js";
import { MlkitError } from "../../src/core/errors.js";
import { schema } from "../../src/core/schema.js";
import { readCsvBatches } from "../../src/data/csv/read-csv-batches.js";
import { Frame } from "../../src/data/frame.js";
import {
  type DataExpectation,
  expectations,
  expectationsFromJson,
  type QualityReport,
} from "../../src/quality/index.js";

interface Row {
  readonly n: number | null;
  readonly s: string | null;
  readonly t: Date | null;
  readonly b: boolean | null;
}

const table = schema({ n: "number?", s: "string?", t: "timestamp?", b: "boolean?" });

const row: fc.Arbitrary<Row> = fc.record({
  n: fc.option(fc.integer({ min: -4, max: 4 }), { freq: 5 }),
  s: fc.option(fc.constantFrom("a", "ab", "b", "__proto__", ""), { freq: 5 }),
  t: fc.option(
    fc.integer({ min: 0, max: 6 }).map((day) => new Date(Date.UTC(2026, 0, 1 + day))),
    { freq: 5 },
  ),
  b: fc.option(fc.boolean(), { freq: 5 }),
});

/** Rows in batches of any size, empty ones too. */
const batches = fc.array(fc.array(row, { maxLength: 12 }), { minLength: 1, maxLength: 5 });

function frames(parts: readonly (readonly Row[])[]): Frame<Row>[] {
  return parts.map((rows) => Frame.fromRows<Row>(rows, { schema: table as never }));
}

/** The report of rows in batches; it has to be that of all rows at once. */
function reported(
  list: readonly DataExpectation<Row>[],
  parts: readonly (readonly Row[])[],
  asOf?: Date,
): QualityReport {
  const checks = expectations<Row>(list);
  const options = asOf === undefined ? {} : { asOf };
  const run = checks.start(options);
  for (const frame of frames(parts)) run.add(frame);
  const report = run.report();
  const [whole] = frames([parts.flat()]);
  if (whole !== undefined) expect(report.toJSON()).toEqual(checks.check(whole, options).toJSON());
  return report;
}

/** Holds a check to the rows that plain loops find at fault. */
function agrees(
  expectation: (parts: readonly (readonly Row[])[]) => DataExpectation<Row>,
  wrong: (rows: readonly Row[]) => { row: number; value: unknown }[],
): void {
  fc.assert(
    fc.property(batches, (parts) => {
      const rows = parts.flat();
      const [result] = reported([expectation(parts)], parts).results;
      const failing = wrong(rows);
      expect(result?.passed).toBe(failing.length === 0);
      expect(result?.failingRows).toBe(failing.length);
      expect(result?.examples).toEqual(failing.slice(0, 5));
    }),
  );
}

const indexed = (rows: readonly Row[]) => rows.map((value, row) => ({ value, row }));
const text = (cell: Cell) => (cell instanceof Date ? cell.toISOString() : cell);

describe("each check is what plain loops say, at once and in batches", () => {
  it("range of numbers", () => {
    agrees(
      () => ({ check: "range", column: "n", min: -2, below: 3 }),
      (rows) =>
        indexed(rows).flatMap(({ value: { n }, row }) =>
          n !== null && !(n >= -2 && n < 3) ? [{ row, value: n }] : [],
        ),
    );
  });

  it("range of times, as dates and as ISO text", () => {
    for (const max of [new Date("2026-01-04"), "2026-01-04", "2026-01-04T01:00+01:00"]) {
      agrees(
        () => ({ check: "range", column: "t", above: "2026-01-01", max }),
        (rows) =>
          indexed(rows).flatMap(({ value: { t }, row }) =>
            t !== null && !(t > new Date("2026-01-01") && t <= new Date("2026-01-04")) ? [{ row, value: text(t) }] : [],
          ),
      );
    }
  });

  it("values", () => {
    agrees(
      () => ({ check: "values", column: "s", values: ["a", "__proto__"] }),
      (rows) =>
        indexed(rows).flatMap(({ value: { s }, row }) =>
          s !== null && s !== "a" && s !== "__proto__" ? [{ row, value: s }] : [],
        ),
    );
    agrees(
      () => ({ check: "values", column: "n", values: [0, 1, 2] }),
      (rows) =>
        indexed(rows).flatMap(({ value: { n }, row }) =>
          n !== null && ![0, 1, 2].includes(n) ? [{ row, value: n }] : [],
        ),
    );
    agrees(
      () => ({ check: "values", column: "b", values: [true] }),
      (rows) => indexed(rows).flatMap(({ value: { b }, row }) => (b === false ? [{ row, value: b }] : [])),
    );
  });

  it("pattern", () => {
    agrees(
      () => ({ check: "pattern", column: "s", matching: "a*" }),
      (rows) =>
        indexed(rows).flatMap(({ value: { s }, row }) => (s !== null && !s.startsWith("a") ? [{ row, value: s }] : [])),
    );
  });

  it("uniqueness of one column and of several", () => {
    for (const columns of [["n"], ["s"], ["t"], ["s", "n"], ["b", "t", "s"]] as const) {
      agrees(
        () => ({ check: "unique", columns }),
        (rows) =>
          indexed(rows).flatMap(({ value, row }) => {
            const key = (one: Row) => columns.map((name) => text(one[name]));
            if (key(value).includes(null)) return [];
            const repeats = rows
              .slice(0, row)
              .some((other) => JSON.stringify(key(other)) === JSON.stringify(key(value)));
            return repeats ? [{ row, value: columns.length === 1 ? key(value)[0] : key(value) }] : [];
          }),
      );
    }
  });

  it("ascending", () => {
    for (const strictly of [false, true]) {
      agrees(
        () => ({ check: "ascending", column: "t", strictly }),
        (rows) => {
          let last: Date | undefined;
          return indexed(rows).flatMap(({ value: { t }, row }) => {
            if (t === null) return [];
            const wrong = last !== undefined && (t < last || (strictly && t.getTime() === last.getTime()));
            last = t;
            return wrong ? [{ row, value: text(t) }] : [];
          });
        },
      );
    }
  });

  it("missing values", () => {
    fc.assert(
      fc.property(
        batches,
        fc.constantFrom("n", "s", "t", "b"),
        fc.double({ min: 0, max: 1, noNaN: true }),
        (parts, column, maxShare) => {
          const rows = parts.flat();
          const missing = indexed(rows).flatMap(({ value, row }) =>
            value[column as keyof Row] === null ? [{ row, value: null }] : [],
          );
          const share = rows.length === 0 ? 0 : missing.length / rows.length;
          const [result] = reported([{ check: "missing", column: column as keyof Row, maxShare }], parts).results;
          expect(result?.passed).toBe(share <= maxShare);
          expect(result?.observed).toEqual({ share });
          expect(result?.failingRows).toBe(share <= maxShare ? 0 : missing.length);
          expect(result?.examples).toEqual(share <= maxShare ? [] : missing.slice(0, 5));
        },
      ),
    );
  });

  it("row counts and freshness", () => {
    const asOf = new Date("2026-01-08T12:00Z");
    fc.assert(
      fc.property(batches, fc.integer({ min: 0, max: 20 }), fc.integer({ min: 0, max: 8 }), (parts, min, days) => {
        const rows = parts.flat();
        const report = reported(
          [
            { check: "rows", min, max: min + 10 },
            { check: "fresh", column: "t", maxAge: { days, hours: 12 } },
          ],
          parts,
          asOf,
        );
        const times = rows.flatMap(({ t }) => (t === null ? [] : [t.getTime()]));
        const newest = Math.max(...times);
        expect(report.results.map(({ passed }) => passed)).toEqual([
          rows.length >= min && rows.length <= min + 10,
          times.length > 0 && asOf.getTime() - newest <= (days * 24 + 12) * 3_600_000,
        ]);
        expect(report.results[1]?.observed).toEqual({
          newest: times.length === 0 ? null : new Date(newest).toISOString(),
        });
        expect(report.rows).toBe(rows.length);
      }),
    );
  });

  it("schemas", () => {
    const strict = schema({ s: ["a", "ab"], b: "boolean?", n: "number", t: "timestamp?" });
    agrees(
      () => ({ check: "schema", schema: strict }),
      (rows) =>
        indexed(rows).flatMap(({ value: { n, s }, row }) => {
          if (s !== "a" && s !== "ab") return [{ row, value: ["s", s] }];
          return n === null ? [{ row, value: ["n", null] }] : [];
        }),
    );
  });
});

function codeOf(run: () => unknown): string {
  try {
    run();
  } catch (error) {
    if (error instanceof MlkitError) return `${error.code}: ${error.message}`;
    throw error;
  }
  return "it is taken";
}

const loans = Frame.fromRows([
  { id: 1, city: "Lima", when: new Date("2026-01-02") },
  { id: 2, city: "Oslo", when: new Date("2026-01-01") },
]);

describe("columns", () => {
  it("that are there or not, and of which type", () => {
    const report = expectations([
      { check: "column", column: "id" },
      { check: "column", column: "id", type: "number" },
      { check: "column", column: "id", type: "string" },
      { check: "column", column: "age" },
      { check: "range", column: "age", min: 1 },
      { check: "unique", columns: ["id", "age"] },
    ]).check(loans);
    expect(report.results.map(({ passed }) => passed)).toEqual([true, true, false, false, false, false]);
    expect(report.results.map(({ seen }) => seen).slice(2)).toEqual([
      "it is a number column",
      "there is none",
      "there is no column 'age'",
      "there is no column 'age'",
    ]);
  });

  it("that come and go between batches", () => {
    const run = expectations([{ check: "column", column: "city", type: "string" }]).start();
    run.add(loans);
    expect(run.report().passed).toBe(true);
    run.add(loans.drop("city"));
    expect(run.report().passed).toBe(false);
    const typed = expectations([{ check: "column", column: "city", type: "string" }]).start();
    typed.add(loans);
    typed.add([{ city: 7 }]);
    typed.add(loans);
    expect(typed.report().results[0]).toMatchObject({ passed: false, observed: { type: "number" } });
  });

  it("without any value, whose type nothing tells, are judged as missing ones alone", () => {
    const report = expectations([
      { check: "range", column: "n", min: 1 },
      { check: "column", column: "n", type: "number" },
      { check: "schema", schema: schema({ n: "number?" }) },
      { check: "missing", column: "n" },
    ]).check([{ n: null }, { n: null }]);
    // Missing is the matter of `missing` alone.
    expect(report.results.map(({ passed }) => passed)).toEqual([true, true, true, false]);
  });

  it("of names that objects have", () => {
    const frame = Frame.fromColumns({ constructor: [1, 1] });
    const report = expectations([
      { check: "unique", columns: ["constructor"] },
      { check: "column", column: "__proto__" },
    ]).check(frame);
    expect(report.results.map(({ passed }) => passed)).toEqual([false, false]);
  });

  it("that differ from a schema are named", () => {
    const [result] = expectations([
      { check: "schema", schema: schema({ id: "string", city: "string", age: "number" }) },
    ]).check(loans).results;
    expect(result?.observed).toEqual({
      differences: ["'when' is one more", "'id' is a number instead of a string", "'age' is not there"],
    });
  });
});

describe("misuse is an error, not a failed expectation", () => {
  it.each<[string, unknown, RegExp]>([
    ["no object", 7, /PARAM_INVALID: Expectation 0/],
    ["no such check", { check: "rang" }, /PARAM_INVALID: Expectation 0 \('rang'\), check.*'range'/],
    ["a name of objects", { check: "constructor" }, /PARAM_INVALID/],
    ["a part too many", { check: "rows", min: 1, maxx: 2 }, /PARAM_UNKNOWN: .*'maxx'.*'max'/],
    ["no column", { check: "range", min: 1 }, /PARAM_INVALID: .*column/],
    ["no bound", { check: "range", column: "id" }, /PARAM_INVALID: .*at least one of min/],
    ["bounds of two kinds", { check: "range", column: "id", min: 1, max: "2026-01-01" }, /all numbers, or all times/],
    ["bounds that nothing lies between", { check: "range", column: "id", min: 2, max: 1 }, /PARAM_INVALID/],
    ["bounds that exclude each other", { check: "range", column: "id", above: 1, below: 1 }, /PARAM_INVALID/],
    ["a bound that is no time", { check: "range", column: "id", min: "soon" }, /PARAM_INVALID/],
    ["a share above 1", { check: "missing", column: "id", maxShare: 2 }, /PARAM_INVALID/],
    ["no values", { check: "values", column: "id", values: [] }, /PARAM_INVALID/],
    ["values of two types", { check: "values", column: "id", values: [1, "1"] }, /PARAM_INVALID/],
    ["a column twice", { check: "unique", columns: ["id", "id"] }, /PARAM_INVALID/],
    ["no columns", { check: "unique", columns: [] }, /PARAM_INVALID/],
    ["no pattern", { check: "pattern", column: "city" }, /PARAM_INVALID/],
    ["no number of rows", { check: "rows" }, /PARAM_INVALID/],
    ["fewer rows than the least", { check: "rows", min: 3, max: 2 }, /PARAM_INVALID/],
    ["no span", { check: "fresh", column: "when", maxAge: { weeks: 1 } }, /PARAM_INVALID/],
    ["an empty span", { check: "fresh", column: "when", maxAge: {} }, /PARAM_INVALID/],
    ["no schema", { check: "schema", schema: [{ name: "a" }] }, /SCHEMA_INVALID/],
    ["no severity", { check: "rows", min: 1, severity: "fatal" }, /PARAM_INVALID/],
    ["no type", { check: "column", column: "id", type: "int" }, /PARAM_INVALID/],
  ])("%s", (_, expectation, message) => {
    expect(codeOf(() => expectationsFromJson([expectation]))).toMatch(message);
  });

  it.each<[string, DataExpectation, RegExp]>([
    [
      "a range of strings",
      { check: "range", column: "city", min: 1 },
      /COLUMN_TYPE: .*'range'.*'city'.*a string column/,
    ],
    ["a range of numbers for times", { check: "range", column: "when", min: 1 }, /COLUMN_TYPE/],
    ["a range of times for numbers", { check: "range", column: "id", min: "2026-01-01" }, /COLUMN_TYPE/],
    ["a pattern of numbers", { check: "pattern", column: "id", matching: "*" }, /COLUMN_TYPE/],
    ["strings among numbers", { check: "values", column: "id", values: ["1"] }, /COLUMN_TYPE/],
    ["the age of numbers", { check: "fresh", column: "id", maxAge: { days: 1 } }, /COLUMN_TYPE/],
    ["an order of strings", { check: "ascending", column: "city" }, /COLUMN_TYPE/],
  ])("%s", (_, expectation, message) => {
    expect(codeOf(() => expectations([expectation]).check(loans, { asOf: "2026-01-03" }))).toMatch(message);
  });

  it("freshness without a time, and a time that is none", () => {
    const checks = expectations([{ check: "fresh", column: "when", maxAge: { days: 1 } }]);
    expect(codeOf(() => checks.check(loans))).toMatch(/PARAM_INVALID: .*asOf/);
    expect(codeOf(() => checks.check(loans, { asOf: "now" }))).toMatch(/PARAM_INVALID: asOf is no time/);
    expect(codeOf(() => expectationsFromJson({}))).toMatch(/PARAM_INVALID/);
  });
});

describe("the report", () => {
  const checks = expectations<{ id: number; city: string }>([
    { check: "unique", columns: ["id"] },
    { check: "values", column: "city", values: ["Lima"], severity: "warn" },
    { check: "rows", min: 1 },
  ]);
  const rows = [
    { id: 1, city: "Lima" },
    { id: 1, city: "Oslo" },
    { id: 3, city: "Oslo" },
  ];

  it("is readable", () => {
    expect(checks.check(rows).toText().split("\n")).toEqual([
      "2 of 3 expectations failed on 3 rows",
      "  error  'id' has no repeats, but: 1 repeat, in 1 row (row 1: 1)",
      `  warn   'city' is one of "Lima", but: also "Oslo", in 2 rows (row 1: "Oslo", row 2: "Oslo")`,
      "  ok     there are at least 1 rows",
    ]);
  });

  it("becomes an error that says what, where and how many, with all of it as data", () => {
    try {
      checks.enforce(rows);
      expect.unreachable();
    } catch (error) {
      if (!(error instanceof MlkitError)) throw error;
      expect(error).toMatchObject({ name: "DataError", code: "DATA_QUALITY" });
      expect(error.message).toMatch(/fail 1 of 3 expectations; given: 3 rows.*'id' has no repeats.*1 repeat.*row 1: 1/);
      const report = error.data["report"] as ReturnType<QualityReport["toJSON"]>;
      expect(JSON.parse(JSON.stringify(report))).toEqual(report);
      expect(report.results).toHaveLength(3);
    }
  });

  it("passes with warnings", () => {
    const report = checks.enforce(rows.slice(1));
    expect(report.passed).toBe(true);
    expect(report.warnings.map(({ expectation }) => expectation.check)).toEqual(["values"]);
  });

  it("names a few failures of many", () => {
    const many = expectations(Array.from({ length: 8 }, (_, at) => ({ check: "column", column: `c${at}` }) as const));
    expect(codeOf(() => many.enforce(rows))).toMatch(/8 of 8 .*'c4'.*; and 3 more/);
  });

  it("holds values that JSON cannot, as text", () => {
    const frame = Frame.fromColumns({
      n: Float64Array.of(1, 1 / 0),
      v: [Float32Array.of(1, 2), Float32Array.of(1, 2)],
    });
    const report = expectations([
      { check: "range", column: "n", max: 2 },
      { check: "range", column: "n", min: 0 },
      { check: "unique", columns: ["v"] },
    ]).check(frame);
    expect(report.results.map(({ examples }) => examples)).toEqual([
      [{ row: 1, value: "Infinity" }],
      [],
      [{ row: 1, value: [1, 2] }],
    ]);
    expect(report.results[0]?.observed).toEqual({ min: 1, max: "Infinity" });
  });
});

describe("expectations", () => {
  it("come back from JSON, schemas and times included", () => {
    const checks = expectations([
      { check: "schema", schema: schema({ id: "number", city: ["Lima", "Oslo"], when: "timestamp?" }) },
      { check: "range", column: "when", min: new Date("2026-01-02") },
      { check: "fresh", column: "when", maxAge: { hours: 30 }, severity: "warn" },
      { check: "ascending", column: "when" },
    ]);
    const again = expectationsFromJson(JSON.parse(JSON.stringify(checks)));
    const options = { asOf: new Date("2026-01-03") };
    const plain = (report: QualityReport) =>
      JSON.stringify(report.results.map(({ expectation: _, ...result }) => result));
    expect(plain(again.check(loans, options))).toBe(plain(checks.check(loans, options)));
    expect(again.check(loans, options).results.map(({ passed }) => passed)).toEqual([true, false, true, false]);
  });

  it("are not changed from outside", () => {
    const columns = ["id"];
    const list: DataExpectation[] = [{ check: "unique", columns }];
    const checks = expectations(list);
    columns.push("city");
    list.push({ check: "rows", min: 1 });
    expect(checks.toJSON()).toEqual([{ check: "unique", columns: ["id"] }]);
    expect(() => Object.assign(checks.toJSON()[0] ?? {}, { check: "rows" })).toThrow(TypeError);
  });

  it("read Arrow tables and batches of a stream", async () => {
    const checks = expectations([{ check: "unique", columns: ["id"] }]);
    expect(checks.check(tableFromArrays({ id: Int32Array.of(1, 2, 2) })).passed).toBe(false);
    const run = checks.start();
    for await (const batch of readCsvBatches({ text: "id\n1\n2\n3\n1\n" }, { batchSize: 2 })) run.add(batch);
    expect(run.report().results[0]).toMatchObject({
      failingRows: 1,
      examples: [{ row: 3, value: 1 }],
      observed: { distinct: 3 },
    });
  });
});

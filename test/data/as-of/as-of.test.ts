/** Window features as of a time: against pandas by the naive definition, against brute force, and what no order of rows may change. */
import { readFileSync } from "node:fs";
import fc from "fast-check";
import { describe, expect, expectTypeOf, it } from "vitest";
import { asOf } from "../../../src/data/as-of/as-of.js";
import type { AsOfColumn } from "../../../src/data/as-of/as-of-values.js";
import { Frame } from "../../../src/data/frame.js";
import { expectCode } from "../errors.js";

interface Columns {
  user: (string | null)[];
  shop: number[];
  at: number[];
  amount: (number | null)[];
  repaid: (number | null)[];
}
interface Golden {
  windows: {
    rows: Columns;
    events: Columns;
    cases: { others: boolean; within: number | null; expected: Record<string, (number | null)[]> }[];
  };
}
const { windows }: Golden = JSON.parse(readFileSync(new URL("../../golden/tables.json", import.meta.url), "utf8"));

const DAY = 86_400_000;
const date = (time: number) => new Date(time);
const frameOf = ({ user, shop, at, amount, repaid }: Columns) =>
  Frame.fromColumns({
    user,
    shop,
    at: at.map(date),
    amount,
    repaid: repaid.map((value) => (value === null ? null : value === 1)),
  });

const STATISTICS = ["sum", "mean", "min", "max", "std", "last"] as const;
const columns: readonly AsOfColumn<"amount" | "repaid">[] = [
  { name: "events", op: "count" },
  { name: "daysSinceLast", op: "daysSinceLast" },
  ...(["amount", "repaid"] as const).flatMap((of): AsOfColumn<"amount" | "repaid">[] => [
    { name: `${of}_count`, op: "count", of },
    ...STATISTICS.map((op) => ({ name: `${of}_${op}`, op, of })),
  ]),
];

describe("asOf against pandas", () => {
  it.each(windows.cases)("others $others, within $within days", ({ others, within, expected }) => {
    const rows = frameOf(windows.rows);
    const events = others ? { events: frameOf(windows.events) } : {};
    const window = within === null ? {} : { within };
    const got: Frame = asOf(rows, { by: ["user", "shop"], at: "at", columns, ...events, ...window });
    for (const [name, values] of Object.entries(expected)) {
      got
        .column(name)
        .toArray()
        .forEach((value, row) => {
          const wanted = values[row] ?? null;
          // Sums in another order: pandas sums in pairs, and its variance takes two passes.
          if (value === null || wanted === null) expect(value, `${name}, row ${row}`).toBe(wanted);
          else
            expect(Math.abs(value - wanted), `${name}, row ${row}`).toBeLessThan(1e-9 * Math.max(1, Math.abs(wanted)));
        });
    }
  });
});

interface Event {
  key: number | null;
  at: number;
  value: number | null;
}
const event = fc.record({
  key: fc.option(fc.nat(2), { freq: 6 }),
  at: fc.nat(12),
  value: fc.option(fc.integer({ min: -9, max: 9 }), { freq: 4 }),
});
const tables = fc.array(event, { minLength: 1, maxLength: 40 });
const within = fc.constantFrom(undefined, 1, 2.5, 5);
const OPS = ["count", "sum", "mean", "min", "max", "std", "last"] as const;
const COLUMNS = [
  { name: "events", op: "count" },
  { name: "days", op: "daysSinceLast" },
  ...OPS.map((op) => ({ name: op, op, of: "value" }) as const),
] as const;

const framed = (rows: readonly Event[]) =>
  Frame.fromColumns({
    key: Float64Array.from(rows, ({ key }) => key ?? Number.NaN),
    at: rows.map(({ at }) => date(at * DAY)),
    value: Float64Array.from(rows, ({ value }) => value ?? Number.NaN),
  });
const features = (rows: readonly Event[], days: number | undefined, events = rows): Record<string, unknown>[] =>
  asOf(framed(rows), {
    by: "key",
    at: "at",
    columns: COLUMNS,
    ...(events === rows ? {} : { events: framed(events) }),
    ...(days === undefined ? {} : { within: days }),
  })
    .drop("key", "at", "value")
    .toRows();

/** The definition, word for word. */
function brute(row: Event, events: readonly Event[], days = Number.POSITIVE_INFINITY): Record<string, unknown> {
  const before = events
    .filter(({ key, at }) => key !== null && key === row.key && at < row.at && row.at - at <= days)
    .toSorted((a, b) => a.at - b.at);
  const values = before.flatMap(({ value }) => (value === null ? [] : [value]));
  const sum = values.reduce((all, value) => all + value, 0);
  const mean = values.length === 0 ? null : sum / values.length;
  const squares = values.reduce((all, value) => all + (value - (mean ?? 0)) ** 2, 0);
  const latest = before.at(-1);
  return {
    events: before.length,
    days: latest === undefined ? null : row.at - latest.at,
    count: values.length,
    sum,
    mean,
    min: values.length === 0 ? null : Math.min(...values),
    max: values.length === 0 ? null : Math.max(...values),
    std: values.length < 2 ? null : Math.sqrt(squares / (values.length - 1)),
    last: values.at(-1) ?? null,
  };
}

function expectSame(got: readonly Record<string, unknown>[], wanted: readonly Record<string, unknown>[]): void {
  expect(got.length).toBe(wanted.length);
  got.forEach((row, index) => {
    const { std, ...others } = row;
    const { std: expected, ...rest } = wanted[index] ?? {};
    expect(others, `row ${index}`).toEqual(rest);
    if (typeof std === "number" && typeof expected === "number") expect(std).toBeCloseTo(expected, 10);
    else expect(std, `std of row ${index}`).toBe(expected);
  });
}

describe("asOf", () => {
  it("is what brute force finds, over its own rows and over other events", () => {
    fc.assert(
      fc.property(tables, tables, within, (rows, events, days) => {
        expectSame(
          features(rows, days),
          rows.map((row) => brute(row, rows, days)),
        );
        expectSame(
          features(rows, days, events),
          rows.map((row) => brute(row, events, days)),
        );
      }),
    );
  });

  it("permutes its results with its rows", () => {
    fc.assert(
      fc.property(tables, within, fc.infiniteStream(fc.nat()), (rows, days, keys) => {
        // Whole values, whose sums are exact in any order; of one time, the last row's is the latest, so times are made distinct.
        const distinct = rows.map((row, index) => ({ ...row, at: row.at + index / 64 }));
        const order = distinct.map((_, index) => ({ index, by: keys.next().value ?? 0 })).sort((a, b) => a.by - b.by);
        const plain = features(distinct, days);
        const shuffled = features(
          order.map(({ index }) => distinct[index] as Event),
          days,
        );
        expectSame(
          shuffled,
          order.map(({ index }) => plain[index] ?? {}),
        );
      }),
    );
  });

  it("does not change a bit of earlier rows when later ones come, nor when ones of the same time do", () => {
    const exact = fc.record({ key: fc.nat(2), at: fc.nat(12), value: fc.double({ min: -1e6, max: 1e6, noNaN: true }) });
    fc.assert(
      fc.property(fc.array(exact, { minLength: 1, maxLength: 40 }), fc.array(exact), within, (rows, more, days) => {
        const latest = Math.max(...rows.map(({ at }) => at));
        const later = more.map((row) => ({ ...row, at: latest + row.at }));
        expect(features([...rows, ...later], days).slice(0, rows.length)).toEqual(features(rows, days));
      }),
    );
  });

  it("never lets rows of one time see one another", () => {
    const rows = [1, 2, 3].map((value) => ({ key: 1, at: 5, value }));
    for (const row of features(rows, undefined))
      expect(row).toMatchObject({ events: 0, sum: 0, mean: null, last: null });
  });

  it("takes of several latest events the last row's value", () => {
    const events = [7, 8].map((value) => ({ key: 1, at: 5, value }));
    expect(features([{ key: 1, at: 6, value: 0 }], undefined, events)).toMatchObject([{ last: 8 }]);
  });

  it("forgets large values that left the window", () => {
    const values = [1e16, 1, 2, 3, 4, 5, 6, 7];
    const rows = values.map((value, at) => ({ key: 1, at, value }));
    expect(features(rows, 2).slice(4)).toMatchObject([{ sum: 5 }, { sum: 7 }, { sum: 9 }, { sum: 11 }]);
    expect(features(rows, 2).at(-1)).toMatchObject({ std: Math.sqrt(0.5) });
  });

  it("keeps rows, their order and their types, and takes strange names", () => {
    const frame = Frame.fromRows([
      { user: "constructor", at: date(2 * DAY), note: "b" },
      { user: "__proto__", at: date(DAY), note: "a" },
      { user: "constructor", at: date(0), note: "c" },
    ]);
    const got = asOf(frame, { by: "user", at: "at", columns: [{ name: "__proto__", op: "count" }] });
    expect(got.columns).toEqual(["user", "at", "note", "__proto__"]);
    expect(got.column("__proto__").toArray()).toEqual([1, 0, 0]);
    expect(got.column("note").toArray()).toEqual(["b", "a", "c"]);
    expect(got.schema.field("__proto__").nullable).toBe(false);
  });

  it("does with no rows and no events", () => {
    const frame = framed([{ key: 1, at: 1, value: 1 }]);
    expect(asOf(frame.take([]), { by: "key", at: "at", columns: [{ name: "n", op: "count" }] }).numRows).toBe(0);
    const got = asOf(frame, {
      by: "key",
      at: "at",
      events: frame.take([]),
      columns: [{ name: "n", op: "mean", of: "value" }],
    });
    expect(got.column("n").toArray()).toEqual([null]);
  });

  it("types its columns, and refuses at compile time what it refuses at run time", () => {
    const frame = Frame.fromRows([{ user: "a", at: date(0), amount: 1, repaid: true }]);
    const got = asOf(frame, {
      by: "user",
      at: "at",
      columns: [
        { name: "n", op: "count" },
        { name: "mean", op: "mean", of: "amount" },
      ],
    });
    expectTypeOf(got.row(0).n).toEqualTypeOf<number>();
    expectTypeOf(got.row(0).mean).toEqualTypeOf<number | null>();
    expectTypeOf(got.row(0).user).toEqualTypeOf<string>();
    const of = { by: "user", at: "at" } as const;
    // @ts-expect-error no such column
    expectCode("COLUMN_MISSING", () => asOf(frame, { ...of, by: "usr", columns: [] }));
    // @ts-expect-error no column of timestamps
    expectCode("COLUMN_TYPE", () => asOf(frame, { ...of, at: "amount", columns: [] }));
    // @ts-expect-error no column of numbers
    expectCode("COLUMN_TYPE", () => asOf(frame, { ...of, columns: [{ name: "m", op: "mean", of: "user" }] }));
    // @ts-expect-error no such statistic
    expectCode("PARAM_INVALID", () => asOf(frame, { ...of, columns: [{ name: "m", op: "median", of: "amount" }] }));
    // @ts-expect-error of which column?
    expectCode("PARAM_INVALID", () => asOf(frame, { ...of, columns: [{ name: "m", op: "mean" }] }));
  });

  it("refuses with a code", () => {
    const frame = framed([{ key: 1, at: 1, value: 1 }]);
    const of = (options: object) => () => asOf(frame, { by: "key", at: "at", columns: [], ...options });
    expectCode("COLUMN_DUPLICATE", of({ columns: [{ name: "value", op: "count" }] }));
    expectCode("PARAM_INVALID", of({ within: 0 }));
    expectCode("PARAM_INVALID", of({ within: Number.NaN }));
    expectCode("PARAM_INVALID", of({ by: [] }));
    const holed = Frame.fromRows([
      { key: 1, at: null },
      { key: 1, at: date(0) },
    ]);
    expectCode("CELL_MISSING", () => asOf(holed, { by: "key", at: "at", columns: [] }));
    const texts = Frame.fromRows([{ key: "1", at: date(0) }]);
    expectCode("COLUMN_MISMATCH", of({ events: texts }));
    const infinite = frame.withColumn("value", [Number.POSITIVE_INFINITY]);
    expectCode("DATA_NOT_FINITE", () =>
      asOf(infinite, { by: "key", at: "at", columns: [{ name: "m", op: "max", of: "value" }] }),
    );
  });
});

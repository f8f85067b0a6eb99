import { type Infer, Schema, schema } from "@org/mlkit/core";
import { type Column, Frame, NumberColumn, StringColumn } from "@org/mlkit/data";
import fc from "fast-check";
import { describe, expect, expectTypeOf, it } from "vitest";
import { errorOf } from "./errors.js";

const Loan = schema({
  age: "number",
  income: "number?",
  city: "string",
  status: ["paid", "late"],
  since: "timestamp?",
  face: "vector(2)?",
});
type Loan = Infer<typeof Loan>;
const day = new Date("2026-11-20");
const rows: Loan[] = [
  { age: 31, income: 100, city: "Lima", status: "paid", since: day, face: Float32Array.of(1, 2) },
  { age: 40, income: null, city: "Oslo", status: "late", since: null, face: null },
  { age: 25, income: 50, city: "Lima", status: "paid", since: day, face: Float32Array.of(0, -1) },
];
const loans = Frame.fromRows(rows, { schema: Loan });
const strange = ["__proto__", "constructor", "toString", "hasOwnProperty", "0"];

describe("fromRows", () => {
  it("keeps to a schema and gives the rows back", () => {
    expect(loans.toRows()).toEqual(rows);
    expect([...loans]).toEqual(rows);
    expect(loans.schema).toBe(Loan);
    expect(loans.columnOf("status")).toMatchObject({ dictionary: ["paid", "late"] });
  });

  it("finds types", () => {
    const frame = Frame.fromRows([
      { a: 1, b: "x", c: true, d: day, e: [1, 2], f: undefined },
      { b: null, a: Number.NaN, g: "late" },
    ]);
    expect(frame.schema.fields.map(({ name, type }) => [name, type])).toEqual([
      ["a", "number"],
      ["b", "string"],
      ["c", "boolean"],
      ["d", "timestamp"],
      ["e", "vector"],
      ["f", "string"],
      ["g", "string"],
    ]);
    expect(frame.row(1)).toEqual({ a: null, b: null, c: null, d: null, e: null, f: null, g: "late" });
    expect(frame.schema.fields.every((field) => field.nullable)).toBe(true);
  });

  const bad: readonly (readonly [string, unknown, string, object])[] = [
    ["a wrong type", { ...rows[0], age: "31" }, "CELL_TYPE", { row: 1, column: "age" }],
    ["a missing value", { ...rows[0], age: Number.NaN }, "CELL_MISSING", { row: 1, column: "age" }],
    ["a value outside its set", { ...rows[0], status: "Paid" }, "CELL_TYPE", { row: 1, column: "status" }],
    ["an invalid date", { ...rows[0], since: new Date(Number.NaN) }, "CELL_TYPE", { row: 1, column: "since" }],
    ["a vector of another size", { ...rows[0], face: [1] }, "CELL_TYPE", { row: 1, column: "face" }],
    ["no row", null, "DATA_SHAPE", { row: 1 }],
    ["a list", [1], "DATA_SHAPE", { row: 1 }],
    ["a hole", undefined, "DATA_SHAPE", { row: 1 }],
  ];
  it.each(bad)("refuses %s", (_, row, code, data) => {
    expect(errorOf(() => Frame.fromRows([rows[0], row] as Loan[], { schema: Loan }))).toMatchObject({ code, data });
  });

  it("refuses mixed types and rows that an array does not have", () => {
    expect(errorOf(() => Frame.fromRows([{ a: 1 }, { a: "1" }]))).toMatchObject({
      code: "COLUMN_TYPE",
      data: { column: "a", row: 1 },
    });
    expect(errorOf(() => Frame.fromRows([{ a: [1] }, { a: [1, 2] }])).code).toBe("COLUMN_TYPE");
    expect(errorOf(() => Frame.fromRows([{ a: () => 1 }])).code).toBe("COLUMN_TYPE");
    expect(errorOf(() => Frame.fromRows([{ a: 1n }])).code).toBe("COLUMN_TYPE");
    const sparse = [{ a: 1 }];
    sparse[2] = { a: 3 };
    expect(errorOf(() => Frame.fromRows(sparse)).data).toMatchObject({ row: 1 });
  });

  it.each(strange)("takes a column named %s for data", (name) => {
    const row = Object.fromEntries([
      [name, 1],
      ["x", "a"],
    ]);
    const frame = Frame.fromRows([row, Object.fromEntries([["x", "b"]])]) as Frame;
    expect(frame.column(name).toArray()).toEqual([1, null]);
    expect(Object.entries(frame.row(0)).sort()).toEqual(Object.entries(row).sort());
    expect(Object.getPrototypeOf(frame.row(0))).toBe(Object.prototype);
    expect(frame.select(name).columns).toEqual([name]);
    expect(frame.drop(name).columns).toEqual(["x"]);
    expect(frame.withColumn(name, ["p", "q"]).column(name).toArray()).toEqual(["p", "q"]);
    expect(Frame.fromColumns(Object.fromEntries([[name, [1, 2]]])).columns).toEqual([name]);
    const Strict = schema(
      Object.fromEntries([
        [name, "number?" as const],
        ["x", "string" as const],
      ]),
    );
    // A column that objects inherit but do not have is missing.
    expect(Frame.fromRows([{ x: "a" } as never], { schema: Strict }).row(0)).toEqual(
      Object.fromEntries([
        [name, null],
        ["x", "a"],
      ]),
    );
  });

  it("does not keep what it was given", () => {
    const list = [{ v: Float32Array.of(1, 2) }];
    const frame = Frame.fromRows(list);
    list[0]?.v.fill(9);
    frame.row(0).v.fill(7);
    expect(frame.row(0)).toEqual({ v: Float32Array.of(1, 2) });
  });
});

describe("fromColumns", () => {
  it("keeps typed arrays, shared ones too, and reads others", () => {
    const shared = new Float64Array(new SharedArrayBuffer(16));
    const small = Int8Array.of(1, -1);
    const frame = Frame.fromColumns({
      shared,
      small,
      list: new Set([true, false]),
      clamped: Uint8ClampedArray.of(1, 2),
    });
    expect((frame.columnOf("shared") as NumberColumn).values).toBe(shared);
    expect((frame.columnOf("small") as NumberColumn).values).toBe(small);
    expect(frame.toRows()).toEqual([
      { shared: 0, small: 1, list: true, clamped: 1 },
      { shared: 0, small: -1, list: false, clamped: 2 },
    ]);
    expectTypeOf(frame).toEqualTypeOf<Frame<{ shared: number; small: number; list: boolean; clamped: number }>>();
  });

  it("keeps to a schema", () => {
    const Two = schema({ a: "number", b: "string?" });
    expect(Frame.fromColumns({ b: ["x", null], a: Float64Array.of(1, 2) }, { schema: Two }).columns).toEqual([
      "a",
      "b",
    ]);
    expect(
      errorOf(() => Frame.fromColumns({ a: Float64Array.of(1, Number.NaN), b: [null, null] }, { schema: Two })),
    ).toMatchObject({ code: "CELL_MISSING", data: { row: 1 } });
    expect(errorOf(() => Frame.fromColumns({ a: [1, "2"], b: [null, null] }, { schema: Two })).code).toBe("CELL_TYPE");
    expect(errorOf(() => Frame.fromColumns({ a: [1] } as never, { schema: Two })).code).toBe("COLUMN_MISSING");
    expect(errorOf(() => Frame.fromColumns({ a: [1], b: ["x", "y"] }))).toMatchObject({
      code: "DATA_SHAPE",
      data: { column: "b" },
    });
    const again = Frame.fromColumns(
      { a: loans.column("age"), s: loans.column("status") },
      { schema: schema({ a: "number", s: ["late", "paid"] }) },
    );
    expect(again.column("s").toArray()).toEqual(["paid", "late", "paid"]);
    expect(
      errorOf(() => Frame.fromColumns({ a: loans.column("income") }, { schema: schema({ a: "number" }) })).code,
    ).toBe("CELL_MISSING");
  });

  it("refuses big integers, which lose digits as numbers", () => {
    expect(errorOf(() => Frame.fromColumns({ a: BigInt64Array.of(1n) as never })).code).toBe("COLUMN_TYPE");
  });
});

describe("columns", () => {
  it("are iterable, with null where a value is missing", () => {
    expect(loans.column("income").toArray()).toEqual([100, null, 50]);
    expect(loans.column("income").missingCount).toBe(1);
    expect(loans.column("face").get(1)).toBeNull();
    expect([...loans.column("status")]).toEqual(["paid", "late", "paid"]);
    expectTypeOf(loans.column("status")).toEqualTypeOf<Column<"paid" | "late">>();
    expectTypeOf(loans.column("face").get(0)).toEqualTypeOf<Float32Array | null>();
    // @ts-expect-error: there is no such column.
    expect(errorOf(() => loans.column("cty"))).toMatchObject({ code: "COLUMN_MISSING", data: { column: "cty" } });
  });

  it.each(Loan.names)("have no value outside their rows: %s", (name) => {
    for (const row of [-1, 3, 0.5, Number.NaN])
      expect(errorOf(() => loans.columnOf(name).get(row)).code).toBe("DATA_SHAPE");
  });
});

describe("verbs", () => {
  it("select and drop, with the row type", () => {
    expect(loans.select("city", "age").row(0)).toEqual({ city: "Lima", age: 31 });
    expectTypeOf(loans.select("city", "age")).toEqualTypeOf<Frame<Pick<Loan, "city" | "age">>>();
    expect(loans.drop("since", "face", "income").columns).toEqual(["age", "city", "status"]);
    expectTypeOf(loans.drop("since").row(0)).toEqualTypeOf<Omit<Loan, "since">>();
    // @ts-expect-error: there is no such column.
    expect(errorOf(() => loans.select("pet")).code).toBe("COLUMN_MISSING");
    // @ts-expect-error: there is no such column.
    expect(errorOf(() => loans.drop("pet")).code).toBe("COLUMN_MISSING");
    expect(errorOf(() => loans.select("age", "age")).code).toBe("COLUMN_DUPLICATE");
    expect([loans.select().columns, loans.select().numRows]).toEqual([[], 3]);
  });

  it("take, slice and filter", () => {
    expect(loans.take([2, 0, 0]).column("age").toArray()).toEqual([25, 31, 31]);
    for (const row of [-1, 3, 0.5, Number.NaN]) expect(errorOf(() => loans.take([row])).code).toBe("DATA_SHAPE");
    expect(loans.filter((row, index) => row.city === "Lima" && index > 0).toRows()).toEqual([rows[2]]);
    expect(loans.filter(() => false).numRows).toBe(0);
    expect(loans.slice(1).toRows()).toEqual(rows.slice(1));
  });

  it("slice cuts as arrays do", () => {
    const bound = fc.oneof(
      fc.integer({ min: -6, max: 6 }),
      fc.double({ min: -6, max: 6, noNaN: true }),
      fc.constant(Infinity),
      fc.constant(-Infinity),
    );
    fc.assert(
      fc.property(
        fc.array(fc.integer(), { maxLength: 4 }),
        bound,
        fc.option(bound, { nil: undefined }),
        (items, start, end) => {
          const frame = Frame.fromColumns({ a: items });
          expect(frame.slice(start, end).column("a").toArray()).toEqual(items.slice(start, end));
        },
      ),
    );
  });

  it("concat joins by name, and grows closed sets", () => {
    const A = Frame.fromRows([{ n: 1, s: "a" as "a" | "b" }], { schema: schema({ n: "number", s: ["a", "b"] }) });
    const B = Frame.fromRows([{ s: "c", n: null }], { schema: schema({ s: ["c"], n: "number?" }) });
    const joined = A.concat(B as never);
    expect(joined.toRows()).toEqual([
      { n: 1, s: "a" },
      { n: null, s: "c" },
    ]);
    expect(joined.schema.fields).toEqual([
      { name: "n", type: "number", nullable: true },
      { name: "s", type: "string", nullable: false, values: ["a", "b", "c"] },
    ]);
    expect(loans.concat(loans).toRows()).toEqual([...rows, ...rows]);
    const small = Frame.fromColumns({ i: Int8Array.of(1) });
    expect((small.concat(small).columnOf("i") as NumberColumn).values).toEqual(Int8Array.of(1, 1));
    expect((small.concat(Frame.fromColumns({ i: Int16Array.of(300) })).columnOf("i") as NumberColumn).values).toEqual(
      Float64Array.of(1, 300),
    );
    expect(errorOf(() => A.concat(A.withColumn("x", [1]) as never)).code).toBe("COLUMN_MISMATCH");
    expect(errorOf(() => A.concat(A.drop("s") as never)).code).toBe("COLUMN_MISSING");
    expect(errorOf(() => A.concat(A.withColumn("n", ["x"]) as never))).toMatchObject({
      code: "COLUMN_MISMATCH",
      data: { column: "n" },
    });
  });

  it("distinct keeps the first of each, and tells types and places apart", () => {
    const frame = Frame.fromRows([
      { a: "1", b: "2" },
      { a: "1", b: "2" },
      { a: "12", b: "" },
      { a: null, b: "n" },
      { a: "n", b: null },
      { a: "1s1:2", b: "" },
    ]);
    expect(frame.distinct().numRows).toBe(5);
    expect(loans.concat(loans).distinct().toRows()).toEqual(rows);
  });

  it("withColumn adds, replaces and computes, with the row type", () => {
    const more = loans.withColumn("late", (row) => row.status === "late").withColumn("rank", Int32Array.of(3, 1, 2));
    expect(more.select("late", "rank").toRows()).toEqual([
      { late: false, rank: 3 },
      { late: true, rank: 1 },
      { late: false, rank: 2 },
    ]);
    expectTypeOf(more.row(0).late).toEqualTypeOf<boolean>();
    expectTypeOf(more.row(0).rank).toEqualTypeOf<number>();
    const replaced = loans.withColumn("income", (row) => String(row.income ?? "none"));
    expect(replaced.columns).toEqual(loans.columns);
    expectTypeOf(replaced.row(0).income).toEqualTypeOf<string>();
    expect(replaced.column("income").toArray()).toEqual(["100", "none", "50"]);
    expectTypeOf(loans.withColumn("x", (_, index) => (index > 1 ? index : null)).row(0).x).toEqualTypeOf<
      number | null
    >();
    expect(errorOf(() => loans.withColumn("x", [1]))).toMatchObject({
      code: "DATA_SHAPE",
      data: { column: "x", given: 1, expected: 3 },
    });
    expect(errorOf(() => loans.select().withColumn("x", [1])).code).toBe("DATA_SHAPE");
    expect(Frame.fromRows([]).withColumn("x", [1, 2]).numRows).toBe(2);
  });

  it("sortBy sorts by several columns, stably, with missing values last", () => {
    const frame = Frame.fromRows([
      { a: 2, b: "x" },
      { a: null, b: "a" },
      { a: 1, b: "B" },
      { a: 2, b: "a" },
      { a: 1, b: "a" },
    ]);
    const order = (sorted: Frame<{ a: number | null; b: string }>) => sorted.toRows().map(({ a, b }) => `${a}${b}`);
    expect(order(frame.sortBy("a"))).toEqual(["1B", "1a", "2x", "2a", "nulla"]);
    expect(order(frame.sortBy(["a", "descending"], "b"))).toEqual(["2a", "2x", "1B", "1a", "nulla"]);
    expect(frame.sortBy().toRows()).toEqual(frame.toRows());
  });

  it("row refuses rows that are not there, toString shows the first", () => {
    expect(errorOf(() => loans.row(3))).toMatchObject({ code: "DATA_SHAPE", data: { row: 3 } });
    // Names like numbers come first in objects, not in frames.
    const frame = new Frame(
      new Schema([
        { name: "b", type: "string", nullable: true },
        { name: "1", type: "number", nullable: true },
      ]),
      [new StringColumn(new Int32Array(11), ["x"]), new NumberColumn(new Float64Array(11))],
    );
    expect(frame.toString().split("\n").slice(0, 2)).toEqual(["b\t1", "x\t0"]);
    expect(frame.toString()).toMatch(/… 1 more$/);
  });

  it("leave the frame as it was", () => {
    const before = JSON.stringify(loans.toRows());
    loans
      .sortBy("age")
      .withColumn("age", [1, 2, 3])
      .filter(() => true)
      .concat(loans as never);
    expect(JSON.stringify(loans.toRows())).toBe(before);
  });
});

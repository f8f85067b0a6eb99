import { schema } from "@org/mlkit/core";
import { Frame, NumberColumn, readArrow, type StringColumn, toArrow, VectorColumn } from "@org/mlkit/data";
import * as arrow from "apache-arrow";
import { describe, expect, it } from "vitest";
import { errorOf, rejection } from "../errors.js";

/** A table of one column `x` of these values. */
function tableOf(type: arrow.DataType, values: readonly unknown[]): arrow.Table {
  return new arrow.Table({ x: arrow.vectorFromArray(values, type) });
}

const read = (table: arrow.Table): unknown[] => Frame.fromArrow(table).column("x").toArray();
const instant = Date.UTC(2026, 10, 20, 8, 30, 0, 250);

describe("fromArrow", () => {
  const kinds: readonly (readonly [string, arrow.DataType, readonly unknown[], (readonly unknown[])?])[] = [
    ["doubles", new arrow.Float64(), [1.5, null, -0]],
    ["single floats", new arrow.Float32(), [1.5, null]],
    ["half floats", new arrow.Float16(), [1.5, null, -2, 65504, 2 ** -24, Number.POSITIVE_INFINITY]],
    ["integers of 8 bits", new arrow.Int8(), [-128, null, 127]],
    ["unsigned integers", new arrow.Uint32(), [4_000_000_000, null]],
    ["integers of 64 bits", new arrow.Int64(), [2n ** 53n - 1n, null, -5n], [2 ** 53 - 1, null, -5]],
    ["unsigned integers of 64 bits", new arrow.Uint64(), [7n, null], [7, null]],
    ["booleans", new arrow.Bool(), [true, null, false]],
    ["strings", new arrow.Utf8(), ["Lima", null, "", "Öslo 🎈", "Lima"]],
    ["long strings", new arrow.LargeUtf8(), ["Lima", null, "Öslo"]],
    ["string views", new arrow.Utf8View(), ["short", null, "longer than twelve bytes", ""]],
    ["dictionaries", new arrow.Dictionary(new arrow.Utf8(), new arrow.Int8()), ["b", null, "a", "b"]],
    ["days", new arrow.DateDay(), [new Date("2026-11-20"), null, new Date("1969-12-31")]],
    ["dates of 64 bits", new arrow.DateMillisecond(), [new Date("2026-11-20"), null]],
    [
      "lists of fixed size",
      new arrow.FixedSizeList(2, new arrow.Field("item", new arrow.Float32(), true)),
      [[1, 2], null, [3, 4]],
      [Float32Array.of(1, 2), null, Float32Array.of(3, 4)],
    ],
    [
      "lists of one length",
      new arrow.List(new arrow.Field("item", new arrow.Float64(), true)),
      [[1, null], null, [3, 4]],
      [Float32Array.of(1, Number.NaN), null, Float32Array.of(3, 4)],
    ],
    ["nothing but nulls", new arrow.Null(), [null, null]],
  ];
  const cases = kinds.map(([name, type, values, expected = values]) => [name, type, values, expected] as const);
  it.each(cases)("reads %s with nulls, sliced and in chunks", (_, type, values, expected) => {
    const table = tableOf(type, values);
    expect(read(table)).toEqual(expected);
    expect(read(table.slice(1))).toEqual(expected.slice(1));
    expect(read(table.concat(table.slice(1)))).toEqual([...expected, ...expected.slice(1)]);
  });

  it.each([
    ["seconds", new arrow.TimestampSecond(), BigInt(Math.floor(instant / 1000)), Math.floor(instant / 1000) * 1000],
    ["milliseconds in a zone", new arrow.TimestampMillisecond("Europe/Berlin"), BigInt(instant), instant],
    ["microseconds", new arrow.TimestampMicrosecond("UTC"), BigInt(instant) * 1000n + 999n, instant],
    ["nanoseconds before 1970", new arrow.TimestampNanosecond(), -1n, -1],
  ] as const)("reads timestamps in %s", (_, type, stored, expected) => {
    const data = arrow.makeData({
      type,
      data: BigInt64Array.of(stored, 0n),
      nullBitmap: Uint8Array.of(1),
      nullCount: 1,
    });
    expect(read(new arrow.Table({ x: new arrow.Vector([data]) }))).toEqual([new Date(expected), null]);
  });

  it.each([
    [32, [12_345n, -5n], [123.45, -0.05]],
    [128, [35n, -(2n ** 40n)], [0.35, -10995116277.76]],
    [256, [1n, -1n], [0.01, -0.01]],
  ] as const)("reads decimals of %i bits as the nearest number", (bitWidth, values, expected) => {
    const words = values.flatMap((value) => {
      const bits = BigInt.asUintN(bitWidth, value);
      return Array.from({ length: bitWidth / 32 }, (_, word) => Number((bits >> BigInt(32 * word)) & 0xffffffffn));
    });
    const data = arrow.makeData({ type: new arrow.Decimal(2, 38, bitWidth), data: Uint32Array.from(words) });
    expect(read(new arrow.Table({ x: new arrow.Vector([data]) }))).toEqual(expected);
  });

  it("shares what has no nulls", () => {
    const values = Float64Array.of(1, 2, 3);
    const column = Frame.fromArrow(arrow.tableFromArrays({ x: values })).columnOf("x") as NumberColumn;
    expect(column.values.buffer).toBe(values.buffer);
    const ints = Frame.fromArrow(arrow.tableFromArrays({ x: Int32Array.of(1, 2) })).columnOf("x") as NumberColumn;
    expect(ints.values).toEqual(Int32Array.of(1, 2));
    const words = arrow.vectorFromArray(["b", "a", "b"], new arrow.Dictionary(new arrow.Utf8(), new arrow.Int32()));
    const strings = Frame.fromArrow(new arrow.Table({ x: words })).columnOf("x") as StringColumn;
    expect(strings.codes.buffer).toBe(words.data[0]?.values.buffer);
  });

  it("shares numbers and vectors with the table that it makes", async () => {
    const numbers = new NumberColumn(Float64Array.of(1, Number.NaN));
    const vectors = new VectorColumn(Float32Array.of(1, 2, 3, 4), 2);
    const frame = Frame.fromColumns({ numbers, vectors });
    const table: arrow.Table = await toArrow(frame);
    expect(table.getChild("numbers")?.data[0]?.values).toBe(numbers.values);
    expect(table.getChild("numbers")?.toJSON()).toEqual([1, null]);
    expect(Frame.fromArrow(table).columnOf("vectors")).toMatchObject({ values: vectors.values });
  });

  it("writes no string that was filtered out", async () => {
    const frame = Frame.fromRows([{ name: "kept" }, { name: "secret" }]).slice(0, 1);
    const table: arrow.Table = await toArrow(frame);
    expect(table.getChild("name")?.data[0]?.dictionary?.toJSON()).toEqual(["kept"]);
  });

  it("keeps to a schema", () => {
    const table = arrow.tableFromArrays({ age: Float64Array.of(31, 40), status: ["late", "paid"], extra: [1, 2] });
    const Loan = schema({ status: ["paid", "late"], age: "number" });
    const frame = Frame.fromArrow(table, { schema: Loan });
    expect(frame.schema).toBe(Loan);
    expect(frame.toRows()).toEqual([
      { status: "late", age: 31 },
      { status: "paid", age: 40 },
    ]);
    expect(frame.columnOf("status")).toMatchObject({ dictionary: ["paid", "late"] });
    const code = (spec: Parameters<typeof schema>[0]) =>
      errorOf(() => Frame.fromArrow(table, { schema: schema(spec) }));
    expect(code({ status: ["paid"] })).toMatchObject({ code: "CELL_TYPE", data: { row: 0, column: "status" } });
    expect(code({ age: [31] })).toMatchObject({ code: "CELL_TYPE", data: { row: 1, column: "age" } });
    expect(code({ age: "string" })).toMatchObject({ code: "COLUMN_TYPE", data: { column: "age" } });
    expect(code({ city: "string" })).toMatchObject({ code: "COLUMN_MISSING" });
    const holes = arrow.tableFromArrays({ age: [31, null] });
    expect(errorOf(() => Frame.fromArrow(holes, { schema: schema({ age: "number" }) }))).toMatchObject({
      code: "CELL_MISSING",
      data: { row: 1, column: "age" },
    });
  });

  it("says of columns that were declared without nulls that they have none, but for floats", () => {
    const fields = [new arrow.Field("i", new arrow.Int32(), false), new arrow.Field("f", new arrow.Float64(), false)];
    const table = new arrow.Table(new arrow.Schema(fields), {
      i: arrow.makeVector(Int32Array.of(1)),
      f: arrow.makeVector(Float64Array.of(1)),
    });
    expect(Frame.fromArrow(table).schema.fields.map(({ nullable }) => nullable)).toEqual([false, true]);
  });

  it.each([
    ["structs", new arrow.Struct([new arrow.Field("a", new arrow.Int32())]), [{ a: 1 }]],
    ["lists of strings", new arrow.List(new arrow.Field("item", new arrow.Utf8())), [["a"]]],
    ["lists of different lengths", new arrow.List(new arrow.Field("item", new arrow.Float32())), [[1], [1, 2]]],
    ["empty lists", new arrow.List(new arrow.Field("item", new arrow.Float32())), [[]]],
    ["binary", new arrow.Binary(), [Uint8Array.of(1)]],
    ["times of the day", new arrow.TimeMillisecond(), [1]],
  ] as const)("refuses %s by name", (_, type, values) => {
    const error = errorOf(() => Frame.fromArrow(tableOf(type, values)));
    expect(error).toMatchObject({ code: "COLUMN_TYPE", data: { column: "x" } });
  });

  it.each([
    ["an integer beyond 2^53", new arrow.Int64(), BigInt64Array.of(1n, 2n ** 53n)],
    ["a time beyond all dates", new arrow.TimestampSecond(), BigInt64Array.of(1n, 2n ** 62n)],
  ] as const)("refuses %s with its row", (_, type, data) => {
    const table = new arrow.Table({ x: new arrow.Vector([arrow.makeData({ type: type as arrow.Int64, data })]) });
    expect(errorOf(() => Frame.fromArrow(table))).toMatchObject({ code: "CELL_TYPE", data: { row: 1, column: "x" } });
  });

  it("refuses strings that are no UTF-8, and those that UTF-8 cannot write", async () => {
    const data = arrow.makeData({
      type: new arrow.Utf8(),
      valueOffsets: Int32Array.of(0, 1),
      data: Uint8Array.of(255),
    });
    const table = new arrow.Table({ x: new arrow.Vector([data]) });
    expect(errorOf(() => Frame.fromArrow(table))).toMatchObject({ code: "ARROW_INVALID", data: { row: 0 } });
    expect(await rejection(toArrow(Frame.fromRows([{ x: "🎈".slice(0, 1) }])))).toMatchObject({ code: "CELL_TYPE" });
  });

  it("refuses two columns of one name", async () => {
    const vector = arrow.makeVector(Float64Array.of(1));
    const fields = ["x", "x"].map((name) => new arrow.Field(name, new arrow.Float64()));
    const struct = arrow.makeData({
      type: new arrow.Struct(fields),
      children: [vector, vector].map(({ data }) => data[0] as arrow.Data),
      length: 1,
    });
    const table = new arrow.Table([new arrow.RecordBatch(new arrow.Schema(fields), struct)]);
    expect(errorOf(() => Frame.fromArrow(table)).code).toBe("COLUMN_DUPLICATE");
  });
});

describe("readArrow", () => {
  it("reads what apache-arrow wrote itself", async () => {
    const table = arrow.tableFromArrays({ x: Float64Array.of(1, 2), s: ["a", null] });
    for (const format of ["file", "stream"] as const) {
      const frame = await readArrow(arrow.tableToIPC(table, format));
      expect(frame.toRows()).toEqual([
        { x: 1, s: "a" },
        { x: 2, s: null },
      ]);
      expect((await readArrow(arrow.tableToIPC(table, format), { columns: ["s"] })).columns).toEqual(["s"]);
    }
  });
});

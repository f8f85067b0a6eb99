/** What other writers store, made here by hyparquet-writer with the types of pyarrow, Spark and DuckDB. */
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { schema } from "@org/mlkit/core";
import { concatFrames, Frame, readParquet, readParquetBatches, writeParquet } from "@org/mlkit/data";
import type { SchemaElement } from "hyparquet";
import { type ColumnSource, parquetWriteBuffer } from "hyparquet-writer";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { rejection } from "../errors.js";

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "mlkit-parquet-"));
});
afterAll(() => rm(folder, { recursive: true }));

/** A file of one column `x`. */
function fileOf(
  element: Omit<SchemaElement, "name"> | readonly SchemaElement[],
  data: unknown[],
  more: Partial<ColumnSource> = {},
): Uint8Array {
  const elements = Array.isArray(element) ? element : [{ name: "x", ...element }];
  const columnData = [{ name: "x", data, ...more }];
  return new Uint8Array(parquetWriteBuffer({ columnData, schema: [{ name: "root", num_children: 1 }, ...elements] }));
}

const optional = { repetition_type: "OPTIONAL" } as const;
const x = async (bytes: Uint8Array): Promise<unknown[]> => (await readParquet(bytes)).column("x").toArray();
const instant = Date.UTC(2026, 10, 20, 8, 30, 0, 250);

/** A list column `x` as pyarrow writes it. */
function listOf(leaf: Omit<SchemaElement, "name">): SchemaElement[] {
  return [
    { name: "x", ...optional, num_children: 1, converted_type: "LIST" },
    { name: "list", repetition_type: "REPEATED", num_children: 1 },
    { name: "element", ...optional, ...leaf },
  ];
}

describe("readParquet", () => {
  const kinds: readonly (readonly [string, Omit<SchemaElement, "name">, unknown[], unknown[]?])[] = [
    ["doubles", { type: "DOUBLE" }, [1.5, null, Number.POSITIVE_INFINITY]],
    ["single floats", { type: "FLOAT" }, [1.5, null]],
    [
      "half floats",
      { type: "FIXED_LEN_BYTE_ARRAY", type_length: 2, logical_type: { type: "FLOAT16" } },
      [1.5, null, -2],
    ],
    ["integers", { type: "INT32" }, [1, null, -(2 ** 31)]],
    ["integers of 8 bits", { type: "INT32", converted_type: "INT_8" }, [-128, null]],
    ["unsigned integers", { type: "INT32", converted_type: "UINT_32" }, [4_000_000_000, null]],
    ["integers of 64 bits", { type: "INT64" }, [2n ** 53n - 1n, null, -5n], [2 ** 53 - 1, null, -5]],
    [
      "decimals in 32 bits",
      { type: "INT32", converted_type: "DECIMAL", scale: 2, precision: 9 },
      [35n, null, -1n],
      [0.35, null, -0.01],
    ],
    [
      "decimals in 64 bits",
      { type: "INT64", converted_type: "DECIMAL", scale: 3, precision: 18 },
      [1005n, null],
      [1.005, null],
    ],
    [
      "decimals in bytes",
      { type: "FIXED_LEN_BYTE_ARRAY", type_length: 9, converted_type: "DECIMAL", scale: 1, precision: 20 },
      [15n, null, -25n],
      [1.5, null, -2.5],
    ],
    ["booleans", { type: "BOOLEAN" }, [true, null, false]],
    ["texts", { type: "BYTE_ARRAY", converted_type: "UTF8" }, ["Lima", null, "", "\ufeffÖslo 🎈"]],
    ["texts without a mark", { type: "BYTE_ARRAY" }, ["Lima", null]],
    ["enumerations", { type: "BYTE_ARRAY", converted_type: "ENUM" }, ["late", null]],
    ["JSON", { type: "BYTE_ARRAY", converted_type: "JSON" }, [{ a: 1 }, null], ['{"a":1}', null]],
    [
      "UUIDs",
      { type: "FIXED_LEN_BYTE_ARRAY", type_length: 16, logical_type: { type: "UUID" } },
      ["01234567-89ab-cdef-0123-456789abcdef", null],
    ],
    ["dates", { type: "INT32", converted_type: "DATE" }, [new Date("2026-11-20"), null, new Date("1969-12-31")]],
    ["timestamps in milliseconds", { type: "INT64", converted_type: "TIMESTAMP_MILLIS" }, [new Date(instant), null]],
    [
      "timestamps in microseconds",
      { type: "INT64", converted_type: "TIMESTAMP_MICROS" },
      [BigInt(instant) * 1000n + 999n, null, -1n],
      [new Date(instant), null, new Date(-1)],
    ],
    [
      "timestamps in nanoseconds",
      { type: "INT64", logical_type: { type: "TIMESTAMP", isAdjustedToUTC: false, unit: "NANOS" } },
      [BigInt(instant) * 1_000_000n + 1n, null],
      [new Date(instant), null],
    ],
  ];
  const cases = kinds.map(([name, element, values, expected = values]) => [name, element, values, expected] as const);
  it.each(cases)("reads %s, missing or not, with a dictionary or without", async (_, element, values, expected) => {
    expect(await x(fileOf({ ...element, ...optional }, values))).toEqual(expected);
    const there = values.map((value, row) => [value, expected[row]]).filter(([value]) => value !== null);
    const required = { ...element, repetition_type: "REQUIRED" } as const;
    const repeated = Array.from({ length: 40 }, () => there).flat();
    for (const [pairs, encoding] of [
      [there, "PLAIN"],
      [repeated, "RLE_DICTIONARY"],
    ] as const) {
      if (element.type === "BOOLEAN" && encoding === "RLE_DICTIONARY") continue;
      const bytes = fileOf(
        required,
        pairs.map(([value]) => value),
        { encoding },
      );
      expect(await x(bytes)).toEqual(pairs.map(([, value]) => value));
    }
  });

  it("says of required columns that they miss nothing, but for floats", async () => {
    const nullable = async (type: "INT32" | "DOUBLE" | "INT64") => {
      const bytes = fileOf({ type, repetition_type: "REQUIRED" }, [type === "INT64" ? 1n : 1]);
      return (await readParquet(bytes)).schema.field("x").nullable;
    };
    expect([await nullable("INT32"), await nullable("INT64"), await nullable("DOUBLE")]).toEqual([false, false, true]);
  });

  it("reads lists of one length as vectors", async () => {
    const values = [[1, 2], null, [3, null]];
    const expected = [Float32Array.of(1, 2), null, Float32Array.of(3, Number.NaN)];
    expect(await x(fileOf(listOf({ type: "FLOAT" }), values))).toEqual(expected);
    expect(await x(fileOf(listOf({ type: "DOUBLE" }), values))).toEqual(expected);
    expect(await x(fileOf(listOf({ type: "INT32" }), values))).toEqual(expected);
  });

  it("knows the size of vectors in batches that have none, and makes strings of columns without any", async () => {
    const element = listOf({ type: "FLOAT" });
    const columnData = [{ name: "x", data: [null, null, [1, 2]] }];
    const bytes = parquetWriteBuffer({
      columnData,
      schema: [{ name: "root", num_children: 1 }, ...element],
      rowGroupSize: 1,
    });
    const fields: unknown[] = [];
    for await (const batch of readParquetBatches(bytes, { batchSize: 1 })) fields.push(batch.schema.field("x").size);
    expect(fields).toEqual([2, 2, 2]);
    const without = await readParquet(fileOf(element, [null, null]));
    expect(without.schema.field("x").type).toBe("string");
    expect((await readParquet(fileOf(element, [null]), { schema: schema({ x: "vector(3)?" }) })).toRows()).toEqual([
      { x: null },
    ]);
  });

  const struct: SchemaElement[] = [
    { name: "x", ...optional, num_children: 1 },
    { name: "a", ...optional, type: "INT32" },
  ];
  const nested: SchemaElement[] = [
    { name: "x", ...optional, num_children: 1, converted_type: "LIST" },
    { name: "list", repetition_type: "REPEATED", num_children: 1 },
    { name: "element", ...optional, num_children: 1, converted_type: "LIST" },
    { name: "list", repetition_type: "REPEATED", num_children: 1 },
    { name: "element", ...optional, type: "FLOAT" },
  ];
  it.each([
    ["structs", struct, [{ a: 1 }], "structs of a"],
    ["nested lists", nested, [[[1]]], "lists of something else"],
    ["lists of texts", listOf({ type: "BYTE_ARRAY", converted_type: "UTF8" }), [["a"]], "lists of something else"],
    ["lists of different lengths", listOf({ type: "FLOAT" }), [[1], [1, 2]], "2 numbers in row 1"],
    [
      "binary",
      { type: "FIXED_LEN_BYTE_ARRAY", type_length: 2, ...optional },
      [Uint8Array.of(1, 2)],
      "FIXED_LEN_BYTE_ARRAY",
    ],
    ["bytes that are no text", { type: "BYTE_ARRAY", ...optional }, [Uint8Array.of(255)], "no text"],
    ["times of the day", { type: "INT32", converted_type: "TIME_MILLIS", ...optional }, [1], "TIME_MILLIS"],
  ] as const)("refuses %s by name, and reads the columns beside them", async (_, element, data, says) => {
    const error = await rejection(readParquet(fileOf(element as SchemaElement[], [...data])));
    expect(error).toMatchObject({ code: "COLUMN_TYPE", data: { column: "x" } });
    expect(error.message).toContain(says);
    const elements = Array.isArray(element) ? element : [{ name: "x", ...element }];
    const both = parquetWriteBuffer({
      columnData: [
        { name: "x", data: [...data] },
        { name: "y", data: data.map((__, row) => row) },
      ],
      schema: [
        { name: "root", num_children: 2 },
        ...(elements as SchemaElement[]),
        { name: "y", type: "INT32", repetition_type: "REQUIRED" },
      ],
    });
    expect((await readParquet(both, { columns: ["y"] })).columns).toEqual(["y"]);
  });

  it.each([
    ["an integer beyond 2^53", { type: "INT64" }, 2n ** 53n],
    [
      "a decimal with too many digits",
      { type: "INT64", converted_type: "DECIMAL", scale: 2, precision: 18 },
      10n ** 17n + 1n,
    ],
    ["a time beyond all dates", { type: "INT64", converted_type: "TIMESTAMP_MICROS" }, 2n ** 63n - 1n],
  ] as const)("refuses %s with its row", async (_, element, value) => {
    const error = await rejection(readParquet(fileOf({ ...element, ...optional }, [1n, value])));
    expect(error).toMatchObject({ code: "CELL_TYPE", data: { row: 1, column: "x" } });
  });

  it("keeps to a schema, with the row of the file in batches", async () => {
    const frame = Frame.fromRows([
      { age: 31, status: "late" },
      { age: 40, status: "paid" },
      { age: 25, status: "lost" },
    ]);
    const bytes = await writeParquet(frame, { rowGroupSize: 2 });
    const Loan = schema({ status: ["paid", "late"] });
    const error = { code: "CELL_TYPE", data: { row: 2, column: "status" } };
    expect(await rejection(readParquet(bytes, { schema: Loan }))).toMatchObject(error);
    expect(await rejection(concatFrames(readParquetBatches(bytes, { schema: Loan })))).toMatchObject(error);
    expect(await rejection(readParquet(bytes, { schema: schema({ age: "string" }) }))).toMatchObject({
      code: "COLUMN_TYPE",
    });
    expect(await rejection(readParquet(bytes, { columns: ["Age"] }))).toMatchObject({ code: "COLUMN_MISSING" });
  });

  it("refuses other formats and files that were cut off", async () => {
    const bytes = await writeParquet(Frame.fromRows([{ a: 1, b: "x" }]));
    const path = join(folder, "cut.parquet");
    await writeFile(path, bytes.subarray(0, -20));
    for (const source of [path, new Uint8Array(0), new TextEncoder().encode("a,b\n1,2\n"), bytes.subarray(10)]) {
      expect((await rejection(readParquet(source))).code).toBe("PARQUET_INVALID");
      expect((await rejection(concatFrames(readParquetBatches(source)))).code).toBe("PARQUET_INVALID");
    }
    expect((await rejection(readParquet(join(folder, "gone.parquet")))).code).toBe("FILE_READ");
    expect((await rejection(readParquet(new URL("https://example.org/x.parquet")))).code).toBe("FILE_READ");
  });

  it("reads of a file what it needs alone", async () => {
    const rows = Array.from({ length: 20_000 }, (_, row) => ({ small: row % 2, large: `text ${Math.sqrt(row)}` }));
    const bytes = await writeParquet(Frame.fromRows(rows), { rowGroupSize: 5000 });
    let taken = 0;
    // A store gives everything; what is counted here is what hyparquet asks for.
    const counting = new Proxy(bytes, {
      get(target, key) {
        if (key !== "subarray") return Reflect.get(target, key, target);
        return (start: number, end: number) => {
          taken += end - start;
          return target.subarray(start, end);
        };
      },
    });
    await readParquet(counting, { columns: ["small"] });
    expect(taken).toBeLessThan(bytes.length / 3);
  });
});

describe("writeParquet", () => {
  it("stores integers as integers of their width, and what cannot be missing as required", async () => {
    const { parquetMetadata } = await import("hyparquet");
    const frame = Frame.fromColumns({ a: Uint8Array.of(1), b: Float64Array.of(1) }).select("a", "b");
    const strict = new Frame(schema({ a: "number", b: "number?" }), [frame.columnOf("a"), frame.columnOf("b")]);
    const bytes = await writeParquet(strict);
    expect(parquetMetadata(bytes.buffer).schema.slice(1)).toMatchObject([
      { name: "a", type: "INT32", converted_type: "UINT_8", repetition_type: "REQUIRED" },
      { name: "b", type: "DOUBLE", repetition_type: "OPTIONAL" },
    ]);
  });

  it("takes later batches whose numbers fit the kind of the first, and no others", async () => {
    const batch = (values: Int32Array | Float64Array) => Frame.fromColumns({ a: values });
    const fits = await writeParquet([batch(Int32Array.of(1)), batch(Float64Array.of(2, Number.NaN))]);
    expect((await readParquet(fits)).column("a").toArray()).toEqual([1, 2, null]);
    const error = await rejection(
      writeParquet([batch(Int32Array.of(1)), batch(Float64Array.of(0.5))], { rowGroupSize: 1 }),
    );
    expect(error).toMatchObject({ code: "COLUMN_MISMATCH", data: { column: "a", value: 0.5 } });
  });

  it("refuses options and strings that it cannot write", async () => {
    const frame = Frame.fromRows([{ a: "🎈".slice(0, 1) }]);
    expect((await rejection(writeParquet(frame))).code).toBe("CELL_TYPE");
    expect((await rejection(writeParquet(frame, { compression: "zstd" as "none" }))).code).toBe("PARAM_INVALID");
    expect((await rejection(writeParquet(frame, { rowGroupSize: 0 }))).code).toBe("PARAM_INVALID");
  });
});

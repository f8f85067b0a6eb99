/** Parquet between this library, DuckDB and hyparquet: what one writes, the others read as the same values. */
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type DuckDBConnection, DuckDBInstance } from "@duckdb/node-api";
import { concatFrames, type Frame, readParquet, readParquetBatches, writeParquet } from "@org/mlkit/data";
import fc from "fast-check";
import { asyncBufferFromFile, parquetRead } from "hyparquet";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { randomFrame } from "../data/random-frames.js";

let folder: string;
let duckdb: DuckDBConnection;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "mlkit-duckdb-"));
  duckdb = await (await DuckDBInstance.create(":memory:")).connect();
  await duckdb.run("set timezone = 'UTC'");
});
afterAll(async () => {
  duckdb.closeSync();
  await rm(folder, { recursive: true });
});

/** The rows of a query as lists. */
async function query(sql: string): Promise<unknown[][]> {
  return (await duckdb.runAndReadAll(sql)).getRowsJS();
}

/** The cells of a frame as others hand them out: vectors as lists. */
function rowsOf(frame: Frame): unknown[][] {
  const columns = frame.columns.map((name) => frame.column(name).toArray());
  return Array.from({ length: frame.numRows }, (_, row) => columns.map((column) => plain(column[row])));
}

function plain(cell: unknown): unknown {
  if (cell instanceof Float32Array) return [...cell];
  return typeof cell === "bigint" ? Number(cell) : Array.isArray(cell) ? cell.map(plain) : cell;
}

describe("files of this library", () => {
  it("are read by DuckDB and by hyparquet as what the frame held", async () => {
    const path = join(folder, "ours.parquet");
    await fc.assert(
      fc.asyncProperty(randomFrame(), fc.integer({ min: 1, max: 7 }), async (frame, rowGroupSize) => {
        await writeParquet(frame, path, { rowGroupSize });
        const expected = rowsOf(frame);
        const byDuckdb = await query(`select * from read_parquet('${path}')`);
        expect(byDuckdb.map((row) => row.map(plain))).toEqual(expected);
        let byHyparquet: unknown[][] = [];
        await parquetRead({ file: await asyncBufferFromFile(path), onComplete: (rows) => (byHyparquet = rows) });
        expect(byHyparquet.map((row) => row.map((cell) => plain(cell ?? null)))).toEqual(expected);
      }),
      { numRuns: 150 },
    );
  });

  it("have types that DuckDB knows, and statistics that it may rely on", async () => {
    const path = join(folder, "typed.parquet");
    const { Frame } = await import("@org/mlkit/data");
    const frame = Frame.fromColumns({
      f64: Float64Array.of(-1.5, 2),
      f32: Float32Array.of(1, 2),
      i32: Int32Array.of(-1, 2),
      u32: Uint32Array.of(1, 4_000_000_000),
      i16: Int16Array.of(-1, 2),
      u8: Uint8Array.of(0, 255),
      text: ["a", "b"],
      yes: [true, false],
      at: [new Date(0), new Date(1)],
      face: [Float32Array.of(1, 2), Float32Array.of(3, 4)],
    });
    await writeParquet(frame, path);
    const described = await query(`describe select * from read_parquet('${path}')`);
    expect(described.map(([name, type]) => `${name} ${type}`)).toEqual([
      "f64 DOUBLE",
      "f32 FLOAT",
      "i32 INTEGER",
      "u32 UINTEGER",
      "i16 SMALLINT",
      "u8 UTINYINT",
      "text VARCHAR",
      "yes BOOLEAN",
      "at TIMESTAMP WITH TIME ZONE",
      "face FLOAT[]",
    ]);
    // Filters are answered from the least and the greatest value of a row group.
    expect(await query(`select count(*)::int from read_parquet('${path}') where u32 > 3000000000`)).toEqual([[1]]);
    expect(await query(`select count(*)::int from read_parquet('${path}') where f64 < 0 and text = 'a'`)).toEqual([
      [1],
    ]);
  });
});

const TYPES = [
  ["tinyint", "(i % 256 - 128)::tinyint"],
  ["smallint", "(i * 7 % 65536 - 32768)::smallint"],
  ["integer", "(i * 429496 - 2000000000)::integer"],
  ["bigint", "(i * 900719925474)::bigint"],
  ["utinyint", "(i % 256)::utinyint"],
  ["usmallint", "(i * 6 % 65536)::usmallint"],
  ["uinteger", "(i * 429496)::uinteger"],
  ["ubigint", "(i * 900719925474)::ubigint"],
  ["float", "(i / 3)::float"],
  ["double", "sqrt(i)"],
  ["decimal4", "(i % 100 / 10)::decimal(4, 1)"],
  ["decimal9", "(i / 8)::decimal(9, 3)"],
  ["decimal18", "(i * 1234567 / 100)::decimal(18, 2)"],
  ["decimal30", "(i * 1234567 / 100)::decimal(30, 2)"],
  ["boolean", "i % 3 = 0"],
  ["few", "'city ' || i % 7"],
  ["many", "'Öslo 🎈 ' || i"],
  ["enum", "(case when i % 2 = 0 then 'late' else 'paid' end)::mood"],
  ["uuid", "('00000000-0000-0000-0000-' || lpad(i::varchar, 12, '0'))::uuid"],
  ["date", "date '1960-01-01' + i::integer"],
  ["timestamp", "timestamp '1969-12-31 23:59:58' + to_milliseconds(i)"],
  ["timestamp_s", "(timestamp '1969-12-31' + to_seconds(i))::timestamp_s"],
  ["timestamp_ms", "(timestamp '1969-12-31' + to_milliseconds(i))::timestamp_ms"],
  ["timestamp_ns", "(timestamp '2026-11-20' + to_milliseconds(i))::timestamp_ns"],
  ["timestamptz", "(timestamp '2026-11-20' + to_milliseconds(i))::timestamptz"],
  ["array", "[i, i / 2, -i]::float[3]"],
  ["list", "[i, i / 2]::float[]"],
  ["doubles", "[i, sqrt(2)]::double[]"],
] as const;

describe("files of DuckDB", () => {
  beforeAll(() => duckdb.run("create type mood as enum ('paid', 'late')"));

  /** A cell of DuckDB as this library holds it. */
  const own = (name: string, cell: unknown): unknown => {
    if (Array.isArray(cell)) return Float32Array.from(cell as number[]);
    return name === "uuid" && cell !== null ? String(cell) : plain(cell);
  };

  const settings = [
    "compression snappy, parquet_version v1",
    "compression zstd, parquet_version v2",
    "compression gzip, row_group_size 2048",
    "compression brotli, parquet_version v2, row_group_size 2048",
    "compression lz4_raw",
    "compression uncompressed, parquet_version v2",
  ];
  it.each(settings)("are read with nulls and without, %s", async (setting) => {
    const path = join(folder, "theirs.parquet");
    const rows = setting.includes("brotli") || setting.includes("gzip") ? 5000 : 3000;
    for (const nulls of ["case when i % 11 = 5 then null else", "case when false then null else"]) {
      // DuckDB knows no conditions over arrays of fixed size; it stores them as lists.
      const columns = TYPES.map(([name, sql]) => `${name === "array" ? sql : `${nulls} ${sql} end`} as "${name}"`).join(
        ", ",
      );
      await duckdb.run(`copy (select ${columns} from range(${rows}) r(i)) to '${path}' (format parquet, ${setting})`);
      const frame = await readParquet(path);
      expect(frame.numRows).toBe(rows);
      const expected = await query(`select * from read_parquet('${path}')`);
      for (const [at, [name]] of TYPES.entries()) {
        const column = frame.column(name).toArray();
        expect(column, name).toEqual(expected.map((row) => own(name, row[at])));
      }
      const batches = await concatFrames(
        readParquetBatches(path, { batchSize: 999, columns: ["many", "array", "integer"] }),
      );
      expect(batches.toRows()).toEqual(frame.select("many", "array", "integer").toRows());
    }
  });

  it.each([
    ["structs", "{'a': i}"],
    ["maps", "map {'a': i}"],
    ["nested lists", "[[i]]"],
    ["lists of texts", "['a']"],
    ["ragged lists", "range(i + 1)"],
    ["times", "time '08:30'"],
    ["intervals", "interval 1 day"],
    ["huge integers that lose digits", "(i + 9007199254740993)::bigint"],
  ])("with %s are refused by name", async (_, sql) => {
    const path = join(folder, "refused.parquet");
    await duckdb.run(`copy (select i as fine, ${sql} as bad from range(3) r(i)) to '${path}' (format parquet)`);
    await expect(readParquet(path)).rejects.toMatchObject({ data: { column: "bad" } });
    expect((await readParquet(path, { columns: ["fine"] })).column("fine").toArray()).toEqual([0, 1, 2]);
  });
});

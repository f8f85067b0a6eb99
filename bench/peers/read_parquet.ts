/** DuckDB in Node, as bench/cases/parquet.ts: the values of a query in arrays of JavaScript. */
import type { DuckDBVector } from "@duckdb/node-api";
import { BenchData } from "../harness/data.js";
import { requires, serve } from "../harness/serve.js";

const { DuckDBInstance } = await requires("@duckdb/node-api", () => import("@duckdb/node-api"));

const ROWS = 1_000_000;
const path = new BenchData(process.argv[2] ?? "").path("orders.parquet");
const duckdb = await (await DuckDBInstance.create(":memory:")).connect();

/** The typed array under a vector, where it has one. */
function itemsOf(vector: DuckDBVector): ArrayLike<number | bigint> | undefined {
  const items: unknown = Reflect.get(vector, "items");
  return ArrayBuffer.isView(items) && !(items instanceof DataView) ? (items as Float64Array) : undefined;
}

/** All columns of a query: doubles where they are numbers, with NaN for missing, else lists. */
async function read(sql: string): Promise<(Float64Array | unknown[])[]> {
  const result = await duckdb.stream(sql);
  const columns: (Float64Array | unknown[])[] = [];
  let rows = 0;
  for (;;) {
    const chunk = await result.fetchChunk();
    if (!chunk || chunk.rowCount === 0) return columns;
    for (let at = 0; at < chunk.columnCount; at++) {
      const vector = chunk.getColumnVector(at);
      const items = itemsOf(vector);
      columns[at] ??= items === undefined ? [] : new Float64Array(ROWS);
      const column = columns[at];
      if (Array.isArray(column)) for (const value of vector.toArray()) column.push(value);
      else if (column !== undefined && items !== undefined)
        copy(column, rows, items, validityOf(vector), chunk.rowCount);
    }
    rows += chunk.rowCount;
  }
}

/** What DuckDB knows of missing values; without a bitmap there are none. */
interface Validity {
  readonly data: BigUint64Array | null;
  itemValid(row: number): boolean;
}

function validityOf(vector: DuckDBVector): Validity {
  return Reflect.get(vector, "validity") as Validity;
}

function copy(
  column: Float64Array,
  at: number,
  items: ArrayLike<number | bigint>,
  validity: Validity,
  rows: number,
): void {
  if (validity.data === null && (items instanceof Float64Array || items instanceof Int32Array)) {
    column.set(items.length === rows ? items : items.subarray(0, rows), at);
    return;
  }
  for (let row = 0; row < rows; row++) column[at + row] = validity.itemValid(row) ? Number(items[row]) : Number.NaN;
}

async function check(columns: string, price: number, discount: number): Promise<number> {
  const found = await read(`select ${columns} from read_parquet('${path}')`);
  const numbers = (at: number): Float64Array => {
    const column = found[at];
    if (column instanceof Float64Array) return column;
    throw new Error("Prices and discounts are numbers");
  };
  let sum = 0;
  for (const value of numbers(price)) sum += value;
  for (const value of numbers(discount)) if (Number.isNaN(value)) sum++;
  return sum;
}

const tasks = {
  "all columns": () => check("*", 1, 2),
  "two columns": () => check("price, discount", 0, 1),
};

await serve(tasks, { DuckDB: await version() });

async function version(): Promise<string> {
  const reader = await duckdb.runAndReadAll("select version()");
  return String(reader.getRowsJS()[0]?.[0]);
}

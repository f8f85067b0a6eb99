/** Reading a Parquet file whole, in part and in batches. */
import { Frame, readParquet, readParquetBatches, writeParquet } from "@org/mlkit";
import { type Case, typescript } from "../harness/case.js";
import { normals } from "../harness/data.js";

const ROWS = 1_000_000;

export const bench: Case = {
  about:
    "readParquet of 1,000,000 rows × 8 columns: 4 of numbers, 2 of strings, one of booleans, one of timestamps; Snappy, 10 row groups.",
  notes: [
    "All columns are optional, as pandas and DuckDB write them; of `discount`, a tenth is missing.",
    "DuckDB runs in Node on as many threads as it likes. It gives its values to JavaScript chunk by chunk: typed arrays, which are copied into one, and lists of strings.",
    "The check is the sum of the prices and the number of missing discounts.",
  ],
  peers: [typescript("DuckDB", "read_parquet.ts")],
  async data(rng) {
    const numbers = normals(rng, ROWS * 2);
    const from = <T>(make: (row: number) => T): T[] => Array.from({ length: ROWS }, (_, row) => make(row));
    const frame = Frame.fromColumns({
      id: Int32Array.from({ length: ROWS }, (_, row) => row),
      price: numbers.subarray(0, ROWS),
      discount: numbers.subarray(ROWS).map((value) => (rng.int(10) === 0 ? Number.NaN : value)),
      items: Int32Array.from({ length: ROWS }, () => 1 + rng.int(9)),
      city: from(() => `city-${rng.int(200)}`),
      customer: from(() => `c-${rng.int(100_000)}`),
      express: from(() => rng.int(2) === 0),
      at: from((row) => new Date(1.7e12 + row * 1000)),
    });
    return { "orders.parquet": await writeParquet(frame) };
  },
  tasks(data) {
    const path = data.path("orders.parquet");
    return {
      "all columns": async () => check(await readParquet(path)),
      "two columns": async () => check(await readParquet(path, { columns: ["price", "discount"] })),
      batches: async () => {
        let sum = 0;
        for await (const batch of readParquetBatches(path)) sum += check(batch);
        return sum;
      },
    };
  },
};

function check(frame: Frame): number {
  const price = frame.columnOf("price");
  if (price.type !== "number") throw new Error("Prices are numbers");
  let sum = 0;
  for (const value of price.values) sum += value;
  return sum + frame.columnOf("discount").missingCount;
}

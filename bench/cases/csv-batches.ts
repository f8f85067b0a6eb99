/** Reading a large CSV file batch by batch: how fast, and in how much memory. */
import { readCsvBatches } from "@org/mlkit";
import { type Case, python } from "../harness/case.js";
import { check, Order, orders } from "./csv.js";

export const bench: Case = {
  about: "readCsvBatches of the file of `csv`, 1,000,000 rows × 12 columns, 93 MB, in batches of 10,000 rows.",
  notes: [
    "pandas reads with `chunksize=10_000`, with the types given as in `csv`, or none.",
    "Peak memory is that of the whole process. `test/real/csv.real.test.ts` reads such a file under `--max-old-space-size=128`.",
    "The check is the sum of the prices and the number of missing ratings, summed batch by batch.",
  ],
  peers: [python("pandas", "read_csv_batches.py")],
  runs: 5,
  data: orders,
  tasks(data) {
    const path = data.path("orders.csv");
    return {
      "with a schema": async () => {
        let sum = 0;
        for await (const batch of readCsvBatches(path, { schema: Order })) sum += check(batch);
        return sum;
      },
      inferred: async () => {
        let sum = 0;
        for await (const batch of readCsvBatches(path)) sum += check(batch);
        return sum;
      },
    };
  },
};

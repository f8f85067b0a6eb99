/** Scaling by ml-matrix, as bench/cases/preprocess-small.ts. */
import { BenchData } from "../harness/data.js";
import { installedVersion, requires, serve } from "../harness/serve.js";

const { Matrix } = await requires("ml-matrix", () => import("ml-matrix"));
const COLS = 20;

const values = new BenchData(process.argv[2] ?? "").float64("x");
const x = new Matrix(
  Array.from({ length: values.length / COLS }, (_, row) => [...values.subarray(row * COLS, (row + 1) * COLS)]),
);

const tasks = {
  scale: () => {
    const output = x.clone().center("column").scale("column");
    return () =>
      output
        .subMatrix(0, 99, 0, COLS - 1)
        .to1DArray()
        .reduce((sum, value) => sum + value * value, 0);
  },
};
await serve(tasks, { "ml-matrix": installedVersion("ml-matrix") });

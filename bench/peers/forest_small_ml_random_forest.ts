/** The forests of ml-random-forest, as bench/cases/forest-small.ts. */
import { createRequire } from "node:module";
import { BenchData } from "../harness/data.js";
import { requires, serve } from "../harness/serve.js";

const { RandomForestClassifier } = await requires("ml-random-forest", () => import("ml-random-forest"));
const [ROWS, COLS, TREES] = [2000, 20, 10];

const data = new BenchData(process.argv[2] ?? "");
const values = data.float64("x");
const labels = [...data.float64("y")];
const rows = labels.map((_, row) => [...values.subarray(row * COLS, (row + 1) * COLS)]);

const learn = () => {
  const forest = new RandomForestClassifier({ nEstimators: TREES, seed: 0, noOOB: true });
  forest.train(rows.slice(0, ROWS), labels.slice(0, ROWS));
  return forest;
};
const model = learn();

const tasks = {
  "forest fit": () => learn().estimators?.length ?? 0,
  "forest predict": () => {
    const predicted: readonly number[] = model.predict(rows.slice(ROWS));
    return () => predicted.filter((label, row) => label === labels[ROWS + row]).length / predicted.length;
  },
};
const { version }: { version: string } = createRequire(import.meta.url)("ml-random-forest/package.json");
await serve(tasks, { "ml-random-forest": version });

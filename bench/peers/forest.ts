/** The forests of ml-random-forest on the small table of bench/cases/forest.ts. */
import { createRequire } from "node:module";
import { RandomForestClassifier } from "ml-random-forest";
import { BenchData } from "../harness/data.js";
import { serve } from "../harness/serve.js";

const [ROWS, COLS, SMALL] = [50_000, 20, 1000];

const data = new BenchData(process.argv[2] ?? "");
const values = data.float64("x");
const labels = data.float64("y");
const rowsFrom = (from: number) =>
  Array.from({ length: SMALL }, (_, row) => [...values.subarray((from + row) * COLS, (from + row + 1) * COLS)]);
const [x, test] = [rowsFrom(0), rowsFrom(ROWS)];
const y = [...labels.subarray(0, SMALL)];
const answers = [...labels.subarray(ROWS, ROWS + SMALL)];

const learn = () => {
  const forest = new RandomForestClassifier({ nEstimators: 10, seed: 0, noOOB: true });
  forest.train(x, y);
  return forest;
};
const model = learn();

const tasks = {
  "small fit": () => learn().estimators?.length ?? 0,
  "small predict": () => {
    const predicted: readonly number[] = model.predict(test);
    return () => predicted.filter((label, row) => label === answers[row]).length / SMALL;
  },
};
const { version }: { version: string } = createRequire(import.meta.url)("ml-random-forest/package.json");
await serve(tasks, { "ml-random-forest": version });

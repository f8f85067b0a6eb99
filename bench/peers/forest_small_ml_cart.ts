/** The trees of ml-cart, as bench/cases/forest-small.ts. */
import { createRequire } from "node:module";
import { BenchData } from "../harness/data.js";
import { requires, serve } from "../harness/serve.js";

/** What is used of the package, which has no types. */
interface MlCart {
  readonly DecisionTreeClassifier: new (options: {
    readonly gainThreshold: number;
  }) => {
    train(rows: readonly number[][], labels: readonly number[]): void;
    predict(rows: readonly number[][]): readonly number[];
  };
}

const require = createRequire(import.meta.url);
const { DecisionTreeClassifier } = await requires("ml-cart", async (): Promise<MlCart> => require("ml-cart"));
const [ROWS, COLS] = [2000, 20];

const data = new BenchData(process.argv[2] ?? "");
const values = data.float64("x");
const labels = [...data.float64("y")];
const rows = labels.map((_, row) => [...values.subarray(row * COLS, (row + 1) * COLS)]);

const learn = () => {
  const tree = new DecisionTreeClassifier({ gainThreshold: 0 });
  tree.train(rows.slice(0, ROWS), labels.slice(0, ROWS));
  return tree;
};
const model = learn();

const accuracyOf = (predicted: readonly number[]) =>
  predicted.filter((label, row) => label === labels[ROWS + row]).length / predicted.length;

const tasks = {
  "tree fit": () => {
    const tree = learn();
    return () => accuracyOf(tree.predict(rows.slice(ROWS)));
  },
  "tree predict": () => {
    const predicted = model.predict(rows.slice(ROWS));
    return () => accuracyOf(predicted);
  },
};
const { version }: { version: string } = require("ml-cart/package.json");
await serve(tasks, { "ml-cart": version });

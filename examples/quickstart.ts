/**
 * From a CSV file to a stored model and back, on one page: which tumours are malignant?
 *
 * Run it: npm run quickstart. The table is described in examples/data/README.md.
 */
import { fileURLToPath } from "node:url";
import {
  ColumnTransformer,
  classificationReport,
  confusionMatrix,
  describe,
  FileStore,
  type Infer,
  LogisticRegression,
  load,
  Pipeline,
  readCsv,
  rocAucScore,
  StandardScaler,
  save,
  schema,
  trainTestSplit,
} from "@org/mlkit";

// 1. Say what the columns are. Reading, the compiler and the stored model all go by this.
const Biopsy = schema({
  worst_radius: "number",
  worst_texture: "number",
  worst_area: "number",
  worst_smoothness: "number",
  worst_concavity: "number",
  worst_symmetry: "number",
  diagnosis: ["benign", "malignant"],
});
type Biopsy = Infer<typeof Biopsy>; // { worst_radius: number; …; diagnosis: "benign" | "malignant" }

// 2. Read a table. The file has 31 columns; we take the seven above. A cell that does not fit is an error with its line.
const here = (path: string) => fileURLToPath(new URL(path, import.meta.url));
const biopsies = await readCsv(here("data/breast_cancer.csv"), { schema: Biopsy, unknownColumns: "ignore" });
const { train, test } = trainTestSplit(biopsies, { testSize: 0.25, stratify: "diagnosis", seed: 42 });

const malignant = biopsies
  .column("diagnosis")
  .toArray()
  .filter((diagnosis) => diagnosis === "malignant").length;
print(`Breast cancer, Wisconsin: ${biopsies.numRows} biopsies, ${malignant} of them malignant. Three of the columns:`);
print(`${await describe(biopsies.select("worst_radius", "worst_texture", "worst_concavity"))}`);

// 3. Write a recipe, and fit it. `pipeline` itself learns nothing: it has no `predict`, `model` has.
const pipeline = new Pipeline()
  .add(
    "features",
    ColumnTransformer.for<Biopsy>().add("measures", new StandardScaler(), [
      "worst_radius",
      "worst_texture",
      "worst_area",
      "worst_smoothness",
      "worst_concavity",
      "worst_symmetry",
    ]),
  )
  .add("model", new LogisticRegression());
const model = await pipeline.fit(train, "diagnosis", { onProgress: showProgress });
clearProgress();

// 4. How good is it, on rows that it never saw?
const truth = test.column("diagnosis");
const predicted = model.predict(test);
const report = classificationReport(truth, predicted);
const rocAuc = rocAucScore(truth, model.predictProba(test), { posLabel: "malignant" });

const { coef } = model.stage("model");
const weights = coef.names.map((name, col) => `${name.replace("worst_", "")} ${coef.values[col]?.toFixed(1)}`);

print(`Learned from ${train.numRows} rows, tested on ${test.numRows} others: ROC AUC ${rocAuc.toFixed(3)}`);
print(`${report}`);
print(`${confusionMatrix(truth, predicted)}`);
print(`Evidence for malignant: ${weights.join(", ")}`);

// 5. Save it, and load it again, as a server would. The file is only data: loading runs no code from it.
const store = new FileStore(here("../artifacts"));
const saved = await save(model, store, "breast-cancer", { metrics: { accuracy: report.accuracy, rocAuc } });
const again = await load(store, saved.key, { as: pipeline });
const same = again.predict(test).filter((label, row) => label === predicted[row]).length;

print(
  `Saved as artifacts/${saved.key}: ${saved.bytes} bytes, SHA-256 ${saved.sha256.slice(0, 12)}…`,
  `Loaded again, it predicts the same for ${same} of ${test.numRows} rows.`,
);

// 6. Predict one row: what a server does for each request. A missing or misspelt column does not compile.
const biopsy = {
  worst_radius: 17.4,
  worst_texture: 26.1,
  worst_area: 940,
  worst_smoothness: 0.14,
  worst_concavity: 0.31,
  worst_symmetry: 0.29,
};
const probability = Math.max(...again.predictProbaOne(biopsy));
print(`One new row: ${again.predictOne(biopsy)}, with probability ${probability.toFixed(2)}`);

print(
  "Where to go next",
  "  examples/quickstart.ts  this program, step by step",
  "  README.md               missing values and words in tables; what the compiler refuses",
  "  docs/pipelines.md       all that a pipeline can do",
);

/** Prints lines, and an empty one. */
function print(...lines: string[]): void {
  console.log(`${lines.join("\n")}\n`);
}

/** One line that is written over and over, where someone watches. */
function showProgress({ stage, done, total }: { stage: readonly string[]; done: number; total: number }): void {
  if (process.stderr.isTTY) process.stderr.write(`\r\u001b[Kfitting ${stage.join(" / ")} ${done}/${total}`);
}
function clearProgress(): void {
  if (process.stderr.isTTY) process.stderr.write("\r\u001b[K");
}

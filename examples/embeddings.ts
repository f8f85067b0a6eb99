/**
 * Text embeddings beside columns of a table: what is a package for, from its description, its size and its dependencies?
 *
 * Run it: npx tsx examples/embeddings.ts. The tables are described in examples/data/README.md; the embeddings are data here, as they are where another service makes them.
 */
import { fileURLToPath } from "node:url";
import {
  accuracyScore,
  Clip,
  ColumnArithmetic,
  ColumnTransformer,
  FileStore,
  type Infer,
  LogisticRegression,
  load,
  Pipeline,
  readCsv,
  readParquet,
  StandardScaler,
  save,
  schema,
  trainTestSplit,
} from "@org/mlkit";

// 1. Two files: a table, and one vector for each of its rows. A vector is one cell.
const Package = schema({
  name: "string",
  sizeKiB: "number",
  depends: "number",
  section: ["games", "science", "sound"],
});
const Vector = schema({ name: "string", embedding: "vector(64)" });
type Row = Infer<typeof Package> & Pick<Infer<typeof Vector>, "embedding">;

const here = (path: string) => fileURLToPath(new URL(path, import.meta.url));
const packages = await readCsv(here("data/packages.csv"), { schema: Package, unknownColumns: "ignore" });
const vectors = await readParquet(here("data/package-embeddings.parquet"), { schema: Vector });

// 2. Both have the rows in the same order: put them side by side, and make sure of it.
const names = vectors.column("name").toArray();
if (
  packages
    .column("name")
    .toArray()
    .some((name, row) => name !== names[row])
)
  throw new Error("the files differ in their rows");
const rows = packages.withColumn("embedding", vectors.column("embedding"));
const { train, test } = trainTestSplit(rows, { testSize: 0.3, stratify: "section", seed: 1 });

// 3. Vectors and numbers side by side. The sizes of packages differ by powers of ten: their logarithm tells more.
const size = new Pipeline()
  .add("logarithm", new ColumnArithmetic<Row>({ columns: [{ name: "logSize", op: "log1p", left: "sizeKiB" }] }))
  .add("scale", new StandardScaler())
  .add("clip", new Clip({ lower: -3, upper: 3 }));

const beside = ColumnTransformer.for<Row>()
  .add("size", size, ["sizeKiB", "depends"])
  .add("text", new StandardScaler(), ["embedding"]);
const textAlone = ColumnTransformer.for<Row>().add("text", new StandardScaler(), ["embedding"]);
const sizeAlone = ColumnTransformer.for<Row>().add("size", size, ["sizeKiB", "depends"]);

async function accuracy(features: typeof beside | typeof textAlone | typeof sizeAlone): Promise<string> {
  const fitted = await new Pipeline()
    .add("features", features)
    .add("model", new LogisticRegression({ C: 0.01 }))
    .fit(train, "section");
  return accuracyScore(test.column("section"), fitted.predict(test)).toFixed(2);
}
console.log(`${train.numRows} packages to learn from, ${test.numRows} others to test on; accuracy`);
console.log(`  size and dependencies alone  ${await accuracy(sizeAlone)}`);
console.log(`  description alone            ${await accuracy(textAlone)}`);
console.log(`  both                         ${await accuracy(beside)}`);

// 4. Train, save, load, and predict one new row: its vector comes from the same service as those of the training rows.
const pipeline = new Pipeline().add("features", beside).add("model", new LogisticRegression({ C: 0.01 }));
const model = await pipeline.fit(train, "section");
const store = new FileStore(here("../artifacts"));
await save(model, store, "package-sections");
const again = await load(store, "package-sections", { as: pipeline });
const answers = model.predict(test);
const same = again.predict(test).filter((section, row) => section === answers[row]).length;
console.log(`saved and loaded: the same answer for ${same} of ${test.numRows}`);

const { embedding } = test.row(0);
console.log(`${test.row(0).name}: ${again.predictOne({ sizeKiB: 5000, depends: 12, embedding })}`);

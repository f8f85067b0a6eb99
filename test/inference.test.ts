import { existsSync } from "node:fs";
import { expect, test } from "vitest";
import { root } from "../scripts/entries.js";
import { modelKinds } from "../src/catalog.js";
import * as inference from "../src/inference.js";
import { bundleForBrowser } from "./inference/bundle.js";

/** 40 kB, the most that an application for browsers should have to load for the kinds below. */
const MOST = 40_000;

/** An application that loads pipelines of the scaler, the imputers, the encoder, linear models and trees, by its own list of kinds. */
const KINDS = [
  "PipelineClassifier",
  "PipelineRegressor",
  "PipelineTransformer",
  "ColumnTransformerModel",
  "StandardScalerModel",
  "SimpleImputerModel",
  "SimpleFrameImputerModel",
  "OneHotEncoderModel",
  "LinearRegressorModel",
  "LinearClassifierModel",
  "TreeClassifierModel",
  "TreeRegressorModel",
];

function application(from: string, kinds: readonly string[]): string {
  return `import { createLoader, ${kinds.join(", ")} } from "${from}";
    export const { load, deserialize } = createLoader([${kinds.join(", ")}]);`;
}

/** Files that learn, read tables or write artifacts, and other packages. */
const LEARNS =
  /estimators?\.ts$|define\.ts$|catalog\.ts$|\/csv\/|\/io\/|\/parquet\/|\/jsonl\/|\/split\/|metrics\/|lbfgs|owlqn|cholesky|gram\.ts|fit-|\/grow\/|least-squares|serialize\.ts|save\.ts|node_modules/;

test("the inference entry knows every kind of model that the library gives", () => {
  const names = (kinds: readonly { readonly kind: string }[]) => kinds.map(({ kind }) => kind).sort();
  expect(names(inference.modelKinds)).toEqual(names(modelKinds));
});

test("the inference entry holds no code that learns, and none of Node's or other packages' modules", async () => {
  const { files } = await bundleForBrowser({ file: `${root}src/inference.ts` });
  expect(files.filter((file) => LEARNS.test(file))).toEqual([]);
  expect(files.length).toBeGreaterThan(20);
});

test("an application's own list of kinds leaves out the other kinds, and the reading of Standard Schemas", async () => {
  const { files, gzipped } = await bundleForBrowser({ text: application("./src/inference.js", KINDS) });
  const others =
    /function-transformer|feature-union|transformed-target|ordinal|min-max|dummy|interop|log-table|standard-schema|stores\/memory/;
  expect(files.filter((file) => others.test(file) || LEARNS.test(file))).toEqual([]);
  expect(gzipped).toBeLessThanOrEqual(MOST);
  const scaler = await bundleForBrowser({ text: application("./src/inference.js", ["StandardScalerModel"]) });
  expect(scaler.files.filter((file) => /tree|linear|pipeline/.test(file))).toEqual([]);
});

test("the built package gives that application at most 40 kB, compressed", async () => {
  if (!existsSync(`${root}dist/inference.js`)) throw new Error("Not built. Run npm run build first");
  const { gzipped, code, files } = await bundleForBrowser({ text: application("@org/mlkit/inference", KINDS) });
  expect(files.filter((file) => !/^dist\/|^application/.test(file))).toEqual([]);
  expect(gzipped).toBeLessThanOrEqual(MOST);
  expect(gzipped).toBeGreaterThan(10_000);
  for (const kind of KINDS) expect(code).toContain(`"${kind}"`);
  for (const left of ["FunctionTransformerModel", "OrdinalEncoderModel", "LogisticRegression"]) {
    expect(code).not.toContain(`"${left}"`);
  }
});

import { build } from "esbuild";
import { expect, test } from "vitest";
import { modelKinds } from "../src/catalog.js";
import * as inference from "../src/inference.js";

test("the inference entry knows every kind of model that the library gives", () => {
  const names = (kinds: readonly { readonly kind: string }[]) => kinds.map(({ kind }) => kind).sort();
  expect(names(inference.modelKinds)).toEqual(names(modelKinds));
});

test("the inference entry holds no code that learns, and none of Node's or other packages' modules", async () => {
  const result = await build({ entryPoints: ["src/inference.ts"], bundle: true, write: false, metafile: true, platform: "browser", format: "esm", minify: true });
  const files = Object.keys(result.metafile.inputs);
  const learns = /estimators?\.ts$|define\.ts$|catalog\.ts$|\/csv\/|\/split\/|metrics\/|lbfgs|owlqn|cholesky|gram\.ts|fit-|\/grow\/|least-squares|node_modules/;
  expect(files.filter((file) => learns.test(file))).toEqual([]);
  expect(files.length).toBeGreaterThan(20);
});

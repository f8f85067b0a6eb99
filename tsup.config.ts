import { defineConfig } from "tsup";
import { packageEntries } from "./scripts/entries.js";

export default defineConfig({
  entry: Object.fromEntries(packageEntries().map(({ output, source }) => [output, source])),
  format: ["esm", "cjs"],
  platform: "node",
  target: ["node20", "es2022"],
  // Shared chunks, in CommonJS too: the Frame of `@org/mlkit/data` must be the Frame of `@org/mlkit`, or `instanceof` fails.
  splitting: true,
  treeshake: false,
  sourcemap: true,
  clean: true,
  removeNodeProtocol: false,
  // tsup sets `baseUrl` for the declarations, which TypeScript 6 deprecates.
  dts: { compilerOptions: { ignoreDeprecations: "6.0" } },
});

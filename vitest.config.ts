import { defineConfig } from "vitest/config";
import { packageEntries } from "./scripts/entries.js";

/** Tests import the package by its name and get the sources, so no build is needed for them. */
export const alias = packageEntries().map(({ specifier, source }) => ({
  find: new RegExp(`^${specifier}$`),
  replacement: source,
}));

export default defineConfig({
  resolve: { alias },
  test: {
    include: ["test/**/*.test.ts"],
    exclude: ["test/real/**"],
    globalSetup: ["test/setup/kernels.ts"],
    setupFiles: ["test/setup/seeds.ts"],
    testTimeout: 120_000,
    coverage: { include: ["src/**"], reporter: ["text", "html"] },
  },
});

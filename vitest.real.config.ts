import { defineConfig } from "vitest/config";
import { alias } from "./vitest.config.js";

/** `npm run test:real`: the slower tests, on real data and in real processes. */
export default defineConfig({
  resolve: { alias },
  test: {
    include: ["test/real/**/*.test.ts"],
    globalSetup: ["test/setup/kernels.ts"],
    setupFiles: ["test/setup/seeds.ts"],
    testTimeout: 300_000,
    fileParallelism: false,
  },
});

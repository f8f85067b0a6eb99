import { fileURLToPath } from "node:url";
import { defineConfig } from "vitest/config";

const src = fileURLToPath(new URL("./src", import.meta.url));

export default defineConfig({
  resolve: {
    alias: [
      { find: /^@org\/mlkit$/, replacement: `${src}/index.ts` },
      { find: /^@org\/mlkit\/(inference)$/, replacement: `${src}/$1.ts` },
      { find: /^@org\/mlkit\/(.+)$/, replacement: `${src}/$1/index.ts` },
    ],
  },
  test: { include: ["test/**/*.test.ts"], exclude: ["test/real/**"], testTimeout: 30_000 },
});

import { existsSync, readdirSync, readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { packageEntries, readManifest, root } from "../scripts/entries.js";
import { type Module, parseModule, readModules } from "./architecture/graph.js";
import { areas, barrelUsers, dependencyBudget, longFiles, packages, sizes } from "./architecture/layers.js";
import {
  barrelBreaches,
  dependencyBreaches,
  eagerPackages,
  importCycles,
  layerBreaches,
  packageBreaches,
  sizeBreaches,
} from "./architecture/rules.js";

const modules = readModules(`${root}src`);
const manifest = readManifest() as { dependencies: Record<string, string> };

/** A made-up `src/`, to show that a rule can fail. */
function made(files: Record<string, string>): Module[] {
  return Object.entries(files).map(([path, text]) => parseModule(path, text));
}

describe("layers", () => {
  it("no file imports up, sideways or past what its area may use", () => {
    expect(modules.length).toBeGreaterThan(0);
    expect(layerBreaches(modules, areas)).toEqual([]);
  });

  const upward: readonly (readonly [what: string, from: string, code: string, to: string])[] = [
    ["core importing data", "core/a.ts", 'import { b } from "../data/b.js";', "data/b.ts"],
    ["a type import", "kernels/a.ts", 'import type { B } from "../data/b.js";', "data/b.ts"],
    ["an import() type", "kernels/a.ts", 'export type A = import("../data/b.js").B;', "data/b.ts"],
    ["a dynamic import", "data/a.ts", 'export const a = () => import("../pipeline/b.js");', "pipeline/b.ts"],
    ["a re-export", "metrics/a.ts", 'export { b } from "../base/b.js";', "base/b.ts"],
    ["one family importing another", "linear/a.ts", 'import { b } from "../tree/b.js";', "tree/b.ts"],
    ["pipeline naming an estimator", "pipeline/a.ts", 'import { b } from "../linear/b.js";', "linear/b.ts"],
    ["artifact importing kernels", "artifact/a.ts", 'import { b } from "../kernels/b.js";', "kernels/b.ts"],
    ["anything importing an entry", "serve/a.ts", 'import { b } from "../index.js";', "index.ts"],
  ];
  it.each(upward)("refuses %s", (_, from, code, to) => {
    expect(layerBreaches(made({ [from]: code, [to]: "export const b = 1;" }), areas)).toEqual([
      expect.stringContaining(`${from} (layer `),
    ]);
  });

  it("refuses an area that has no place, a missing file, a computed import and the package's own name", () => {
    const breaches = layerBreaches(
      made({
        "utils/a.ts": "export const a = 1;",
        "core/a.ts": 'import "./gone.js";',
        "core/b.ts": "export const load = (name: string) => import(name);",
        "core/c.ts": 'import { Frame } from "@org/mlkit/data";',
      }),
      areas,
    );
    expect(breaches).toHaveLength(4);
  });

  it("has every area of src/ in the table", () => {
    const names = readdirSync(`${root}src`);
    expect(names.filter((name) => !areas.some((area) => area.name === name))).toEqual([]);
  });
});

describe("cycles and barrels", () => {
  it("no files import one another in a ring", () => {
    expect(importCycles(modules)).toEqual([]);
  });

  it("finds a ring, through types too", () => {
    const ring = made({
      "core/a.ts": 'import { b } from "./b.js";',
      "core/b.ts": 'import type { C } from "./c.js";',
      "core/c.ts": 'export * from "./a.js";',
      "core/d.ts": 'import "./a.js";',
    });
    expect(importCycles(ring)).toEqual(["core/a.ts → core/b.ts → core/c.ts → core/a.ts"]);
  });

  it("barrels are the index of an area or an entry, and only the upper layers use them", () => {
    expect(barrelBreaches(modules, areas, barrelUsers)).toEqual([]);
  });

  it("finds a stray barrel and an import through an index", () => {
    const files = {
      "data/all.ts": 'export * from "./frame.js";',
      "data/index.ts": 'export * from "./frame.js";',
      "data/frame.ts": 'export * from "./frame/a.js";',
      "data/frame/a.ts": "export const frame = 1;",
      "linear/a.ts": 'import { frame } from "../data/index.js";',
      "index.ts": 'export * from "./data/index.js";',
    };
    const breaches = barrelBreaches(made(files), areas, barrelUsers);
    expect(breaches).toEqual([expect.stringContaining("data/all.ts"), expect.stringContaining("linear/a.ts")]);
  });
});

describe("packages", () => {
  it("are imported where the list says, and lazily where it says so", () => {
    expect(packageBreaches(modules, packages)).toEqual([]);
  });

  it("refuses an unlisted package, a wrong place and an eager import of a lazy one, but no types", () => {
    const breaches = packageBreaches(
      made({
        "data/a.ts": 'import { parse } from "csv-parse/sync";\nimport type { Options } from "csv-parse";',
        "data/b.ts": 'import lodash from "lodash";',
        "core/c.ts": 'export const c = () => import("csv-parse");',
        "data/d.ts": 'export const d = () => import("csv-parse");\nimport { type Options } from "csv-parse";',
      }),
      packages,
    );
    expect(breaches.map((breach) => breach.split(" ")[0])).toEqual(["data/a.ts", "data/b.ts", "core/c.ts"]);
  });

  it("importing an entry loads no lazy package and nothing of Node", () => {
    const lazy = new Set(packages.filter((rule) => rule.load === "lazy").map((rule) => rule.name));
    const entries = packageEntries().map(({ output }) => `${output}.ts`);
    const loaded = entries.flatMap((entry) => eagerPackages(modules, entry));
    expect(loaded.filter((chain) => lazy.has(chain.split(" → ").at(-1) ?? ""))).toEqual([]);
  });

  it("inference loads no package at all", () => {
    expect(eagerPackages(modules, "inference.ts")).toEqual([]);
  });

  it("finds what an entry loads, through other files", () => {
    const files = {
      "index.ts": 'export * from "./data/a.js";',
      "data/a.ts": 'import "csv-parse";\nimport type {} from "x";',
    };
    expect(eagerPackages(made(files), "index.ts")).toEqual(["index.ts → data/a.ts → csv-parse"]);
  });

  it("dependencies are few, and each is used", () => {
    expect(dependencyBreaches(modules, Object.keys(manifest.dependencies), dependencyBudget)).toEqual([]);
  });

  it("finds an unused dependency and one too many", () => {
    const breaches = dependencyBreaches(
      made({ "data/a.ts": 'import "csv-parse/sync";' }),
      ["csv-parse", "left-pad"],
      1,
    );
    expect(breaches).toHaveLength(2);
  });
});

describe("entries", () => {
  it("are the areas that have an index, and the two files at the top", () => {
    const indexes = modules
      .map(({ path }) => path)
      .filter((path) => /^([^/]+\/)?index\.ts$|^inference\.ts$/.test(path));
    expect(
      packageEntries()
        .map(({ output }) => `${output}.ts`)
        .sort(),
    ).toEqual(indexes.sort());
  });

  it("have their declarations and both module formats side by side", () => {
    const exports = (readManifest() as { exports: Record<string, unknown> }).exports;
    for (const { specifier, output, source } of packageEntries()) {
      expect(existsSync(source), source).toBe(true);
      expect(exports[specifier.replace("@org/mlkit", ".")]).toEqual({
        import: { types: `./dist/${output}.d.ts`, default: `./dist/${output}.js` },
        require: { types: `./dist/${output}.d.cts`, default: `./dist/${output}.cjs` },
      });
    }
  });

  it("are the pages of the API reference", () => {
    const { entryPoints } = JSON.parse(readFileSync(`${root}typedoc.json`, "utf8")) as { entryPoints: string[] };
    expect(entryPoints.sort()).toEqual(
      packageEntries()
        .map(({ output }) => `src/${output}.ts`)
        .sort(),
    );
  });

  it("refuses an export that no source can be found for", () => {
    expect(() => packageEntries({ name: "p", exports: { "./a": "./lib/a.js" } })).toThrow('exports["./a"]');
  });
});

describe("sizes", () => {
  it("files and functions stay small", () => {
    expect(sizeBreaches(modules, sizes, longFiles)).toEqual([]);
  });

  it("finds a long file, a long function, a high median and a needless exemption", () => {
    const long = `export function f(): void {\n${"  f();\n".repeat(70)}}\n`.repeat(6);
    const breaches = sizeBreaches(made({ "core/a.ts": long }), sizes, new Map([["core/b.ts", "why"]]));
    expect(breaches).toHaveLength(4);
  });
});

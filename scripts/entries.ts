/**
 * The entries of the package, read from the one place that lists them: `exports` in package.json. The build, the tests'
 * module aliases and the checks all take the list from here, so a new entry is one block in package.json.
 *
 * The rule between the two sides: `dist/<path>.js` is built from `src/<path>.ts`.
 */
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";

/** One importable path of the package. */
export interface Entry {
  /** What a user imports: `@org/mlkit` or `@org/mlkit/data`. */
  readonly specifier: string;
  /** Name of the output without its extension, below `dist/`: `index` or `data/index`. */
  readonly output: string;
  /** Absolute path of the source file. */
  readonly source: string;
}

/** The repository's root, with a slash at the end. */
export const root = fileURLToPath(new URL("../", import.meta.url));

/** The entries of the package that has this manifest (this package's own by default), in its order. */
export function packageEntries(manifest: unknown = readManifest()): Entry[] {
  const { name, exports } = manifest as { name: string; exports: Record<string, unknown> };
  return Object.entries(exports)
    .filter(([subpath]) => subpath !== "./package.json")
    .map(([subpath, target]) => {
      const file = (target as { import?: { default?: unknown } }).import?.default;
      const output = typeof file === "string" ? /^\.\/dist\/(.+)\.js$/.exec(file)?.[1] : undefined;
      if (output === undefined) throw new Error(`exports["${subpath}"].import.default must be a file ./dist/….js`);
      return { specifier: name + subpath.slice(1), output, source: `${root}src/${output}.ts` };
    });
}

/** The parsed package.json. */
export function readManifest(): unknown {
  return JSON.parse(readFileSync(`${root}package.json`, "utf8"));
}

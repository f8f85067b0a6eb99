/**
 * The house rules of `src/` as data; docs/architecture.md says why. A folder or file of `src/` that is not listed here
 * fails the test, so whoever adds an area decides where it stands.
 */

/** One folder of `src/`, or one file directly in it. */
export interface Area {
  readonly name: string;
  readonly layer: number;
  /** Areas that it may import. Its own files are always allowed. */
  readonly imports: readonly string[];
}

const listed: Area[] = [];

/** Adds areas that may import everything in layers 0 to `upTo`, or exactly the areas named. */
function layer(number: number, names: readonly string[], imports: { upTo: number } | readonly string[]): void {
  const allowed =
    "upTo" in imports ? listed.filter((area) => area.layer <= imports.upTo).map((area) => area.name) : imports;
  for (const name of names) listed.push({ name, layer: number, imports: allowed });
}

layer(0, ["core"], []);
layer(1, ["kernels"], ["core"]);
layer(2, ["data"], { upTo: 1 });
layer(3, ["metrics"], { upTo: 2 });
layer(3, ["base"], { upTo: 2 });
layer(3, ["quality"], ["core", "data"]);
// The estimator families: never one another. What two of them need goes to kernels/ or base/.
const families = [
  "preprocess",
  "sampling",
  "text",
  "linear",
  "svm",
  "tree",
  "neighbors",
  "bayes",
  "cluster",
  "decompose",
  "neural",
  "dummy",
  "interop",
];
layer(4, families, { upTo: 3 });
layer(5, ["pipeline"], { upTo: 3 });
layer(5, ["artifact"], ["core", "data"]);
layer(6, ["meta"], { upTo: 5 });
layer(7, ["catalog.ts"], { upTo: 6 });
layer(7, ["selection", "inspect", "monitor", "export"], { upTo: 6 });
layer(7, ["registry", "features"], ["core", "data", "artifact"]);
layer(7, ["testing"], ["core", "data", "base", "pipeline", "artifact"]);
layer(8, ["index.ts", "inference.ts", "worker.ts"], { upTo: 7 });
layer(8, ["serve", "run"], { upTo: 7 });
layer(9, ["cli"], { upTo: 8 });

export const areas: readonly Area[] = listed;

/** The lowest layer whose files may import an area's `index.ts`; those below name the file that they need. */
export const barrelUsers = 7;

/** Where a package from npm or a module of Node may be imported. Imports of types alone are free. */
export interface PackageRule {
  readonly name: string;
  /** Files or folders (with a slash at the end) of `src/`. */
  readonly users: readonly string[];
  /** `lazy`: through `import()` alone, so that importing the library neither loads it nor needs it. */
  readonly load: "lazy" | "eager";
}

export const packages: readonly PackageRule[] = [
  { name: "csv-parse", users: ["data/"], load: "lazy" },
  { name: "csv-stringify", users: ["data/"], load: "lazy" },
  { name: "apache-arrow", users: ["data/arrow/"], load: "lazy" },
  { name: "hyparquet", users: ["data/parquet/"], load: "lazy" },
  // Also knows Zstandard for Arrow.
  { name: "hyparquet-compressors", users: ["data/parquet/", "data/arrow/"], load: "lazy" },
  { name: "hyparquet-writer", users: ["data/parquet/"], load: "lazy" },
  { name: "simple-statistics", users: ["data/"], load: "lazy" },
  // Patterns of users, in linear time; loaded for patterns that are scanned by no hand-written code.
  { name: "re2js", users: ["text/"], load: "lazy" },
  { name: "ml-random-forest", users: ["interop/"], load: "lazy" },
  { name: "ml-regression", users: ["interop/"], load: "lazy" },
  { name: "ml-matrix", users: ["linear/"], load: "lazy" },
  // Node's own modules: lazily, so that the library bundles for browsers and edge runtimes.
  { name: "node:fs", users: ["data/", "artifact/"], load: "lazy" },
  { name: "node:fs/promises", users: ["data/", "artifact/"], load: "lazy" },
  // Digests piece by piece, for files.
  { name: "node:crypto", users: ["artifact/stores/file.ts"], load: "lazy" },
];

/** The most dependencies that package.json may have; raise it with a reason in the commit. */
export const dependencyBudget = 11;

export const sizes = { medianLines: 200, maxLines: 400, functionLinesP95: 60 } as const;

/** Files of `src/` that may be longer than `sizes.maxLines`, each with its reason. */
export const longFiles: ReadonlyMap<string, string> = new Map([]);

/** Bundles as an application would have them. */
import { relative } from "node:path";
import { gzipSync } from "node:zlib";
import { type BuildOptions, build } from "esbuild";
import { root } from "../../scripts/entries.js";

/** A minified bundle for browsers: what is loaded at once. Chunks that are imported when they are first needed are not part of it. */
export interface Bundle {
  readonly code: string;
  /** Bytes after gzip at its best. */
  readonly gzipped: number;
  /** The files that had a part in it, from the repository's root. */
  readonly files: readonly string[];
}

/** Bundles a file of the repository, or a module that is given as text and stands at the repository's root. */
export async function bundleForBrowser(from: { readonly file: string } | { readonly text: string }): Promise<Bundle> {
  const entry: BuildOptions =
    "file" in from
      ? { entryPoints: [from.file] }
      : { stdin: { contents: from.text, resolveDir: root, sourcefile: "application.js" } };
  const settings = {
    bundle: true,
    write: false,
    metafile: true,
    minify: true,
    logLevel: "error",
    platform: "browser",
    format: "esm",
    splitting: true,
    outdir: `${root}bundle`,
  } as const;
  // Without tsconfig.json, whose paths lead from the package's name to the sources.
  const tsconfig = "file" in from ? {} : { tsconfigRaw: {} };
  const { outputFiles, metafile } = await build({ ...settings, ...entry, ...tsconfig, absWorkingDir: root });
  const outputs = metafile?.outputs ?? {};
  const first = Object.keys(outputs).find((name) => outputs[name]?.entryPoint !== undefined);
  if (first === undefined) throw new Error("Nothing was built");
  const loaded = new Set([first]);
  // A set also goes through what is added on the way.
  for (const name of loaded) {
    for (const { path, kind } of outputs[name]?.imports ?? []) if (kind === "import-statement") loaded.add(path);
  }
  const parts = (outputFiles ?? []).filter(({ path }) => loaded.has(relative(root, path)));
  return {
    code: parts.map(({ text }) => text).join("\n"),
    gzipped: parts.reduce((sum, { contents }) => sum + gzipSync(contents, { level: 9 }).length, 0),
    files: [...loaded].flatMap((name) => Object.keys(outputs[name]?.inputs ?? {})),
  };
}

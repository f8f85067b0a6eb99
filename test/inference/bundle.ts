/** Bundles as an application would have them. */
import { gzipSync } from "node:zlib";
import { type BuildOptions, build, type Plugin } from "esbuild";
import { root } from "../../scripts/entries.js";

/** A minified bundle for browsers: what is loaded at once. Chunks that are imported when they are first needed are not part of it. */
export interface Bundle {
  readonly code: string;
  /** Bytes after gzip at its best. */
  readonly gzipped: number;
  /** The files that had a part in it, from the repository's root. */
  readonly files: readonly string[];
}

/** Leaves out what is imported when it is first needed. */
const lazyOutside: Plugin = {
  name: "lazy-outside",
  setup: ({ onResolve }) =>
    onResolve({ filter: /./ }, ({ kind, path }) => (kind === "dynamic-import" ? { path, external: true } : undefined)),
};

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
  } as const;
  // Without tsconfig.json, whose paths lead from the package's name to the sources.
  const tsconfig = "file" in from ? {} : { tsconfigRaw: {} };
  const { outputFiles, metafile } = await build({
    ...settings,
    ...entry,
    ...tsconfig,
    plugins: [lazyOutside],
    absWorkingDir: root,
  });
  const [output] = outputFiles ?? [];
  const inputs = Object.values(metafile?.outputs ?? {})[0]?.inputs ?? {};
  if (output === undefined) throw new Error("Nothing was built");
  return {
    code: output.text,
    gzipped: gzipSync(output.contents, { level: 9 }).length,
    files: Object.keys(inputs),
  };
}

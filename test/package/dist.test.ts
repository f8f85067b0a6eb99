/** What users get: the built files in dist/, in both module formats, looked at from processes of their own. */
import { execFile } from "node:child_process";
import { existsSync } from "node:fs";
import { promisify } from "node:util";
import { beforeAll, describe, expect, it } from "vitest";
import { packageEntries, root } from "../../scripts/entries.js";

const entries = packageEntries();
const specifiers = entries.map(({ specifier }) => specifier);

/** Runs a script in the repository, where `@org/mlkit` means the package itself, and parses what it prints. */
async function run(type: "module" | "commonjs", script: string): Promise<unknown> {
  const flags = ["--disallow-code-generation-from-strings", `--input-type=${type}`];
  const { stdout } = await promisify(execFile)(process.execPath, [...flags, "-e", script], { cwd: root });
  return JSON.parse(stdout);
}

/** Code that prints the names of every entry, and those whose value is another one than in the main entry. */
const survey = `
  const main = modules["@org/mlkit"];
  const names = {}, differing = [];
  for (const [specifier, module] of Object.entries(modules)) {
    names[specifier] = Object.keys(module).filter((name) => name !== "default" && name !== "module.exports").sort();
    for (const name of names[specifier]) if (name in main && main[name] !== module[name]) differing.push(specifier + " " + name);
  }
  differing.sort();
  console.log(JSON.stringify({ names, differing }));`;

interface Survey {
  readonly names: Record<string, string[]>;
  readonly differing: string[];
}

/**
 * The loaders of the inference entry: over its own list of kinds, which has no code that learns. The main entry's go over the catalogue, in
 * which each estimator names the models that it gives. A test of test/inference.test.ts holds the two lists together.
 */
const bound = ["@org/mlkit/inference deserialize", "@org/mlkit/inference load"];

const importing = `const modules = {}; for (const s of ${JSON.stringify(specifiers)}) modules[s] = await import(s); ${survey}`;
const requiring = `const modules = {}; for (const s of ${JSON.stringify(specifiers)}) modules[s] = require(s); ${survey}`;

/** Prints what is loaded besides files of dist/ when `target` is imported. */
function traceImport(target: string): string {
  const hooks = `const seen = []; export function initialize({ port }) { port.on("message", () => port.postMessage(seen)); }
    export function load(url, context, next) { seen.push(url); return next(url, context); }`;
  return `
    import { register } from "node:module";
    const { port1, port2 } = new MessageChannel();
    register("data:text/javascript," + encodeURIComponent(${JSON.stringify(hooks)}), { data: { port: port2 }, transferList: [port2] });
    await import(${JSON.stringify(target)});
    port1.once("message", (seen) => { console.log(JSON.stringify(seen)); port1.close(); });
    port1.postMessage("report");`;
}

const fileUrl = new URL(`file://${root}dist/`).href;

beforeAll(() => {
  const missing = entries.filter(({ output }) => !existsSync(`${root}dist/${output}.cjs`)).map(({ output }) => output);
  if (missing.length > 0) throw new Error(`Not built: ${missing.join(", ")}. Run npm run build first`);
});

describe("the built package", () => {
  it("has the same names and the same classes in every entry, but for loaders of another list, by import", async () => {
    const { names, differing } = (await run("module", importing)) as Survey;
    expect(differing).toEqual(bound);
    for (const specifier of specifiers) expect(names[specifier]?.length, specifier).toBeGreaterThan(0);
  });

  it("has the same by require", async () => {
    const [imported, required] = (await Promise.all([
      run("module", importing),
      run("commonjs", requiring),
    ])) as Survey[];
    expect(required?.differing).toEqual(bound);
    expect(required?.names).toEqual(imported?.names);
  });

  it.each(specifiers)("loads nothing but its own files for import %s", async (specifier) => {
    const seen = (await run("module", traceImport(specifier))) as string[];
    expect(seen.filter((url) => url.startsWith(fileUrl)).length).toBeGreaterThan(0);
    expect(seen.filter((url) => !url.startsWith(fileUrl))).toEqual([]);
  });

  it("loads no code for CSV, Arrow, Parquet or HTTP with the main entry: only readers and writers do, when they are called", async () => {
    const seen = (await run("module", traceImport("@org/mlkit"))) as string[];
    const heavy = /csv-parse|csv-stringify|apache-arrow|hyparquet|node:(https?|http2|net|tls)$/;
    expect(seen.filter((url) => heavy.test(url))).toEqual([]);
  });

  it.each([
    ["csv-parse", "/node_modules/csv-parse/"],
    ["node:http", "node:http"],
  ])("would show that %s is loaded", async (target, part) => {
    const seen = (await run("module", traceImport(target))) as string[];
    expect(seen.some((url) => url.includes(part))).toBe(true);
  });

  it("loads nothing but its own files for require", async () => {
    const script = `require("@org/mlkit"); console.log(JSON.stringify(Object.keys(require.cache)));`;
    const seen = (await run("commonjs", script)) as string[];
    expect(seen.filter((path) => !path.startsWith(`${root}dist/`))).toEqual([]);
  });
});

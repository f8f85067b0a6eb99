/**
 * Makes what `src/kernels/` embeds, into `src/kernels/generated/`: the AssemblyScript kernels as WebAssembly, for shared memory and for memory of one's own,
 * the one that predicts on its own, so small that it compiles at once, their types, and the program of the worker threads as text. Embedded, because then neither bundlers nor servers have to know of more files.
 *
 *     npm run kernels        makes what is out of date; also run by `npm install`, `check`, `build` and the tests
 */
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { join, relative } from "node:path";
import { pathToFileURL } from "node:url";
import { build } from "esbuild";
import { root } from "./entries.js";

const assembly = join(root, "src/kernels/assembly");
const generated = join(root, "src/kernels/generated");

/** Code of a loop, or of 31 leaves, must not depend on who optimises it: strict floating point, no checks that the callers have made, no heap. */
const FLAGS = ["-O3", "--noAssert", "--runtime", "stub", "--enable", "simd", "--importMemory"];
const PAGES = ["--initialMemory", "16", "--maximumMemory", "65536"];
/** Static data stands in the first pages; what the threads share begins behind it (threads/arena.ts). */
const BASE = ["--memoryBase", "1024"];

/** Makes whatever is out of date. */
export async function buildKernels(): Promise<void> {
  mkdirSync(generated, { recursive: true });
  await buildAssembly();
  await buildWorker();
}

async function buildAssembly(): Promise<void> {
  const sources = readdirSync(assembly, { recursive: true, encoding: "utf8" }).filter((file) => file.endsWith(".ts"));
  const texts = sources.sort().map((file) => `${file}\n${readFileSync(join(assembly, file), "utf8")}`);
  const version = readFileSync(join(root, "node_modules/assemblyscript/package.json"), "utf8");
  const stamp = stampOf([...FLAGS, ...PAGES, ...BASE, version, ...texts, readFileSync(import.meta.filename, "utf8")]);
  const types = join(generated, "kernels.ts");
  if (existsSync(types) && readFileSync(types, "utf8").includes(stamp)) return;
  const walk = await compile([...FLAGS, ...PAGES, ...BASE], "tree-walk.ts");
  write("wasm-walk.ts", stamp, `export const wasm =\n  "${walk.binary}";\n`);
  const shared = await compile([...FLAGS, "--enable", "threads", "--sharedMemory", ...PAGES, ...BASE]);
  const unshared = await compile([...FLAGS, ...PAGES, ...BASE]);
  write("wasm-shared.ts", stamp, `export const wasm =\n  "${shared.binary}";\n`);
  write("wasm-unshared.ts", stamp, `export const wasm =\n  "${unshared.binary}";\n`);
  write("kernels.ts", stamp, interfaceOf(shared.types));
}

async function compile(flags: readonly string[], file = "index.ts"): Promise<{ binary: string; types: string }> {
  const asc = await import("assemblyscript/asc");
  const out = new Map<string, string | Uint8Array>();
  const entry = join(assembly, file);
  const files = ["--outFile", "kernels.wasm", "--bindings", "raw"];
  const { error, stderr } = await asc.main([relative(root, entry), "--baseDir", root, ...files, ...flags], {
    writeFile: (name: string, contents: string | Uint8Array) => void out.set(name, contents),
  });
  if (error) throw new Error(`AssemblyScript: ${error.message}\n${stderr.toString()}`);
  const binary = out.get("kernels.wasm");
  const types = out.get("kernels.d.ts");
  if (!(binary instanceof Uint8Array) || typeof types !== "string") throw new Error("AssemblyScript gave no module");
  return { binary: Buffer.from(binary).toString("base64"), types };
}

/** The exports as an interface, from the declarations that AssemblyScript writes. */
function interfaceOf(declarations: string): string {
  const members = [
    ...declarations.matchAll(
      /\/\*\*[^/]*\*\/\s*export declare function (\w+\([^)]*\): \w+);|export function (\w+\([^)]*\): \w+);/g,
    ),
  ];
  const lines = members.map(([, top, nested]) => `  ${top ?? nested};`);
  if (lines.length === 0) throw new Error(`No exports found in:\n${declarations}`);
  return `/** What an instance of the WebAssembly module exports. */\nexport interface Kernels {\n${lines.join("\n")}\n}\n`;
}

async function buildWorker(): Promise<void> {
  const { outputFiles } = await build({
    entryPoints: [join(root, "src/worker.ts")],
    bundle: true,
    minify: true,
    write: false,
    format: "iife",
    platform: "neutral",
    target: "es2022",
    external: ["node:*"],
  });
  const text = outputFiles[0]?.text ?? "";
  const stamp = stampOf([text]);
  const path = join(generated, "worker-source.ts");
  if (existsSync(path) && readFileSync(path, "utf8").includes(stamp)) return;
  write("worker-source.ts", stamp, `export const workerSource =\n  ${JSON.stringify(text.trim())};\n`);
}

function stampOf(parts: readonly string[]): string {
  return createHash("sha256").update(parts.join("\0")).digest("hex").slice(0, 16);
}

/** Whole or not at all, for several processes may do this at once. */
function write(name: string, stamp: string, body: string): void {
  const path = join(generated, name);
  const draft = `${path}.${process.pid}.draft`;
  writeFileSync(draft, `// Made by \`npm run kernels\` from sources ${stamp}.\n${body}`);
  renameSync(draft, path);
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? "").href) await buildKernels();

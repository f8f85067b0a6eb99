import { execFile } from "node:child_process";
import { cp, mkdir, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { root } from "../../scripts/entries.js";

/** Each line must be refused below serve/ and run/, with a message that holds the words beside it. */
const refused: readonly (readonly [code: string, message: string])[] = [
  ["export const a = Math.exp(1);", "src/kernels/math"],
  ["export const b = [1].map(Math.log);", "src/kernels/math"],
  ["export const c = Math?.tanh(1);", "src/kernels/math"],
  ["export const d = Math.hypot(3, 4);", "src/kernels/math"],
  ["export const e = 2 ** 3;", "pow from src/kernels/math"],
  ["export let f = 1; f **= 2;", "pow from src/kernels/math"],
  ['export const g = Math["pow"](2, 3);', "Name the Math function"],
  ["export const { cos } = Math;", "Name the Math function"],
  ["export const h = Math.random();", "Rng"],
  ["export const i = Date.now();", "No clocks"],
  ["export const j = performance.now();", "No clocks"],
  ["export const k = new Date();", "No clocks"],
  ["export const l = Date();", "No clocks"],
  ['export const m = "a".localeCompare("b");', "locale"],
  ["export const n = (3)?.toLocaleString();", "locale"],
  ["export const o = new Intl.NumberFormat();", "Intl"],
  ['export const p = new Function("return 1");', "No code from text"],
  ['export const q = eval("1");', "No code from text"],
  // biome-ignore lint/suspicious/noTemplateCurlyInString: this is code, held as text
  ["export const r = import(`./${a}.js`);", "literal"],
  ["console.log(1);", "console"],
  ["export const s: any = 1;", "any"],
];

const allowed = [
  "export const a = Math.sqrt(2) + Math.sign(-1) + Math.imul(2, 3) + Math.clz32(1) + Math.fround(1.5) + Math.PI;",
  'export const b = [new Date(0), new Date("2026-01-01"), Date.UTC(2026, 0, 1)];',
  'export const c = import("./other.js");',
  "export const d = (3).toFixed(1) + String(3);",
];

/** The lines of a file at `path` that the linter reports, with the messages. */
type Report = ReadonlyMap<number, string>;

let folder: string;
let reports: ReadonlyMap<string, Report>;

/** The project's own lint settings, run over files that hold one statement a line. */
async function lint(files: ReadonlyMap<string, readonly string[]>): Promise<ReadonlyMap<string, Report>> {
  const settings = JSON.parse(await readFile(`${root}biome.json`, "utf8"));
  await writeFile(join(folder, "biome.json"), JSON.stringify({ ...settings, vcs: { enabled: false } }));
  await cp(`${root}lint`, join(folder, "lint"), { recursive: true });
  for (const [path, lines] of files) {
    await mkdir(join(folder, path, ".."), { recursive: true });
    await writeFile(join(folder, path), `${lines.join("\n")}\n`);
  }
  const biome = `${root}node_modules/@biomejs/biome/bin/biome`;
  const args = ["lint", "--reporter=github", "--max-diagnostics=500", "--diagnostic-level=error", "."];
  const { stdout } = await promisify(execFile)(process.execPath, [biome, ...args], { cwd: folder }).catch(
    (error) => error,
  );
  const found = new Map([...files.keys()].map((path) => [path, new Map<number, string>()]));
  for (const [, file, line, message] of String(stdout).matchAll(
    /^::error [^\n]*file=([^,]+),line=(\d+)[^\n]*?::([^\n]*)/gm,
  )) {
    const report = [...found].find(([path]) => file?.endsWith(path))?.[1];
    report?.set(Number(line), `${report.get(Number(line)) ?? ""}${message}`);
  }
  return found;
}

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "mlkit-lint-"));
  const bad = refused.map(([code]) => code);
  reports = await lint(
    new Map([
      ["src/data/bad.ts", bad],
      ["src/serve/server.ts", bad],
      ["src/core/progress.ts", bad],
      ["src/data/good.ts", allowed],
    ]),
  );
});

afterAll(() => rm(folder, { recursive: true, force: true }));

describe("the lint bans what would make results differ or run code", () => {
  it.each(refused.map(([code, message], at) => [code, message, at + 1] as const))("refuses %s", (_, message, line) => {
    expect(reports.get("src/data/bad.ts")?.get(line)).toContain(message);
  });

  it("allows what every engine does alike", () => {
    expect([...(reports.get("src/data/good.ts") ?? [])]).toEqual([]);
  });

  it("leaves clocks to progress, serve and run", () => {
    const clocks = refused.flatMap(([, message], at) => (message === "No clocks" ? [at + 1] : []));
    for (const line of clocks) {
      expect(reports.get("src/core/progress.ts")?.has(line)).toBe(false);
      expect(reports.get("src/serve/server.ts")?.has(line)).toBe(false);
    }
    expect(reports.get("src/core/progress.ts")?.get(1)).toContain("src/kernels/math");
  });
});

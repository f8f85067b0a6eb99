/**
 * The benchmarks: ours beside its peers, on the same data, side by side in one run. Only ratios compare across machines.
 *
 *     npm run bench                                     lists the cases
 *     npm run bench -- CASE [--runs N] [--json FILE]    measures one and updates its table in bench/RESULTS.md
 *     npm run bench -- CASE --dry                       leaves bench/RESULTS.md as it is
 */
import { readdirSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { loadCase } from "./harness/case.js";
import { measure } from "./harness/measure.js";
import { jsonOf, jsonOfStudy, keepReport, reportOf, reportOfStudy } from "./harness/report.js";

const here = (path: string) => fileURLToPath(new URL(path, import.meta.url));

const names = readdirSync(here("cases"))
  .map((file) => file.replace(/\.ts$/, ""))
  .sort();

try {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: { json: { type: "string" }, runs: { type: "string" }, dry: { type: "boolean" } },
  });
  const [name] = positionals;
  if (name === undefined) await list();
  else if (names.includes(name)) await run(name, values);
  else throw new Error(`There is no case '${name}'. The cases: ${names.join(", ")}`);
} catch (error) {
  say("");
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
}

async function list(): Promise<void> {
  const width = Math.max(...names.map(({ length }) => length));
  for (const each of names) console.log(`${each.padEnd(width)}  ${(await loadCase(each)).about}`);
  console.log("\nnpm run bench -- CASE [--runs N] [--json FILE] [--dry]");
}

interface RunOptions {
  readonly json?: string;
  readonly runs?: string;
  readonly dry?: boolean;
}

async function run(name: string, options: RunOptions): Promise<void> {
  const bench = await loadCase(name);
  const asked = options.runs === undefined ? undefined : Number(options.runs);
  if (asked !== undefined && (!Number.isInteger(asked) || asked < 1))
    throw new Error(`--runs takes a whole number from 1 on, not '${options.runs}'`);
  let report: string;
  let json: object;
  if ("study" in bench) {
    const findings = await bench.study({ say, runs: asked });
    report = reportOfStudy(bench, findings);
    json = jsonOfStudy(name, findings);
  } else {
    const measured = await measure(name, bench, asked ?? bench.runs ?? 7, say);
    report = reportOf(bench, measured);
    json = jsonOf(name, measured);
  }
  say("");
  console.log(report);
  if (options.json !== undefined) writeFileSync(options.json, `${JSON.stringify(json, null, 2)}\n`);
  if (options.dry !== true) keepReport(here("RESULTS.md"), name, report);
}

/** One line that is written over and over, where someone watches. */
function say(progress: string): void {
  if (process.stderr.isTTY) process.stderr.write(`\r\u001b[K${progress}`);
}

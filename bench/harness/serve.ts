/**
 * The measured end of the harness: a process that holds the data ready and runs a task each time its name comes in.
 *
 * Requests are lines on stdin, answers lines of JSON on stdout. `bench/peers/peer.py` is the same in Python.
 */
import { readFileSync } from "node:fs";
import { createInterface } from "node:readline";
import type { Outcome, Tasks } from "./case.js";

/** Answers requests until stdin ends. */
export async function serve(tasks: Tasks, versions: Readonly<Record<string, string>>): Promise<void> {
  answer({ tasks: Object.keys(tasks), versions });
  for await (const name of createInterface({ input: process.stdin })) {
    const task = tasks[name];
    if (task === undefined) throw new Error(`There is no task '${name}'`);
    globalThis.gc?.();
    const start = performance.now();
    const result = await task();
    const wall = (performance.now() - start) / 1000;
    const { check, seconds }: Outcome = typeof result === "object" ? result : { check: result };
    answer({
      check: typeof check === "function" ? check() : check,
      seconds: seconds ?? { "": wall },
      peakBytes: process.resourceUsage().maxRSS * 1024,
    });
  }
}

/**
 * Imports what a peer needs. Where it is not installed, says so and ends, rather than fail later. Everything that the peer imports by itself must be there.
 *
 * @param name - of the package, for the report
 */
export async function requires<T>(name: string, load: () => Promise<T>): Promise<T> {
  try {
    return await load();
  } catch (error) {
    if (!(error instanceof Error && "code" in error && MISSING.includes(String(error.code)))) throw error;
    answer({ missing: `npm package ${name}` });
    process.exit(0);
  }
}

/** How Node says that a module is not there, to `import` and to `require`. */
const MISSING = ["ERR_MODULE_NOT_FOUND", "MODULE_NOT_FOUND"];

function answer(message: object): void {
  process.stdout.write(`${JSON.stringify(message)}\n`);
}

/** The version of an installed package, of those too that do not export their package.json. */
export function installedVersion(name: string): string {
  const path = new URL(`../../node_modules/${name}/package.json`, import.meta.url);
  const { version }: { version: string } = JSON.parse(readFileSync(path, "utf8"));
  return version;
}

/** Runs `measure-child.ts` in a process of its own. */
import { execFile } from "node:child_process";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import type { Abort, Delay, Growth } from "./measures.js";
import type { WorkloadName } from "./workloads.js";

/** What each measure gives. */
export interface Measures {
  readonly delay: Delay;
  readonly abort: Abort;
  readonly growth: Growth;
}

/** Measures so many times, one after the other in the same process. */
export async function runMeasure<M extends keyof Measures>(
  measure: M,
  workload: WorkloadName,
  attempts: number,
): Promise<readonly Measures[M][]> {
  const child = fileURLToPath(new URL("measure-child.ts", import.meta.url));
  const flags = ["--expose-gc", "--import", "tsx", child, measure, workload, String(attempts)];
  const { stdout } = await promisify(execFile)(process.execPath, flags);
  // The child's own lines.
  return stdout
    .trim()
    .split("\n")
    .map((line): Measures[M] => JSON.parse(line));
}

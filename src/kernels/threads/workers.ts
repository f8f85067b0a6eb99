/**
 * The workers of the process, started when they are first needed and used again and again: starting one takes 30 ms and compiling its program a few more.
 */

import { canShare } from "./memories.js";
import { countCores } from "./platform.js";
import { startWorker, type WorkerThread } from "./worker-thread.js";

const idle: WorkerThread[] = [];
const waiting: (() => void)[] = [];
let busy = 0;
/** Whether an attempt to start a worker has failed: then there are none here, and nobody tries again. */
let refused = !canShare;

/**
 * Workers for the caller alone, until they are released: as many as asked for (default: one a core) or as there may be now, at least one; none at all where
 * the platform has none. What is computed must not depend on how many they are.
 */
export async function acquireWorkers(count?: number): Promise<readonly WorkerThread[]> {
  const cores = countCores();
  // At work at the same time, for all crews together; whoever comes later waits.
  const most = Math.max(8, 2 * cores);
  while (!refused && busy >= most) await new Promise<void>((resolve) => waiting.push(resolve));
  if (refused) return [];
  const granted = Math.min(count ?? cores, most - busy);
  busy += granted;
  const threads = await Promise.all(Array.from({ length: granted }, () => takeIdle() ?? startWorker()));
  const running = threads.filter((thread) => thread !== undefined);
  busy -= granted - running.length;
  if (running.length === 0) refuse();
  return running;
}

/** Gives workers back. Those that died are dropped, and those beyond the cores of the machine are ended. */
export function releaseWorkers(threads: readonly WorkerThread[]): void {
  const cores = countCores();
  busy -= threads.length;
  for (const thread of threads) {
    if (!thread.alive) continue;
    if (idle.length < cores) idle.push(thread);
    else thread.terminate();
  }
  for (const resume of waiting.splice(0)) resume();
}

function takeIdle(): WorkerThread | undefined {
  for (;;) {
    const thread = idle.pop();
    if (thread === undefined || thread.alive) return thread;
  }
}

function refuse(): void {
  refused = true;
  for (const resume of waiting.splice(0)) resume();
}

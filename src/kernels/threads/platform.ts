/**
 * What the platform says of threads. Node's own modules come from `process`, not by an import, which bundlers for browsers could not resolve.
 */

/** Node's module of worker threads; undefined where the platform is another. */
export function nodeThreads(): typeof import("node:worker_threads") | undefined {
  return nodeProcess()?.getBuiltinModule("node:worker_threads");
}

/** How many threads this machine runs at the same time: at least 1. In Node it heeds the processors that the process may use. */
export function countCores(): number {
  const os = nodeProcess()?.getBuiltinModule("node:os");
  if (os !== undefined) return os.availableParallelism();
  return typeof navigator === "object" ? Math.max(1, navigator.hardwareConcurrency ?? 1) : 1;
}

function nodeProcess(): NodeJS.Process | undefined {
  return typeof process === "object" && typeof process.getBuiltinModule === "function" ? process : undefined;
}

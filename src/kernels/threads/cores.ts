/** How many threads this machine runs at the same time. */

/** At least 1. In Node it heeds the processors that the process may use. */
export async function countCores(): Promise<number> {
  if (typeof process === "object" && process.versions?.node !== undefined) {
    const { availableParallelism } = await import("node:os");
    return availableParallelism();
  }
  return typeof navigator === "object" ? Math.max(1, navigator.hardwareConcurrency ?? 1) : 1;
}

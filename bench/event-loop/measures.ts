/** How a process fares while it learns: what its event loop, its processor and its memory show. */
import { monitorEventLoopDelay } from "node:perf_hooks";
import type { Fit } from "./workloads.js";

/** The event loop while a fit runs, in seconds. */
export interface Delay {
  /** How long the fit took. */
  readonly fit: number;
  /** The longest time between two turns of a timer of a millisecond. */
  readonly worst: number;
  readonly p99: number;
}

/** Runs a fit, and watches the event loop. */
export async function delayDuring(work: Fit): Promise<Delay> {
  globalThis.gc?.();
  await sleep(50);
  const histogram = monitorEventLoopDelay({ resolution: 1 });
  const start = performance.now();
  histogram.enable();
  await work({});
  histogram.disable();
  const seconds = (performance.now() - start) / 1000;
  return { fit: seconds, worst: histogram.max / 1e9, p99: histogram.percentile(99) / 1e9 };
}

/** A fit that was aborted. */
export interface Abort {
  /** Seconds from `abort()` until the promise of the fit is rejected. */
  readonly toRejection: number;
  /** How many cores the process keeps busy in the 200 ms that begin 200 ms after the abort. */
  readonly coresAfter: number;
}

/** Aborts a fit `after` so many seconds. */
export async function abortAfter(work: Fit, after: number): Promise<Abort> {
  const controller = new AbortController();
  let aborted = Number.NaN;
  const timer = setTimeout(() => {
    aborted = performance.now();
    controller.abort();
  }, after * 1000);
  try {
    await work({ signal: controller.signal });
  } catch (error) {
    if (!controller.signal.aborted) throw error;
    const toRejection = (performance.now() - aborted) / 1000;
    await sleep(aborted + 200 - performance.now());
    return { toRejection, coresAfter: await busyCores(200) };
  } finally {
    clearTimeout(timer);
  }
  throw new Error(`The fit ended before it was aborted after ${after} s`);
}

/** How many cores the process keeps busy for so many milliseconds, in which this thread does nothing. */
async function busyCores(milliseconds: number): Promise<number> {
  const before = process.cpuUsage();
  const start = performance.now();
  await sleep(milliseconds);
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1000 / (performance.now() - start);
}

/** What fits leave behind, in bytes of resident memory. */
export interface Growth {
  readonly first: number;
  readonly last: number;
}

/** Runs a fit over and over: what the process holds after the first `warmUp` fits, and after `fits` more. */
export async function growthOver(work: Fit, { warmUp, fits }: { warmUp: number; fits: number }): Promise<Growth> {
  for (let done = 0; done < warmUp; done++) await work({});
  const first = await settledMemory();
  for (let done = 0; done < fits; done++) await work({});
  return { first, last: await settledMemory() };
}

async function settledMemory(): Promise<number> {
  for (let round = 0; round < 3; round++) {
    globalThis.gc?.();
    await sleep(50);
  }
  return process.memoryUsage.rss();
}

function sleep(milliseconds: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, Math.max(0, milliseconds)));
}

/**
 * What threads must not do to the process that learns: hold its event loop, go on after an abort, keep it from ending, or die unseen.
 *
 * Times are measured in processes of their own (bench/event-loop), several times, and the best counts: what runs beside on the machine of a test can only make
 * them longer. The bounds are those of a server.
 */
import { execFile } from "node:child_process";
import { createHash } from "node:crypto";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { setTimeout as sleep } from "node:timers/promises";
import { promisify } from "node:util";
import {
  ExtraTreesRegressor,
  HistGradientBoostingClassifier,
  HistGradientBoostingRegressor,
  RandomForestClassifier,
  serialize,
} from "@org/mlkit";
import { build } from "esbuild";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { runMeasure } from "../../bench/event-loop/run-measure.js";
import { WORKLOADS } from "../../bench/event-loop/workloads.js";
import { root } from "../../scripts/entries.js";
import { acquireWorkers, releaseWorkers } from "../../src/kernels/threads/workers.js";
import { threadedData } from "./threaded-data.js";

const ATTEMPTS = 3;

describe.each(WORKLOADS)("while it learns, %s", (name) => {
  it("leaves the event loop free, waits of 50 ms at most", async () => {
    const delays = await runMeasure("delay", name, ATTEMPTS);
    console.log(`${name}: longest waits ${delays.map(({ worst }) => `${(worst * 1000).toFixed(1)} ms`).join(", ")}`);
    expect(Math.min(...delays.map(({ worst }) => worst))).toBeLessThanOrEqual(0.05);
    // A fit of a moment would prove nothing.
    expect(Math.min(...delays.map(({ fit }) => fit))).toBeGreaterThan(2);
  });

  it("ends within 100 ms of an abort, and its workers too", async () => {
    const aborts = await runMeasure("abort", name, ATTEMPTS);
    console.log(
      `${name}: ended after ${aborts.map(({ toRejection }) => `${(toRejection * 1000).toFixed(1)} ms`).join(", ")}`,
    );
    expect(Math.min(...aborts.map(({ toRejection }) => toRejection))).toBeLessThanOrEqual(0.1);
    // A worker that goes on would show as a whole core, however busy the machine; in none of the attempts may there be one.
    expect(Math.max(...aborts.map(({ coresAfter }) => coresAfter))).toBeLessThan(0.5);
  });
});

describe("models", () => {
  const { x, y, amount } = threadedData(30_000, 12);
  const recipes = {
    HistGradientBoostingClassifier: (threads: number) =>
      new HistGradientBoostingClassifier({ maxIter: 20 }).fit(x, y, { threads }),
    HistGradientBoostingRegressor: (threads: number) =>
      new HistGradientBoostingRegressor({ maxIter: 20 }).fit(x, amount, { threads }),
    RandomForestClassifier: (threads: number) => new RandomForestClassifier({ nEstimators: 12 }).fit(x, y, { threads }),
    ExtraTreesRegressor: (threads: number) => new ExtraTreesRegressor({ nEstimators: 7 }).fit(x, amount, { threads }),
  };

  it.each(Object.entries(recipes))("of %s have the same bytes from 0, 1, 2, 3 and 5 threads", async (_, learn) => {
    const digests = new Set<string>();
    for (const threads of [0, 1, 2, 3, 5]) digests.add(digestOf(serialize(await learn(threads))));
    expect(digests.size).toBe(1);
  });
});

describe("a worker that dies", () => {
  it.each([1, 2])("ends a fit on %s threads with WORKER_DIED, and the next fit works", async (threads) => {
    const { x, y } = threadedData(50_000, 20);
    const forest = new RandomForestClassifier({ nEstimators: 200 });
    const workers = await acquireWorkers(threads);
    expect(workers).toHaveLength(threads);
    // Those given back last are taken next.
    await releaseWorkers(workers);
    const learning = forest.fit(x, y, { threads });
    const outcome = learning.then(
      () => "fitted",
      (error: unknown) => error,
    );
    await sleep(300);
    workers[0]?.terminate();
    expect(await outcome).toMatchObject({ code: "WORKER_DIED" });
    expect(workers[0]?.alive).toBe(false);

    const small = new RandomForestClassifier({ nEstimators: 10 });
    const again = await small.fit(x, y, { threads });
    const inline = await small.fit(x, y, { threads: 0 });
    expect(digestOf(serialize(again))).toBe(digestOf(serialize(inline)));
  });
});

describe("a program", () => {
  let folder = "";
  let child = "";

  beforeAll(async () => {
    folder = await mkdtemp(`${tmpdir()}/mlkit-threads-`);
    child = `${folder}/child.mjs`;
    const settings = { bundle: true, platform: "node", format: "esm", logLevel: "error" } as const;
    const banner = {
      js: 'import { createRequire } from "node:module"; const require = createRequire(import.meta.url);',
    };
    await build({ ...settings, banner, entryPoints: [`${root}test/real/learns-child.ts`], outfile: child });
  });
  afterAll(() => rm(folder, { recursive: true }));

  async function run(...args: readonly string[]): Promise<string> {
    // Killed, and so refused, when it does not end by itself.
    const { stdout } = await promisify(execFile)(process.execPath, [child, ...args], { timeout: 60_000 });
    return stdout.trim();
  }

  it("ends by itself after a fit, though workers wait for more", async () => {
    expect(await run()).toMatch(/^[0-9a-f]{64}$/);
  });

  it("waits for the workers of a fit that it aborts", async () => {
    expect(await run("abort")).toBe("ABORTED");
  });

  it("learns the same in a worker of its own", async () => {
    expect(await run("nested")).toBe(await run());
  });
});

function digestOf(bytes: Uint8Array): string {
  return createHash("sha256").update(bytes).digest("hex");
}

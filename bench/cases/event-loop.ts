/** What a server feels of a fit within it. */
import { LIBRARY_VERSION } from "../../src/core/version.js";
import { runMeasure } from "../event-loop/run-measure.js";
import { LONG, SHORT, WORKLOADS, type WorkloadName } from "../event-loop/workloads.js";
import type { Row, Study } from "../harness/study.js";

const ATTEMPTS = 5;

export const bench: Study = {
  about: "The event loop while a fit runs, how soon a fit ends that is aborted, and what 200 fits leave in memory.",
  notes: [
    "Each measure runs in a process of its own, which does nothing else, on all cores of the machine. `perf_hooks.monitorEventLoopDelay` with a resolution of 1 ms gives the longest time between two turns of its timer, which includes that millisecond and whatever else keeps the system from running the thread.",
    "Fits are aborted 0.3, 1 and 2 s after their start, in turn. Busy cores are those of the whole process, its workers included, between 200 and 400 ms after the abort.",
    "Memory is the resident memory after the garbage collector has run: after 5 fits, and after 200 more.",
    ...WORKLOADS.map((name) => `${name}: ${LONG[name]}; for memory, ${SHORT[name]}.`),
  ],
  async study({ say, runs = ATTEMPTS }) {
    const rows: Row[] = [];
    const found: Record<string, object> = {};
    for (const name of WORKLOADS) {
      const { rows: own, data } = await measureWorkload(name, runs, say);
      rows.push(...own);
      found[name] = data;
    }
    return {
      head: ["", "median", "least", "most", "goal"],
      rows,
      versions: { mlkit: LIBRARY_VERSION, Node: process.versions.node },
      method: `${runs} attempts each, memory one.`,
      data: found,
    };
  },
};

async function measureWorkload(name: WorkloadName, runs: number, say: (progress: string) => void) {
  say(`${name}: event loop`);
  const delay = await runMeasure("delay", name, runs);
  say(`${name}: abort`);
  const abort = await runMeasure("abort", name, runs);
  say(`${name}: memory`);
  const [growth] = await runMeasure("growth", name, 1);
  if (growth === undefined) throw new Error("Nothing was measured");
  const megabytes = (growth.last - growth.first) / 1e6;
  const rows: Row[] = [
    row(`${name}: fit`, delay, ({ fit }) => fit, "s"),
    row(`${name}: longest wait of the event loop`, delay, ({ worst }) => worst * 1000, "ms", 50),
    row(`${name}: its 99th percentile`, delay, ({ p99 }) => p99 * 1000, "ms"),
    row(`${name}: from abort to rejection`, abort, ({ toRejection }) => toRejection * 1000, "ms", 100),
    row(`${name}: busy cores after an abort`, abort, ({ coresAfter }) => coresAfter, "", 0.1),
    row(`${name}: growth over 200 fits`, [megabytes], (value) => value, "MB", 100),
  ];
  return { rows, data: { delay, abort, growth } };
}

function row<T>(label: string, results: readonly T[], value: (result: T) => number, unit: string, goal?: number): Row {
  const sorted = results.map(value).sort((a, b) => a - b);
  const at = (share: number) => sorted[Math.round(share * (sorted.length - 1))] ?? Number.NaN;
  const text = (number: number) => `${number.toFixed(number < 10 ? 2 : 1)} ${unit}`.trim();
  const verdict = goal === undefined ? "" : `≤ ${goal} ${unit}`.trim() + (at(0.5) <= goal ? ": met" : ": missed");
  return [label, text(at(0.5)), text(at(0)), text(at(1)), verdict];
}

/** Fits over and over in one process, as in a server: memory that is shared between threads is not counted by the garbage collector, and has to be used again. */
import { expect, it } from "vitest";
import { runMeasure } from "../../bench/event-loop/run-measure.js";
import { WORKLOADS } from "../../bench/event-loop/workloads.js";

it.each(WORKLOADS)("200 fits of %s leave less than 100 MB", async (name) => {
  const [growth] = await runMeasure("growth", name, 1);
  const megabytes = ((growth?.last ?? Number.NaN) - (growth?.first ?? Number.NaN)) / 1e6;
  console.log(`${name}: ${megabytes.toFixed(1)} MB more after 200 fits`);
  expect(megabytes).toBeLessThan(100);
});

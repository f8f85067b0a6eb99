/**
 * Encodes a million strings of a thousand categories and prints how far that raised the memory in use at most, beside the size of the result.
 *
 * Buffers and heap are given back by collections alone. Where there was none from the first reading to the last, nothing was given back, and the last reading is
 * the peak; it counts all that was allocated on the way, whether still needed or not. Run with --expose-gc, and with a young generation so large
 * (--min-semi-space-size) that none is due; whether there was one is printed too.
 */
import { PerformanceObserver } from "node:perf_hooks";
import { setTimeout as sleep } from "node:timers/promises";
import { ColumnTransformer, CsrMatrix, Frame, OneHotEncoder, type OneHotEncoderOptions } from "@org/mlkit";

const ROWS = 1_000_000;
const CATEGORIES = 1_000;

const cities = Array.from({ length: ROWS }, (_, row) => `city-${(row * 7919) % CATEGORIES}`);
const table = Frame.fromColumns({ city: cities });

const works: Readonly<Record<string, () => Promise<CsrMatrix>>> = {
  "a frame": () => encode(table),
  "a frame, one category dropped": () => encode(table, { drop: "first" }),
  "a frame, rare categories together": () => encode(table, { maxCategories: 100 }),
  "a frame, beside other work": async () => (await new OneHotEncoder().fit(table)).transformAsync(table),
  "a frame, in a ColumnTransformer": async () => {
    const columns = new ColumnTransformer().add("city", new OneHotEncoder(), ["city"]);
    const { output } = await columns.fitTransform(table);
    if (output instanceof CsrMatrix) return output;
    throw new Error("The rows became dense");
  },
  "a list of strings": () => encode(Frame.fromColumns({ city: cities })),
};

async function encode(x: typeof table, options: OneHotEncoderOptions<true> = {}): Promise<CsrMatrix> {
  return (await new OneHotEncoder(options).fit(x)).transform(x);
}

let collections = 0;
const observer = new PerformanceObserver((entries) => {
  collections += entries.getEntries().length;
});
observer.observe({ entryTypes: ["gc"] });

const work = works[process.argv[2] ?? ""];
if (work === undefined) throw new Error(`There is no such work; there are: ${Object.keys(works).join("; ")}`);
// Compiles what is measured, so that the code of the library does not count.
await encode(Frame.fromColumns({ city: cities.slice(0, 1000) }));
globalThis.gc?.();
globalThis.gc?.();
await sleep(50);
collections = 0;
const before = inUse();
const result = await work();
const raised = inUse() - before;
await sleep(50);
const { values, indices, indptr } = result;
console.log(JSON.stringify({ raised, size: values.byteLength + indices.byteLength + indptr.byteLength, collections }));

function inUse(): number {
  const { heapUsed, arrayBuffers } = process.memoryUsage();
  return heapUsed + arrayBuffers;
}

/**
 * Reads the CSV file of its argument in batches, and prints what it found: rows, a sum, and by how many bytes the memory in use
 * grew after the first batches. Run with --expose-gc.
 */
import { readCsvBatches } from "@org/mlkit/data";

const inUse = (): number => {
  // The first collection finds the buffers of arrays that are no longer in use, the second has let go of them.
  globalThis.gc?.();
  globalThis.gc?.();
  const { heapUsed, arrayBuffers } = process.memoryUsage();
  return heapUsed + arrayBuffers;
};

let rows = 0;
let sum = 0;
let batches = 0;
let atFirst = 0;
let most = 0;
for await (const batch of readCsvBatches(process.argv[2] ?? "")) {
  rows += batch.numRows;
  for (const items of batch.column("items")) sum += Number(items);
  batches++;
  if (batches === 3) atFirst = inUse();
  else if (batches > 3 && batches % 5 === 0) most = Math.max(most, inUse());
}
console.log(JSON.stringify({ rows, sum, growth: most - atFirst, peak: process.resourceUsage().maxRSS * 1024 }));

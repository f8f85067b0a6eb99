/** A file far larger than the memory that reading it may take. */
import { expect, it } from "vitest";
import { readInChild } from "../data/csv/child-reading.js";

it("a CSV of 1,000,000 rows × 12 columns is read in batches under --max-old-space-size=128", async () => {
  const { found, sum, bytes } = await readInChild(1_000_000, ["--max-old-space-size=128"]);
  expect(found).toMatchObject({ rows: 1_000_000, sum });
  expect(bytes).toBeGreaterThan(80e6);
  expect(found.growth).toBeLessThan(6e6);
  // Typed arrays lie outside the space that the flag limits, so the process as a whole is looked at too.
  expect(found.peak).toBeLessThan(320e6);
});

import { expect, it } from "vitest";
import { readInChild } from "./child-reading.js";

it("batches of a file take the memory of a batch: what is in use does not grow with the rows read", async () => {
  const { found, sum, bytes } = await readInChild(300_000, ["--max-old-space-size=96"]);
  expect(found).toMatchObject({ rows: 300_000, sum });
  // To keep the rows would take more: each of the columns of numbers alone is 2.4 MB.
  expect(bytes).toBeGreaterThan(20e6);
  expect(found.growth).toBeLessThan(6e6);
});

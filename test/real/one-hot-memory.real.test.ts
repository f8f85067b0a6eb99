/** The memory that one-hot encoding of a large column takes on the way, in processes of their own. */
import { execFile } from "node:child_process";
import { promisify } from "node:util";
import { expect, it } from "vitest";
import { root } from "../../scripts/entries.js";

// A young generation of 128 MB, so that nothing is collected between the two readings.
const FLAGS = ["--expose-gc", "--min-semi-space-size=128", "--max-semi-space-size=128", "--import", "tsx"];

it.each([
  "a frame",
  "a frame, one category dropped",
  "a frame, rare categories together",
  "a frame, beside other work",
  "a frame, in a ColumnTransformer",
  "a list of strings",
])("a one-hot of a million rows raises the memory in use by less than 3 times its size: %s", async (work) => {
  const args = [...FLAGS, `${root}test/real/one-hot-memory-child.ts`, work];
  const { stdout } = await promisify(execFile)(process.execPath, args, { cwd: root });
  const { raised, size, collections } = JSON.parse(stdout);
  console.log(`${work}: ${(raised / size).toFixed(2)} times ${(size / 1e6).toFixed(1)} MB`);
  // Without a collection the last reading is the peak.
  expect(collections).toBe(0);
  expect(size).toBeGreaterThan(15e6);
  expect(raised).toBeGreaterThan(size);
  expect(raised).toBeLessThan(3 * size);
});

/** The example of a paged API: pages are fetched as batches need them. */
import { execFileSync } from "node:child_process";
import { expect, test } from "vitest";
import { root } from "../../scripts/entries.js";

test("an API's pages come in as batches, as many as are needed", () => {
  const output = execFileSync(process.execPath, ["--import", "tsx", "examples/paged-api.ts"], {
    cwd: root,
    encoding: "utf8",
  });
  expect(output.trimEnd().split("\n")).toEqual([
    "a batch of 120 rows, 3 pages fetched so far",
    "a batch of 120 rows, 5 pages fetched so far",
    "a batch of 120 rows, 8 pages fetched so far",
    "a batch of 40 rows, 8 pages fetched so far",
    expect.stringMatching(/^400 loans, \d+ of them late$/),
    "the first 60 rows took 2 of the pages",
    "as CSV: 401 lines, the first age,income,city,ownCar,status",
  ]);
});

/** The example of embeddings beside a table, and the vectors that it reads. */
import { execFileSync } from "node:child_process";
import { expect, test } from "vitest";
import { embeddings } from "../../examples/data/embed.js";
import { root } from "../../scripts/entries.js";
import { readParquet } from "../../src/data/parquet/read-parquet.js";

test("embeddings and columns are learned from together, and the model answers the same after it was loaded", () => {
  const output = execFileSync(process.execPath, ["--import", "tsx", "examples/embeddings.ts"], {
    cwd: root,
    encoding: "utf8",
  });
  expect(output.trimEnd().split("\n")).toEqual([
    "315 packages to learn from, 135 others to test on; accuracy",
    expect.stringMatching(/^ {2}size and dependencies alone {2}0\.[45]\d$/),
    // A guess would be right for a third of them.
    expect.stringMatching(/^ {2}description alone {12}0\.[67]\d$/),
    expect.stringMatching(/^ {2}both {25}0\.[67]\d$/),
    "saved and loaded: the same answer for 135 of 135",
    expect.stringMatching(/^\S+: (games|science|sound)$/),
  ]);
});

test("the stored embeddings are those that the script makes", async () => {
  const made = await embeddings();
  const stored = await readParquet(`${root}examples/data/package-embeddings.parquet`);
  expect(stored.column("name").toArray()).toEqual(made.column("name").toArray());
  expect(stored.column("embedding").toArray()).toEqual(made.column("embedding").toArray());
});

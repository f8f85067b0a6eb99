/** The first thing that a newcomer runs: it must end well, and say what it promises. */
import { execFileSync } from "node:child_process";
import { expect, test } from "vitest";
import { root } from "../../scripts/entries.js";

test("the quickstart trains, stores, loads and predicts, in a report of one screen", () => {
  const output = execFileSync(process.execPath, ["--import", "tsx", "examples/quickstart.ts"], {
    cwd: root,
    encoding: "utf8",
  });
  expect(output).toContain("569 biopsies, 212 of them malignant");
  expect(output).toMatch(/accuracy +0\.9\d +143/);
  expect(output).toContain("predicts the same for 143 of 143 rows");
  expect(output).toContain("One new row: malignant");
  const lines = output.trimEnd().split("\n");
  expect(lines.length).toBeLessThanOrEqual(40);
  expect(Math.max(...lines.map((line) => line.length))).toBeLessThanOrEqual(120);
});

import { readFileSync } from "node:fs";
import { expect, it } from "vitest";
import { makeLoans } from "../../examples/data/make-loans.js";
import { root } from "../../scripts/entries.js";

it("examples/data/loans.csv is what its generator writes", () => {
  expect(readFileSync(`${root}examples/data/loans.csv`, "utf8")).toBe(makeLoans());
});

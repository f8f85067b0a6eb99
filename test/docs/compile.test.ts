import { describe, expect, it } from "vitest";
import { root } from "../../scripts/entries.js";
import { compileExamples } from "./compile.js";
import { extractExamples, projectExamples } from "./extract.js";

describe("documentation", () => {
  it("compiles, those examples included that do not run", () => {
    expect(compileExamples(root, projectExamples(root))).toEqual([]);
  }, 120_000);

  it("would not compile with a wrong name, a wrong type or an unknown module", () => {
    const page = [
      "```ts",
      'import { MlkitError } from "@org/mlkit/core";',
      "const code: number = new MlkitError(1, { problem: '', remedy: '' }).code;",
      "```",
      "```ts",
      'import { nothing } from "@org/mlkit/elsewhere";',
      "```",
    ].join("\n");
    const complaints = compileExamples(root, extractExamples("page.md", page));
    expect(complaints.map((complaint) => complaint.split(": ")[0])).toEqual(["page.md:3", "page.md:3", "page.md:6"]);
  }, 120_000);
});

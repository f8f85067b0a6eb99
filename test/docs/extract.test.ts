import { describe, expect, it } from "vitest";
import { extractExamples } from "./extract.js";

const fence = "```";

function page(...lines: string[]): string {
  return lines.join("\n");
}

describe("examples of a page", () => {
  it("are its ts blocks, at their own lines", () => {
    const [first, second, ...others] = extractExamples(
      "a.md",
      page(
        "# Title",
        `${fence}ts`,
        "one();",
        fence,
        `${fence}sh`,
        "npm i",
        fence,
        `${fence}typescript`,
        "two();",
        "three();",
        fence,
      ),
    );
    expect(first).toEqual({ file: "a.md", line: 3, code: "\n\none();\n", run: true });
    expect(second?.line).toBe(9);
    expect(second?.code.split("\n").slice(8)).toEqual(["two();", "three();", ""]);
    expect(others).toEqual([]);
  });

  it("continue the block before where the fence says so", () => {
    const [, second] = extractExamples(
      "a.md",
      page(`${fence}ts`, "const a = 1;", fence, "text", `${fence}ts continue`, "a;", fence),
    );
    expect(second?.code.split("\n")).toEqual(["", "const a = 1;", "", "", "", "a;", ""]);
  });

  it("need a reason not to run", () => {
    const block = [`${fence}ts no-run`, "listen();", fence];
    expect(() => extractExamples("a.md", page("text", ...block))).toThrow("a.md:2: a no-run block needs its reason");
    expect(extractExamples("a.md", page("<!-- it never ends -->", "", ...block))[0]?.run).toBe(false);
  });

  it("refuse unknown flags, an open block and a continuation of nothing", () => {
    expect(() => extractExamples("a.md", page(`${fence}ts skip`, "a();", fence))).toThrow("unknown flag 'skip'");
    expect(() => extractExamples("a.md", page(`${fence}ts`, "a();"))).toThrow("a.md:1: the code block is never closed");
    expect(() => extractExamples("a.md", page(`${fence}ts continue`, "a();", fence))).toThrow("no block before");
  });
});

describe("examples of a source file", () => {
  it("are the blocks of its doc comments, at their own lines and columns", () => {
    const source = page(
      "/** Adds. */",
      "export interface A {",
      "  /**",
      "   * @example",
      `   * ${fence}ts`,
      "   * add(1, 2); // => 3",
      `   * ${fence}`,
      "   */",
      "  add: number;",
      "}",
      `// ${fence}ts`,
      `const text = "/** ${fence}ts";`,
    );
    const examples = extractExamples("src/a.ts", source);
    expect(examples).toHaveLength(1);
    expect(examples[0]?.code.split("\n")[5]).toBe("     add(1, 2); // => 3");
    expect(examples[0]?.line).toBe(6);
  });
});

import { transformWithOxc } from "vite";
import { describe, expect, it } from "vitest";
import { DataError } from "../../src/core/errors.js";
import { DocsChecks } from "./checks.js";
import { literalOf, rewriteExample } from "./rewrite.js";

const place = (line: number): string => `page.md:${line}`;

/** Rewrites and runs a script; gives how many checks were reached. */
async function run(code: string): Promise<{ checks: number; missed: number[] }> {
  const { code: rewritten, checks } = rewriteExample(code, place);
  const { code: script } = await transformWithOxc(
    `export async function main(): Promise<void> {${rewritten}\n}`,
    "main.ts",
  );
  const docs = new DocsChecks();
  const body = script.replace("export async function main", "return async function main");
  await new Function("__docs", "DataError", "console", body)(docs, DataError, { log() {} })();
  return { checks, missed: docs.missed(checks) };
}

describe("values", () => {
  const right = [
    "1 + 1; // => 2",
    '["a", null, undefined, NaN, -1, true].slice(); // => ["a", null, undefined, NaN, -1, true]',
    "({ a: { b: [1n] } }); // => { a: { b: [1n] } }",
    "new Float64Array([1, 2]); // => [1, 2]",
    'new Map([["a", 1]]); // => new Map([["a", 1]])',
    "await Promise.resolve(3); // => 3",
    "const x = 4; // => 4\nx + 1; // => 5",
    "console.log([6].map((n) => n * 2)); // => [12]",
    "7 +\n  1; // => 8",
    "[{ a: 1 }, { a: 2 }]; // => [\n//   { a: 1 },\n//   { a: 2 },\n// ]\n9; // => 9",
    "1 / 3; // => ≈ 0.333",
    "({ p: [1 / 3, 2 / 3] }); // => { p: [≈ 0.33, ≈ 0.67] }",
    "-938.2378; // => ≈ -938.238",
    "0.000012345; // => ≈ 1.23e-5",
    "if (1 < 2) {\n  3; // => 3\n}",
    "for (const n of [1]) n; // => 1",
    '"≈ 2"; // => "≈ 2"',
  ];
  it.each(right)("holds: %s", async (code) => {
    expect((await run(code)).missed).toEqual([]);
  });

  const wrong: readonly (readonly [code: string, message: string])[] = [
    ["1 + 1; // => 3", "page.md:1: the value is 2, not 3"],
    ["\n\n[1, 2]; // => [1, 3]", "page.md:3: the value[1] is 2, not 3"],
    ["[1]; // => [1, 2]", "has 1 items, not 2"],
    ["({ a: 1, b: 2 }); // => { a: 1 }", "the value.b is not expected"],
    ["({ a: undefined }); // => {}", "the value.a is not expected"],
    ["({}); // => { a: 1 }", "the value.a is missing"],
    ['1; // => "1"', 'not "1"'],
    ["0.336; // => ≈ 0.33", "not ≈ 0.33"],
    ["0.4; // => 0.40000001", "not 0.40000001"],
    ["const x = 4; // => 5", "is 4, not 5"],
    ["console.log(1); // => 2", "is 1, not 2"],
    ["new Date(0); // => new Date(1)", "1970"],
  ];
  it.each(wrong)("fails: %s", async (code, message) => {
    await expect(run(code)).rejects.toThrow(message);
  });

  it("counts a check that is never reached", async () => {
    expect(await run("if (1 > 2) {\n  3; // => 4\n}")).toEqual({ checks: 1, missed: [0] });
  });

  it("keeps every line where it was", () => {
    const code = "a; // => [\n//  1]\nb;";
    expect(rewriteExample(code, place).code.split("\n")).toHaveLength(3);
    expect(rewriteExample(code, place).code.split("\n")[2]).toBe("b;");
  });
});

describe("throws", () => {
  const fail = 'throw new DataError("DATA_EMPTY", { problem: "No rows", remedy: "Give some" });';
  it("holds for the code, thrown or rejected, behind any statement", async () => {
    expect((await run(`${fail} // throws DATA_EMPTY`)).missed).toEqual([]);
    const rejecting = `const f = async () => { ${fail} };\nconst x = await f(); // throws DATA_EMPTY`;
    expect((await run(rejecting)).missed).toEqual([]);
  });

  it("fails for another code, another error and no error", async () => {
    await expect(run(`${fail} // throws DATA_SHAPE`)).rejects.toThrow(
      "page.md:1: expected an MlkitError DATA_SHAPE, got DATA_EMPTY",
    );
    await expect(run('throw new Error("x"); // throws DATA_SHAPE')).rejects.toThrow("got Error: x");
    await expect(run("1; // throws DATA_SHAPE")).rejects.toThrow("nothing was thrown");
  });
});

describe("notes that check nothing are refused", () => {
  const refused: readonly (readonly [code: string, message: string])[] = [
    ["f(); // => about three", "page.md:1: what stands behind '=>' is not a literal"],
    ['f(); // => "paid" | "late"', "not a literal"],
    ["f(); // => g()", "not a literal"],
    ["const { a } = b; // => 1", "belongs behind an expression"],
    ["// => 3\nf();", "does not stand behind a statement"],
    ["f(a, // => 3\n  b);", "does not stand behind a statement"],
    ["f(); // throws an error", "needs the code"],
  ];
  it.each(refused)("%s", (code, message) => {
    expect(() => rewriteExample(code, place)).toThrow(message);
  });

  it("knows a literal from code", () => {
    expect(literalOf("{ a: [≈ 0.5] }")).toBe('{ a: [__docs.near("0.5")] }');
    expect(literalOf("[1,")).toBeUndefined();
    expect(literalOf("process.exit()")).toBeUndefined();
    expect(literalOf("")).toBeUndefined();
  });
});

/** docs/errors.md and the codes of src/core/errors.ts are held together, both ways. */
import { readdirSync, readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { root } from "../../scripts/entries.js";
import { ERROR_CODES } from "../../src/core/errors.js";

interface Section {
  readonly owner: string;
  readonly code: string;
  readonly body: string;
}

/** The codes of the page, each with the class whose section it is in. */
function readSections(page: string): Section[] {
  let owner = "";
  return page.split(/^(?=##+ )/m).flatMap((part) => {
    const [, level, title = ""] = /^(##+) `?(\w+)`?$/m.exec(part) ?? [];
    if (level === "##") owner = title;
    return level === "###" ? [{ owner, code: title, body: part.slice(part.indexOf("\n")) }] : [];
  });
}

const page = readFileSync(`${root}docs/errors.md`, "utf8");
const sections = readSections(page);
const codes = Object.entries(ERROR_CODES).flatMap(([owner, own]) => own.map((code) => `${owner} ${code}`));

describe("docs/errors.md", () => {
  it("has every code under its class, in the order of the source, and no other", () => {
    expect(sections.map(({ owner, code }) => `${owner} ${code}`)).toEqual(codes);
  });

  it.each(sections.map(({ code, body }) => [code, body] as const))(
    "says what %s means, its cause and its remedy",
    (_, body) => {
      expect(body.trim()).toMatch(/^[A-Z`][^\n]+\.\n\n- \*\*Cause:\*\* .+\.\n- \*\*Remedy:\*\* .+\.$/s);
    },
  );

  it("reads classes and codes from headings alone", () => {
    expect(readSections("# T\n## A\ntext `B_C`\n### `D_E`\nm\n## F\n### `G`\n")).toEqual([
      { owner: "A", code: "D_E", body: "\nm\n" },
      { owner: "F", code: "G", body: "\n" },
    ]);
  });
});

describe("the codes", () => {
  it("are each used by the library", () => {
    const sources = readdirSync(`${root}src`, { recursive: true, encoding: "utf8" })
      .filter((path) => path.endsWith(".ts") && !/core[\\/]errors\.ts$/.test(path))
      .map((path) => readFileSync(`${root}src/${path}`, "utf8").replace(/\/\*[\s\S]*?\*\//g, ""))
      .join("\n");
    const all = Object.values(ERROR_CODES).flat();
    // ABORTED is the one code that its class sets itself.
    const unused = all.filter((code) => code !== "ABORTED" && !sources.includes(`"${code}"`));
    expect(unused).toEqual([]);
    expect(sources).toContain("new AbortError(");
  });
});

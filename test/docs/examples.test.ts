/** Runs every example of the documentation, each in a folder of its own that holds the example tables. */
import { cp, mkdir, mkdtemp, readdir, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from "vitest";
import { root } from "../../scripts/entries.js";
import { beginExample } from "./checks.js";
import { projectExamples } from "./extract.js";
import { rewriteExample } from "./rewrite.js";

const examples = projectExamples(root).filter((example) => example.run);
const home = process.cwd();
/** Below the repository, so that packages are found from it. */
let generated: string;
let tables: string;

beforeAll(async () => {
  await mkdir(`${root}test/docs/.generated`, { recursive: true });
  generated = await mkdtemp(`${root}test/docs/.generated/run-`);
  tables = await mkdtemp(join(tmpdir(), "mlkit-docs-"));
  for (const name of await readdir(`${root}examples/data`)) {
    if (name.endsWith(".csv")) await cp(`${root}examples/data/${name}`, join(tables, name));
  }
});

afterAll(async () => {
  for (const folder of [generated, tables]) await rm(folder, { recursive: true, force: true });
});

beforeEach(async () => {
  vi.spyOn(console, "log").mockImplementation(() => {});
  const folder = await mkdtemp(join(tables, "example-"));
  for (const name of await readdir(tables)) {
    if (name.endsWith(".csv")) await symlink(join(tables, name), join(folder, name));
  }
  process.chdir(folder);
});

afterEach(() => {
  process.chdir(home);
  vi.restoreAllMocks();
});

describe("documentation", () => {
  it("has examples that run", () => {
    expect(examples.length).toBeGreaterThan(0);
  });

  it.each(examples.map((example) => [`${example.file}:${example.line}`, example] as const))(
    "%s",
    async (name, example) => {
      const { code, checks } = rewriteExample(example.code, (line) => `${example.file}:${line}`);
      const file = join(generated, `${name.replaceAll(/[^\w.-]/g, "_")}.ts`);
      // On the first line, which is never the example's own, so that line numbers stay the page's.
      const header = 'import { currentChecks as __current } from "../../checks.js"; const __docs = __current();';
      await writeFile(file, header + code);
      const ran = beginExample();
      await import(file);
      expect(ran.missed(checks), "checks that were never reached").toEqual([]);
    },
  );
});

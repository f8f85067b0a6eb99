/**
 * Makes the golden values and the example tables again and compares them with what is committed, so that neither can drift from the
 * script that is said to make it.
 */
import { execFile } from "node:child_process";
import { mkdtemp, readdir, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { afterAll, beforeAll, describe, expect, it } from "vitest";

const PYTHON = "/usr/bin/python3";
const run = promisify(execFile);
const golden = fileURLToPath(new URL("../golden/", import.meta.url));
const examples = fileURLToPath(new URL("../../examples/data/", import.meta.url));

/** Another BLAS or another libm rounds otherwise; an honest change of a golden value is far larger. */
const RELATIVE = 1e-9;

/** Areas of another precision. Whole numbers and mpmath give the same everywhere; where a minimum is flat, scipy stops near it, not at it. */
const PRECISION = new Map([
  ["math", 0],
  ["rng", 0],
  ["kernels", 1e-4],
]);

const areas = (await readdir(golden)).filter((name) => name.endsWith(".json")).map((name) => name.slice(0, -5));

let out: string;
beforeAll(async () => {
  out = await mkdtemp(join(tmpdir(), "golden-"));
});
afterAll(() => rm(out, { recursive: true, force: true }));

/** Where two JSON values differ first; nothing where they agree. */
function difference(made: unknown, committed: unknown, path: string, relative: number): string | undefined {
  if (typeof made === "number" && typeof committed === "number") {
    return sameNumber(made, committed, relative) ? undefined : `${path} is now ${made}, committed is ${committed}`;
  }
  if (typeof made !== "object" || typeof committed !== "object" || made === null || committed === null) {
    return made === committed
      ? undefined
      : `${path} is now ${JSON.stringify(made)}, committed is ${JSON.stringify(committed)}`;
  }
  const [now, before] = [new Map(Object.entries(made)), new Map(Object.entries(committed))];
  const keys = [...now.keys()].join();
  if (keys !== [...before.keys()].join()) return `${path} has other keys or another length`;
  for (const [key, value] of now) {
    const found = difference(value, before.get(key), `${path}.${key}`, relative);
    if (found !== undefined) return found;
  }
  return undefined;
}

function sameNumber(made: number, committed: number, relative: number): boolean {
  if (Number.isInteger(made) && Number.isInteger(committed)) return made === committed;
  // Near zero, a thousandth of the precision counts absolutely.
  return Math.abs(made - committed) <= relative * Math.max(0.001, Math.abs(committed));
}

describe("golden values", () => {
  it("are found", () => {
    expect(areas).toContain("metrics");
  });

  it.each(areas)("%s.json is what its script makes", async (area) => {
    await run(PYTHON, [join(golden, `${area}.py`), out]);
    const [made, committed] = await Promise.all(
      [out, golden].map(async (folder) => JSON.parse(await readFile(join(folder, `${area}.json`), "utf8"))),
    );
    expect(difference(made, committed, area, PRECISION.get(area) ?? RELATIVE)).toBeUndefined();
  });
});

describe("example tables", () => {
  it("are what export.py makes, byte for byte", async () => {
    const folder = await mkdtemp(join(out, "tables-"));
    await run(PYTHON, [join(examples, "export.py"), folder]);
    const names = (await readdir(folder)).sort();
    expect(names).toEqual(["breast_cancer.csv", "diabetes.csv", "digits.csv", "iris.csv", "wine.csv"]);
    for (const name of names) {
      const [made, committed] = await Promise.all([folder, examples].map((place) => readFile(join(place, name))));
      expect(committed?.equals(made ?? Buffer.alloc(0)), name).toBe(true);
    }
  });
});

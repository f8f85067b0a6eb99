/** The bundle for browsers gives in Node and in its workers what the library gives, where text cannot become code. */
import { execFile } from "node:child_process";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { promisify } from "node:util";
import { build } from "esbuild";
import { expect, it } from "vitest";
import { root } from "../../scripts/entries.js";
import { answerAll } from "./answer.js";
import { makeCases } from "./cases.js";
import type { Told } from "./node-child.js";

it("predicts the same bits on the main thread and in a worker, without code from text", async () => {
  const cases = await makeCases();
  const folder = await mkdtemp(`${tmpdir()}/mlkit-places-`);
  try {
    await writeFile(`${folder}/cases.json`, JSON.stringify(cases));
    const outfile = `${folder}/child.mjs`;
    const settings = { bundle: true, minify: true, platform: "node", format: "esm" } as const;
    await build({ ...settings, entryPoints: [`${root}test/inference/node-child.ts`], outfile });
    const flags = ["--disallow-code-generation-from-strings", outfile, `${folder}/cases.json`];
    const { stdout } = await promisify(execFile)(process.execPath, flags, { maxBuffer: 2 ** 26 });
    const { main, worker } = JSON.parse(stdout) as { main: Told; worker: Told };
    const here = await answerAll(cases);
    expect(here.map(({ bits }) => bits.length / 16)).toEqual([4000, 6000, 2000, 2000, 6000]);
    for (const told of [main, worker]) expect(told).toEqual({ refuses: true, answers: here });
    for (const { bits, bitsOneByOne } of here) if (bitsOneByOne !== undefined) expect(bitsOneByOne).toBe(bits);
  } finally {
    await rm(folder, { recursive: true });
  }
});

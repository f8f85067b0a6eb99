/** Loading and predicting turn no text into code: a new process that forbids it gives the same answers, bit for bit. */
import { execFile } from "node:child_process";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { promisify } from "node:util";
import { FileStore, save } from "@org/mlkit";
import { expect, it } from "vitest";
import { root } from "../../scripts/entries.js";
import { subjects } from "./subjects.js";

const run = promisify(execFile);

it("models answer the same in a process that cannot make code from text", async () => {
  const folder = await mkdtemp(`${tmpdir()}/mlkit-no-code-`);
  try {
    const store = new FileStore(folder);
    const answers: unknown[] = [];
    for (const [index, { make, ask }] of subjects.entries()) {
      const model = await make();
      await save(model, store, `model-${index}`);
      answers.push(ask(model));
    }
    const flags = ["--disallow-code-generation-from-strings", "--import", "tsx"];
    const { stdout } = await run(process.execPath, [...flags, `${root}test/artifact/load-child.ts`, folder], {
      cwd: root,
    });
    expect(JSON.parse(stdout)).toEqual({ guarded: true, answers: JSON.parse(JSON.stringify(answers)) });
  } finally {
    await rm(folder, { recursive: true });
  }
});

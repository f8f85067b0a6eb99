/** A writer that is killed at any moment leaves an old object or a new one, and others go on. */
import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { expect, it } from "vitest";
import { root } from "../../../scripts/entries.js";
import { FileStore } from "../../../src/artifact/stores/file.js";

it("a killed writer leaves a whole object, which others can replace", { timeout: 120_000 }, async () => {
  const folder = await mkdtemp(`${tmpdir()}/mlkit-crash-`);
  try {
    const store = new FileStore(folder);
    for (const delay of [0, 3, 7, 12]) {
      const child = spawn(process.execPath, ["--import", "tsx", `${root}test/artifact/stores/put-child.ts`, folder], {
        cwd: root,
        stdio: ["ignore", "pipe", "inherit"],
      });
      await once(child.stdout, "data");
      await new Promise((resolve) => setTimeout(resolve, delay));
      child.kill("SIGKILL");
      await once(child, "exit");
      const { bytes } = await store.get("object");
      expect(bytes).toHaveLength(400_000);
      expect(bytes.every((byte) => byte === bytes[0])).toBe(true);
      const keys: string[] = [];
      for await (const { key } of store.list()) keys.push(key);
      expect(keys).toEqual(["object"]);
    }
    // Waits for the lock to go stale, if the last one died with it.
    await store.put("object", new Uint8Array(3));
    expect((await store.get("object")).bytes).toHaveLength(3);
  } finally {
    await rm(folder, { recursive: true });
  }
});

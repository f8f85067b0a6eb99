/** What only a FileStore can get wrong: links, leftovers, locks, other processes. */
import { execFile } from "node:child_process";
import * as fs from "node:fs/promises";
import { mkdir, mkdtemp, readdir, readFile, rm, stat, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { promisify } from "node:util";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { root as repository } from "../../../scripts/entries.js";
import { FileStore } from "../../../src/artifact/stores/file.js";
import { takeLock } from "../../../src/artifact/stores/file-lock.js";

const run = promisify(execFile);
const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);
const textOf = async (store: FileStore, key: string): Promise<string> =>
  new TextDecoder().decode((await store.get(key)).bytes);

let base: string;
let root: string;
let store: FileStore;

beforeEach(async () => {
  base = await mkdtemp(`${tmpdir()}/mlkit-file-`);
  root = `${base}/store`;
  store = new FileStore(root);
  await mkdir(`${base}/outside`);
  await writeFile(`${base}/outside/secret`, "secret");
});

afterEach(() => rm(base, { recursive: true }));

async function keys(): Promise<string[]> {
  const found: string[] = [];
  for await (const { key } of store.list()) found.push(key);
  return found;
}

describe("symbolic links", () => {
  beforeEach(async () => {
    await store.put("folder/a", bytes("a"));
    await symlink(`${base}/outside`, `${root}/link`);
    await symlink(`${base}/outside/secret`, `${root}/folder/file`);
    await symlink(`${base}/nowhere`, `${root}/folder/dangling`);
    await symlink("folder", `${root}/inner`);
  });

  it.each(["link/secret", "folder/file", "folder/dangling", "inner/a", "link/new"])(
    "are not followed: %s",
    async (key) => {
      const refused = { code: "STORE_IO", message: expect.stringContaining("symbolic link") };
      await expect(store.get(key)).rejects.toMatchObject(refused);
      await expect(store.head(key)).rejects.toMatchObject(refused);
      await expect(store.getStream(key)).rejects.toMatchObject(refused);
      await expect(store.getRange(key, 0, 1)).rejects.toMatchObject(refused);
      await expect(store.put(key, bytes("x"))).rejects.toMatchObject(refused);
      await expect(store.put(key, bytes("x"), { ifNoneMatch: "*" })).rejects.toMatchObject(refused);
      await expect(store.delete(key)).rejects.toMatchObject(refused);
      expect(await readFile(`${base}/outside/secret`, "utf8")).toBe("secret");
      expect(await readdir(`${base}/outside`)).toEqual(["secret"]);
    },
  );

  it("are not listed", async () => {
    expect(await keys()).toEqual(["folder/a"]);
  });

  it("may be the root itself", async () => {
    await symlink(root, `${base}/alias`);
    expect(await textOf(new FileStore(`${base}/alias`), "folder/a")).toBe("a");
  });
});

describe("files that are there already", () => {
  it("leaves out temporary files, locks and names that are no keys", async () => {
    await store.put("a/b", bytes("x"));
    await writeFile(`${root}/a/.mlkit-tmp-1`, "half");
    await writeFile(`${root}/a/.mlkit-lock-b`, "");
    await writeFile(`${root}/100%`, "x");
    await mkdir(`${root}/.git`);
    await writeFile(`${root}/.git/config`, "x");
    expect(await keys()).toEqual(["a/b"]);
  });

  it("leaves nothing of its own behind", async () => {
    await store.put("a", bytes("1"));
    await store.put("a", bytes("2"), { ifMatch: (await store.head("a")).etag });
    await store.put("a", bytes("3"), { ifNoneMatch: "*" }).catch(() => undefined);
    await store.delete("a");
    await store.put("b", bytes("4"), { ifNoneMatch: "*" });
    expect(await readdir(root)).toEqual(["b"]);
  });

  it("refuses a key that is a folder of others, or lies below an object", async () => {
    await store.put("a/b", bytes("x"));
    await expect(store.put("a", bytes("x"))).rejects.toMatchObject({ code: "STORE_KEY" });
    await expect(store.put("a", bytes("x"), { ifNoneMatch: "*" })).rejects.toMatchObject({ code: "STORE_KEY" });
    await expect(store.put("a/b/c", bytes("x"))).rejects.toMatchObject({ code: "STORE_KEY" });
    expect(await keys()).toEqual(["a/b"]);
  });

  it("does not wait for a pipe", async () => {
    await mkdir(root);
    await run("mkfifo", [`${root}/pipe`]);
    await expect(store.get("pipe")).rejects.toMatchObject({ code: "STORE_NOT_FOUND" });
  });

  it("passes failures of the system on as STORE_IO with their cause", async () => {
    await writeFile(root, "a file where the root should be");
    const error = await store.put("a", bytes("x")).catch((caught: unknown) => caught);
    expect(error).toMatchObject({ code: "STORE_IO", cause: expect.objectContaining({ code: "EEXIST" }) });
  });

  it("makes no folder when it only reads", async () => {
    await expect(store.get("a")).rejects.toMatchObject({ code: "STORE_NOT_FOUND" });
    expect(await keys()).toEqual([]);
    await store.delete("a");
    await expect(stat(root)).rejects.toMatchObject({ code: "ENOENT" });
  });
});

describe("the lock between processes", () => {
  const times = { beat: 20, stale: 200, patience: 5000 };

  it("is held by one at a time", async () => {
    let holders = 0;
    let most = 0;
    const task = async (): Promise<void> => {
      const lock = await takeLock(fs, `${base}/lock`, times);
      most = Math.max(most, ++holders);
      await new Promise((resolve) => setTimeout(resolve, 5));
      holders--;
      await lock.release();
    };
    await Promise.all(Array.from({ length: 10 }, task));
    expect(most).toBe(1);
    expect(await readdir(base)).toEqual(["outside"]);
  });

  it("is taken from a dead holder by one of many waiters", async () => {
    await writeFile(`${base}/lock`, "");
    let holders = 0;
    let most = 0;
    const task = async (): Promise<void> => {
      const lock = await takeLock(fs, `${base}/lock`, times);
      most = Math.max(most, ++holders);
      expect(await lock.held()).toBe(true);
      await new Promise((resolve) => setTimeout(resolve, 30));
      holders--;
      await lock.release();
    };
    await Promise.all(Array.from({ length: 6 }, task));
    expect(most).toBe(1);
  });

  it("is taken even when someone died while removing it", async () => {
    await writeFile(`${base}/lock`, "");
    await writeFile(`${base}/lock~`, "");
    const lock = await takeLock(fs, `${base}/lock`, times);
    await lock.release();
    expect(await readdir(base)).toEqual(["outside"]);
  });

  it("is not taken from a holder that is alive, who notices when it is", async () => {
    const lock = await takeLock(fs, `${base}/lock`, times);
    await expect(takeLock(fs, `${base}/lock`, { ...times, patience: 600 })).rejects.toMatchObject({ code: "STORE_IO" });
    expect(await lock.held()).toBe(true);
    await rm(`${base}/lock`);
    expect(await lock.held()).toBe(false);
    await lock.release();
  });
});

describe("several processes", () => {
  const script = (body: string): string => `
    import { FileStore } from ${JSON.stringify(`${repository}src/artifact/stores/file.ts`)};
    const store = new FileStore(${JSON.stringify("ROOT")}.replace("ROOT", process.env.ROOT));
    ${body}`;
  const node = (body: string): Promise<{ stdout: string }> =>
    run(process.execPath, ["--import", "tsx", "--input-type=module", "-e", script(body)], {
      cwd: repository,
      env: { ...process.env, ROOT: root },
    });

  it("have one creator, and lose no update", async () => {
    await store.put("counter", bytes("0"));
    const body = `
      const text = (value) => new TextEncoder().encode(String(value));
      const won = await store.put("created", text(process.pid), { ifNoneMatch: "*" }).then(() => 1, () => 0);
      for (let done = 0; done < 10; ) {
        const { bytes, etag } = await store.get("counter");
        const next = text(Number(new TextDecoder().decode(bytes)) + 1);
        try { await store.put("counter", next, { ifMatch: etag }); done++; } catch (error) { if (error.code !== "STORE_CONFLICT") throw error; }
      }
      console.log(won);`;
    const outputs = await Promise.all([node(body), node(body), node(body)]);
    expect(outputs.map(({ stdout }) => Number(stdout)).sort()).toEqual([0, 0, 1]);
    expect(await textOf(store, "counter")).toBe("30");
  });
});

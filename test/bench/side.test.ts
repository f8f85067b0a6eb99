import { fileURLToPath } from "node:url";
import { afterEach, expect, test } from "vitest";
import { Side } from "../../bench/harness/side.js";

const child = fileURLToPath(new URL("missing-child.ts", import.meta.url));
const sides: Side[] = [];

async function start(program: string, ...args: readonly string[]): Promise<Side> {
  const side = await Side.start({ name: "peer", command: [program, ...args] }, "");
  sides.push(side);
  return side;
}

afterEach(() => {
  for (const side of sides.splice(0)) side.stop();
});

test("a peer in Node says which package it lacks", async () => {
  const side = await start(process.execPath, "--import", "tsx", child, "no-such-package-anywhere");
  expect(side.missing).toBe("npm package no-such-package-anywhere");
  expect(side.tasks).toEqual([]);
});

test("a peer in Node that has what it needs answers", async () => {
  const side = await start(process.execPath, "--import", "tsx", child, "node:fs");
  expect(side.missing).toBeUndefined();
  expect(await side.run("nothing")).toMatchObject({ check: 1 });
});

test("a peer whose program is not installed is missing", async () => {
  expect((await start("/no/such/program")).missing).toContain("ENOENT");
});

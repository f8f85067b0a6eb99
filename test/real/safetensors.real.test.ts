/** Artifacts read by another language that knows nothing but the specification of safetensors. */
import { execFile } from "node:child_process";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { promisify } from "node:util";
import { serialize } from "@org/mlkit";
import { expect, it } from "vitest";
import { root } from "../../scripts/entries.js";
import { Box } from "../artifact/box.js";
import { readSafeTensors } from "../artifact/safetensors.js";
import { subjects } from "../artifact/subjects.js";

const run = promisify(execFile);

/** What Python finds in a file. */
async function readByPython(file: Uint8Array): Promise<unknown> {
  const folder = await mkdtemp(`${tmpdir()}/mlkit-python-`);
  try {
    await writeFile(`${folder}/model.safetensors`, file);
    const { stdout } = await run("/usr/bin/python3", [
      `${root}test/real/safetensors.py`,
      `${folder}/model.safetensors`,
    ]);
    return JSON.parse(stdout);
  } finally {
    await rm(folder, { recursive: true });
  }
}

const odd = new Box({
  f64: new Float64Array([0.1, 5e-324, 1.7976931348623157e308, Number.NaN, Number.NEGATIVE_INFINITY]),
  f32: new Float32Array([0.1, Number.POSITIVE_INFINITY]),
  i32: new Int32Array([-2147483648]),
  u32: new Uint32Array([4294967295]),
  u16: new Uint16Array([65535]),
  u8: new Uint8Array([255, 0, 1]),
  empty: new Float64Array(0),
  text: ["\ud800", "🌲", '"\\'],
});

const cases = [...subjects, { name: "all types of numbers", make: async () => odd }];

it.each(cases)("Python reads the $name", async ({ make }) => {
  const file = serialize(await make());
  const { metadata, tensors } = readSafeTensors(file);
  const tell = (value: number): unknown => (Number.isFinite(value) ? value : PYTHON.get(value));
  const expected = [...tensors].map(([name, tensor]) => [name, { ...tensor, values: tensor.values.map(tell) }]);
  expect(await readByPython(file)).toEqual({ metadata, tensors: Object.fromEntries(expected) });
});

const PYTHON: ReadonlyMap<number, string> = new Map([
  [Number.NaN, "nan"],
  [Number.POSITIVE_INFINITY, "inf"],
  [Number.NEGATIVE_INFINITY, "-inf"],
]);

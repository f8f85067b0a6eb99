import { describe, expect, it } from "vitest";
import { Rng } from "../../../src/core/rng.js";
import type { Kernels } from "../../../src/kernels/generated/kernels.js";
import { exp, log, log1p } from "../../../src/kernels/math.js";
import { Arena, arenaBytes } from "../../../src/kernels/threads/arena.js";
import { kernelsOver } from "../../../src/kernels/threads/instantiate.js";
import { acquireMemory, releaseMemory } from "../../../src/kernels/threads/memories.js";
import { compileKernels } from "../../../src/kernels/threads/wasm.js";
import { pointsOf } from "../math/inputs.js";

const SPECIAL = [
  0,
  -0,
  1,
  -1,
  Number.MIN_VALUE,
  -Number.MIN_VALUE,
  2.2250738585072014e-308,
  Number.MAX_VALUE,
  -Number.MAX_VALUE,
  Number.POSITIVE_INFINITY,
  Number.NEGATIVE_INFINITY,
  Number.NaN,
  709.782712893384,
  709.7827128933841,
  -745.1332191019412,
  -745.2,
  690,
  -690,
  -2,
];

/** What a kernel makes of points, in one call. */
async function computed(
  points: Float64Array,
  run: (kernels: Kernels, from: number, to: number, count: number) => void,
): Promise<Float64Array> {
  const module = await compileKernels();
  const memory = acquireMemory(arenaBytes(points.byteLength, points.byteLength));
  try {
    const arena = new Arena(memory);
    const from = arena.float64(points.length);
    const to = arena.float64(points.length);
    from.set(points);
    run(await kernelsOver(module, memory), from.byteOffset, to.byteOffset, points.length);
    return to.slice();
  } finally {
    releaseMemory(memory);
  }
}

/** The places where the bits differ. */
function differences(points: Float64Array, given: Float64Array, expected: (x: number) => number): number[] {
  return Array.from(points).filter((x, i) => !Object.is(given[i], expected(x)));
}

describe("elementary functions in WebAssembly", () => {
  const rng = new Rng(7);
  const functions = [
    ["exp", exp, (kernels: Kernels) => kernels.expMany],
    ["log", log, (kernels: Kernels) => kernels.logMany],
    ["log1p", log1p, (kernels: Kernels) => kernels.log1pMany],
  ] as const;

  it.each(functions)("%s has the bits of kernels/math on 200,000 points and at the ends", async (name, own, kernel) => {
    const points = Float64Array.from([...SPECIAL, ...pointsOf(name, 200_000, rng.derive(name))]);
    const given = await computed(points, (kernels, from, to, count) => kernel(kernels)(from, to, count));
    expect(differences(points, given, own)).toEqual([]);
  });

  it("exp of two numbers at once has them too", async () => {
    const points = pointsOf("exp", 200_000, rng.derive("pairs")).map((x) => Math.max(-690, Math.min(690, x)));
    const given = await computed(points, (kernels, from, to, count) => kernels.expManyInRange(from, to, count));
    expect(differences(points, given, exp)).toEqual([]);
  });
});

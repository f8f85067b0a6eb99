/** A million points of each function against mpmath itself (Debian's python3-mpmath): about a minute and a half for them all. */
import { spawn } from "node:child_process";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import { Rng } from "../../src/core/rng.js";
import { FUNCTIONS, type FunctionName, NAMES, pointsOf } from "../kernels/math/inputs.js";
import { ulpsFrom } from "../kernels/reference.js";

const SCRIPT = fileURLToPath(new URL("../golden/math.py", import.meta.url));
const POINTS = 1_000_000;

/** The true values as triples head, tail, exponent. */
function askMpmath(name: FunctionName, points: Float64Array): Promise<Float64Array> {
  return new Promise((resolve, reject) => {
    const python = spawn("/usr/bin/python3", [SCRIPT, "--serve", name], { stdio: ["pipe", "pipe", "inherit"] });
    const chunks: Buffer[] = [];
    python.stdout.on("data", (chunk: Buffer) => chunks.push(chunk));
    python.on("error", reject);
    python.on("close", (code) => {
      if (code !== 0) return reject(new Error(`python3 with mpmath ended with ${code}; install python3-mpmath`));
      resolve(new Float64Array(new Uint8Array(Buffer.concat(chunks)).buffer));
    });
    python.stdin.end(Buffer.from(points.buffer));
  });
}

describe.each(NAMES)("%s against mpmath", (name) => {
  it("is within 1 ulp on a million points", { timeout: 120_000 }, async () => {
    const points = pointsOf(name, POINTS, new Rng(1).derive("real", name));
    const truth = await askMpmath(name, points);
    expect(truth).toHaveLength(POINTS * 3);
    const arity = points.length / POINTS;
    let worst = 0;
    let over = 0;
    for (let i = 0; i < POINTS; i++) {
      const value = FUNCTIONS[name](points[i * arity]!, arity === 2 ? points[i * arity + 1]! : 0);
      const ulps = ulpsFrom(value, { hi: truth[3 * i]!, lo: truth[3 * i + 1]!, exponent: truth[3 * i + 2]! });
      worst = Math.max(worst, ulps);
      if (!(ulps <= 1)) over++;
    }
    console.log(`${name}: worst of ${POINTS} points ${worst.toFixed(4)} ulp`);
    expect(over).toBe(0);
    expect(worst).toBeGreaterThan(0.49);
  });
});

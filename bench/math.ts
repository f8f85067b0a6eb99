/**
 * Elementary functions beside the engine's own: nanoseconds a call over a million arguments, the median of nine passes.
 * Run: npx tsx bench/math.ts
 */
import { Rng } from "../src/core/rng.js";
import { exp } from "../src/kernels/math/exp.js";
import { expm1 } from "../src/kernels/math/expm1.js";
import { log } from "../src/kernels/math/log.js";
import { log1p } from "../src/kernels/math/log1p.js";
import { logistic } from "../src/kernels/math/logistic.js";
import { pow } from "../src/kernels/math/pow.js";
import { tanh } from "../src/kernels/math/tanh.js";

const N = 1_000_000;
const rng = new Rng(1);
const anySign = Float64Array.from({ length: N }, () => rng.float() * 12 - 6);
const positive = anySign.map((x) => x + 6.001);
const out = new Float64Array(N);

type Pass = (f: (x: number) => number, input: Float64Array, out: Float64Array) => void;

let passes = 0;

function nanoseconds(f: (x: number) => number, input: Float64Array): number {
  // A new loop for each function: in a shared one the engine could not inline any of them.
  const body = `for (let i = 0; i < input.length; i++) out[i] = f(input[i]); // ${passes++}`;
  const pass = new Function("f", "input", "out", body) as Pass;
  const times = Array.from({ length: 9 }, () => {
    const start = performance.now();
    pass(f, input, out);
    return performance.now() - start;
  });
  return ((times.sort((a, b) => a - b)[4] ?? 0) * 1e6) / N;
}

const cases: [string, Float64Array, (x: number) => number, (x: number) => number][] = [
  ["exp", anySign, exp, Math.exp],
  ["expm1", anySign, expm1, Math.expm1],
  ["log", positive, log, Math.log],
  ["log1p", positive, log1p, Math.log1p],
  ["logistic", anySign, logistic, (x) => 1 / (1 + Math.exp(-x))],
  ["tanh", anySign, tanh, Math.tanh],
  ["pow", positive, (x) => pow(x, 1.7), (x) => x ** 1.7],
];
for (const [name, input, ours, theirs] of cases) {
  const [a, b] = [nanoseconds(ours, input), nanoseconds(theirs, input)];
  console.log(`${name.padEnd(9)} ${a.toFixed(1).padStart(6)} ns   Math ${b.toFixed(1).padStart(6)} ns`);
}

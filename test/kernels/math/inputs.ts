/** Seeded arguments that cover each function's whole domain, for the checks on a million points. */
import type { Rng } from "../../../src/core/rng.js";
import { cosTurns, exp, expm1, log, log1p, logistic, pow, sinTurns, tanh } from "../../../src/kernels/math.js";

export const FUNCTIONS = { cosTurns, exp, expm1, log, log1p, logistic, pow, sinTurns, tanh };
export type FunctionName = keyof typeof FUNCTIONS;
export const NAMES: readonly FunctionName[] = [
  "cosTurns",
  "exp",
  "expm1",
  "log",
  "log1p",
  "logistic",
  "pow",
  "sinTurns",
  "tanh",
];

const bytes = new Float64Array(1);
const words = new Uint32Array(bytes.buffer);

/** Any positive finite double, all bit patterns alike: every exponent as often, subnormals included. */
function anyPositive(rng: Rng): number {
  do {
    words[0] = rng.next();
    words[1] = rng.next() >>> 1;
  } while (!Number.isFinite(bytes[0]!) || bytes[0] === 0);
  return bytes[0]!;
}

const between = (rng: Rng, low: number, high: number) => low + (high - low) * rng.float();
const sign = (rng: Rng) => (rng.int(2) === 0 ? 1 : -1);
const small = (rng: Rng, low: number, high: number) =>
  sign(rng) * between(rng, 1, 2) * 2 ** (low + rng.int(high - low));

function signed(rng: Rng, low: number, high: number): number {
  const kind = rng.int(8);
  if (kind < 3) return between(rng, low, high);
  if (kind < 5) return between(rng, -3, 3);
  if (kind < 7) return small(rng, -60, 4);
  return small(rng, -1070, -60);
}

function positive(rng: Rng): number {
  const kind = rng.int(4);
  if (kind === 0) return anyPositive(rng);
  if (kind === 1) return between(rng, 0.3, 3);
  if (kind === 2) return 1 + small(rng, -50, -3);
  return between(rng, 0, 1000);
}

function log1pPoint(rng: Rng): number {
  const kind = rng.int(8);
  if (kind < 3) return between(rng, -1, 2);
  if (kind < 5) return small(rng, -60, -1);
  if (kind === 5) return small(rng, -1070, -60);
  return kind === 6 ? anyPositive(rng) : between(rng, 1, 2) * 2 ** -rng.int(50) - 1;
}

function powPoint(rng: Rng): readonly [number, number] {
  const x = positive(rng);
  const size = Math.abs(log(x));
  const kind = rng.int(4);
  if (kind === 0) return [x, between(rng, -4, 4)];
  if (kind === 1 || size === 0) return [x, rng.int(41) - 20];
  // Spread over all results, the subnormal ones included.
  return [x, between(rng, -744, 709) / log(x)];
}

/** Turns: within one, many of them, next to a quarter, and next to none. */
function turnsPoint(rng: Rng): number {
  const kind = rng.int(8);
  if (kind < 3) return between(rng, -1, 1);
  if (kind === 3) return between(rng, -1e6, 1e6);
  if (kind === 4) return rng.int(9) / 4 - 1 + small(rng, -40, -4);
  return kind < 7 ? small(rng, -60, 2) : small(rng, -1070, -60);
}

/** n points of a function, one after the other; pow has two numbers a point. Values that overflow or underflow to 0 are left out. */
export function pointsOf(name: FunctionName, n: number, rng: Rng): Float64Array {
  const arity = name === "pow" ? 2 : 1;
  const points = new Float64Array(n * arity);
  for (let i = 0; i < n; ) {
    const [x, y] = pointOf(name, rng);
    const value = FUNCTIONS[name](x, y);
    if (!Number.isFinite(value) || Math.abs(value) < 1e-323 || value >= 1.797e308) continue;
    points[i * arity] = x;
    if (arity === 2) points[i * arity + 1] = y;
    i++;
  }
  return points;
}

function pointOf(name: FunctionName, rng: Rng): readonly [number, number] {
  if (name === "pow") return powPoint(rng);
  if (name === "log") return [positive(rng), 0];
  if (name === "log1p") return [log1pPoint(rng), 0];
  if (name === "exp") return [signed(rng, -745, 709.7), 0];
  if (name === "sinTurns" || name === "cosTurns") return [turnsPoint(rng), 0];
  return [signed(rng, -45, 45), 0];
}

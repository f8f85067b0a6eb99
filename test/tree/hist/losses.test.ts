import { describe, expect, it } from "vitest";
import { Rng } from "../../../src/core/rng.js";
import type { Kernels } from "../../../src/kernels/generated/kernels.js";
import { Arena } from "../../../src/kernels/threads/arena.js";
import { kernelsOver } from "../../../src/kernels/threads/instantiate.js";
import { acquireMemory, releaseMemory } from "../../../src/kernels/threads/memories.js";
import { compileKernels } from "../../../src/kernels/threads/wasm.js";
import type { Work } from "../../../src/tree/gradient-boosting/range.js";
import type { LossRows } from "../../../src/tree/hist/loss.js";
import { type HistLossChoice, histLoss } from "../../../src/tree/hist/losses.js";

const ROWS = 1003;
const CLASSES = 4;
/** Derivatives are rounded to single precision. */
const SINGLE = 2 ** -24 * 1.001;

/** The definitions, as written in books: loss, first and second derivative by the score of class k. */
interface Definition {
  readonly choice: HistLossChoice;
  /** A target for a draw between 0 and 1. */
  readonly target: (draw: number) => number;
  readonly loss: (y: number, scores: readonly number[]) => number;
  readonly gradient: (y: number, scores: readonly number[], k: number) => number;
  readonly hessian: (y: number, scores: readonly number[], k: number) => number;
}

const share = (scores: readonly number[], k: number) =>
  1 / scores.reduce((sum, score) => sum + Math.exp(score - (scores[k] as number)), 0);
const sigmoid = (score: number) => 1 / (1 + Math.exp(-score));

const definitions: readonly Definition[] = [
  {
    choice: { name: "logLoss", classes: 2 },
    target: (draw) => Math.floor(2 * draw),
    loss: (y, [s = 0]) => Math.log1p(Math.exp(-Math.abs(s))) + Math.max(s, 0) - y * s,
    gradient: (y, [s = 0]) => sigmoid(s) - y,
    hessian: (_y, [s = 0]) => sigmoid(s) * sigmoid(-s),
  },
  {
    choice: { name: "logLoss", classes: CLASSES },
    target: (draw) => Math.floor(CLASSES * draw),
    loss: (y, scores) => -Math.log(share(scores, y)),
    gradient: (y, scores, k) => share(scores, k) - Number(y === k),
    hessian: (_y, scores, k) => share(scores, k) * (1 - share(scores, k)),
  },
  {
    choice: { name: "squaredError" },
    target: (draw) => 20 * draw - 10,
    loss: (y, [s = 0]) => (s - y) ** 2 / 2,
    gradient: (y, [s = 0]) => s - y,
    hessian: () => 1,
  },
  {
    choice: { name: "absoluteError" },
    target: (draw) => 20 * draw - 10,
    loss: (y, [s = 0]) => Math.abs(s - y),
    gradient: (y, [s = 0]) => Math.sign(s - y),
    hessian: () => 1,
  },
  {
    choice: { name: "quantile", quantile: 0.8 },
    target: (draw) => 20 * draw - 10,
    loss: (y, [s = 0]) => Math.max(0.8 * (y - s), 0.2 * (s - y)),
    gradient: (y, [s = 0]) => (s > y ? 0.2 : -0.8),
    hessian: () => 1,
  },
  {
    choice: { name: "poisson" },
    target: (draw) => Math.floor(6 * draw),
    loss: (y, [s = 0]) => Math.exp(s) - y * s,
    gradient: (y, [s = 0]) => Math.exp(s) - y,
    hessian: (_y, [s = 0]) => Math.exp(s),
  },
  {
    choice: { name: "gamma" },
    target: (draw) => 0.1 + 6 * draw,
    loss: (y, [s = 0]) => s + y * Math.exp(-s),
    gradient: (y, [s = 0]) => 1 - y * Math.exp(-s),
    hessian: (y, [s = 0]) => y * Math.exp(-s),
  },
];

function finish<T>(work: Work<T>): T {
  for (;;) {
    const step = work.next();
    if (step.done === true) return step.value;
  }
}

/** Rows in a memory, and the kernels over it. */
async function inMemory(work: (arena: Arena, kernels: Kernels) => void): Promise<void> {
  const module = await compileKernels();
  const memory = acquireMemory(1 << 20);
  try {
    work(new Arena(memory), await kernelsOver(module, memory));
  } finally {
    releaseMemory(memory);
  }
}

const cases = definitions.flatMap((definition) =>
  [false, true].map((weighted) => ({
    ...definition,
    weighted,
    title: `${definition.choice.name}${definition.choice.name === "logLoss" ? ` of ${definition.choice.classes}` : ""}${weighted ? ", weighted" : ""}`,
  })),
);

describe.each(cases)("the loss $title", ({ choice, weighted, target, loss: value, gradient, hessian }) => {
  const loss = histLoss(choice);
  const draw = new Rng(3).derive(choice.name);
  const stride = Math.ceil(ROWS / 8) * 8;

  function place(arena: Arena): { rows: LossRows; targets: number[]; scoresOf: (row: number) => number[] } {
    const scores = arena.float64(stride * loss.width).map(() => Number.NaN);
    const room = arena.float64(stride * loss.width);
    const y = arena.float64(ROWS);
    const weights = weighted ? arena.float64(ROWS) : undefined;
    const targets = Array.from({ length: ROWS }, () => target(draw.float()));
    for (let row = 0; row < ROWS; row++) {
      y[row] = loss.encode(targets[row] as number);
      if (weights !== undefined) weights[row] = 0.25 + 2 * draw.float();
      for (let k = 0; k < loss.width; k++) scores[k * stride + row] = 12 * draw.float() - 6;
    }
    // The last places, which belong to no row, hold what was there before.
    room.set(scores);
    const scoresOf = (row: number) => Array.from({ length: loss.width }, (_, k) => room[k * stride + row] as number);
    return { rows: { count: ROWS, stride, scores: room, y, weights }, targets, scoresOf };
  }

  it("packs its derivatives in single precision, whatever the shares of threads", async () => {
    await inMemory((arena, kernels) => {
      const { rows, targets, scoresOf } = place(arena);
      const terms = arena.float64(loss.terms * stride);
      const [whole, parts] = [arena.int32(2 * stride), arena.int32(2 * stride)];
      const all = { start: 0, end: ROWS };
      loss.prepare?.(kernels, rows, terms, all);
      const weightOf = (row: number) => rows.weights?.[row] ?? 1;
      const most = Math.max(...targets.map((_, row) => weightOf(row)));
      const sizes = loss.bound(most) ?? loss.measure?.(kernels, rows, terms, all);
      const sizeOf = (size: number) => 2 ** (30 - Math.ceil(Math.log2(size)));
      const flat = loss.flat && !weighted;
      const hessianSize = loss.flat ? most : (sizes?.hessian ?? 0);
      const scales = { gradient: sizeOf(sizes?.gradient ?? 0), hessian: flat ? 0 : sizeOf(hessianSize) };
      for (let k = 0; k < loss.width; k++) {
        loss.pack(kernels, rows, terms, k, whole.byteOffset, scales, all);
        for (const [start, end] of [
          [0, 64],
          [64, 512],
          [512, ROWS],
        ] as const)
          loss.pack(kernels, rows, terms, k, parts.byteOffset, scales, { start, end });
        expect(parts.slice(0, 2 * ROWS)).toEqual(whole.slice(0, 2 * ROWS));
        for (let row = 0; row < ROWS; row++) {
          const scores = scoresOf(row);
          const y = targets[row] as number;
          const g = (whole[2 * row] as number) / scales.gradient;
          expect(Math.abs(g - weightOf(row) * gradient(y, scores, k))).toBeLessThan(
            0.51 / scales.gradient + SINGLE * Math.abs(g),
          );
          if (flat) expect(whole[2 * row + 1]).toBe(0);
          else {
            const h = (whole[2 * row + 1] as number) / scales.hessian;
            expect(Math.abs(h - weightOf(row) * hessian(y, scores, k))).toBeLessThan(
              0.51 / scales.hessian + SINGLE * h,
            );
          }
        }
      }
    });
  });

  it("sums its values", async () => {
    await inMemory((arena, kernels) => {
      const { rows, targets, scoresOf } = place(arena);
      const expected = targets.reduce((sum, y, row) => sum + (rows.weights?.[row] ?? 1) * value(y, scoresOf(row)), 0);
      expect(loss.sum(kernels, rows, { start: 0, end: ROWS })).toBeCloseTo(expected, 8);
    });
  });

  it("is lowest, of all constants, at its baseline", async () => {
    await inMemory((arena, kernels) => {
      const { rows } = place(arena);
      const baseline = finish(loss.baseline(rows.y.slice(), rows.weights?.slice()));
      const at = (shift: number) => {
        for (let k = 0; k < loss.width; k++) {
          rows.scores.fill((baseline[k] as number) + (k === 0 ? shift : 0), k * stride, (k + 1) * stride);
        }
        return loss.sum(kernels, rows, { start: 0, end: ROWS });
      };
      const best = at(0);
      // A quantile that is linear between two targets is not quite the best one.
      expect(at(1e-3) - best).toBeGreaterThan(-2e-3);
      expect(at(-1e-3) - best).toBeGreaterThan(-2e-3);
      expect(at(0.5)).toBeGreaterThan(best);
      expect(at(-0.5)).toBeGreaterThan(best);
    });
  });
});

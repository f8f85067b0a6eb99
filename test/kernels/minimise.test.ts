import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { Rng } from "../../src/core/rng.js";
import { choleskySolve } from "../../src/kernels/cholesky.js";
import { matVec } from "../../src/kernels/dense.js";
import { gram } from "../../src/kernels/gram.js";
import { lbfgs } from "../../src/kernels/lbfgs.js";
import { type LinePoint, wolfeSearch } from "../../src/kernels/line-search.js";
import { type Iteration, type Objective, runToEnd } from "../../src/kernels/minimise.js";
import { owlqn } from "../../src/kernels/owlqn.js";
import { data, golden, logisticLoss } from "./golden.js";

const TIGHT = { tol: 1e-9, ftol: 0, maxIter: 2000 };

/** Rosenbrock's chain, Σ 100 (x[i+1] - x[i]²)² + (1 - x[i])². */
const rosenbrock: Objective = (x, gradient) => {
  gradient.fill(0);
  let value = 0;
  for (let i = 0; i + 1 < x.length; i++) {
    const a = x[i + 1]! - x[i]! * x[i]!;
    const b = 1 - x[i]!;
    value += 100 * a * a + b * b;
    gradient[i]! += -400 * x[i]! * a - 2 * b;
    gradient[i + 1]! += 200 * a;
  }
  return value;
};

/** ½ xᵀAx - bᵀx. */
function quadratic(a: Float64Array, b: Float64Array): Objective {
  const n = b.length;
  return (x, gradient) => {
    matVec(a, n, n, x, gradient);
    let value = 0;
    for (let i = 0; i < n; i++) {
      value += x[i]! * (0.5 * gradient[i]! - b[i]!);
      gradient[i]! -= b[i]!;
    }
    return value;
  };
}

function randomQuadratic(n: number, seed: number) {
  const rng = new Rng(seed);
  const x = Float64Array.from({ length: 2 * n * n }, () => rng.float() - 0.5);
  const a = gram(x, 2 * n, n);
  for (let i = 0; i < n; i++) a[i * n + i]! += 0.05;
  return { a, b: Float64Array.from({ length: n }, () => rng.float() - 0.5) };
}

describe("lbfgs", () => {
  it("finds Rosenbrock's minimum", () => {
    for (const x0 of [Float64Array.of(-1.2, 1), new Float64Array(10).fill(-1.2)]) {
      const result = runToEnd(lbfgs({ x0, objective: rosenbrock, ...TIGHT }));
      expect(result.reason).toBe("gradient");
      expect(result.converged).toBe(true);
      expect(result.value).toBeLessThanOrEqual(golden.rosenbrock.value + 1e-12);
      for (const value of result.x) expect(value).toBeCloseTo(1, 6);
      expect(x0[0]).toBe(-1.2);
    }
  });

  it("solves convex quadratics", () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 12 }), fc.nat(), (n, seed) => {
        const { a, b } = randomQuadratic(n, seed);
        const result = runToEnd(lbfgs({ x0: new Float64Array(n), objective: quadratic(a, b), ...TIGHT }));
        const solved = choleskySolve(a, n, b);
        expect(result.gradientMax).toBeLessThan(1e-7);
        for (let i = 0; i < n; i++) expect(result.x[i]).toBeCloseTo(solved!.x[i]!, 5);
      }),
    );
  });

  it.each(golden.smooth)("reaches scipy's minimum of the logistic loss, penalty $penalty", ({ penalty, value, x }) => {
    const result = runToEnd(lbfgs({ x0: new Float64Array(data.cols), objective: logisticLoss(penalty), ...TIGHT }));
    expect(result.value).toBeLessThanOrEqual(value * (1 + 1e-13));
    x.forEach((entry, i) => {
      expect(result.x[i]).toBeCloseTo(entry, 6);
    });
  });

  it("yields after every iteration, with values that fall", () => {
    const seen: Iteration[] = [...lbfgs({ x0: new Float64Array(data.cols), objective: logisticLoss(1) })];
    expect(seen.length).toBeGreaterThan(5);
    seen.forEach((entry, i) => {
      expect(entry.iteration).toBe(i + 1);
    });
    for (let i = 1; i < seen.length; i++) expect(seen[i]!.value).toBeLessThanOrEqual(seen[i - 1]!.value * (1 + 1e-14));
    expect(seen.at(-1)!.value).toBeCloseTo(golden.smooth[1]!.value, 5);
  });

  it("stops at maxIter, at ftol, and at once at a minimum", () => {
    const objective = logisticLoss(1);
    const x0 = new Float64Array(data.cols);
    const few = runToEnd(lbfgs({ x0, objective, maxIter: 2 }));
    expect(few).toMatchObject({ iteration: 2, converged: false, reason: "maxIter" });
    expect(runToEnd(lbfgs({ x0, objective, tol: 0, ftol: 1e-4 }))).toMatchObject({ converged: true, reason: "value" });
    const still = runToEnd(lbfgs({ x0: Float64Array.of(1, 1), objective: rosenbrock }));
    expect(still).toMatchObject({ iteration: 0, evaluations: 1, converged: true, reason: "gradient" });
  });

  it("steps back from values that are not finite", () => {
    // -log(x) + x has its minimum at 1 and no value at or below 0; the first steps from 1e-3 and from 50 leave the domain.
    const barrier: Objective = ([x = 0], gradient) => {
      gradient[0] = x > 0 ? 1 - 1 / x : Number.NaN;
      return x > 0 ? x - Math.log(x) : Infinity;
    };
    for (const start of [1e-3, 0.5, 50]) {
      const result = runToEnd(lbfgs({ x0: Float64Array.of(start), objective: barrier, tol: 1e-8 }));
      expect(result.x[0]).toBeCloseTo(1, 6);
    }
  });

  it("refuses to start where the function is not finite", () => {
    const objective: Objective = () => Number.NaN;
    expect(() => runToEnd(lbfgs({ x0: new Float64Array(1), objective }))).toThrow(
      expect.objectContaining({ code: "NUMERIC_FAILURE" }),
    );
  });

  it("says so where no step goes down", () => {
    // A gradient that points the wrong way.
    const objective: Objective = ([x = 0], gradient) => {
      gradient[0] = -1;
      return x;
    };
    expect(runToEnd(lbfgs({ x0: Float64Array.of(3), objective }))).toMatchObject({
      converged: false,
      reason: "lineSearch",
      x: Float64Array.of(3),
      value: 3,
    });
  });
});

describe("wolfeSearch", () => {
  it("gives points that satisfy both conditions, on curved and wavy lines, from any first step", () => {
    const lines: [(t: number) => number, (t: number) => number][] = [
      [(t) => (t - 1) ** 2, (t) => 2 * (t - 1)],
      [(t) => -t / (t * t + 2), (t) => (t * t - 2) / (t * t + 2) ** 2],
      [(t) => (t - 3) ** 4 - t, (t) => 4 * (t - 3) ** 3 - 1],
      [(t) => t * t - 13 * t + Math.sin(8 * t), (t) => 2 * t - 13 + 8 * Math.cos(8 * t)],
    ];
    for (const [value, slope] of lines) {
      for (const first of [1e-6, 1e-3, 0.1, 1, 10, 1000]) {
        const evaluate = (step: number): LinePoint => ({ step, value: value(step), slope: slope(step) });
        const start = evaluate(0);
        const found = wolfeSearch(evaluate, start, first);
        expect(found, `first step ${first}`).not.toBeNull();
        expect(found!.value).toBeLessThanOrEqual(start.value + 1e-4 * found!.step * start.slope);
        expect(Math.abs(found!.slope)).toBeLessThanOrEqual(-0.9 * start.slope);
      }
    }
  });
});

describe("owlqn", () => {
  it.each(golden.elastic)("reaches scipy's minimum, l1 $l1, penalty $penalty", ({ l1, penalty, value, x }) => {
    const result = runToEnd(
      owlqn({
        x0: new Float64Array(data.cols),
        objective: logisticLoss(penalty),
        l1: new Float64Array(data.cols).fill(l1),
        ...TIGHT,
      }),
    );
    expect(result.value).toBeLessThanOrEqual(value * (1 + 1e-12));
    x.forEach((entry, i) => {
      expect(result.x[i]).toBeCloseTo(entry, 5);
      // What the penalty removes is exactly 0.
      if (entry === 0) expect(result.x[i]).toBe(0);
    });
  });

  it("gives what the conditions of the minimum demand, with a weight a coordinate", () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 12 }), fc.nat(), (n, seed) => {
        const { a, b } = randomQuadratic(n, seed);
        const rng = new Rng(seed).derive("l1");
        const l1 = Float64Array.from({ length: n }, () => (rng.int(3) === 0 ? 0 : rng.float() * 0.5));
        const objective = quadratic(a, b);
        const result = runToEnd(owlqn({ x0: new Float64Array(n), objective, l1, ...TIGHT }));
        const gradient = new Float64Array(n);
        objective(result.x, gradient);
        for (let i = 0; i < n; i++) {
          const at = result.x[i]!;
          if (at === 0) expect(Math.abs(gradient[i]!)).toBeLessThanOrEqual(l1[i]! + 1e-6);
          else expect(Math.abs(gradient[i]! + Math.sign(at) * l1[i]!)).toBeLessThan(1e-6);
        }
      }),
    );
  });

  it("without weights is lbfgs' minimum", () => {
    const x0 = new Float64Array(data.cols);
    const plain = runToEnd(lbfgs({ x0, objective: logisticLoss(1), ...TIGHT }));
    const ours = runToEnd(owlqn({ x0, objective: logisticLoss(1), l1: new Float64Array(data.cols), ...TIGHT }));
    expect(ours.value / plain.value).toBeCloseTo(1, 12);
  });

  it("yields, stops at maxIter, and refuses a start that is not finite", () => {
    const options = {
      x0: new Float64Array(data.cols),
      objective: logisticLoss(1),
      l1: new Float64Array(data.cols).fill(1),
    };
    expect([...owlqn({ ...options, maxIter: 3 })]).toHaveLength(3);
    expect(runToEnd(owlqn({ ...options, maxIter: 3 }))).toMatchObject({
      reason: "maxIter",
      converged: false,
      iteration: 3,
    });
    expect(() => runToEnd(owlqn({ ...options, objective: () => Infinity }))).toThrow(
      expect.objectContaining({ code: "NUMERIC_FAILURE" }),
    );
  });
});

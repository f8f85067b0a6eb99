import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { highWord, powerOfTwo } from "../../../src/kernels/math/bits.js";
import { EXP_TABLE } from "../../../src/kernels/math/exp-table.js";
import { LOG_TABLE } from "../../../src/kernels/math/log-table.js";
import {
  cosTurns,
  exp,
  expm1,
  log,
  log1p,
  log1pExp,
  logistic,
  logSumExp,
  pow,
  sinTurns,
  softmaxInPlace,
  softmaxWithLogSum,
  tanh,
} from "../../../src/kernels/math.js";
import { reference } from "../reference.js";

describe("special values, as ECMAScript has them", () => {
  const odd = [0, -0, 1, -1, Infinity, -Infinity, Number.NaN, 5e-324, -5e-324, Number.MAX_VALUE, -Number.MAX_VALUE];
  const sameAs = { exp: Math.exp, expm1: Math.expm1, log: Math.log, log1p: Math.log1p, tanh: Math.tanh };
  const ours = { exp, expm1, log, log1p, tanh };

  it.each(["exp", "expm1", "log", "log1p", "tanh"] as const)("%s", (name) => {
    for (const x of odd) {
      const expected = sameAs[name](x);
      const got = ours[name](x);
      // Ends, zeros with their sign and NaN must be the very same; finite values are judged elsewhere.
      if (!Number.isFinite(expected) || expected === 0 || Math.abs(expected) === 1)
        expect(got, `${name}(${x})`).toBe(expected);
      else expect(got, `${name}(${x})`).toBeCloseTo(expected, 10);
    }
  });

  it("logistic", () => {
    expect([0, -0, Infinity, -Infinity, Number.NaN, 5e-324].map(logistic)).toEqual([0.5, 0.5, 1, 0, Number.NaN, 0.5]);
    expect(logistic(-745)).toBe(5e-324);
    expect(logistic(-746)).toBe(0);
  });

  it("exp at the ends of its range", () => {
    expect(exp(709.782712893384)).toBeLessThan(Infinity);
    expect(exp(709.7827128933841)).toBe(Infinity);
    expect(exp(-745.1332191019411)).toBe(5e-324);
    expect(exp(-745.1332191019412)).toBe(0);
  });

  it("sinTurns and cosTurns at the quarters of the circle, exactly", () => {
    for (const turns of [0, 1, -3, 1e15, 2 ** 51]) {
      const values = [0, 0.25, 0.5, 0.75].map((part) => [sinTurns(turns + part), cosTurns(turns + part)]);
      const whole = [
        [0, 1],
        [1, 0],
        [0, -1],
        [-1, 0],
      ];
      expect(values, `${turns} turns`).toEqual(turns < 2 ** 51 ? whole : [whole[0], whole[0], whole[2], whole[0]]);
    }
    expect(sinTurns(-0)).toBe(-0);
    for (const x of [Number.NaN, Infinity, -Infinity]) {
      expect(sinTurns(x)).toBeNaN();
      expect(cosTurns(x)).toBeNaN();
    }
    expect(sinTurns(1e300)).toBe(0);
    expect(cosTurns(-1e300)).toBe(1);
  });

  it("pow", () => {
    const exponents = [...odd, 2, 3, -3, 0.5, -0.5, 2 ** 53, 2 ** 53 + 2, 1e300, -1e300, 1e-300];
    for (const x of [...odd, 2, -2, 0.5, -0.5]) {
      for (const y of exponents) {
        // biome-ignore lint: the engine's own is the yardstick here
        const expected = Math.pow(x, y);
        const got = pow(x, y);
        if (Number.isFinite(expected) && expected !== 0) expect(got / expected, `pow(${x}, ${y})`).toBeCloseTo(1, 12);
        else expect(got, `pow(${x}, ${y})`).toBe(expected);
      }
    }
  });

  it("pow has the sign of odd powers and refuses roots of negative numbers", () => {
    expect(pow(-2, 3)).toBe(-8);
    expect(pow(-2, 4)).toBe(16);
    expect(pow(-8, 1 / 3)).toBeNaN();
    expect(pow(10, 22)).toBe(1e22);
  });
});

describe("properties", () => {
  const finite = fc.double({ noNaN: true, min: -700, max: 700 });

  it("logistic(x) + logistic(-x) is 1", () => {
    fc.assert(fc.property(finite, (x) => Math.abs(logistic(x) + logistic(-x) - 1) < 2 ** -52));
  });

  it("tanh is odd, and exp, logistic and tanh rise", () => {
    fc.assert(
      fc.property(finite, fc.double({ noNaN: true, min: 1e-9, max: 3 }), (x, step) => {
        expect(tanh(-x)).toBe(-tanh(x));
        expect(exp(x + step)).toBeGreaterThanOrEqual(exp(x));
        expect(logistic(x + step)).toBeGreaterThanOrEqual(logistic(x));
        expect(tanh(x + step)).toBeGreaterThanOrEqual(tanh(x));
      }),
    );
  });

  it("sinTurns and cosTurns are on the circle, odd and even", () => {
    fc.assert(
      fc.property(fc.double({ noNaN: true, min: -1e3, max: 1e3 }), (x) => {
        const [sine, cosine] = [sinTurns(x), cosTurns(x)];
        expect(Math.abs(sine * sine + cosine * cosine - 1)).toBeLessThan(2 ** -51);
        expect(sinTurns(-x) + sine).toBe(0);
        expect(cosTurns(-x)).toBe(cosine);
      }),
    );
  });

  it("log undoes exp", () => {
    fc.assert(fc.property(finite, (x) => Math.abs(log(exp(x)) - x) < 2e-13));
  });
});

describe("softmax", () => {
  it("logSumExp does not overflow, and keeps infinities and NaN", () => {
    expect(logSumExp([1000, 1000])).toBeCloseTo(1000 + Math.LN2, 10);
    expect(logSumExp([-1000, -1000])).toBeCloseTo(-1000 + Math.LN2, 10);
    expect(logSumExp([])).toBe(-Infinity);
    expect(logSumExp([-Infinity, -Infinity])).toBe(-Infinity);
    expect(logSumExp([-Infinity, 3])).toBe(3);
    expect(logSumExp([1, Infinity])).toBe(Infinity);
    expect(logSumExp([1, Number.NaN, 3])).toBeNaN();
    expect(logSumExp([9, 1, 2, 9], 1, 3)).toBe(logSumExp([1, 2]));
  });

  it("softmaxInPlace gives probabilities in the range alone", () => {
    const scores = Float64Array.of(7, 1, 2, 3, 7);
    softmaxInPlace(scores, 1, 4);
    expect(scores[0]).toBe(7);
    expect(scores[4]).toBe(7);
    expect(scores[1]! + scores[2]! + scores[3]!).toBeCloseTo(1, 14);
    expect(scores[3]).toBeCloseTo(0.6652409557748219, 14);
  });

  it("softmaxWithLogSum gives the same probabilities, and the log-sum-exp", () => {
    const [counted, plain] = [Float64Array.of(7, 1, 2, 3, 7), Float64Array.of(7, 1, 2, 3, 7)];
    softmaxInPlace(plain, 1, 4);
    expect(softmaxWithLogSum(counted, 1, 4)).toBeCloseTo(3.4076059644443806, 14);
    expect(counted).toEqual(plain);
  });

  it("log1pExp is softplus", () => {
    expect(log1pExp(0)).toBeCloseTo(Math.LN2, 15);
    expect(log1pExp(800)).toBe(800);
    expect(log1pExp(-800)).toBe(0);
    expect(log1pExp(-40)).toBeCloseTo(Math.exp(-40), 30);
  });
});

describe("tables", () => {
  it("EXP_TABLE holds 2^(j/64) as the reference has it", () => {
    expect(EXP_TABLE).toHaveLength(128);
    for (let j = 0; j < 64; j++) {
      const { hi, lo, exponent } = reference.pow(2, j / 64);
      expect(EXP_TABLE[2 * j]).toBe(hi * 2 ** exponent);
      expect(EXP_TABLE[2 * j + 1]).toBeCloseTo(lo / hi, 28);
    }
  });

  it("LOG_TABLE holds -log c as the reference has it, the head with 42 bits", () => {
    expect(LOG_TABLE).toHaveLength(192);
    for (let i = 0; i < 64; i++) {
      const [c, head, tail] = LOG_TABLE.subarray(3 * i, 3 * i + 3);
      const { hi, lo } = reference.log(c!);
      expect(Number.isInteger(c! * 2 ** 12)).toBe(true);
      expect(Number.isInteger(head! * 2 ** 42)).toBe(true);
      expect(Math.abs(head! + hi + tail! + lo)).toBeLessThan(2 ** -90);
    }
  });

  it("bits: powers of two and high words", () => {
    for (const e of [-1074, -1023, -1022, -1, 0, 1, 1023]) expect(powerOfTwo(e)).toBe(2 ** e);
    expect(highWord(1)).toBe(0x3ff00000);
    expect(highWord(-2)).toBe(0xc0000000 | 0);
  });
});

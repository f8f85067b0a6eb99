import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { Rng } from "../../../src/core/rng.js";
import { normalCdf, normalQuantile } from "../../../src/kernels/math.js";
import { ulpsFrom } from "../reference.js";

const FUNCTIONS = { normalCdf, normalQuantile };
const NAMES = ["normalCdf", "normalQuantile"] as const;

/** As in accuracy.test.ts: the promise is 1 ulp, this is what the methods give. */
const LIMIT = 0.8;

/** From mpmath (test/golden/math.py): the argument, then head, tail and exponent of the true value. */
const golden: Record<keyof typeof FUNCTIONS, [number, number, number, number][]> = JSON.parse(
  readFileSync(new URL("../../golden/math.json", import.meta.url), "utf8"),
);

describe.each(NAMES)("%s", (name) => {
  it("is within 1 ulp of mpmath's values, far into both tails", () => {
    expect(golden[name].length).toBeGreaterThan(950);
    let worst = { ulps: 0, at: Number.NaN };
    for (const [x, hi, lo, exponent] of golden[name]) {
      const ulps = ulpsFrom(FUNCTIONS[name](x), { hi, lo, exponent });
      if (!(ulps <= worst.ulps)) worst = { ulps, at: x };
    }
    expect(worst.ulps, `at ${worst.at}`).toBeLessThanOrEqual(LIMIT);
  });
});

/** Changes only when a bit of a result does; then artifacts made before give other bits, which needs a major version. */
const DIGESTS = { normalCdf: "f5c75c6c2137be3b790ab0161eec42fb", normalQuantile: "a89c91b71b512b96cec36560f9fd1622" };

it.each(NAMES)("%s gives the same bits as ever", (name) => {
  const rng = new Rng(7).derive("digest", name);
  const view = new DataView(new ArrayBuffer(8 * 20_000));
  for (let i = 0; i < 20_000; i++) {
    const x = name === "normalCdf" ? -39 + 48 * rng.float() : rng.float() * (i % 2 === 0 ? 1 : 2 ** -rng.int(900));
    view.setFloat64(8 * i, FUNCTIONS[name](x), true);
  }
  expect(createHash("sha256").update(view).digest("hex").slice(0, 32)).toBe(DIGESTS[name]);
});

describe("special values", () => {
  it("normalCdf", () => {
    expect([0, -0, Infinity, -Infinity, Number.NaN].map(normalCdf)).toEqual([0.5, 0.5, 1, 0, Number.NaN]);
    expect([-38.7, -1e300, 8.4, 1e300, 5e-324].map(normalCdf)).toEqual([0, 0, 1, 1, 0.5]);
    expect(normalCdf(-38.4)).toBeGreaterThan(0);
  });

  it("normalQuantile", () => {
    expect([0, 1, 0.5, -0, -1e-300, 1.1, Number.NaN].map(normalQuantile)).toEqual([
      -Infinity,
      Infinity,
      0,
      -Infinity,
      Number.NaN,
      Number.NaN,
      Number.NaN,
    ]);
    expect(normalQuantile(5e-324)).toBeCloseTo(-38.46740561714434, 12);
  });
});

describe("properties", () => {
  const share = fc.double({ noNaN: true, min: 1e-300, max: 0.5 });

  it("the quantile is odd about 1/2, and rises", () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 2 ** 30 }), (k) => {
        const p = k / 2 ** 32;
        expect(normalQuantile(1 - p)).toBe(-normalQuantile(p));
        expect(normalQuantile(p + 2 ** -33)).toBeGreaterThan(normalQuantile(p));
      }),
    );
  });

  it("the cdf undoes the quantile", () => {
    fc.assert(
      fc.property(share, (p) => {
        const x = normalQuantile(p);
        // What an ulp of x is worth, as a share of p.
        expect(Math.abs(normalCdf(x) / p - 1)).toBeLessThan(2 ** -52 * (2 + x * x));
      }),
    );
  });

  it("the cdf rises", () => {
    fc.assert(
      fc.property(
        fc.double({ noNaN: true, min: -37, max: 7 }),
        fc.double({ noNaN: true, min: 0, max: 1 }),
        (x, step) => {
          expect(normalCdf(x + step)).toBeGreaterThanOrEqual(normalCdf(x));
        },
      ),
    );
  });
});

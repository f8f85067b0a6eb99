import { expect, it } from "vitest";
import { Rng } from "../../src/core/rng.js";
import { normal } from "../../src/kernels/random.js";

it("normal has the moments and tails of the standard normal distribution", () => {
  const rng = new Rng(3);
  const n = 100_000;
  let sum = 0;
  let squares = 0;
  let fourths = 0;
  let beyondTwo = 0;
  for (let i = 0; i < n; i++) {
    const x = normal(rng);
    sum += x;
    squares += x * x;
    fourths += x ** 4;
    if (Math.abs(x) > 2) beyondTwo++;
  }
  // Each within five of its standard deviations.
  expect(Math.abs(sum / n)).toBeLessThan(5 / Math.sqrt(n));
  expect(Math.abs(squares / n - 1)).toBeLessThan((5 * Math.sqrt(2)) / Math.sqrt(n));
  expect(Math.abs(fourths / n - 3)).toBeLessThan((5 * Math.sqrt(96)) / Math.sqrt(n));
  expect(Math.abs(beyondTwo / n - 0.04550026)).toBeLessThan((5 * 0.2084) / Math.sqrt(n));
});

it("normal gives the same numbers for the same seed", () => {
  expect([normal(new Rng(1)), normal(new Rng(1))]).toEqual([expect.any(Number), normal(new Rng(1))]);
});

/** Boosting and forests beside scikit-learn's on the same folds: `npm run bench -- quality` prints the whole table. */
import { expect, it } from "vitest";
import { FLOOR } from "../../bench/cases/quality.js";
import { compare } from "../../bench/quality/compare.js";

it("predicts no worse than scikit-learn on any set", { timeout: 1_200_000 }, async () => {
  const { comparisons } = await compare(2, 1, () => undefined);
  for (const { set, model, difference } of comparisons)
    console.log(
      `${set}, ${model}: ${difference.mean.toFixed(2)} (${difference.low.toFixed(2)} to ${difference.high.toFixed(2)})`,
    );
  expect(comparisons).toHaveLength(30);
  // Of 30 intervals of 95 % some end below by chance: each may as a whole be above, but none as a whole below.
  const worse = comparisons.filter(({ difference }) => difference.high < FLOOR);
  expect(worse).toEqual([]);
  // In the middle of all of them, the two are alike or ours are better.
  const means = comparisons.map(({ difference }) => difference.mean).sort((a, b) => a - b);
  expect(means[15]).toBeGreaterThan(FLOOR / 2);
});

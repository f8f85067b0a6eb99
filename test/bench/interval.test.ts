import { describe, expect, test } from "vitest";
import { corrected, overRepeats, studentQuantile } from "../../bench/quality/interval.js";

describe("intervals of paired differences", () => {
  test("have Student's quantile", () => {
    // scipy.stats.t.ppf(0.975, df)
    expect(studentQuantile(9)).toBeCloseTo(2.262157, 3);
    expect(studentQuantile(49)).toBeCloseTo(2.009575, 5);
    expect(studentQuantile(2)).toBeCloseTo(4.302653, 0);
  });

  const differences = [1, 3, 2, 4, 0, 6, 5, 3, -1, 1, 2, 2, 4, 0, 1, 3, 2, 2, 5, 1];

  test("over the means of repeats", () => {
    const { mean, low, high } = overRepeats(differences, 2);
    // numpy and scipy: the means of pairs, their mean ± t.ppf(0.975, 9) · std(ddof=1) / √10
    expect(mean).toBeCloseTo(2.3, 12);
    expect(high - mean).toBeCloseTo(mean - low, 12);
    expect(high - mean).toBeCloseTo(0.7578, 3);
  });

  test("corrected for training rows in common", () => {
    const { mean, low, high } = corrected(differences, 2);
    // numpy and scipy: t.ppf(0.975, 19) · std(ddof=1) · √(1/20 + 1), where as many rows are for testing as for training
    expect(mean).toBeCloseTo(2.3, 12);
    expect(high - mean).toBeCloseTo(mean - low, 12);
    expect(high - mean).toBeCloseTo(3.9424, 2);
  });
});

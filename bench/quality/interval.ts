/**
 * Intervals of the mean difference of two models that were tested on the same folds.
 *
 * Folds of one repeat share training rows with those of another, so that all their differences together are not independent and the usual interval is too
 * narrow. Two ways out: the means of whole repeats, which says how the difference varies with the folds and seeds of this table; and C. Nadeau and
 * Y. Bengio, "Inference for the generalization error", Machine Learning 52, 2003, whose variance allows for training rows in common, as R. R. Bouckaert
 * and E. Frank apply it to repeated cross-validation ("Evaluating the replicability of significance tests", PAKDD 2004): what it might be on other
 * tables of the same kind.
 */

/** A mean and how far it may be off: 95 %. */
export interface Interval {
  readonly mean: number;
  readonly low: number;
  readonly high: number;
}

/** Of differences by fold, repeat after repeat: of the means of the repeats, by Student's t. */
export function overRepeats(differences: readonly number[], folds: number): Interval {
  const repeats = Array.from({ length: differences.length / folds }, (_, repeat) =>
    meanOf(differences.slice(repeat * folds, (repeat + 1) * folds)),
  );
  return around(meanOf(repeats), varianceOf(repeats) / repeats.length, repeats.length - 1);
}

/** Of differences by fold, by the corrected resampled t-test. */
export function corrected(differences: readonly number[], folds: number): Interval {
  const count = differences.length;
  const testToTrain = 1 / (folds - 1);
  return around(meanOf(differences), (1 / count + testToTrain) * varianceOf(differences), count - 1);
}

function around(mean: number, variance: number, freedom: number): Interval {
  const reach = studentQuantile(freedom) * Math.sqrt(variance);
  return { mean, low: mean - reach, high: mean + reach };
}

/** The 97.5 % quantile of Student's t, by its expansion around the normal's; right to three digits from 9 degrees of freedom on, to one from 2 on. */
export function studentQuantile(freedom: number): number {
  const z = 1.959963984540054;
  const terms = [
    z,
    (z ** 3 + z) / 4,
    (5 * z ** 5 + 16 * z ** 3 + 3 * z) / 96,
    (3 * z ** 7 + 19 * z ** 5 + 17 * z ** 3 - 15 * z) / 384,
  ];
  return terms.reduce((sum, term, power) => sum + term / freedom ** power, 0);
}

function meanOf(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

function varianceOf(values: readonly number[]): number {
  const mean = meanOf(values);
  return values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / (values.length - 1);
}

/**
 * Drawing rows so that each class has the same share of the training and of the test rows.
 *
 * The number of rows of each class is its share rounded down; the rows still missing go to the classes with the largest
 * remainders, equal ones drawn by lot (scikit-learn's `_approximate_mode`).
 */
import type { Label, Values } from "../../core/contracts.js";
import { show } from "../../core/errors.js";
import { encodeLabels } from "../../core/labels.js";
import type { Rng } from "../../core/rng.js";
import { type Fold, splitError } from "./fold.js";

/** Shares `draws` out over classes of these sizes. */
export function allocate(sizes: ArrayLike<number>, draws: number, rng: Rng): Int32Array {
  const classes = Array.from(sizes);
  const total = classes.reduce((sum, size) => sum + size, 0);
  const exact = classes.map((size) => (size * draws) / total);
  const counts = Int32Array.from(exact, Math.floor);
  const left = draws - counts.reduce((sum, count) => sum + count, 0);
  // Shuffled first, so that the stable sort leaves equal remainders in random order.
  const order = Array.from(rng.permutation(classes.length));
  const remainder = (at: number) => (exact[at] as number) - (counts[at] as number);
  order.sort((a, b) => remainder(b) - remainder(a));
  for (const at of order.slice(0, left)) counts[at] = (counts[at] as number) + 1;
  return counts;
}

/** Draws training and test rows with the proportions of the labels kept; both in random order. */
export function drawStratified(
  y: Values<Label>,
  sizes: { readonly train: number; readonly test: number },
  rng: Rng,
): Fold {
  const { codes, classes } = encodeLabels(y, "stratify");
  const counts = new Int32Array(classes.length);
  for (const code of codes) counts[code] = (counts[code] as number) + 1;
  checkClasses(counts, classes, sizes);
  const train = allocate(counts, sizes.train, rng);
  const test = allocate(
    counts.map((count, at) => count - (train[at] as number)),
    sizes.test,
    rng,
  );
  const rows = rowsByCode(codes, counts);
  const trainRows: number[] = [];
  const testRows: number[] = [];
  rows.forEach((own, at) => {
    rng.shuffle(own);
    const cut = train[at] as number;
    for (const row of own.subarray(0, cut)) trainRows.push(row);
    for (const row of own.subarray(cut, cut + (test[at] as number))) testRows.push(row);
  });
  return { train: rng.shuffle(Int32Array.from(trainRows)), test: rng.shuffle(Int32Array.from(testRows)) };
}

/** The rows of each code, in order. */
export function rowsByCode(codes: Int32Array, counts: Int32Array): Int32Array[] {
  const rows = Array.from(counts, (count) => new Int32Array(count));
  const filled = new Int32Array(counts.length);
  codes.forEach((code, row) => {
    const own = rows[code] as Int32Array;
    own[filled[code] as number] = row;
    filled[code] = (filled[code] as number) + 1;
  });
  return rows;
}

function checkClasses(
  counts: Int32Array,
  classes: readonly Label[],
  sizes: { readonly train: number; readonly test: number },
): void {
  const rare = counts.findIndex((count) => count < 2);
  if (rare >= 0) {
    throw splitError(
      `The class ${show(classes[rare])} has too few rows to be in both parts`,
      `${counts[rare]} row`,
      "at least 2 rows of each class",
      "Drop the class, give more rows of it, or leave stratify out",
      { class: classes[rare] },
    );
  }
  const least = Math.min(sizes.train, sizes.test);
  if (least >= classes.length) return;
  throw splitError(
    "A part is too small to hold each class",
    `${sizes.train} rows to train on, ${sizes.test} to test on`,
    `at least ${classes.length} each, one a class`,
    "Change testSize, or leave stratify out",
    { classes: classes.length },
  );
}

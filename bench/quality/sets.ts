/** The tables that models are judged on: the small well-known ones of `examples/data`, and four drawn ones. */
import { fileURLToPath } from "node:url";
import { type Frame, readCsv } from "@org/mlkit";
import type { Rng } from "../../src/core/rng.js";
import { normal } from "../../src/kernels/random.js";
import { normals } from "../harness/data.js";

/** A table and what to learn from it. */
export interface QualitySet {
  readonly name: string;
  readonly task: "classify" | "regress";
  /** Row after row; NaN is missing. */
  readonly x: Float64Array;
  readonly cols: number;
  /** Which columns hold codes of categories. */
  readonly categorical: readonly number[];
  /** Codes of classes, or numbers. */
  readonly y: Float64Array;
  /** Rounds of boosting. */
  readonly maxIter: number;
}

/** All sets. */
export async function makeSets(rng: Rng): Promise<readonly QualitySet[]> {
  return [
    await shipped("breast_cancer", "classify"),
    await shipped("wine", "classify"),
    await shipped("iris", "classify"),
    // Ten trees a round.
    { ...(await shipped("digits", "classify")), maxIter: 30 },
    await shipped("loans", "classify"),
    await shipped("diabetes", "regress"),
    interactions(rng.derive("interactions")),
    mixed(rng.derive("categories"), "categories", "classify"),
    friedman(rng.derive("friedman")),
    mixed(rng.derive("mixed"), "mixed", "regress"),
  ];
}

/** A CSV file, of which the last column is the target. Texts become codes. */
async function shipped(name: string, task: QualitySet["task"]): Promise<QualitySet> {
  const frame = await readCsv(fileURLToPath(new URL(`../../examples/data/${name}.csv`, import.meta.url)));
  const columns = frame.columns.map((column) => numbersOf(frame, column));
  const target = columns.pop();
  if (target === undefined) throw new Error(`${name} has no columns`);
  const categorical = columns.flatMap(({ coded }, index) => (coded ? [index] : []));
  const x = new Float64Array(frame.numRows * columns.length);
  columns.forEach(({ values }, col) => {
    values.forEach((value, row) => {
      x[row * columns.length + col] = value;
    });
  });
  return { name, task, x, cols: columns.length, categorical, y: target.values, maxIter: 100 };
}

function numbersOf(frame: Frame, name: string): { values: Float64Array; coded: boolean } {
  const cells: unknown[] = [...frame.column(name)];
  if (cells.every((cell) => typeof cell === "number" || cell === null))
    return { values: Float64Array.from(cells, (cell) => cell ?? Number.NaN), coded: false };
  const codes = [...new Set(cells)];
  return { values: Float64Array.from(cells, (cell) => codes.indexOf(cell)), coded: true };
}

/** The regression of J. H. Friedman's "Multivariate adaptive regression splines", 1991: five of ten uniform columns matter. */
function friedman(rng: Rng): QualitySet {
  const [rows, cols] = [1000, 10];
  const x = Float64Array.from({ length: rows * cols }, () => rng.float());
  const y = Float64Array.from({ length: rows }, (_, row) => {
    const at = (col: number) => x[row * cols + col] ?? 0;
    const smooth = 10 * Math.sin(Math.PI * at(0) * at(1)) + 20 * (at(2) - 0.5) ** 2;
    return smooth + 10 * at(3) + 5 * at(4) + normal(rng);
  });
  return { name: "friedman", task: "regress", x, cols, categorical: [], y, maxIter: 100 };
}

/** Two classes, told apart by products of columns, with noise. */
function interactions(rng: Rng): QualitySet {
  const [rows, cols] = [1500, 12];
  const x = normals(rng, rows * cols);
  const y = Float64Array.from({ length: rows }, (_, row) => {
    const at = (col: number) => x[row * cols + col] ?? 0;
    return at(0) * at(1) + at(2) * at(3) + 0.5 * at(4) + 0.7 * normal(rng) > 0 ? 1 : 0;
  });
  return { name: "interactions", task: "classify", x, cols, categorical: [], y, maxIter: 100 };
}

/** Four columns of numbers of which a tenth is missing, which means something in the first, and categories: thirty that shift the target, and eight. */
function mixed(rng: Rng, name: string, task: QualitySet["task"]): QualitySet {
  const [rows, cols] = [1500, 6];
  const shifts = normals(rng, 30);
  const x = new Float64Array(rows * cols);
  const y = Float64Array.from({ length: rows }, (_, row) => {
    const numbers = normals(rng, 4);
    const missing = Array.from({ length: 4 }, () => rng.int(10) === 0);
    const [many, few] = [rng.int(30), rng.int(8)];
    x.set([...numbers.map((value, col) => (missing[col] ? Number.NaN : value)), many, few], row * cols);
    const [a = 0, b = 0, c = 0] = numbers;
    const score = (missing[0] ? 1.5 : a) + b * (few < 4 ? 1 : -1) + Math.abs(c) + (shifts[many] ?? 0) - 0.8;
    const noisy = score + 0.7 * normal(rng);
    return task === "regress" ? noisy : noisy > 0 ? 1 : 0;
  });
  return { name, task, x, cols, categorical: [4, 5], y, maxIter: 100 };
}

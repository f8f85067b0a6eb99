/**
 * The tables that estimators are judged on, made from a seed: the same everywhere.
 */
import type { Label, Task } from "../../core/contracts.js";
import { Rng } from "../../core/rng.js";
import { Frame } from "../../data/frame.js";
import type { Table } from "../../data/input.js";
import { DenseMatrix } from "../../data/matrix.js";

/** Rows to judge an estimator by, with a target where it learns from one. */
export interface JudgedData {
  readonly x: Table;
  readonly y?: readonly Label[];
}

const ROWS = 48;
const NAMES = ["width", "height", "depth", "weight"] as const;
const CLASSES = ["ash", "birch", "cedar"] as const;
/** Every so many cells, one is missing. */
const MISSING_EVERY = 13;

/** About normal, from −2 to 2: the sum of four uniform numbers. */
function noise(rng: Rng): number {
  return rng.float() + rng.float() + rng.float() + rng.float() - 2;
}

/** Four columns of numbers, about half of them 0 where `sparse`, with three classes that overlap or a target near a plane. */
export function numbersData(
  task: Task,
  target: boolean,
  options: { readonly sparse?: boolean } = {},
): JudgedData & { readonly x: DenseMatrix } {
  const rng = new Rng(20).derive("numbers", task);
  const cols = NAMES.length;
  const values = new Float64Array(ROWS * cols);
  for (let row = 0; row < ROWS; row++) {
    for (let col = 0; col < cols; col++) {
      const value = noise(rng) * (col + 1) + 0.8 * ((row + col) % CLASSES.length);
      values[row * cols + col] = options.sparse === true && rng.float() < 0.5 ? 0 : value;
    }
  }
  const x = new DenseMatrix(values, ROWS, cols, { names: NAMES });
  const y = targetOf(task, target, values, rng);
  return y === undefined ? { x } : { x, y };
}

function targetOf(task: Task, target: boolean, values: Float64Array, rng: Rng): readonly Label[] | undefined {
  if (task === "transform" && !target) return undefined;
  const cols = NAMES.length;
  return Array.from({ length: ROWS }, (_, row): Label => {
    const cell = (col: number) => values[row * cols + col] ?? 0;
    if (task === "regress") return 3 + cell(0) - 2 * cell(1) + 0.5 * cell(2) + 0.2 * noise(rng);
    // Numbers serve transformers both as labels and as amounts.
    if (task === "transform") return row % 2;
    return task === "resample" ? unevenLabel(row) : (CLASSES[row % CLASSES.length] ?? "ash");
  });
}

/** Labels of which there are 30, 12 and 6: a sampler has something to even out. */
function unevenLabel(row: number): Label {
  const place = (row * 5) % 8;
  return CLASSES[place < 5 ? 0 : place < 7 ? 1 : 2] ?? "ash";
}

/** The same numbers with some of them missing. */
export function withMissing(x: DenseMatrix): DenseMatrix {
  return x.withValues(x.values.map((value, at) => (at % MISSING_EVERY === 5 ? Number.NaN : value)));
}

/** A column of strings, one of booleans and one of small numbers. */
export function columnsData(task: Task, missing: boolean): JudgedData & { readonly x: Frame } {
  const rng = new Rng(20).derive("columns");
  const cities = ["Lima", "Oslo", "Quito"];
  const hole = (row: number) => missing && row % MISSING_EVERY === 5;
  const rows = Array.from({ length: ROWS }, (_, row) => ({
    city: hole(row) ? null : (cities[rng.int(cities.length)] ?? null),
    owner: hole(row + 3) ? null : rng.int(2) === 1,
    rooms: hole(row + 7) ? null : 1 + rng.int(4),
  }));
  const y = rows.map((_, row) => (task === "resample" ? unevenLabel(row) : row % 2));
  return { x: Frame.fromRows(rows), y };
}

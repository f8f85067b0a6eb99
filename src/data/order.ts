/**
 * Order and identity of cells: what sorting and dropping repeats go by.
 */
import type { Cell } from "../core/contracts.js";
import type { AnyColumn } from "./columns.js";

/** One column to sort by. */
export interface SortKey {
  readonly column: AnyColumn;
  /** 1 ascends, −1 descends. */
  readonly sign: number;
}

/** Compares two rows by several columns; missing values come last either way. */
export function compareRows(keys: readonly SortKey[], a: number, b: number): number {
  for (const { column, sign } of keys) {
    const left = column.get(a);
    const right = column.get(b);
    if (left === null || right === null) {
      if (left === right) continue;
      return left === null ? 1 : -1;
    }
    const order = compareCells(left, right);
    if (order !== 0) return order * sign;
  }
  return 0;
}

function compareCells(a: NonNullable<Cell>, b: NonNullable<Cell>): number {
  if (a instanceof Float32Array && b instanceof Float32Array) {
    const at = a.findIndex((value, index) => value !== b[index]);
    return at < 0 ? 0 : (a[at] as number) - (b[at] as number);
  }
  return a < b ? -1 : a > b ? 1 : 0;
}

/** A string that two cells share only when they are the same value of the same type. */
export function cellKey(cell: Cell): string {
  if (cell === null) return "n;";
  if (typeof cell === "string") return `s${cell.length}:${cell}`;
  if (cell instanceof Date) return `d${cell.getTime()};`;
  if (cell instanceof Float32Array) return `v${cell.join(",")};`;
  return `${typeof cell === "number" ? "f" : "b"}${cell};`;
}

/**
 * Labels: their order, and their coding as small integers.
 *
 * Numbers sort ascending, strings by UTF-16 code unit (the same on every machine), `false` before `true`.
 */
import type { Label, Values } from "./contracts.js";
import { DataError, show } from "./errors.js";

/** Sorts labels of one type. The input stays as it is. */
export function sortLabels<L extends Label>(labels: Iterable<L>): L[] {
  return [...labels].sort((a, b) => (a < b ? -1 : a > b ? 1 : 0));
}

/** Labels as codes: `classes[codes[i]]` is the label of row i. */
export interface EncodedLabels<L extends Label = Label> {
  /** One code a row. */
  readonly codes: Int32Array;
  /** Sorted, without repeats. */
  readonly classes: readonly L[];
}

/**
 * Codes labels by their place among the sorted classes. `name` is what error messages call the list.
 *
 * @throws DataError `TARGET_INVALID` for a missing label, NaN, a value that is no label, or labels of several types.
 */
export function encodeLabels<L extends Label>(labels: Values<L>, name?: string): EncodedLabels<L> {
  const seen = new Map<L, number>();
  const codes = new Int32Array(labels.length);
  // By position where there is one: iterators are several times as slow, and a million labels must not hold the event loop.
  const list: ArrayLike<L | null> = isIndexed(labels) ? labels : Array.from(labels);
  let type: string | undefined;
  let last: L | null | undefined;
  let lastCode = 0;
  for (let row = 0; row < list.length; row++) {
    const label = list[row] as L | null;
    // Runs of one label do not ask the map.
    if (row > 0 && label === last) {
      codes[row] = lastCode;
      continue;
    }
    checkLabel(label, row, type, name);
    type ??= typeof label;
    let code = seen.get(label);
    if (code === undefined) {
      code = seen.size;
      seen.set(label, code);
    }
    last = label;
    lastCode = code;
    codes[row] = code;
  }
  const classes = sortLabels(seen.keys());
  const rank = new Int32Array(classes.length);
  classes.forEach((label, index) => {
    rank[seen.get(label) ?? 0] = index;
  });
  for (let i = 0; i < codes.length; i++) codes[i] = rank[codes[i] as number] as number;
  return { codes, classes };
}

function isIndexed<L>(labels: Values<L>): labels is Values<L> & ArrayLike<L | null> {
  return Array.isArray(labels) || ArrayBuffer.isView(labels);
}

function checkLabel<L extends Label>(
  label: L | null,
  row: number,
  type: string | undefined,
  name: string | undefined,
): asserts label is L {
  const kind = typeof label;
  const isLabel = kind === "string" || kind === "boolean" || (kind === "number" && Number.isFinite(label));
  if (isLabel && (type === undefined || type === kind)) return;
  const missing = label === null || label === undefined || Number.isNaN(label);
  throw new DataError("TARGET_INVALID", {
    problem: `Row ${row}${name === undefined ? "" : ` of ${name}`} has ${missing ? "no label" : "a label that does not fit the others"}`,
    given: show(label),
    expected: type === undefined ? "a string, a finite number or a boolean" : `a ${type}, as in the rows before`,
    remedy: missing
      ? "Drop the rows without a label, for example with frame.filter"
      : "Give all labels one type: strings, numbers or booleans",
    data: name === undefined ? { row } : { row, name },
  });
}

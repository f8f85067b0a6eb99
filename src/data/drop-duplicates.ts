/**
 * Dropping rows that repeat others. It looks at other rows, so it is a function of frames and no stage of a pipeline: a served row has no others.
 */
import { ParameterError, show } from "../core/errors.js";
import type { Frame } from "./frame.js";
import { distinctRows } from "./row-codes.js";

/** The options of {@link dropDuplicates}. */
export interface DropDuplicatesOptions<Column extends string = string> {
  /** The columns in which rows are compared. Default: all. */
  readonly subset?: readonly Column[];
  /** Which of equal rows stays: the `"first"` or the `"last"`. Default: `"first"`. */
  readonly keep?: "first" | "last";
}

/**
 * The frame without rows that repeat another in some columns; the others keep their order. Missing values are equal to one another, and 0 to −0.
 * `frame.distinct()` is the same over all columns. Time O(rows × columns).
 *
 * @throws SchemaError `COLUMN_MISSING`; ParameterError `PARAM_INVALID` for an empty subset or another `keep`.
 * @example
 * ```ts
 * import { dropDuplicates, Frame } from "@org/mlkit";
 *
 * const frame = Frame.fromRows([{ id: 1, state: "new" }, { id: 2, state: "new" }, { id: 1, state: "paid" }]);
 * dropDuplicates(frame, { subset: ["id"], keep: "last" }).toRows(); // => [{ id: 2, state: "new" }, { id: 1, state: "paid" }]
 * ```
 */
export function dropDuplicates<Row extends object>(
  frame: Frame<Row>,
  options: DropDuplicatesOptions<keyof Row & string> = {},
): Frame<Row> {
  const { subset = frame.columns, keep = "first" } = options;
  if (options.subset?.length === 0)
    throw invalid("subset", "an empty list", "at least one column, or no subset for all");
  if (keep !== "first" && keep !== "last") throw invalid("keep", show(keep), '"first" or "last"');
  const columns = subset.map((name) => frame.columnOf(name));
  return frame.take(distinctRows(columns, frame.numRows, keep));
}

function invalid(name: string, given: string, expected: string): ParameterError {
  return new ParameterError("PARAM_INVALID", {
    problem: `dropDuplicates cannot take this ${name}`,
    given,
    expected,
    remedy: "Mend the option, or leave it out",
    data: { owner: "dropDuplicates", name },
  });
}

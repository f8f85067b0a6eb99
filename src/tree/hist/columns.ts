/**
 * What the options say of columns, turned into numbers of columns: which hold categories, which way predictions may go with them, which may meet.
 */
import { listNames, ParameterError, show } from "../../core/errors.js";
import type { Resolved } from "../../core/params.js";
import type { Matrix } from "../../data/matrix.js";
import type { ColumnRef, HistGradientBoostingOptions } from "./options.js";

/** What is asked of each column. */
export interface ColumnRules {
  /** 1 for columns of categories. */
  readonly categorical: Uint8Array;
  /** -1, 0 or 1 a column; undefined where nothing is asked. */
  readonly monotonic: Int8Array | undefined;
  /** Groups of columns that may meet, which together hold every column; undefined where all may. */
  readonly interactions: readonly Int32Array[] | undefined;
}

type Options = Pick<
  Resolved<HistGradientBoostingOptions>,
  "categoricalFeatures" | "monotonicCst" | "interactionCst" | "maxBins"
>;

/**
 * Reads the options that speak of columns.
 *
 * @throws ParameterError `PARAM_INVALID` for columns that are not there, a wrong number of directions, or a direction for categories.
 */
export function columnRules(owner: string, x: Matrix, options: Options): ColumnRules {
  const categorical = categoricalColumns(owner, x, options.categoricalFeatures);
  const monotonic = directions(owner, x, options.monotonicCst);
  const both = categorical.findIndex((is, column) => is === 1 && (monotonic?.[column] ?? 0) !== 0);
  if (both >= 0) {
    throw invalid(owner, "monotonicCst", {
      problem: `Categories have no order that predictions of ${owner} could rise or fall with`,
      given: `a direction for column '${x.names[both]}', which holds categories`,
      expected: "0 for columns of categories",
      remedy: "Leave the column out of monotonicCst, or out of categoricalFeatures if its codes are in order",
    });
  }
  return { categorical, monotonic, interactions: groups(owner, x, options.interactionCst) };
}

function categoricalColumns(owner: string, x: Matrix, given: Options["categoricalFeatures"]): Uint8Array {
  const categorical = new Uint8Array(x.cols);
  if (given === null) return categorical;
  if (given === "fromKinds")
    return categorical.map((_, column) => Number((x.kinds?.[column] ?? "number") !== "number"));
  for (const ref of given) categorical[columnOf(owner, "categoricalFeatures", x, ref)] = 1;
  return categorical;
}

function directions(owner: string, x: Matrix, given: Options["monotonicCst"]): Int8Array | undefined {
  if (given === null || given.length === 0) return undefined;
  const out = new Int8Array(x.cols);
  let listed = 0;
  for (const each of given) {
    if (typeof each === "number") out[listed++] = each;
    else out[columnOf(owner, "monotonicCst", x, each[0])] = each[1];
  }
  if (listed !== 0 && given.length !== x.cols) {
    throw invalid(owner, "monotonicCst", {
      problem: `${owner} was not given one direction a column`,
      given: `${given.length} directions`,
      expected: `${x.cols}`,
      remedy: "Give -1, 0 or 1 for each column, or pairs of a column's name and its direction",
    });
  }
  return out.some((direction) => direction !== 0) ? out : undefined;
}

function groups(owner: string, x: Matrix, given: Options["interactionCst"]): Int32Array[] | undefined {
  if (given === null) return undefined;
  const all = Array.from({ length: x.cols }, (_, column) => column);
  if (given === "noInteractions") return all.map((column) => Int32Array.of(column));
  if (given === "pairwise") {
    if (x.cols === 1) return undefined;
    return all.flatMap((a) => all.slice(a + 1).map((b) => Int32Array.of(a, b)));
  }
  const named = given.map((group) => new Set(group.map((ref) => columnOf(owner, "interactionCst", x, ref))));
  const used = new Set(named.flatMap((group) => [...group]));
  const rest = all.filter((column) => !used.has(column));
  const lists = named.filter((group) => group.size > 0).map((group) => Int32Array.from(group).sort());
  return rest.length === 0 ? lists : [...lists, Int32Array.from(rest)];
}

function columnOf(owner: string, name: string, x: Matrix, ref: ColumnRef): number {
  const column = typeof ref === "number" ? ref : x.names.indexOf(ref);
  if (column >= 0 && column < x.cols) return column;
  throw invalid(owner, name, {
    problem: `${owner} was told of a column that is not there`,
    given: show(ref),
    expected: typeof ref === "number" ? `a number from 0 to ${x.cols - 1}` : `one of ${listNames(x.names)}`,
    remedy: "Name columns of the table that fit is given",
  });
}

function invalid(
  owner: string,
  name: string,
  details: { readonly problem: string; readonly given: string; readonly expected: string; readonly remedy: string },
): ParameterError {
  return new ParameterError("PARAM_INVALID", { ...details, data: { owner, name } });
}

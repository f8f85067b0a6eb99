/**
 * Adds columns that are computed from others: sums, ratios, logarithms, described as data. Nothing is learned but the columns.
 * Time O(rows × columns), memory O(computed columns).
 */

import { MatrixTransformerEstimator } from "../base/estimators.js";
import type { NumericColumnsOf } from "../core/contracts.js";
import { listNames, SchemaError } from "../core/errors.js";
import type { Declaration } from "../core/estimator.js";
import { choice, type Param, type Params } from "../core/params.js";
import { columnMissing } from "../core/schema.js";
import type { Matrix } from "../data/matrix.js";
import {
  type ArithmeticStep,
  BINARY,
  type BinaryOp,
  type Handling,
  isBinary,
  UNARY,
  type UnaryOp,
} from "./arithmetic.js";
import { ColumnArithmeticModel } from "./column-arithmetic-model.js";

/** One computed column: its name, the operation, and the names of its operands. */
export type ComputedColumn<Operand extends string = string> =
  | { readonly name: string; readonly op: BinaryOp; readonly left: Operand; readonly right: Operand }
  | { readonly name: string; readonly op: UnaryOp; readonly left: Operand; readonly right?: never };

/** The options of {@link ColumnArithmetic}. */
export interface ColumnArithmeticOptions<Operand extends string = string> {
  /**
   * The columns to add, in order: `"add"`, `"subtract"`, `"multiply"`, `"divide"`, `"min"`, `"max"` of `left` and `right`; `"abs"`, `"log1p"` of
   * `left`. An operand is a column of the table or one computed before. Default: none.
   */
  columns?: readonly ComputedColumn<Operand>[];
  /** What a missing operand gives: a `"missing"` result, or an `"error"`, `DATA_NOT_FINITE`. Default: `"missing"`. */
  handleMissing?: Handling;
  /**
   * What is given where there is no finite result: division by 0, the logarithm of what is not above 0, a result too large. A `"missing"` result,
   * or an `"error"`, `NUMERIC_FAILURE`. Default: `"missing"`.
   */
  handleUndefined?: Handling;
}

const columns: Param<readonly ComputedColumn[]> = {
  default: [],
  expected: `a list of { name, op, left, right } with distinct names; op one of ${listNames([...BINARY, ...UNARY], 20)}, the last two without right`,
  schema: {
    type: "array",
    items: {
      type: "object",
      properties: {
        name: { type: "string" },
        op: { enum: [...BINARY, ...UNARY] },
        left: { type: "string" },
        right: { type: "string" },
      },
      required: ["name", "op", "left"],
      additionalProperties: false,
    },
  },
  refused: [
    "a / b",
    [{ name: "c", op: "power", left: "a", right: "b" }],
    [{ name: "c", op: "divide", left: "a" }],
    [{ name: "c", op: "abs", left: "a", right: "b" }],
    [{ op: "abs", left: "a" }],
    [{ name: "c", op: "abs", left: 1 }],
    [
      { name: "c", op: "abs", left: "a" },
      { name: "c", op: "abs", left: "b" },
    ],
    null,
  ],
  accepts: (value): value is readonly ComputedColumn[] =>
    Array.isArray(value) && value.every(isComputed) && new Set(value.map(({ name }) => name)).size === value.length,
};

function isComputed(value: unknown): value is ComputedColumn {
  if (typeof value !== "object" || value === null) return false;
  const own = new Map<string, unknown>(Object.entries(value));
  const known = [...own.keys()].every((key) => ["name", "op", "left", "right"].includes(key));
  const words: readonly unknown[] = UNARY;
  const [op, right] = [own.get("op"), own.get("right")];
  const operands =
    typeof op === "string" && isBinary(op) ? typeof right === "string" : words.includes(op) && right === undefined;
  return known && operands && typeof own.get("name") === "string" && typeof own.get("left") === "string";
}

const params = {
  columns,
  handleMissing: choice<Handling>(["missing", "error"], { default: "missing" }),
  handleUndefined: choice<Handling>(["missing", "error"], { default: "missing" }),
} satisfies Params<ColumnArithmeticOptions>;

const declaration: Declaration<ColumnArithmeticOptions> = {
  kind: "ColumnArithmetic",
  params,
  traits: { missing: true },
  models: [ColumnArithmeticModel],
};

/**
 * Adds computed columns to a table of numbers: it gives the columns that it reads, and after them the computed ones. Booleans count as 0 and 1.
 *
 * With a row type, `new ColumnArithmetic<Loan>(…)`, the compiler holds operands to the row's columns of numbers; columns that are themselves operands of
 * later ones are part of that type: `new ColumnArithmetic<Loan & { debtRatio: number }>(…)`.
 *
 * @throws at fit SchemaError `COLUMN_MISSING` for an operand that is no column of the table and not computed before, `COLUMN_DUPLICATE` for a
 * name that the table has already.
 * @example
 * ```ts
 * import { ColumnArithmetic, Frame } from "@org/mlkit";
 *
 * const ratios = new ColumnArithmetic<{ debt: number; income: number }>({
 *   columns: [{ name: "debtRatio", op: "divide", left: "debt", right: "income" }],
 * });
 * const model = await ratios.fit(Frame.fromRows([{ debt: 1, income: 4 }]));
 * model.outputNames; // => ["debt", "income", "debtRatio"]
 * [...model.transform([{ debt: 6, income: 3 }, { debt: 6, income: 0 }]).values]; // => [6, 3, 2, 6, 0, NaN]
 * ```
 */
export class ColumnArithmetic<Row extends object = Record<string, number>> extends MatrixTransformerEstimator<
  ColumnArithmeticOptions,
  ColumnArithmeticModel
> {
  static readonly declaration = declaration;
  readonly declaration = declaration;

  constructor(options: ColumnArithmeticOptions<NumericColumnsOf<Row>> = {}) {
    super(declaration, options);
  }

  protected learn(x: Matrix): ColumnArithmeticModel {
    const { columns: computed, handleMissing, handleUndefined } = this.params;
    const places = new Map(x.names.map((name, col) => [name, col]));
    const placeOf = (operand: string): number => {
      const place = places.get(operand);
      if (place === undefined) throw columnMissing(operand, [...places.keys()]);
      return place;
    };
    const steps: ArithmeticStep[] = [];
    for (const { name, op, left, right } of computed) {
      if (places.has(name)) throw taken(name);
      steps.push({ name, op, left: placeOf(left), right: placeOf(right ?? left) });
      places.set(name, x.cols + steps.length - 1);
    }
    return new ColumnArithmeticModel({ inputNames: x.names, steps, handleMissing, handleUndefined });
  }
}

function taken(name: string): SchemaError {
  return new SchemaError("COLUMN_DUPLICATE", {
    problem: `ColumnArithmetic would add a column '${name}', which the table has already`,
    remedy: "Give the computed column another name",
    data: { column: name },
  });
}

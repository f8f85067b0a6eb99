/**
 * Replaces missing values by one value a column: its mean, its median, its most frequent value, or a constant.
 *
 * Medians are found by their bits and by selection, not by sorting (see column-medians.ts). Time O(rows × columns), memory O(rows) for medians and
 * most frequent values, otherwise O(columns).
 */

import { TableTransformerEstimator } from "../base/estimators.js";
import { checkMatrixInSlices, readMatrixInSlices } from "../base/read-in-slices.js";
import type { FitContext, Label, NumericCell } from "../core/contracts.js";
import { listNames, ParameterError, SchemaError, show } from "../core/errors.js";
import type { Declaration } from "../core/estimator.js";
import { boolean, choice, label, nullable, type Params } from "../core/params.js";
import { Progress } from "../core/progress.js";
import { Frame } from "../data/frame.js";
import type { Table } from "../data/input.js";
import type { Matrix } from "../data/matrix.js";
import type { ColumnFill, FillType } from "./fill-column.js";
import { fillValues, type ImputerStrategy, mostFrequent, noValues } from "./fill-values.js";
import { columnsToFlag } from "./indicators.js";
import { SimpleFrameImputerModel } from "./simple-frame-imputer-model.js";
import { SimpleImputerModel } from "./simple-imputer-model.js";
import { countValues, noLabels } from "./value-counts.js";

/** The options of {@link SimpleImputer}. */
export interface SimpleImputerOptions<S extends ImputerStrategy = ImputerStrategy> {
  /**
   * What missing values become: `"mean"` or `"median"` of the column, for numbers; its `"mostFrequent"` value (of several the
   * smallest) or a `"constant"`, for strings and booleans too. Default: `"mean"`.
   */
  strategy?: S;
  /** The value of the strategy `"constant"`. Default: null, which is 0 for numbers, `"missing_value"` for strings, false for booleans. */
  fillValue?: Label | null;
  /** Adds a column for each that has missing values at fit, `missingindicator_age`, that is 1 where the value was missing. Default: false. */
  addIndicator?: boolean;
  /** Fills a column without any value at fit as `"constant"` does by default; otherwise it is an error. Default: false. */
  keepEmptyFeatures?: boolean;
}

/** The cells that a SimpleImputer of a strategy reads. */
export type ImputerCells<S extends ImputerStrategy> = S extends "mean" | "median" ? NumericCell : Label | null;

/** The model that a SimpleImputer of a strategy gives: for a frame with strings, one that gives frames. */
export type ImputerModel<S extends ImputerStrategy> = S extends "mean" | "median"
  ? SimpleImputerModel
  : SimpleImputerModel | SimpleFrameImputerModel;

const params = {
  strategy: choice<ImputerStrategy>(["mean", "median", "mostFrequent", "constant"], { default: "mean" }),
  fillValue: nullable(label({ default: 0 }), { default: null }),
  addIndicator: boolean({ default: false }),
  keepEmptyFeatures: boolean({ default: false }),
} satisfies Params<SimpleImputerOptions>;

const declaration: Declaration<SimpleImputerOptions> = {
  kind: "SimpleImputer",
  params,
  traits: { missing: true },
  models: [SimpleImputerModel, SimpleFrameImputerModel],
};

/** What a constant is by default, by type of column. */
const DEFAULT_FILL = { number: 0, string: "missing_value", boolean: false } as const;

/**
 * Replaces missing values by one value a column. Numbers, booleans and vectors give a matrix; a frame that has strings gives a
 * frame of the same columns.
 *
 * A column without any value has no mean, median or most frequent value and is an error, where scikit-learn drops it with a
 * warning; see `keepEmptyFeatures`.
 *
 * @example
 * ```ts
 * import { Frame, SimpleImputer } from "@org/mlkit";
 *
 * const x = Frame.fromRows([{ age: 31 }, { age: null }, { age: 33 }, { age: 60 }]);
 * const imputer = await new SimpleImputer({ strategy: "median", addIndicator: true }).fit(x);
 * [...imputer.statistics]; // => [33]
 * imputer.outputNames; // => ["age", "missingindicator_age"]
 * [...imputer.transform([{ age: null }]).values]; // => [33, 1]
 * ```
 *
 * @example
 * ```ts
 * import { Frame, SimpleImputer } from "@org/mlkit";
 *
 * const x = Frame.fromRows([{ city: "Lima" }, { city: null }, { city: "Oslo" }, { city: "Lima" }]);
 * const imputer = await new SimpleImputer({ strategy: "mostFrequent" }).fit(x);
 * [...imputer.statistics]; // => ["Lima"]
 * ```
 */
export class SimpleImputer<const S extends ImputerStrategy = "mean"> extends TableTransformerEstimator<
  SimpleImputerOptions,
  ImputerModel<S>,
  ImputerCells<S>,
  "same"
> {
  static readonly declaration = declaration;
  readonly declaration = declaration;

  constructor(options: SimpleImputerOptions<S> = {}) {
    super(declaration, options);
  }

  protected async learn(x: Table, { progress }: FitContext): Promise<ImputerModel<S>> {
    const { strategy } = this.params;
    const numeric = strategy === "mean" || strategy === "median" || !(x instanceof Frame) || isNumeric(x);
    const model = numeric ? this.#fromMatrix(await this.#read(x, progress), progress) : this.#fromFrame(x, progress);
    // Strategies for numbers alone take the first branch, which is what ImputerModel says; TypeScript cannot follow S here.
    return (await model) as ImputerModel<S>;
  }

  async #read(x: Table, { signal }: Progress): Promise<Matrix> {
    // Quick beside learning: it can be aborted, but is no progress of its own.
    const progress = new Progress({ signal });
    const text = x instanceof Frame ? x.columns.filter((name) => x.columnOf(name).type === "string") : [];
    if (text.length > 0) throw notNumeric(text, this.params.strategy);
    const matrix = await readMatrixInSlices(x, undefined, progress);
    await checkMatrixInSlices(this.kind, declaration.traits, matrix, progress);
    return matrix;
  }

  async #fromMatrix(x: Matrix, progress: Progress): Promise<SimpleImputerModel> {
    const { strategy, fillValue, addIndicator, keepEmptyFeatures } = this.params;
    if (strategy === "constant" && typeof fillValue === "string") throw wrongFill(fillValue, "number", x.names);
    const { statistics, missing } = await fillValues(this.kind, x, strategy, Number(fillValue ?? 0), progress);
    const empty = x.names.filter((_, col) => Number.isNaN(statistics[col]));
    if (empty.length > 0 && !keepEmptyFeatures) throw noValues(empty);
    return new SimpleImputerModel({
      inputNames: x.names,
      strategy,
      statistics: statistics.map((value) => (Number.isNaN(value) ? DEFAULT_FILL.number : value)),
      indicators: columnsToFlag(addIndicator ? missing : []),
    });
  }

  async #fromFrame(x: Frame, progress: Progress): Promise<SimpleFrameImputerModel> {
    const columns: ColumnFill[] = [];
    const empty: string[] = [];
    const total = x.numRows * x.columns.length;
    for (const name of x.columns) {
      const column = x.columnOf(name);
      const { type } = column;
      if (type === "timestamp" || type === "vector") throw noLabels(this.kind, name, type);
      const part = { progress, before: columns.length * x.numRows, total };
      const constant = this.params.strategy === "constant";
      const learned = constant
        ? this.#constant(name, type)
        : mostFrequent(await countValues(this.kind, name, column, part));
      if (learned === undefined) empty.push(name);
      const indicator = this.params.addIndicator && column.missingCount > 0;
      columns.push({ name, type, fill: learned ?? DEFAULT_FILL[type], indicator });
    }
    if (empty.length > 0 && !this.params.keepEmptyFeatures) throw noValues(empty);
    return new SimpleFrameImputerModel({ columns });
  }

  #constant(name: string, type: FillType): Label {
    const { fillValue } = this.params;
    if (fillValue !== null && typeof fillValue !== type) throw wrongFill(fillValue, type, [name]);
    return fillValue ?? DEFAULT_FILL[type];
  }
}

function isNumeric(x: Frame): boolean {
  return x.columns.every((name) => ["number", "boolean", "vector"].includes(x.columnOf(name).type));
}

function notNumeric(columns: readonly string[], strategy: ImputerStrategy): SchemaError {
  return new SchemaError("COLUMN_TYPE", {
    problem: `The strategy "${strategy}" needs numbers, and these columns hold strings: ${listNames(columns)}`,
    given: "string columns",
    expected: "number, boolean or vector columns",
    remedy: 'Write SimpleImputer({ strategy: "mostFrequent" }) for them, in a ColumnTransformer if others are numbers',
    data: { columns, strategy },
  });
}

function wrongFill(fillValue: Label, type: FillType, columns: readonly string[]): ParameterError {
  return new ParameterError("PARAM_INVALID", {
    problem: `SimpleImputer cannot fill columns ${listNames(columns)} with this fillValue`,
    given: show(fillValue),
    expected: `a ${type}, or null for a default`,
    remedy: "Give each type of column its own imputer with a ColumnTransformer, or leave fillValue out",
    data: { columns, fillValue, type },
  });
}

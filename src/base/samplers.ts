/**
 * The base of recipes that add or drop training rows.
 */
import type { FitContext, FitOptions, Label, NumericCell, Values } from "../core/contracts.js";
import { Estimator } from "../core/estimator.js";
import { type EncodedLabels, encodeLabels } from "../core/labels.js";
import type { Frame } from "../data/frame.js";
import { checkTargetLength, splitTarget, type Table, type TableInput } from "../data/input.js";
import type { Matrix } from "../data/matrix.js";
import { checkNotEmpty } from "./checks.js";
import type { cells, LabelsOf } from "./estimators.js";
import { contextOf, oneClass, rowsOf, type Target } from "./fit-input.js";

/** Rows after resampling. */
export interface Resampled<L extends Label = Label, X extends Table = Table> {
  /** The rows: a frame where one was given, otherwise a matrix. */
  readonly x: X;
  /** The label of each. */
  readonly y: readonly L[];
}

/** What a sampler gives back: rows, and for each the place of its label among the classes. */
export interface ResampledCodes {
  readonly x: Table;
  readonly codes: Int32Array;
}

/**
 * A recipe that adds or drops training rows by their labels. It acts at fit time alone and leaves nothing in the model. `In` is the type of the
 * cells that it reads; it gives cells of the same types.
 */
export abstract class SamplerEstimator<Options extends object, In = NumericCell> extends Estimator<Options> {
  declare readonly [cells]: (cell: In) => "same";
  readonly task = "resample";

  /**
   * Resamples rows and their labels. Pipelines call it; a target given by name is taken out of `x`.
   *
   * @throws DataError `TARGET_ONE_CLASS` when all labels are the same; `TARGET_INVALID`, `TARGET_LENGTH`, `TARGET_MISSING`, `DATA_EMPTY`, and for
   * rows that cannot be resampled; ParameterError `NOT_SUPPORTED` for weights; `AbortError` when its signal fires.
   */
  async fitResample<Row extends object, T extends keyof Row & string>(
    x: Frame<Row> | readonly Row[],
    target: T,
    options?: FitOptions,
  ): Promise<Resampled<LabelsOf<Row[T]>, Frame<Omit<Row, T>>>>;
  async fitResample<L extends Label>(
    x: Matrix | readonly (readonly number[])[],
    y: Values<L>,
    options?: FitOptions,
  ): Promise<Resampled<L, Matrix>>;
  async fitResample<Row extends object, L extends Label>(
    x: Frame<Row> | readonly Row[],
    y: Values<L>,
    options?: FitOptions,
  ): Promise<Resampled<L, Frame<Row>>>;
  async fitResample<L extends Label>(x: TableInput<object>, y: Target<L>, options?: FitOptions): Promise<Resampled<L>>;
  async fitResample(input: TableInput<object>, target: Target, options: FitOptions = {}): Promise<Resampled> {
    const { x, y } = splitTarget(input, target);
    const rows = rowsOf(x);
    checkNotEmpty(this.kind, { rows, cols: "cols" in x ? x.cols : x.columns.length });
    // Every label is checked one by one as it is coded.
    const labels = encodeLabels(checkTargetLength(y, rows) as Values<Label>);
    const { classes } = labels;
    if (classes.length < 2) throw oneClass(this.kind, classes);
    const { x: resampled, codes } = await this.resample(x, labels, contextOf(this.declaration, options, rows));
    const decoded: Label[] = [];
    for (let row = 0; row < codes.length; row++) decoded.push(classes[codes[row] as number] as Label);
    return { x: resampled, y: decoded };
  }

  /** Resamples a table that has rows and columns, whose values are not checked yet, of two or more classes. */
  protected abstract resample(x: Table, y: EncodedLabels, context: FitContext): Promise<ResampledCodes>;
}

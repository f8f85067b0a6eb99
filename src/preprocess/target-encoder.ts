/**
 * Target encoding: each category becomes what the target was on average where it occurred, drawn towards the mean of all rows.
 *
 * D. Micci-Barreca, "A Preprocessing Scheme for High-Cardinality Categorical Attributes in Classification and Prediction Problems", SIGKDD Explorations 3, 2001. The
 * training rows are encoded by cross-fitting: each fold by what the others say. Time O(rows × columns × folds × classes), memory O(rows × columns) for the codes of the
 * training rows and O(categories × classes) for the model.
 */
import { FrameTransformerEstimator } from "../base/estimators.js";
import type { Target, TransformerTarget } from "../base/fit-input.js";
import type { FitContext, FitOptions, Label } from "../core/contracts.js";
import type { Declaration } from "../core/estimator.js";
import { sortLabels } from "../core/labels.js";
import { boolean, choice, either, integer, number, type Params } from "../core/params.js";
import { sliceColumn } from "../data/batches/slice.js";
import type { Frame } from "../data/frame.js";
import type { TableInput } from "../data/input.js";
import { DenseMatrix } from "../data/matrix.js";
import { drawFolds, drawStratifiedFolds, foldsOf, inTurns } from "../data/split/draw-folds.js";
import { type Fold, range } from "../data/split/fold.js";
import { type EncodedTarget, encodeTarget, type TargetType } from "./encoded-target.js";
import { type TargetColumn, TargetEncoderModel, targetLookup } from "./target-encoder-model.js";
import {
  encodingPasses,
  encodingsOf,
  MOMENT_PASSES,
  momentsOf,
  Passes,
  type TargetSmooth,
} from "./target-statistics.js";
import { countValues } from "./value-counts.js";

/** The options of {@link TargetEncoder}. */
export interface TargetEncoderOptions {
  /**
   * What the target is: numbers (`"continuous"`), two classes (`"binary"`: the share of the second one), or several (`"multiclass"`: the share of each, in a column of its own).
   * `"auto"` takes strings, booleans and two whole numbers for classes and other numbers for amounts, where scikit-learn takes whole numbers for classes however many there are.
   * Default: `"auto"`.
   */
  targetType?: TargetType | "auto";
  /**
   * How far a category is drawn towards the mean of all rows: as far as so many rows with just that mean would, or `"auto"`, by how much the target varies within the category
   * against how much it varies in all (empirical Bayes). 0 takes its mean as it is. Default: `"auto"`.
   */
  smooth?: TargetSmooth;
  /** The number of folds by which `fitTransform` encodes the training rows; stratified for classes. Default: 5. */
  cv?: number;
  /** Whether rows are shuffled before they are cut into folds; otherwise folds follow the order of the rows. Default: true. */
  shuffle?: boolean;
  /** The seed of the shuffle. Default: 0. */
  seed?: number;
}

const params = {
  targetType: choice(["auto", "continuous", "binary", "multiclass"], { default: "auto" }),
  smooth: either(choice(["auto"], { default: "auto" }), number({ default: 0, min: 0 }), { default: "auto" }),
  cv: integer({ default: 5, min: 2 }),
  shuffle: boolean({ default: true }),
  seed: integer({ default: 0, min: 0 }),
} satisfies Params<TargetEncoderOptions>;

const declaration: Declaration<TargetEncoderOptions> = {
  kind: "TargetEncoder",
  params,
  traits: { missing: true, sparse: true, target: true },
  models: [TargetEncoderModel],
};

/** The training rows: the target, and for each column the code of each row's category. */
interface TrainingRows {
  readonly rows: number;
  readonly target: EncodedTarget;
  readonly columns: readonly TrainingColumn[];
  readonly passes: Passes;
}

interface TrainingColumn extends Omit<TargetColumn, "encodings"> {
  readonly codes: Int32Array;
  /** The number of categories. */
  readonly count: number;
}

/** The encodings that some rows give: of each column those of each output, and the means of all. */
interface Learned {
  readonly means: Float64Array;
  readonly encodings: readonly (readonly Float64Array[])[];
}

/**
 * Encodes columns of strings, booleans or numbers by the target: each category becomes the mean of a numeric target over its rows, or the share of a class, as one number
 * however many categories there are. Rare categories are drawn towards the mean of all rows (`smooth`). A missing value that occurs at fit is a category of its own; a
 * category that was not seen, missing or not, becomes the mean of all rows (`targetMean`).
 *
 * What a row's own target says must not be in its encoding, or whatever learns from it next trusts it too much and predicts worse. So `fitTransform`, which pipelines call,
 * gives other numbers for the training rows than `transform`: those of each fold come from the other folds. **Do not write `fit` and then `transform` of the training rows**;
 * put the encoder into a pipeline.
 *
 * @example
 * ```ts
 * import { Frame, Pipeline, Ridge, TargetEncoder } from "@org/mlkit";
 *
 * const homes = Frame.fromRows([
 *   { city: "Lima", price: 10 }, { city: "Lima", price: 14 }, { city: "Oslo", price: 30 }, { city: "Oslo", price: 34 },
 * ]);
 * const encoder = await new TargetEncoder({ smooth: 2 }).fit(homes, "price");
 * [...encoder.transform([{ city: "Lima" }, { city: "Oslo" }, { city: "Rome" }]).values]; // => [17, 27, 22]
 *
 * const pipeline = new Pipeline().add("city", new TargetEncoder({ cv: 2 })).add("model", new Ridge());
 * const model = await pipeline.fit(homes, "price");
 * model.predictOne({ city: "Rome" }) > 15; // => true
 * ```
 */
export class TargetEncoder extends FrameTransformerEstimator<TargetEncoderOptions, TargetEncoderModel, Label | null> {
  static readonly declaration = declaration;
  readonly declaration = declaration;

  constructor(options: TargetEncoderOptions = {}) {
    super(declaration, options);
  }

  protected async learn(x: Frame, context: FitContext, y: TransformerTarget): Promise<TargetEncoderModel> {
    return this.#model(x.columns, await this.#read(x, context, y, 0));
  }

  /**
   * Learns from all rows, and encodes each of them by what the folds without it say.
   *
   * @throws what `fit` throws; DataError `SPLIT_INVALID` when there are fewer rows, or rows of each class, than folds.
   */
  override async fitTransform(
    input: TableInput<object>,
    target?: Target<unknown>,
    options: FitOptions = {},
  ): Promise<{ model: TargetEncoderModel; output: DenseMatrix }> {
    const { x, context, y } = await this.readFit(input, target, options);
    const { cv } = this.params;
    const training = await this.#read(x, context, y, cv - 1);
    const folds = await this.#folds(training);
    const model = await this.#model(x.columns, training);
    const cols = model.outputNames.length;
    const out = new Float64Array(training.rows * cols);
    for (const { train, test } of folds) {
      const { means, encodings } = await this.#learnFrom(training, train);
      training.columns.forEach(({ codes }, index) => {
        means.forEach((_, k) => {
          writeRows(codes, encodings[index]?.[k] as Float64Array, test, out, index * means.length + k, cols);
        });
      });
      // The next fold is drawn in one go.
      await training.passes.pause();
    }
    return { model, output: new DenseMatrix(out, training.rows, cols, { names: model.outputNames }) };
  }

  /** Reads the training rows; `times` is how often, beside once, they will be learned from. */
  async #read(x: Frame, { progress }: FitContext, y: TransformerTarget, times: number): Promise<TrainingRows> {
    const rows = x.numRows;
    const target = encodeTarget(this.kind, y, rows, this.params.targetType);
    const perTarget = MOMENT_PASSES + encodingPasses(this.params.smooth) * x.columns.length;
    const perRow = 2 * x.columns.length + (1 + times) * target.columns.length * perTarget;
    const passes = new Passes(progress, rows * perRow);
    const columns: TrainingColumn[] = [];
    for (const name of x.columns) {
      const column = x.columnOf(name);
      const { counts, missing } = await countValues(this.kind, name, column, passes.next(rows));
      const known = { labels: sortLabels(counts.keys()), missing: missing > 0 };
      const lookup = targetLookup(name, known);
      const codes = new Int32Array(rows);
      await passes.over(rows, (start, end) => {
        lookup.encode(sliceColumn(column, start, end), codes, start, 1);
      });
      columns.push({ ...known, codes, count: known.labels.length + Number(known.missing) });
    }
    return { rows, target, columns, passes };
  }

  /** The folds of `KFold` and `StratifiedKFold`, drawn with pauses. */
  async #folds({ rows, target, passes }: TrainingRows): Promise<Iterable<Fold>> {
    const { cv, shuffle, seed } = this.params;
    const plan = { nSplits: cv, shuffle, seed };
    const { codes, classes } = target;
    const steps = codes === undefined ? drawFolds(plan, rows) : drawStratifiedFolds(plan, codes, classes.length);
    return foldsOf(await inTurns(steps, () => passes.pause()), cv);
  }

  async #learnFrom({ target, columns, passes }: TrainingRows, rows: Int32Array): Promise<Learned> {
    const means = new Float64Array(target.columns.length);
    const encodings: Float64Array[][] = columns.map(() => []);
    for (const [k, y] of target.columns.entries()) {
      const moments = await momentsOf(this.kind, y, rows, passes);
      means[k] = moments.mean;
      for (const [index, column] of columns.entries()) {
        encodings[index]?.push(await encodingsOf(column, y, rows, moments, this.params.smooth, passes));
      }
    }
    return { means, encodings };
  }

  async #model(inputNames: readonly string[], training: TrainingRows): Promise<TargetEncoderModel> {
    const { means, encodings } = await this.#learnFrom(training, range(0, training.rows));
    const { type, classes } = training.target;
    return new TargetEncoderModel({
      inputNames,
      targetType: type,
      classes,
      targetMean: means,
      columns: training.columns.map(({ labels, missing }, index) => ({
        labels,
        missing,
        encodings: interleaved(encodings[index] ?? []),
      })),
    });
  }
}

/** Writes the encoding of each of these rows to `out[row · step + at]`. */
function writeRows(
  codes: Int32Array,
  encodings: Float64Array,
  rows: Int32Array,
  out: Float64Array,
  at: number,
  step: number,
): void {
  for (let i = 0; i < rows.length; i++) {
    const row = rows[i] as number;
    out[row * step + at] = encodings[codes[row] as number] as number;
  }
}

/** Lists of one length, item by item. */
function interleaved(lists: readonly Float64Array[]): Float64Array {
  const width = lists.length;
  const out = new Float64Array(width * (lists[0]?.length ?? 0));
  lists.forEach((list, k) => {
    list.forEach((value, at) => {
      out[at * width + k] = value;
    });
  });
  return out;
}

/**
 * A forest that finds outliers: rows that few questions tell apart from the others.
 *
 * F. T. Liu, K. M. Ting, Z.-H. Zhou, "Isolation Forest", ICDM 2008: trees of few drawn rows, split by drawn columns at drawn places. Time O(trees × rows of a tree × log), and O(trees × log) for each
 * row of the table where `contamination` is a share; memory 48 bytes a node.
 */
import { MatrixTransformerEstimator } from "../../base/estimators.js";
import { inSlices } from "../../base/in-slices.js";
import type { FitContext } from "../../core/contracts.js";
import { ParameterError } from "../../core/errors.js";
import type { Declaration } from "../../core/estimator.js";
import { boolean, choice, either, integer, nullable, number, type Params } from "../../core/params.js";
import { Rng } from "../../core/rng.js";
import { DenseMatrix, type Matrix } from "../../data/matrix.js";
import { select } from "../../kernels/select.js";
import type { TreeStructure } from "../../kernels/tree-structure.js";
import { joinInSlices } from "../forest-structure.js";
import { atEachPause } from "../learn-tree.js";
import { countOrShare } from "../options.js";
import { growIsolationTree } from "./grow-isolation-tree.js";
import { IsolationForestModel } from "./isolation-forest-model.js";

/** The options of {@link IsolationForest}. */
export interface IsolationForestOptions {
  /** How many trees. Default: 100. */
  nEstimators?: number;
  /** How many rows are drawn for each tree: a whole number ≥ 1, below 1 a share of all, or `"auto"`: 256, or all where there are fewer. Default: `"auto"`. */
  maxSamples?: number | "auto";
  /**
   * Which share of the rows are outliers, above 0 and up to 0.5, which decides the score below which a row is one; `"auto"`: −0.5, as in the paper. Default: `"auto"`.
   */
  contamination?: number | "auto";
  /** How many columns are drawn for each tree: a whole number ≥ 1, or below 1 a share; null for all. Default: null. */
  maxFeatures?: number | null;
  /** Whether rows are drawn with replacement. Default: false. */
  bootstrap?: boolean;
  /** Decides the rows, columns and places that are drawn; scikit-learn's `random_state`. Default: 0. */
  seed?: number;
}

const auto = choice(["auto"], { default: "auto" });

const params = {
  nEstimators: integer({ min: 1, default: 100 }),
  maxSamples: either(countOrShare, auto, { default: "auto" }),
  contamination: either(number({ above: 0, max: 0.5, default: 0.1 }), auto, { default: "auto" }),
  maxFeatures: nullable(countOrShare, { default: null }),
  bootstrap: boolean({ default: false }),
  seed: integer({ min: 0, default: 0 }),
} satisfies Params<IsolationForestOptions>;

const declaration: Declaration<IsolationForestOptions> = {
  kind: "IsolationForest",
  params,
  traits: {},
  models: [IsolationForestModel],
};

/** The rows of a tree where the table has as many. */
const AUTO = 256;
/** The score below which a row is an outlier, unless their share is given. */
const AUTO_OFFSET = -0.5;

/**
 * Finds outliers without a target: rows that lie apart from the others are isolated by fewer of the random questions of its trees.
 *
 * The model scores rows (`scoreSamples`, `decisionFunction`) and marks outliers (`predict`: −1). It is a stage too: it maps rows to one column, the decision function, which is below 0 for outliers, so that it
 * can stand behind an imputer in a pipeline, or beside other columns in a `FeatureUnion`.
 *
 * Columns need no scaling, but those without relation to what is unusual blur the scores. Missing values and sparse matrices are refused.
 *
 * The draws differ from scikit-learn's, so that scores do a little; they agree in rank and in the mean. `maxFeatures` null stands for its 1.0, and a row that is drawn twice with `bootstrap` counts once, as there.
 * scikit-learn takes fewer rows, with a warning, where `maxSamples` is more than there are; here that is an error.
 *
 * @example
 * ```ts
 * import { IsolationForest } from "@org/mlkit";
 *
 * const x = [[1], [2], [2.5], [3], [3.5], [4], [90]];
 * const model = await new IsolationForest({ contamination: 0.1 }).fit(x);
 * [...model.predict([[3], [80]])]; // => [1, -1]
 * model.outputNames; // => ["isolationForest"]
 * ```
 */
export class IsolationForest extends MatrixTransformerEstimator<IsolationForestOptions, IsolationForestModel> {
  static readonly declaration = declaration;
  readonly declaration = declaration;

  constructor(options: IsolationForestOptions = {}) {
    super(declaration, options);
  }

  protected async learn(x: Matrix, { progress }: FitContext): Promise<IsolationForestModel> {
    const { nEstimators, contamination, bootstrap, seed } = this.params;
    const { values, rows, cols } = x.toDense();
    const samples = this.#samplesOf(rows);
    const width = this.#columnsOf(cols);
    const maxDepth = 32 - Math.clz32(Math.max(2, samples) - 1);
    const trees: TreeStructure[] = [];
    const scored = contamination === "auto" ? 0 : rows;
    const total = nEstimators + scored;
    const seeds = new Rng(seed);
    while (trees.length < nEstimators) {
      const rng = seeds.derive("tree", trees.length);
      const own = bootstrap ? drawWithReplacement(rng, rows, samples) : rng.sample(rows, samples);
      const columns = rng.sample(cols, width);
      const growing = growIsolationTree({ x: values, cols, rows: own, columns, maxDepth, rng });
      trees.push(await atEachPause(growing, () => progress.tick(trees.length, total)));
      await progress.tick(trees.length, total);
    }
    const forest = await joinInSlices(trees, 1, () => progress.tick(nEstimators, total));
    const model = new IsolationForestModel(x.names, samples, AUTO_OFFSET, forest);
    if (contamination === "auto") return model;
    const scores = new Float64Array(rows);
    await inSlices({ progress, before: nEstimators, total }, rows, cols * nEstimators, (start, end) => {
      const slice = new DenseMatrix(values.subarray(start * cols, end * cols), end - start, cols, { names: x.names });
      scores.set(model.scoreSamples(slice), start);
    });
    const offset = await percentileOf(scores, contamination, () => progress.tick(total, total));
    return new IsolationForestModel(x.names, samples, offset, forest);
  }

  #samplesOf(rows: number): number {
    const { maxSamples } = this.params;
    if (maxSamples === "auto") return Math.min(AUTO, rows);
    if (maxSamples < 1) return Math.max(1, Math.floor(maxSamples * rows));
    if (maxSamples > rows) throw tooMany(this.kind, "maxSamples", maxSamples, rows, "rows");
    return maxSamples;
  }

  #columnsOf(cols: number): number {
    const { maxFeatures } = this.params;
    if (maxFeatures === null) return cols;
    if (maxFeatures < 1) return Math.max(1, Math.floor(maxFeatures * cols));
    if (maxFeatures > cols) throw tooMany(this.kind, "maxFeatures", maxFeatures, cols, "columns");
    return maxFeatures;
  }
}

/** The different rows among as many draws with replacement. */
function drawWithReplacement(rng: Rng, rows: number, draws: number): Int32Array {
  const drawn = new Set<number>();
  for (let draw = 0; draw < draws; draw++) drawn.add(rng.int(rows));
  return Int32Array.from(drawn);
}

function tooMany(owner: string, name: string, value: number, most: number, of: string): ParameterError {
  return new ParameterError("PARAM_INVALID", {
    problem: `${owner} cannot draw more ${of} for a tree than there are`,
    given: `${name} ${value} for ${most} ${of}`,
    expected: `at most ${most}, or a share below 1`,
    remedy: "Give fewer, or leave the option out",
    data: { owner, name, value },
  });
}

/** The value below which so large a share of the values lies, between two of them in proportion, as NumPy's `percentile` has it. Reorders the values. */
async function percentileOf(values: Float64Array, share: number, pause: () => Promise<void>): Promise<number> {
  const place = share * (values.length - 1);
  const k = Math.floor(place);
  await select(values, k, pause);
  const lower = values[k] as number;
  let upper = Number.POSITIVE_INFINITY;
  for (let i = k + 1; i < values.length; i++) upper = Math.min(upper, values[i] as number);
  return upper === Number.POSITIVE_INFINITY ? lower : lower + (place - k) * (upper - lower);
}

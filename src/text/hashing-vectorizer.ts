/**
 * Counting words without a vocabulary: the hash of a term chooses its column (Weinberger et al., "Feature hashing for large scale multitask learning", 2009).
 *
 * Learns nothing. Time O(characters), memory O(1) a model, beside the names of its columns.
 */
import { FrameTransformerEstimator } from "../base/estimators.js";
import type { Target } from "../base/fit-input.js";
import type { FitContext, FitOptions } from "../core/contracts.js";
import type { Declaration } from "../core/estimator.js";
import { boolean, choice, integer, nullable, type Params } from "../core/params.js";
import type { Frame } from "../data/frame.js";
import type { TableInput } from "../data/input.js";
import type { CsrMatrix } from "../data/matrix.js";
import { MOST_HASHED_COLUMNS } from "../kernels/murmur-hash.js";
import { type AnalysisOptions, analysisOf, analysisParams } from "./analysis-options.js";
import { Analyzer } from "./analyzer.js";
import { documentsOf, onlyColumn } from "./documents.js";
import { HashingVectorizerModel } from "./hashing-vectorizer-model.js";
import type { Norm } from "./tfidf-weights.js";
import { readsMissing } from "./vocabulary-estimator.js";

/** Rows between two looks at the clock, while missing texts are looked for. */
const ROWS = 1 << 14;

/** The options of {@link HashingVectorizer}. */
export interface HashingVectorizerOptions extends AnalysisOptions {
  /**
   * The number of columns, at most 2^22. More of them let fewer terms meet in one; each has a name, which models keep. Default: 2^20.
   */
  nFeatures?: number;
  /** Writes 1 for each column that a text has a term in. Default: false. */
  binary?: boolean;
  /** What each row is divided by: the root of the sum of its squares (`"l2"`), the sum of its absolute values (`"l1"`), or nothing (null). Default: `"l2"`. */
  norm?: Norm | null;
  /** Counts about half of the terms downwards, by their hashes, so that terms that meet in one column cancel out rather than add up. Default: true. */
  alternateSign?: boolean;
}

const params = {
  ...analysisParams,
  nFeatures: integer({ default: 1 << 20, min: 1, max: MOST_HASHED_COLUMNS }),
  binary: boolean({ default: false }),
  norm: nullable(choice(["l1", "l2"], { default: "l2" }), { default: "l2" }),
  alternateSign: boolean({ default: true }),
} satisfies Params<HashingVectorizerOptions>;

const declaration: Declaration<HashingVectorizerOptions> = {
  kind: "HashingVectorizer",
  params,
  traits: {},
  models: [HashingVectorizerModel],
};

/**
 * Counts terms in a fixed number of columns, chosen by the MurmurHash3 of each term's UTF-8: no vocabulary to learn or to keep, at the price that several terms may share a
 * column and that none can be read back. Reads one column of strings, or a list of strings. The hashes are scikit-learn's, and so are the columns for the same `nFeatures`.
 *
 * @example
 * ```ts
 * import { HashingVectorizer } from "@org/mlkit";
 *
 * const recipe = new HashingVectorizer({ nFeatures: 8, norm: null, alternateSign: false });
 * const model = await recipe.fit(["nothing is learned from texts"]);
 * const counts = model.transform(["one two two", "three"]);
 * [counts.rows, counts.cols]; // => [2, 8]
 * [...counts.values]; // => [2, 1, 1]
 * ```
 */
export class HashingVectorizer extends FrameTransformerEstimator<
  HashingVectorizerOptions,
  HashingVectorizerModel,
  string | null
> {
  static readonly declaration = declaration;
  readonly declaration: Declaration<HashingVectorizerOptions>;

  constructor(options: HashingVectorizerOptions = {}) {
    super(declaration, options);
    this.declaration = readsMissing(declaration, this.params);
  }

  protected async learn(x: Frame, { progress }: FitContext): Promise<HashingVectorizerModel> {
    const { handleMissing, nFeatures, binary, norm, alternateSign } = this.params;
    const name = onlyColumn(this.kind, x);
    const documents = documentsOf(this.kind, x, name, handleMissing);
    const analysis = analysisOf(this.kind, this.params);
    const analyzer = new Analyzer(analysis);
    await analyzer.prepare();
    const total = documents.length + 1;
    for (let row = 0; row < documents.length; row++) {
      documents.text(row);
      if (row % ROWS === 0) await progress.tick(row, total);
    }
    const state = { inputNames: [name], analysis, handleMissing, nFeatures, binary, norm, alternateSign };
    const model = new HashingVectorizerModel(state, analyzer);
    await model.nameColumns(() => progress.tick(documents.length, total));
    await progress.tick(total, total);
    return model;
  }

  /** Learns, and counts the terms of the training texts with pauses for other work. */
  override async fitTransform(
    input: TableInput<object>,
    target?: Target<unknown>,
    options: FitOptions = {},
  ): Promise<{ model: HashingVectorizerModel; output: CsrMatrix }> {
    const { x, context } = await this.readFit(input, target, options);
    const model = await this.learn(x, context);
    return { model, output: await model.transformAsync(x, { signal: options.signal }) };
  }
}

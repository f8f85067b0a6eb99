/**
 * Tf-idf of texts: counts of terms, weighed by how rare the terms are.
 *
 * A `CountVectorizer` and a `TfidfTransformer` in one pass over the texts. Time and memory are those of `CountVectorizer`.
 */
import type { Declaration } from "../core/estimator.js";
import type { Params } from "../core/params.js";
import type { Pause } from "./in-pauses.js";
import { TfidfVectorizerModel } from "./tfidf-vectorizer-model.js";
import { inverseFrequencies } from "./tfidf-weights.js";
import {
  type LearnedVocabulary,
  VocabularyEstimator,
  type VocabularyOptions,
  vocabularyParams,
} from "./vocabulary-estimator.js";
import { type WeighingOptions, weighingParams } from "./weighing-options.js";

/** The options of {@link TfidfVectorizer}. */
export interface TfidfVectorizerOptions extends VocabularyOptions, WeighingOptions {}

const params = { ...vocabularyParams, ...weighingParams } satisfies Params<TfidfVectorizerOptions>;

const declaration: Declaration<TfidfVectorizerOptions> = {
  kind: "TfidfVectorizer",
  params,
  traits: {},
  models: [TfidfVectorizerModel],
};

/**
 * Gives each text its terms, weighed: the oftener the text has a term the more, the more texts have it the less. Each row has length 1 unless `norm` says otherwise.
 * Reads one column of strings, or a list of strings; terms that were not there at the fit are left out.
 *
 * The numbers are scikit-learn's. Where it would divide by zero (`smoothIdf: false` with a vocabulary of which no text has some term), such terms weigh
 * ln(texts) + 1.
 *
 * @example
 * ```ts
 * import { LogisticRegression, Pipeline, TfidfVectorizer } from "@org/mlkit";
 *
 * const texts = ["great film", "what a great story", "boring film", "a boring, boring story"];
 * const recipe = new Pipeline().add("words", new TfidfVectorizer()).add("model", new LogisticRegression());
 * const model = await recipe.fit(texts, ["good", "good", "bad", "bad"]);
 * model.predict(["a great book", "so boring"]); // => ["good", "bad"]
 * model.predictOne({ text: "great!" }); // => "good"
 * ```
 */
export class TfidfVectorizer extends VocabularyEstimator<TfidfVectorizerOptions, TfidfVectorizerModel> {
  static readonly declaration = declaration;

  constructor(options: TfidfVectorizerOptions = {}) {
    super(declaration, options);
  }

  protected async give(
    { state, analyzer, frequencies, texts }: LearnedVocabulary,
    pause: Pause,
  ): Promise<TfidfVectorizerModel> {
    const { norm, useIdf, smoothIdf, sublinearTf } = this.params;
    const idf = useIdf ? await inverseFrequencies(frequencies, texts, smoothIdf, pause) : null;
    return new TfidfVectorizerModel({ ...state, idf, norm, sublinearTf }, analyzer);
  }
}

/**
 * Counting words: one column for each term of a vocabulary.
 *
 * Finds the terms of all texts in one pass, in a hash table over their characters. Gives sparse rows. Time O(characters + terms · log terms),
 * memory O(characters of the vocabulary), and O(terms of all texts) for `fitTransform`.
 */
import type { Declaration } from "../core/estimator.js";
import type { Params } from "../core/params.js";
import { CountVectorizerModel } from "./count-vectorizer-model.js";
import {
  type LearnedVocabulary,
  VocabularyEstimator,
  type VocabularyOptions,
  vocabularyParams,
} from "./vocabulary-estimator.js";

/** The options of {@link CountVectorizer}. */
export interface CountVectorizerOptions extends VocabularyOptions {}

const params = vocabularyParams satisfies Params<CountVectorizerOptions>;

const declaration: Declaration<CountVectorizerOptions> = {
  kind: "CountVectorizer",
  params,
  traits: {},
  models: [CountVectorizerModel],
};

/**
 * Counts how often each text has each term of a vocabulary, which it learns: words, runs of words, or runs of characters. Reads one column of strings, or a
 * list of strings, and gives one column a term, in alphabetical order by code points, as scikit-learn does. Terms that were not there at the fit are left out.
 *
 * `transform` of the model finds terms in a hash table; `analyze(text)` shows them, and `inverseTransform` tells which terms a row has.
 *
 * @example
 * ```ts
 * import { CountVectorizer } from "@org/mlkit";
 *
 * const model = await new CountVectorizer().fit(["The cat saw the dog.", "A dog barked"]);
 * model.vocabulary; // => ["barked", "cat", "dog", "saw", "the"]
 * [...model.transform(["the dog, the DOG!"]).toDense().values]; // => [0, 0, 2, 0, 2]
 * model.inverseTransform(model.transform(["A dog saw me"])); // => [["dog", "saw"]]
 * ```
 *
 * Pairs of words, without the rarest and without some that say little:
 *
 * @example
 * ```ts
 * import { CountVectorizer } from "@org/mlkit";
 *
 * const recipe = new CountVectorizer({ ngramRange: [1, 2], stopWords: ["the"], minDf: 2 });
 * const model = await recipe.fit(["the red wine", "the red wine glass", "white wine"]);
 * model.vocabulary; // => ["red", "red wine", "wine"]
 * ```
 */
export class CountVectorizer extends VocabularyEstimator<CountVectorizerOptions, CountVectorizerModel> {
  static readonly declaration = declaration;

  constructor(options: CountVectorizerOptions = {}) {
    super(declaration, options);
  }

  protected give({ state, analyzer }: LearnedVocabulary): CountVectorizerModel {
    return new CountVectorizerModel(state, analyzer);
  }
}

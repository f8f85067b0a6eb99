/**
 * A fitted CountVectorizer: its vocabulary.
 */
import type { StateReader } from "../core/state.js";
import { parseText } from "./analysis-state.js";
import { parseVocabulary, VocabularyModel, type VocabularyState } from "./vocabulary-model.js";

/** What a fitted CountVectorizer stores. */
export interface CountVectorizerState extends VocabularyState {}

/** Counts the terms of its vocabulary in texts. */
export class CountVectorizerModel extends VocabularyModel<CountVectorizerState> {
  static readonly kind = "CountVectorizerModel";
  static readonly version = 1;
  readonly kind = CountVectorizerModel.kind;
  readonly version = CountVectorizerModel.version;

  static parse(state: StateReader): CountVectorizerModel {
    const { analyzer, ...text } = parseText(state);
    return new CountVectorizerModel({ ...text, ...parseVocabulary(state) }, analyzer);
  }
}

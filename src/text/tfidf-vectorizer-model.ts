/**
 * A fitted TfidfVectorizer: its vocabulary and the weight of each term.
 */
import type { StateReader } from "../core/state.js";
import { parseText } from "./analysis-state.js";
import type { Analyzer } from "./analyzer.js";
import type { RowCounts } from "./row-counts.js";
import { type Weighing, weighRow } from "./tfidf-weights.js";
import { parseVocabulary, VocabularyModel, type VocabularyState } from "./vocabulary-model.js";
import { parseWeighing } from "./weighing-state.js";

/** What a fitted TfidfVectorizer stores. */
export interface TfidfVectorizerState extends VocabularyState, Weighing {}

/** Weighs the terms of its vocabulary in texts. */
export class TfidfVectorizerModel extends VocabularyModel<TfidfVectorizerState> {
  static readonly kind = "TfidfVectorizerModel";
  static readonly version = 1;
  readonly kind = TfidfVectorizerModel.kind;
  readonly version = TfidfVectorizerModel.version;
  readonly #weighing: Weighing;

  constructor(state: TfidfVectorizerState, analyzer: Analyzer) {
    super(state, analyzer);
    this.#weighing = state;
  }

  static parse(state: StateReader): TfidfVectorizerModel {
    const { analyzer, ...text } = parseText(state);
    const { vocabulary, binary } = parseVocabulary(state);
    return new TfidfVectorizerModel(
      { ...text, vocabulary, binary, ...parseWeighing(state, vocabulary.length) },
      analyzer,
    );
  }

  /** The weight of each term; null for none. */
  get idf(): Float64Array | null {
    return this.#weighing.idf?.slice() ?? null;
  }

  override weigh(rows: RowCounts, from: number): void {
    super.weigh(rows, from);
    weighRow(this.#weighing, rows.values, rows.indices, from, rows.stored);
  }
}

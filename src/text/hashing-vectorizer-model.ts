/**
 * A fitted HashingVectorizer: its options. It has learned nothing but the name of its column.
 */
import type { StateReader } from "../core/state.js";
import { MOST_HASHED_COLUMNS, murmurHash3 } from "../kernels/murmur-hash.js";
import { parseText, type TextState } from "./analysis-state.js";
import type { Analyzer } from "./analyzer.js";
import { inPauses, type Pause } from "./in-pauses.js";
import type { RowCounts } from "./row-counts.js";
import type { Spans } from "./spans.js";
import { TextModel } from "./text-model.js";
import { type Norm, normalise } from "./tfidf-weights.js";
import { writeUtf8 } from "./write-utf8.js";

/** What a fitted HashingVectorizer stores. */
export interface HashingVectorizerState extends TextState {
  readonly nFeatures: number;
  readonly binary: boolean;
  readonly norm: Norm | null;
  readonly alternateSign: boolean;
}

/** Counts terms in the columns that their hashes choose. */
export class HashingVectorizerModel extends TextModel<HashingVectorizerState> {
  static readonly kind = "HashingVectorizerModel";
  static readonly version = 1;
  readonly kind = HashingVectorizerModel.kind;
  readonly version = HashingVectorizerModel.version;
  readonly #hashing: HashingVectorizerState;
  #bytes = new Uint8Array(256);
  #names: readonly string[] | undefined;

  constructor(state: HashingVectorizerState, analyzer: Analyzer) {
    super(state, analyzer);
    this.#hashing = state;
  }

  static parse(state: StateReader): HashingVectorizerModel {
    const { analyzer, ...text } = parseText(state);
    const own = {
      nFeatures: state.number("nFeatures", { integer: true, min: 1, max: MOST_HASHED_COLUMNS }),
      binary: state.boolean("binary"),
      norm: state.isNull("norm") ? null : state.choice("norm", ["l1", "l2"]),
      alternateSign: state.boolean("alternateSign"),
    };
    return new HashingVectorizerModel({ ...text, ...own }, analyzer);
  }

  /** `hash_0`, `hash_1`, …: what terms a column counts cannot be told from it. */
  get outputNames(): readonly string[] {
    this.#names ??= Array.from({ length: this.#hashing.nFeatures }, (_, column) => nameOf(column));
    return this.#names;
  }

  /** Makes the names of the columns with pauses, before they are asked for: a million of them take a tenth of a second. */
  async nameColumns(pause: Pause): Promise<void> {
    const names: string[] = [];
    await inPauses(this.#hashing.nFeatures, pause, (start, end) => {
      for (let column = start; column < end; column++) names.push(nameOf(column));
    });
    this.#names = names;
  }

  protected count({ units, starts, ends, from, to }: Spans, rows: RowCounts): void {
    const { nFeatures, alternateSign } = this.#hashing;
    for (let k = from; k < to; k++) {
      const start = starts[k] as number;
      const end = ends[k] as number;
      // A unit of UTF-16 is three bytes at most.
      if (this.#bytes.length < 3 * (end - start)) this.#bytes = new Uint8Array(6 * (end - start));
      const hash = murmurHash3(this.#bytes, 0, writeUtf8(units, start, end, this.#bytes));
      rows.add(Math.abs(hash) % nFeatures, alternateSign && hash < 0 ? -1 : 1);
    }
  }

  weigh(rows: RowCounts, from: number): void {
    const { binary, norm } = this.#hashing;
    if (binary) rows.values.fill(1, from, rows.stored);
    if (norm !== null) normalise(rows.values, norm, from, rows.stored);
  }
}

function nameOf(column: number): string {
  return `hash_${column}`;
}

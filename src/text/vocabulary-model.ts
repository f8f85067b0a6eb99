/**
 * What fitted stages share that know their terms: one column for each, found in a hash table.
 */
import type { StateReader } from "../core/state.js";
import type { TableInput } from "../data/input.js";
import { readMatrix } from "../data/input.js";
import { CsrMatrix } from "../data/matrix.js";
import type { TextState } from "./analysis-state.js";
import type { Analyzer } from "./analyzer.js";
import type { RowCounts } from "./row-counts.js";
import type { Spans } from "./spans.js";
import { NONE, TermTable } from "./term-table.js";
import { TextModel } from "./text-model.js";

/** What is stored of a vocabulary. */
export interface VocabularyState extends TextState {
  /** The term of each column. */
  readonly vocabulary: readonly string[];
  /** Whether a term counts once a text, however often it comes. */
  readonly binary: boolean;
}

/** A fitted text stage with a vocabulary. */
export abstract class VocabularyModel<State extends VocabularyState> extends TextModel<State> {
  readonly #vocabulary: readonly string[];
  readonly #binary: boolean;
  #table: TermTable | undefined;

  constructor(state: State, analyzer: Analyzer) {
    super(state, analyzer);
    this.#vocabulary = state.vocabulary;
    this.#binary = state.binary;
  }

  /** The term of each column. */
  get vocabulary(): readonly string[] {
    return this.#vocabulary;
  }
  /** The terms themselves. */
  get outputNames(): readonly string[] {
    return this.#vocabulary;
  }

  /**
   * The terms that rows have a value other than 0 for, in the order of the columns.
   *
   * @throws SchemaError `COLUMN_MISMATCH` for other columns than the stage gives.
   */
  inverseTransform(x: TableInput<object>): string[][] {
    const matrix = readMatrix(x, this.outputNames);
    return Array.from({ length: matrix.rows }, (_, row) => {
      const one = matrix.slice(row, row + 1);
      const columns = one instanceof CsrMatrix ? one.indices : undefined;
      const terms: string[] = [];
      one.values.forEach((value, at) => {
        if (value !== 0) terms.push(this.#vocabulary[columns?.[at] ?? at] as string);
      });
      return terms;
    });
  }

  protected count({ units, starts, ends, hashes, from, to }: Spans, rows: RowCounts): void {
    this.#table ??= TermTable.of(this.#vocabulary);
    const table = this.#table;
    for (let k = from; k < to; k++) {
      const column = table.find(units, starts[k] as number, ends[k] as number, hashes[k] as number);
      if (column !== NONE) rows.add(column, 1);
    }
  }

  weigh(rows: RowCounts, from: number): void {
    if (this.#binary) rows.values.fill(1, from, rows.stored);
  }
}

/** Reads a vocabulary: terms without repeats. */
export function parseVocabulary(state: StateReader): { vocabulary: readonly string[]; binary: boolean } {
  const vocabulary = state.strings("vocabulary");
  if (vocabulary.length === 0 || new Set(vocabulary).size !== vocabulary.length)
    state.fail("vocabulary", "one term or more, without repeats");
  return { vocabulary, binary: state.boolean("binary") };
}

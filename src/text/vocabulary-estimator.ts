/**
 * What stages share that learn a vocabulary: one pass over the texts, the choice of terms, and, for `fitTransform`, the counts of that same pass.
 *
 * Time O(units of the texts + terms · log terms); memory O(units of the vocabulary), and for `fitTransform` O(terms of all texts).
 */
import { FrameTransformerEstimator } from "../base/estimators.js";
import type { Target } from "../base/fit-input.js";
import type { FitContext, FitOptions } from "../core/contracts.js";
import { ParameterError, show } from "../core/errors.js";
import type { Declaration } from "../core/estimator.js";
import {
  boolean,
  either,
  integer,
  list,
  nullable,
  number,
  type Param,
  type Params,
  type Resolved,
  text,
} from "../core/params.js";
import type { Frame } from "../data/frame.js";
import type { TableInput } from "../data/input.js";
import type { CsrMatrix } from "../data/matrix.js";
import { WORK } from "./analyse-rows.js";
import { type AnalysisOptions, analysisOf, analysisParams } from "./analysis-options.js";
import { Analyzer } from "./analyzer.js";
import { chooseTerms, termsOf, valuesAt } from "./choose-terms.js";
import { type Counted, countDocuments } from "./count-documents.js";
import { documentsOf, onlyColumn } from "./documents.js";
import { inPauses, type Pause } from "./in-pauses.js";
import { RowCounts } from "./row-counts.js";
import type { VocabularyModel, VocabularyState } from "./vocabulary-model.js";

/** How a vocabulary is learned, as options. */
export interface VocabularyOptions extends AnalysisOptions {
  /** Terms that fewer texts have are left out: a count from 1, or a share of the texts below 1. Default: 1. */
  minDf?: number;
  /** Terms that more texts have are left out: a share of the texts up to 1, or a count from 2. Default: 1, all texts. */
  maxDf?: number;
  /** Keeps the terms that come most often in all texts, at most so many; of equals, the first by alphabet. Default: null. */
  maxFeatures?: number | null;
  /** The terms, in the order of their columns, in place of those of the texts. Default: null. */
  vocabulary?: readonly string[] | null;
  /** Counts a term once a text, however often it comes. Default: false. */
  binary?: boolean;
}

const terms: Omit<Param<readonly string[]>, "default"> = {
  ...list(text({ default: "" }), { default: [] }),
  expected: "a list of one string or more, without repeats",
  schema: { type: "array", items: { type: "string" }, minItems: 1, uniqueItems: true },
  refused: [[], ["a", "a"], [1], "a", {}],
  accepts: (value): value is readonly string[] =>
    Array.isArray(value) &&
    value.length > 0 &&
    value.every((item) => typeof item === "string") &&
    new Set(value).size === value.length,
};

/** The same options as data. */
export const vocabularyParams = {
  ...analysisParams,
  minDf: either(number({ default: 0.5, min: 0, below: 1 }), integer({ default: 1, min: 1 }), { default: 1 }),
  maxDf: either(number({ default: 1, above: 0, max: 1 }), integer({ default: 2, min: 2 }), { default: 1 }),
  maxFeatures: nullable(integer({ default: 1000, min: 1 }), { default: null }),
  vocabulary: nullable(terms, { default: null }),
  binary: boolean({ default: false }),
} satisfies Params<VocabularyOptions>;

/** What was learned, for the estimator to make its model of. */
export interface LearnedVocabulary {
  readonly state: VocabularyState;
  readonly analyzer: Analyzer;
  /** In how many texts each term is. */
  readonly frequencies: Float64Array;
  /** The number of texts. */
  readonly texts: number;
}

/** What the second pass over the texts goes on with. */
interface Learning<M> {
  readonly model: M;
  readonly counted: Counted;
  /** The numbers of the terms, by column. */
  readonly ids: Int32Array;
  /** In how many texts each of them is. */
  readonly frequencies: Float64Array;
  readonly pause: Pause;
  /** The number of rounds. */
  readonly total: number;
}

/** A stage that learns a vocabulary. */
export abstract class VocabularyEstimator<
  Options extends VocabularyOptions,
  M extends VocabularyModel<VocabularyState>,
> extends FrameTransformerEstimator<Options, M, string | null> {
  readonly declaration: Declaration<Options>;

  constructor(declaration: Declaration<Options>, options: Partial<Options>) {
    super(declaration, options);
    this.declaration = readsMissing(declaration, this.#options);
  }

  // Its options are among those of every such stage, whatever others there are.
  get #options(): Resolved<VocabularyOptions> {
    return this.params as Resolved<Options> & Resolved<VocabularyOptions>;
  }

  protected async learn(x: Frame, context: FitContext): Promise<M> {
    const { model, total } = await this.#learn(x, context, false);
    await context.progress.tick(total, total);
    return model;
  }

  /** Learns, and gives the counts or weights of the training texts, in one pass over them. */
  override async fitTransform(
    input: TableInput<object>,
    target?: Target<unknown>,
    options: FitOptions = {},
  ): Promise<{ model: M; output: CsrMatrix }> {
    const { x, context } = await this.readFit(input, target, options);
    const { progress } = context;
    const { model, counted, ids, frequencies, pause, total } = await this.#learn(x, context, true);
    const rows = new RowCounts(ids.length);
    const columns = new Int32Array(counted.table.size).fill(-1);
    let stored = 0;
    await inPauses(ids.length, pause, (start, end) => {
      for (let column = start; column < end; column++) {
        columns[ids[column] as number] = column;
        stored += frequencies[column] as number;
      }
    });
    // Room for no more than there will be, which need not be cut off in the end.
    rows.reserve(stored, x.numRows);
    let work = 0;
    for (let row = 0; row < x.numRows; row++) {
      model.weigh(rows, rows.addTranslated(counted.rows, row, columns));
      work += 1 + counted.rows.start(row + 1) - counted.rows.start(row);
      if (work < WORK) continue;
      work = 0;
      await progress.tick(x.numRows + row, total);
    }
    await progress.tick(total, total);
    return { model, output: model.wrap(rows.parts()) };
  }

  async #learn(x: Frame, { progress }: FitContext, keep: boolean): Promise<Learning<M>> {
    const { handleMissing, vocabulary, binary, ...limits } = this.#options;
    if (vocabulary !== null) checkNoLimits(this.kind, limits);
    const texts = x.numRows;
    // Each text is a round, for each of two passes, and so is the choice of the terms.
    const total = (keep ? 2 * texts : texts) + 1;
    const pause = () => progress.tick(texts, total);
    const name = onlyColumn(this.kind, x);
    const documents = documentsOf(this.kind, x, name, handleMissing);
    const analysis = analysisOf(this.kind, this.#options);
    const analyzer = new Analyzer(analysis);
    await analyzer.prepare();
    const counted = await countDocuments(documents, analyzer, { vocabulary, binary, keep }, progress, total);
    const ids =
      vocabulary === null
        ? await chooseTerms(this.kind, counted, texts, limits, pause)
        : new Int32Array(vocabulary.length).map((_, id) => id);
    const chosen = vocabulary ?? (await termsOf(counted, ids, pause));
    await pause();
    const state = { inputNames: [name], analysis, handleMissing, vocabulary: chosen, binary };
    const frequencies = await valuesAt(counted.frequencies, ids, pause);
    const model = await this.give({ state, analyzer, frequencies, texts }, pause);
    return { model, counted, ids, frequencies, pause, total };
  }

  /** The model of what was learned. */
  protected abstract give(learned: LearnedVocabulary, pause: Pause): M | Promise<M>;
}

/** The declaration of a stage that reads missing texts where its option says so. */
export function readsMissing<Options extends object>(
  declaration: Declaration<Options>,
  { handleMissing }: Resolved<AnalysisOptions>,
): Declaration<Options> {
  return handleMissing === "error" ? declaration : { ...declaration, traits: { ...declaration.traits, missing: true } };
}

function checkNoLimits(
  owner: string,
  { minDf, maxDf, maxFeatures }: Pick<Resolved<VocabularyOptions>, "minDf" | "maxDf" | "maxFeatures">,
): void {
  if (minDf === 1 && maxDf === 1 && maxFeatures === null) return;
  throw new ParameterError("PARAM_INVALID", {
    problem: `${owner} was given its vocabulary, so that bounds on terms have no use`,
    given: `minDf ${show(minDf)}, maxDf ${show(maxDf)}, maxFeatures ${show(maxFeatures)} with a vocabulary`,
    expected: "either a vocabulary or bounds",
    remedy: "Leave out one of them",
    data: { owner, name: "vocabulary" },
  });
}

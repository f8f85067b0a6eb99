/**
 * What fitted text stages share: they read one column of strings, and give sparse rows whose columns are terms.
 */
import { checkThreads } from "../base/checks.js";
import { FrameTransformer } from "../base/models.js";
import type { RowTransform } from "../base/row.js";
import type { AsyncOptions } from "../core/contracts.js";
import type { Traits } from "../core/estimator.js";
import { Progress } from "../core/progress.js";
import type { Field } from "../core/schema.js";
import type { Frame } from "../data/frame.js";
import { readFrame, type TableInput } from "../data/input.js";
import { CsrMatrix, type CsrParts } from "../data/matrix.js";
import { analyseRows } from "./analyse-rows.js";
import type { TextState } from "./analysis-state.js";
import type { Analyzer } from "./analyzer.js";
import { documentsOf, textOf } from "./documents.js";
import { RowCounts } from "./row-counts.js";
import type { Spans } from "./spans.js";

/** A fitted text stage. */
export abstract class TextModel<State extends TextState = TextState> extends FrameTransformer<CsrMatrix> {
  override readonly traits: Traits;
  readonly #state: State;
  readonly #analyzer: Analyzer;
  /** For work without pauses, which nothing can come between. */
  #scratch: RowCounts | undefined;

  constructor(state: State, analyzer: Analyzer) {
    super();
    this.#state = state;
    this.#analyzer = analyzer;
    this.traits = { missing: state.handleMissing === "empty", sparse: true };
  }

  toState(): State {
    return this.#state;
  }
  get inputNames(): readonly string[] {
    return this.#state.inputNames;
  }

  /** The terms of a text, in the order in which they were found, of words first the single ones. */
  analyze(text: string): string[] {
    this.#analyzer.run(text);
    return this.#analyzer.spans.strings();
  }

  /** Counts the terms of one text into the present row. */
  protected abstract count(spans: Spans, rows: RowCounts): void;

  /** Turns the counts of one row, from `from` on, into what the stage gives. */
  abstract weigh(rows: RowCounts, from: number): void;

  /** Sparse rows with the columns that the stage gives. */
  wrap(parts: CsrParts): CsrMatrix {
    return new CsrMatrix(parts, parts.indptr.length - 1, this.outputNames.length, { names: this.outputNames });
  }

  protected apply(x: Frame): CsrMatrix {
    const rows = this.#cleared();
    const steps = this.#steps(x, rows);
    while (steps.next().done !== true);
    return this.wrap(rows.parts());
  }

  /** The same as `transform`, with pauses for other work of the process; see there. */
  override async transformAsync(x: TableInput<object>, options: AsyncOptions = {}): Promise<CsrMatrix> {
    checkThreads(this.kind, options.threads);
    const progress = new Progress(options);
    progress.check();
    const frame = readFrame(x, this.inputNames);
    const rows = new RowCounts(this.outputNames.length);
    for (const done of this.#steps(frame, rows)) await progress.tick(done, frame.numRows);
    await progress.tick(frame.numRows, frame.numRows);
    return this.wrap(rows.parts());
  }

  rowTransform(): RowTransform {
    const { handleMissing, inputNames } = this.#state;
    const width = this.outputNames.length;
    const [name = ""] = inputNames;
    return (cells, out, at) => {
      const text = textOf(this.kind, name, handleMissing, cells[0]);
      const rows = this.#cleared();
      this.#analyzer.run(text);
      this.count(this.#analyzer.spans, rows);
      this.weigh(rows, rows.endRow());
      if (out instanceof Float64Array) out.fill(0, at, at + width);
      else for (let i = 0; i < width; i++) out[at + i] = 0;
      for (let k = 0; k < rows.stored; k++) out[at + (rows.indices[k] as number)] = rows.values[k] as number;
    };
  }

  /** Texts that are refused where they are missing have to be there. */
  override narrowInput(field: Field): Field {
    return this.#state.handleMissing === "error" ? { ...field, nullable: false } : field;
  }

  #steps(x: Frame, rows: RowCounts): Generator<number, void> {
    const { handleMissing, inputNames } = this.#state;
    const documents = documentsOf(this.kind, x, inputNames[0] ?? "", handleMissing);
    return analyseRows(documents, this.#analyzer, (spans) => {
      this.count(spans, rows);
      this.weigh(rows, rows.endRow());
    });
  }

  #cleared(): RowCounts {
    this.#scratch ??= new RowCounts(this.outputNames.length);
    this.#scratch.clear();
    return this.#scratch;
  }
}

/**
 * A fitted TableVectorizer: a fitted ColumnTransformer, and what was decided for each column.
 */
import { FrameTransformer } from "../base/models.js";
import type { RowTransform } from "../base/row.js";
import type { Field } from "../core/schema.js";
import type { StateReader } from "../core/state.js";
import type { Frame } from "../data/frame.js";
import type { Matrix } from "../data/matrix.js";
import { ColumnTransformerModel } from "../pipeline/column-transformer-model.js";
import { readInput } from "../pipeline/input-fields.js";
import { type ColumnDecision, USES } from "./column-uses.js";

/** What a fitted TableVectorizer stores. */
export interface TableVectorizerState {
  readonly choices: readonly ColumnDecision[];
  readonly model: ColumnTransformerModel;
}

/** Turns each column into numbers as was decided at the fit. */
export class TableVectorizerModel extends FrameTransformer<Matrix> {
  static readonly kind = "TableVectorizerModel";
  static readonly version = 1;
  readonly kind = TableVectorizerModel.kind;
  readonly version = TableVectorizerModel.version;
  readonly #state: TableVectorizerState;
  readonly #fields: readonly Field[];

  constructor(state: TableVectorizerState) {
    super();
    this.#state = state;
    this.#fields = state.model.toState().fields;
  }

  static parse(state: StateReader): TableVectorizerModel {
    const model = state.model("model", isColumnTransformer, "a fitted ColumnTransformer");
    const choices = state.children("choices").map((choice) => ({
      name: choice.string("name"),
      use: choice.choice("use", USES),
      reason: choice.string("reason"),
    }));
    const names = choices.map(({ name }) => name);
    const used = choices.filter(({ use }) => use !== "drop").map(({ name }) => name);
    const read = new Set(model.inputNames);
    const same = used.length === read.size && used.every((name) => read.has(name));
    if (!same || new Set(names).size !== names.length)
      state.fail("choices", "one for each column, and those used the model's");
    return new TableVectorizerModel({ choices, model });
  }

  toState(): TableVectorizerState {
    return this.#state;
  }
  /** The columns that are used. */
  get inputNames(): readonly string[] {
    return this.#state.model.inputNames;
  }
  get outputNames(): readonly string[] {
    return this.#state.model.outputNames;
  }
  /** What was decided for each column of the fit, and why. */
  get choices(): readonly ColumnDecision[] {
    return this.#state.choices;
  }
  /** The fitted stages: `model.columns.part("categories")`. */
  get columns(): ColumnTransformerModel {
    return this.#state.model;
  }

  protected apply(x: Frame): Matrix {
    return this.#state.model.transform(readInput(x, this.#fields));
  }

  rowTransform(): RowTransform {
    return this.#state.model.rowTransform();
  }

  override narrowInput(field: Field): Field {
    return this.#state.model.narrowInput(field);
  }
}

function isColumnTransformer(value: unknown): value is ColumnTransformerModel {
  return value instanceof ColumnTransformerModel;
}

/**
 * A fitted FeatureUnion: fitted parts that all read the same input.
 */

import { cellsToNumbers, TransformerModel } from "../base/models.js";
import type { Cells, RowTransform } from "../base/row.js";
import { inStage } from "../core/errors.js";
import type { Field } from "../core/schema.js";
import type { StateReader } from "../core/state.js";
import { Frame } from "../data/frame.js";
import { numericSizes, readMatrix, readTable, type TableInput } from "../data/input.js";
import type { Matrix } from "../data/matrix.js";
import { checkedRow, type FittedTransformer, readableBy, runStage } from "./chain.js";
import { hstack, joinNames } from "./hstack.js";
import { isTransformer } from "./pipeline-state.js";

/** What a fitted FeatureUnion stores. */
export interface FeatureUnionState {
  readonly inputNames: readonly string[];
  readonly parts: readonly FittedTransformer[];
  readonly sparse: boolean;
}

/** Maps the same input by several fitted transformers and puts the results side by side. */
export class FeatureUnionModel extends TransformerModel<Matrix> {
  static readonly kind = "FeatureUnionModel";
  static readonly version = 1;
  readonly kind = FeatureUnionModel.kind;
  readonly version = FeatureUnionModel.version;
  readonly reads = "columns";
  readonly traits = { missing: true, sparse: true };
  readonly inputNames: readonly string[];
  readonly outputNames: readonly string[];
  readonly #parts: readonly FittedTransformer[];
  readonly #sparse: boolean;

  constructor(inputNames: readonly string[], parts: readonly FittedTransformer[], sparse: boolean) {
    super();
    this.inputNames = inputNames;
    this.outputNames = joinNames(parts.map(({ name, model }) => ({ name, names: model.outputNames })));
    this.#parts = parts;
    this.#sparse = sparse;
  }

  static parse(state: StateReader): FeatureUnionModel {
    const parts = state.children("parts").map((part): FittedTransformer => {
      const model = part.model("model", isTransformer, "a fitted transformer");
      if (model.outputFields !== undefined) part.fail("model", "a model that gives numbers");
      return { name: part.string("name"), model };
    });
    return new FeatureUnionModel(state.strings("inputNames"), parts, state.boolean("sparse"));
  }

  toState(): FeatureUnionState {
    return { inputNames: this.inputNames, parts: this.#parts, sparse: this.#sparse };
  }

  /** The fitted parts, in order. */
  get parts(): readonly FittedTransformer[] {
    return this.#parts;
  }

  /** The fitted model of a part; `undefined` when there is none of that name. */
  part(name: string): TransformerModel | undefined {
    return this.#parts.find((part) => part.name === name)?.model;
  }

  transform(x: TableInput<object>): Matrix {
    const table = readTable(x);
    const outputs = this.#parts.map(({ name, model }) =>
      readMatrix(runStage(name, model, readableBy(model.traits.sparse === true, table))),
    );
    return hstack(outputs, table instanceof Frame ? table.numRows : table.rows, this.outputNames, this.#sparse);
  }

  rowTransform(): RowTransform {
    const position = new Map(this.inputNames.map((name, index) => [name, index]));
    let start = 0;
    const steps = this.#parts.map(({ name, model }) => {
      const step = partStep(name, model, position, start);
      start += model.outputNames.length;
      return step;
    });
    return (cells, out, at) => {
      for (const step of steps) step(cells, out, at);
    };
  }

  override narrowInput(field: Field): Field {
    return this.#parts.reduce(
      (narrowed, { model }) => (model.inputNames.includes(field.name) ? model.narrowInput(narrowed) : narrowed),
      field,
    );
  }
}

/** One part of the one-row path. A part that reads columns gets its own; one that reads numbers gets all of them as numbers. */
function partStep(
  name: string,
  model: TransformerModel,
  position: ReadonlyMap<string, number>,
  start: number,
): RowTransform {
  const transform = checkedRow(model);
  const numbers = new Float64Array(model.inputNames.length);
  const picked: Cells = new Array(model.inputNames.length).fill(null);
  const from = model.inputNames.map((each) => position.get(each) ?? 0);
  const sizes = numericSizes([...position.keys()], model.inputNames);
  return (cells, out, at) => {
    try {
      if (model.reads === "numbers") {
        cellsToNumbers(cells, numbers, sizes);
        transform(numbers, out, at + start);
      } else {
        for (let i = 0; i < from.length; i++) picked[i] = cells[from[i] as number] ?? null;
        transform(picked, out, at + start);
      }
    } catch (error) {
      throw inStage(name, error);
    }
  };
}

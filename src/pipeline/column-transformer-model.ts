/**
 * A fitted ColumnTransformer: fitted parts, each with the columns that it reads.
 */

import { cellsToNumbers, FrameTransformer, type TransformerModel } from "../base/models.js";
import type { Cells, RowTransform } from "../base/row.js";
import { inStage } from "../core/errors.js";
import { type Field, parseSchema } from "../core/schema.js";
import type { StateReader } from "../core/state.js";
import type { Frame } from "../data/frame.js";
import { numericNames, readMatrix } from "../data/input.js";
import type { Matrix } from "../data/matrix.js";
import { checkedRow, readableBy, runStage } from "./chain.js";
import { hstack, joinNames } from "./hstack.js";
import { isTransformer } from "./pipeline-state.js";

/** A fitted part. Without a model, its columns pass through. */
export interface FittedPart {
  readonly name: string;
  readonly columns: readonly string[];
  readonly model: TransformerModel | undefined;
}

/** What a fitted ColumnTransformer stores. */
export interface ColumnTransformerState {
  /** The columns that it reads. */
  readonly fields: readonly Field[];
  readonly parts: readonly {
    readonly name: string;
    readonly columns: readonly string[];
    readonly model: TransformerModel | null;
  }[];
  /** Whether the output is sparse. */
  readonly sparse: boolean;
}

/** Maps each group of columns by its own stage and puts the results side by side. */
export class ColumnTransformerModel extends FrameTransformer<Matrix> {
  static readonly kind = "ColumnTransformerModel";
  static readonly version = 1;
  readonly kind = ColumnTransformerModel.kind;
  readonly version = ColumnTransformerModel.version;
  readonly outputNames: readonly string[];
  readonly inputNames: readonly string[];
  readonly #fields: readonly Field[];
  readonly #parts: readonly FittedPart[];
  readonly #sparse: boolean;

  constructor(fields: readonly Field[], parts: readonly FittedPart[], sparse: boolean) {
    super();
    this.#fields = fields;
    this.#parts = parts;
    this.#sparse = sparse;
    this.inputNames = fields.map((field) => field.name);
    this.outputNames = joinNames(parts.map((part) => ({ name: part.name, names: partNames(part, fields) })));
  }

  static parse(state: StateReader): ColumnTransformerModel {
    const schema = parseSchema(state.raw("fields"));
    const parts = state.children("parts").map((part): FittedPart => {
      const columns = part.strings("columns");
      if (!columns.every((name) => schema.has(name))) part.fail("columns", "names of columns that are read");
      const model = part.isNull("model") ? undefined : part.model("model", isTransformer, "a fitted transformer");
      const fields = columns.map((name) => schema.field(name));
      const given =
        model?.reads === "columns" ? columns : fields.flatMap((field) => numericNames(field.name, field.size));
      const reads = model?.inputNames ?? given;
      if (reads.length !== given.length || reads.some((name, index) => name !== given[index]))
        part.fail("model", "a model of these columns");
      if (model?.outputFields !== undefined) part.fail("model", "a model that gives numbers");
      return { name: part.string("name"), columns, model };
    });
    return new ColumnTransformerModel(schema.fields, parts, state.boolean("sparse"));
  }

  toState(): ColumnTransformerState {
    const parts = this.#parts.map(({ name, columns, model }) => ({ name, columns, model: model ?? null }));
    return { fields: this.#fields, parts, sparse: this.#sparse };
  }

  /** The fitted parts, in order, each with its columns. */
  get parts(): readonly FittedPart[] {
    return this.#parts;
  }

  /** The fitted model of a part; `undefined` when its columns pass through or there is none of that name. */
  part(name: string): TransformerModel | undefined {
    return this.#parts.find((part) => part.name === name)?.model;
  }

  protected apply(x: Frame): Matrix {
    const outputs = this.#parts.map(({ name, columns, model }) => partOutput(name, model, x.select(...columns)));
    return hstack(outputs, x.numRows, this.outputNames, this.#sparse);
  }

  override rowTransform(): RowTransform {
    const position = new Map(this.inputNames.map((name, index) => [name, index]));
    const byName = new Map(this.#fields.map((field) => [field.name, field]));
    let start = 0;
    const steps = this.#parts.map((part) => {
      const from = Int32Array.from(part.columns, (name) => position.get(name) ?? 0);
      const sizes = part.columns.map((name) => byName.get(name)?.size);
      const width = partNames(part, this.#fields).length;
      const step = partStep(part, from, sizes, width, start);
      start += width;
      return step;
    });
    return (cells, out, at) => {
      for (let i = 0; i < steps.length; i++) (steps[i] as RowTransform)(cells, out, at);
    };
  }

  override narrowInput(field: Field): Field {
    return this.#parts
      .filter((part) => part.columns.includes(field.name))
      .reduce((narrowed, part) => part.model?.narrowInput(narrowed) ?? narrowed, field);
  }
}

function partNames({ columns, model }: FittedPart, fields: readonly Field[]): readonly string[] {
  if (model !== undefined) return model.outputNames;
  return columns.flatMap((name) => numericNames(name, fields.find((field) => field.name === name)?.size));
}

/** What a part gives for its columns. */
export function partOutput(name: string, model: TransformerModel | undefined, columns: Frame): Matrix {
  if (model === undefined) return readMatrix(columns);
  return readMatrix(runStage(name, model, readableBy(model.traits.sparse === true, columns)));
}

/** One part of the one-row path: gathers its cells, and writes its block of the output. */
function partStep(
  { name, model }: FittedPart,
  from: Int32Array,
  sizes: readonly (number | undefined)[],
  width: number,
  start: number,
): RowTransform {
  const { length } = from;
  const flat = sizes.every((size) => size === undefined);
  const picked: Cells = new Array(length).fill(null);
  const gather = (cells: Cells): void => {
    for (let i = 0; i < length; i++) picked[i] = cells[from[i] as number] ?? null;
  };
  const numbers = new Float64Array(model === undefined ? width : model.inputNames.length);
  const toNumbers = (cells: Cells): void => {
    if (!flat) {
      gather(cells);
      cellsToNumbers(picked, numbers, sizes);
      return;
    }
    for (let i = 0; i < length; i++) {
      const cell = cells[from[i] as number];
      numbers[i] = typeof cell === "number" ? cell : cell === null ? Number.NaN : Number(cell);
    }
  };
  if (model === undefined) {
    return (cells, out, at) => {
      toNumbers(cells);
      for (let i = 0; i < width; i++) out[at + start + i] = numbers[i] as number;
    };
  }
  const transform = checkedRow(model);
  const read = model.reads === "numbers" ? toNumbers : gather;
  const input = model.reads === "numbers" ? numbers : picked;
  return (cells, out, at) => {
    read(cells);
    try {
      transform(input, out, at + start);
    } catch (error) {
      throw inStage(name, error);
    }
  };
}

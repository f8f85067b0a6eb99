/**
 * A user's function as a fitted stage. The function is no data: it is stored by name and given again at load.
 */

import { checkMatrix } from "../base/checks.js";
import { TransformerModel } from "../base/models.js";
import type { RowTransform } from "../base/row.js";
import type { AnyRow, Cell } from "../core/contracts.js";
import { DataError, show } from "../core/errors.js";
import { type Field, parseSchema, Schema } from "../core/schema.js";
import type { StateReader } from "../core/state.js";
import { Frame } from "../data/frame.js";
import { readFrame, readMatrix, type Table, type TableInput } from "../data/input.js";
import { DenseMatrix, Matrix } from "../data/matrix.js";

/** What a fitted FunctionTransformer stores. */
export interface FunctionTransformerState {
  readonly name: string;
  readonly reads: "numbers" | "columns";
  readonly inputNames: readonly string[];
  readonly outputNames: readonly string[];
  /** The types of the input where it is a frame. */
  readonly inputFields: readonly Field[] | null;
  /** The types of the output where it is a frame. */
  readonly outputFields: readonly Field[] | null;
}

/** A function from a table to a table with the same rows. */
export type TableFunction = (x: never) => Table;

/** Applies a user's function. */
export class FunctionTransformerModel extends TransformerModel {
  static readonly kind = "FunctionTransformerModel";
  static readonly version = 1;
  readonly kind = FunctionTransformerModel.kind;
  readonly version = FunctionTransformerModel.version;
  readonly traits = { missing: true, sparse: true };
  readonly #state: FunctionTransformerState;
  readonly #func: TableFunction;

  constructor(state: FunctionTransformerState, func: TableFunction) {
    super();
    this.#state = state;
    this.#func = func;
  }

  static parse(state: StateReader): FunctionTransformerModel {
    const name = state.string("name");
    const reads = state.choice("reads", ["numbers", "columns"]);
    const inputNames = state.strings("inputNames");
    const inputFields = readFields(state, "inputFields", inputNames);
    if ((inputFields !== null) !== (reads === "columns")) state.fail("inputFields", "fields where columns are read");
    const outputNames = state.strings("outputNames");
    const outputFields = readFields(state, "outputFields", outputNames);
    return new FunctionTransformerModel(
      { name, reads, inputNames, inputFields, outputNames, outputFields },
      state.fn(name),
    );
  }

  toState(): FunctionTransformerState {
    return this.#state;
  }
  get reads(): "numbers" | "columns" {
    return this.#state.reads;
  }
  get inputNames(): readonly string[] {
    return this.#state.inputNames;
  }
  get outputNames(): readonly string[] {
    return this.#state.outputNames;
  }
  override get outputFields(): readonly Field[] | undefined {
    return this.#state.outputFields ?? undefined;
  }

  transform(x: TableInput<object>): Table {
    const { name, reads, inputNames, outputNames } = this.#state;
    const table = reads === "numbers" ? readMatrix(x, inputNames) : readFrame(x, inputNames);
    if (table instanceof Matrix) checkMatrix(this.kind, this.traits, table);
    const result = callFunction(name, this.#func, table);
    const given = result instanceof Matrix ? result.names : result.columns;
    const fits =
      given.length === outputNames.length &&
      (!(result instanceof Frame) || given.every((each, i) => each === outputNames[i]));
    if (!fits) throw otherColumns(name, given, outputNames);
    return result;
  }

  rowTransform(): RowTransform {
    const { inputNames, inputFields } = this.#state;
    return (cells, out, at) => {
      const result = this.transform(
        inputFields === null ? rowMatrix(cells, inputNames.length) : rowFrame(cells, inputFields),
      );
      const values: ArrayLike<Cell> = result instanceof Matrix ? result.toDense().values : Object.values(result.row(0));
      for (let i = 0; i < values.length; i++) out[at + i] = values[i] ?? null;
    };
  }
}

/** The fields under a key, of these names; null where there are none. */
function readFields(state: StateReader, key: string, names: readonly string[]): readonly Field[] | null {
  if (state.isNull(key)) return null;
  const schema = parseSchema(state.raw(key));
  if (schema.names.join("\n") !== names.join("\n")) state.fail(key, "fields of the same names");
  return schema.fields;
}

function rowMatrix(cells: ArrayLike<Cell>, length: number): DenseMatrix {
  return new DenseMatrix(
    Float64Array.from({ length }, (_, i) => cells[i] as number),
    1,
    length,
  );
}

function rowFrame(cells: ArrayLike<Cell>, fields: readonly Field[]): Frame {
  const row = Object.fromEntries(fields.map((field, i) => [field.name, cells[i] ?? null]));
  return Frame.fromRows<AnyRow>([row], { schema: new Schema<AnyRow>(fields) });
}

/** Calls a user's function and checks that it gave a table of as many rows. */
export function callFunction(name: string, func: TableFunction, x: Table): Table {
  // The function takes a frame or a matrix, as its author said with `reads`.
  const result: unknown = func(x as never);
  const rows = x instanceof Frame ? x.numRows : x.rows;
  if (result instanceof Matrix && result.rows === rows) return result;
  if (result instanceof Frame && result.numRows === rows) return result as Frame;
  throw new DataError("DATA_SHAPE", {
    problem: `The function '${name}' gave no table of the same rows`,
    given:
      result instanceof Matrix
        ? `${result.rows} rows`
        : result instanceof Frame
          ? `${result.numRows} rows`
          : show(result),
    expected: `a Matrix or a Frame of ${rows} rows`,
    remedy: "Return one row for each that was given; rows are dropped before the pipeline, not in it",
    data: { name },
  });
}

function otherColumns(name: string, given: readonly string[], expected: readonly string[]): DataError {
  return new DataError("DATA_SHAPE", {
    problem: `The function '${name}' gave other columns than at the fit`,
    given: given.slice(0, 8).join(", "),
    expected: expected.slice(0, 8).join(", "),
    remedy: "Give the function that the model was fitted with, and let it give the same columns for any rows",
    data: { name },
  });
}

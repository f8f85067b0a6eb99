/**
 * A fitted OrdinalEncoder: the categories of each column in the order of their codes.
 */

import { FrameTransformer } from "../base/models.js";
import type { RowTransform } from "../base/row.js";
import type { AnyRow, Cell, Label } from "../core/contracts.js";
import { DataError, show } from "../core/errors.js";
import { type Field, Schema } from "../core/schema.js";
import type { StateReader } from "../core/state.js";
import { columnBuilder } from "../data/columns.js";
import { Frame } from "../data/frame.js";
import { readMatrix, type TableInput } from "../data/input.js";
import { type ColumnKind, DenseMatrix } from "../data/matrix.js";
import { OrdinalCodes, type OrdinalColumn, type OrdinalPolicy } from "./ordinal-column.js";

/** What a fitted OrdinalEncoder stores. */
export interface OrdinalEncoderState extends OrdinalPolicy {
  readonly inputNames: readonly string[];
  readonly columns: readonly OrdinalColumn[];
}

/** Writes the code of each value's category: 0, 1, … */
export class OrdinalEncoderModel extends FrameTransformer<DenseMatrix> {
  static readonly kind = "OrdinalEncoderModel";
  static readonly version = 1;
  readonly kind = OrdinalEncoderModel.kind;
  readonly version = OrdinalEncoderModel.version;
  readonly #state: OrdinalEncoderState;
  readonly #columns: readonly OrdinalCodes[];
  readonly #kinds: readonly ColumnKind[] | undefined;

  constructor(state: OrdinalEncoderState) {
    super();
    this.#state = state;
    this.#columns = state.columns.map(
      (column, index) => new OrdinalCodes(state.inputNames[index] ?? "", column, state),
    );
    // A number that stands for what has no category is no code, so a column that may hold it is one of numbers.
    const codesAlone = state.unknownValue === null && state.encodedMissingValue === null;
    this.#kinds = codesAlone ? state.columns.map(({ labels }) => ({ categories: labels })) : undefined;
  }

  static parse(state: StateReader): OrdinalEncoderModel {
    const columns = state.children("columns").map((column) => ({ labels: column.labels("labels") }));
    const number = (key: string) => (state.isNull(key) ? null : state.number(key));
    return new OrdinalEncoderModel({
      inputNames: state.strings("inputNames", { length: columns.length }),
      handleUnknown: state.choice("handleUnknown", ["error", "useEncodedValue"]),
      unknownValue: number("unknownValue"),
      encodedMissingValue: number("encodedMissingValue"),
      columns,
    });
  }

  toState(): OrdinalEncoderState {
    return this.#state;
  }
  get inputNames(): readonly string[] {
    return this.#state.inputNames;
  }
  get outputNames(): readonly string[] {
    return this.#state.inputNames;
  }
  /** The categories of each column in the order of their codes. */
  get categories(): readonly (readonly Label[])[] {
    return this.#columns.map(({ labels }) => labels);
  }

  protected apply(x: Frame): DenseMatrix {
    const cols = this.#columns.length;
    const out = new Float64Array(x.numRows * cols);
    this.#columns.forEach((column, index) => {
      column.encode(x.columnOf(column.name), out, index, cols);
    });
    return new DenseMatrix(out, x.numRows, cols, { names: this.outputNames, kinds: this.#kinds });
  }

  rowTransform(): RowTransform {
    const columns = this.#columns;
    return (cells, out, at) => {
      for (let i = 0; i < columns.length; i++) out[at + i] = (columns[i] as OrdinalCodes).code(cells[i] as Cell);
    };
  }

  /** The known categories are all that a column accepts, where unknown ones are refused. */
  override narrowInput(field: Field): Field {
    const labels = this.#columns[this.inputNames.indexOf(field.name)]?.labels ?? [];
    if (this.#state.handleUnknown !== "error" || labels.length === 0) return field;
    const known = new Set(labels);
    return { ...field, values: field.values?.filter((value) => known.has(value)) ?? labels };
  }

  /**
   * The categories behind codes. What stands for a missing value or an unknown category gives null.
   *
   * @throws SchemaError `COLUMN_MISMATCH` for other columns than the encoder gives; DataError `CATEGORY_UNKNOWN` for a number that
   * is no code.
   */
  inverseTransform(input: TableInput<object>): Frame {
    const { values, rows, cols } = readMatrix(input, this.outputNames).toDense();
    const fields = this.#columns.map(fieldOf);
    const builders = fields.map(columnBuilder);
    for (let row = 0, at = 0; row < rows; row++) {
      for (let col = 0; col < cols; col++, at++) {
        const column = this.#columns[col] as OrdinalCodes;
        const label = column.decode(values[at] as number);
        if (label === undefined) throw noCode(column, row, values[at] as number);
        builders[col]?.push(label);
      }
    }
    const columns = builders.map((builder) => builder.finish());
    return new Frame(new Schema<AnyRow>(fields), columns, rows);
  }
}

function fieldOf({ name, labels }: OrdinalCodes): Field {
  const type = typeof (labels[0] ?? "");
  return { name, type: type === "number" || type === "boolean" ? type : "string", nullable: true };
}

function noCode({ name, labels }: OrdinalCodes, row: number, value: number): DataError {
  return new DataError("CATEGORY_UNKNOWN", {
    problem: `Row ${row}, column '${name}' holds a number that stands for no category`,
    given: show(value),
    expected: `a whole number from 0 to ${labels.length - 1}, or what stands for a missing value`,
    remedy: "Give what transform gave, unchanged",
    data: { column: name, row, value },
  });
}

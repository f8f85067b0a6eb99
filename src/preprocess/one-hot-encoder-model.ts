/**
 * A fitted OneHotEncoder: the categories of each column and the output columns they stand in.
 */

import { FrameTransformer } from "../base/models.js";
import type { RowTransform } from "../base/row.js";
import type { Cell, Label } from "../core/contracts.js";
import type { Traits } from "../core/estimator.js";
import type { Field } from "../core/schema.js";
import type { StateReader } from "../core/state.js";
import type { Frame } from "../data/frame.js";
import { readMatrix, type TableInput } from "../data/input.js";
import { CsrMatrix, DenseMatrix, type Matrix } from "../data/matrix.js";
import { type HandleUnknown, OneHotBlock, type OneHotColumn, ZEROS } from "./one-hot-block.js";
import { decode } from "./one-hot-decode.js";
import { uniqueNames } from "./unique-names.js";

/** What a fitted OneHotEncoder stores. */
export interface OneHotEncoderState {
  readonly inputNames: readonly string[];
  readonly handleUnknown: HandleUnknown;
  /** Whether `transform` gives compressed rows; dense ones otherwise. */
  readonly sparseOutput: boolean;
  readonly columns: readonly OneHotColumn[];
}

/** Writes a 1 in the column of each value's category, 0 in the others of its block. `Out` is the layout that it gives. */
export class OneHotEncoderModel<Out extends Matrix = Matrix> extends FrameTransformer<Out> {
  static readonly kind = "OneHotEncoderModel";
  static readonly version = 1;
  readonly kind = OneHotEncoderModel.kind;
  readonly version = OneHotEncoderModel.version;
  override readonly traits: Traits = { missing: true, sparse: true };
  /** `city_Lima` for each category; a name that is there already gets `_2`, `_3`, … at its end. */
  readonly outputNames: readonly string[];
  readonly #state: OneHotEncoderState;
  readonly #blocks: readonly OneHotBlock[];

  constructor(state: OneHotEncoderState) {
    super();
    this.#state = state;
    const blocks: OneHotBlock[] = [];
    let start = 0;
    state.columns.forEach((column, index) => {
      const block = new OneHotBlock(state.inputNames[index] ?? "", column, state.handleUnknown, start);
      start += block.outputs.length;
      blocks.push(block);
    });
    this.#blocks = blocks;
    this.outputNames = uniqueNames(
      blocks.flatMap(({ name, outputs }) => outputs.map(({ suffix }) => `${name}_${suffix}`)),
    );
  }

  static parse(state: StateReader): OneHotEncoderModel {
    const columns = state.children("columns").map(parseColumn);
    return new OneHotEncoderModel({
      inputNames: state.strings("inputNames", { length: columns.length }),
      handleUnknown: state.choice("handleUnknown", ["error", "ignore", "infrequentIfExist"]),
      sparseOutput: state.boolean("sparseOutput"),
      columns,
    });
  }

  toState(): OneHotEncoderState {
    return this.#state;
  }
  get inputNames(): readonly string[] {
    return this.#state.inputNames;
  }
  /** The categories of each input column, sorted; null, for a missing value, comes last. */
  get categories(): readonly (readonly (Label | null)[])[] {
    return this.#blocks.map(({ categories }) => categories);
  }
  /** The categories of each input column that share its last output column. */
  get infrequentCategories(): readonly (readonly (Label | null)[])[] {
    return this.#blocks.map(({ categories }, index) =>
      Array.from(this.#state.columns[index]?.infrequent ?? [], (place) => categories[place] ?? null),
    );
  }

  /** For each input column the place of the category without an output column among `categories`; null where all have one. */
  get dropIdx(): readonly (number | null)[] {
    return this.#state.columns.map(({ dropped }) => (dropped < 0 ? null : dropped));
  }

  protected apply(x: Frame): Out {
    const output = this.#state.sparseOutput ? this.#sparse(x) : this.#dense(x);
    // `Out` follows from the option that the state holds; of a model that was loaded it is any matrix.
    return output as Matrix as Out;
  }

  #sparse(x: Frame): CsrMatrix {
    const count = this.#blocks.length;
    const slots = new Int32Array(x.numRows * count);
    this.#blocks.forEach((block, index) => {
      block.encode(x.columnOf(block.name), slots, index, count);
    });
    const { indices, indptr } = dropZeros(slots, x.numRows, count);
    const values = new Float64Array(indices.length).fill(1);
    return new CsrMatrix({ values, indices, indptr }, x.numRows, this.outputNames.length, { names: this.outputNames });
  }

  #dense(x: Frame): DenseMatrix {
    const rows = x.numRows;
    const cols = this.outputNames.length;
    const values = new Float64Array(rows * cols);
    const slots = new Int32Array(rows);
    for (const block of this.#blocks) {
      block.encode(x.columnOf(block.name), slots, 0, 1);
      for (let row = 0; row < rows; row++) {
        const slot = slots[row] as number;
        if (slot !== ZEROS) values[row * cols + slot] = 1;
      }
    }
    return new DenseMatrix(values, rows, cols, { names: this.outputNames });
  }

  rowTransform(): RowTransform {
    const blocks = this.#blocks;
    const width = this.outputNames.length;
    return (cells, out, at) => {
      if (out instanceof Float64Array) out.fill(0, at, at + width);
      else for (let i = 0; i < width; i++) out[at + i] = 0;
      for (let i = 0; i < blocks.length; i++) {
        const slot = (blocks[i] as OneHotBlock).slot(cells[i] as Cell);
        if (slot !== ZEROS) out[at + slot] = 1;
      }
    };
  }

  /** The known categories are all that a column accepts, where unknown ones are refused. */
  override narrowInput(field: Field): Field {
    const column = this.#state.columns[this.inputNames.indexOf(field.name)];
    if (column === undefined || this.#state.handleUnknown !== "error" || column.labels.length === 0) return field;
    const known = new Set(column.labels);
    const values = field.values?.filter((value) => known.has(value)) ?? column.labels;
    return { ...field, nullable: field.nullable && column.missing, values };
  }

  /**
   * The categories behind encoded rows: of each block the column with the largest value above 0. Rows of zeros give the
   * dropped category, or null where unknown ones are ignored; infrequent categories, which share a column, give null.
   *
   * @throws SchemaError `COLUMN_MISMATCH` for other columns than the encoder gives; DataError `CATEGORY_UNKNOWN` for a row of
   * zeros that no category has.
   */
  inverseTransform(x: TableInput<object>): Frame {
    return decode(readMatrix(x, this.outputNames), this.#blocks);
  }
}

/** Compressed rows from one output column for each row and block; those that are {@link ZEROS} are left out. */
function dropZeros(slots: Int32Array, rows: number, count: number): { indices: Int32Array; indptr: Int32Array } {
  const indptr = new Int32Array(rows + 1);
  let kept = 0;
  for (let row = 0, at = 0; row < rows; row++) {
    for (let i = 0; i < count; i++, at++) {
      const slot = slots[at] as number;
      if (slot === ZEROS) continue;
      slots[kept++] = slot;
    }
    indptr[row + 1] = kept;
  }
  return { indices: kept === slots.length ? slots : slots.slice(0, kept), indptr };
}

function parseColumn(state: StateReader): OneHotColumn {
  const labels = state.labels("labels");
  const missing = state.boolean("missing");
  const count = labels.length + Number(missing);
  if (count === 0) state.fail("labels", "at least one category");
  const infrequent = state.int32("infrequent", { min: 0, max: count - 1 });
  const ascending = infrequent.every((place, index) => index === 0 || place > (infrequent[index - 1] as number));
  if (!ascending) state.fail("infrequent", "ascending places");
  return { labels, missing, infrequent, dropped: state.number("dropped", { integer: true, min: -1, max: count - 1 }) };
}

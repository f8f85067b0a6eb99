/**
 * A fitted FeatureHasher: the names and types of its columns, and how they are hashed. It has learned nothing else.
 */
import { FrameTransformer } from "../base/models.js";
import type { RowTransform } from "../base/row.js";
import type { Cell } from "../core/contracts.js";
import type { Traits } from "../core/estimator.js";
import type { StateReader } from "../core/state.js";
import type { Frame } from "../data/frame.js";
import { CsrMatrix } from "../data/matrix.js";
import { MOST_HASHED_COLUMNS } from "../kernels/murmur-hash.js";
import { HashedColumn, type HashedType, type HashPolicy } from "./hashed-column.js";
import { HashedRows } from "./hashed-rows.js";

/** What a fitted FeatureHasher stores. */
export interface FeatureHasherState extends HashPolicy {
  readonly columns: readonly { readonly name: string; readonly type: HashedType }[];
}

/** Adds up the values of each row in the columns that their hashes choose. */
export class FeatureHasherModel extends FrameTransformer<CsrMatrix> {
  static readonly kind = "FeatureHasherModel";
  static readonly version = 1;
  readonly kind = FeatureHasherModel.kind;
  readonly version = FeatureHasherModel.version;
  override readonly traits: Traits = { missing: true, sparse: true };
  readonly inputNames: readonly string[];
  readonly #state: FeatureHasherState;
  readonly #columns: readonly HashedColumn[];
  #names: readonly string[] | undefined;

  constructor(state: FeatureHasherState) {
    super();
    this.#state = state;
    this.#columns = state.columns.map(({ name, type }) => new HashedColumn(name, type, state));
    this.inputNames = state.columns.map(({ name }) => name);
  }

  static parse(state: StateReader): FeatureHasherModel {
    return new FeatureHasherModel({
      nFeatures: state.number("nFeatures", { integer: true, min: 1, max: MOST_HASHED_COLUMNS }),
      inputType: state.choice("inputType", ["dict", "string"]),
      alternateSign: state.boolean("alternateSign"),
      columns: state.children("columns").map((column) => ({
        name: column.string("name"),
        type: column.choice("type", ["string", "number", "boolean"]),
      })),
    });
  }

  toState(): FeatureHasherState {
    return this.#state;
  }

  /** `hash_0`, `hash_1`, …: what goes into a column cannot be told from it. */
  get outputNames(): readonly string[] {
    // Made when they are first asked for: there may be a million.
    this.#names ??= Array.from({ length: this.#state.nFeatures }, (_, col) => `hash_${col}`);
    return this.#names;
  }

  protected apply(x: Frame): CsrMatrix {
    const rows = new HashedRows(x.numRows, this.#columns.length);
    const readers = this.#columns.map((column) => column.reader(x.columnOf(column.name), rows));
    for (let row = 0; row < x.numRows; row++) {
      for (let i = 0; i < readers.length; i++) (readers[i] as (row: number) => void)(row);
      rows.next();
    }
    return new CsrMatrix(rows.done(), x.numRows, this.#state.nFeatures, { names: this.outputNames });
  }

  rowTransform(): RowTransform {
    const columns = this.#columns;
    const width = this.#state.nFeatures;
    return (cells, out, at) => {
      if (out instanceof Float64Array) out.fill(0, at, at + width);
      else for (let i = 0; i < width; i++) out[at + i] = 0;
      const add = (place: number, value: number): void => {
        const to = at + (place < 0 ? ~place : place);
        out[to] = (out[to] as number) + (place < 0 ? -value : value);
      };
      for (let i = 0; i < columns.length; i++) (columns[i] as HashedColumn).cell(cells[i] as Cell, add);
    };
  }
}

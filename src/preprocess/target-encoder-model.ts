/**
 * A fitted TargetEncoder: a number for each category of each column, one a class where there are several.
 */
import { FrameTransformer } from "../base/models.js";
import type { RowTransform } from "../base/row.js";
import type { Cell, Label } from "../core/contracts.js";
import type { Traits } from "../core/estimator.js";
import type { StateReader } from "../core/state.js";
import type { Frame } from "../data/frame.js";
import { DenseMatrix } from "../data/matrix.js";
import { CategoryLookup } from "./category-lookup.js";
import type { TargetType } from "./encoded-target.js";
import { uniqueNames } from "./unique-names.js";

/** What is learned of one column. */
export interface TargetColumn {
  /** The categories, sorted; a missing value that was seen comes after them. */
  readonly labels: readonly Label[];
  /** Whether a missing value was seen. */
  readonly missing: boolean;
  /** The encodings, category after category. */
  readonly encodings: Float64Array;
}

/** What a fitted TargetEncoder stores. */
export interface TargetEncoderState {
  readonly inputNames: readonly string[];
  readonly targetType: TargetType;
  /** The classes of the target, sorted; none for numbers. */
  readonly classes: readonly Label[];
  /** The mean of the target, or the share of each class: what unseen categories become. */
  readonly targetMean: Float64Array;
  readonly columns: readonly TargetColumn[];
}

/** Writes what the target was on average where a category occurred. */
export class TargetEncoderModel extends FrameTransformer<DenseMatrix> {
  static readonly kind = "TargetEncoderModel";
  static readonly version = 1;
  readonly kind = TargetEncoderModel.kind;
  readonly version = TargetEncoderModel.version;
  override readonly traits: Traits = { missing: true, sparse: true };
  /** The names of the columns; `city_paid` for each class where there are several. A name that is there already gets `_2`, `_3`, … at its end. */
  readonly outputNames: readonly string[];
  readonly #state: TargetEncoderState;
  readonly #lookups: readonly CategoryLookup[];
  /** The encodings of each column, behind them the mean, where unseen categories find it. */
  readonly #tables: readonly Float64Array[];

  constructor(state: TargetEncoderState) {
    super();
    this.#state = state;
    const { inputNames, columns, targetMean, targetType, classes } = state;
    this.#lookups = columns.map((column, index) => targetLookup(inputNames[index] ?? "", column));
    this.#tables = columns.map(({ encodings }) => joined(encodings, targetMean));
    this.outputNames =
      targetType === "multiclass"
        ? uniqueNames(inputNames.flatMap((name) => classes.map((label) => `${name}_${label}`)))
        : inputNames;
  }

  static parse(state: StateReader): TargetEncoderModel {
    const targetType = state.choice("targetType", ["continuous", "binary", "multiclass"]);
    const classes = state.labels("classes");
    const fits = targetType === "continuous" ? classes.length === 0 : classes.length >= 2;
    if (!fits || (targetType === "binary" && classes.length > 2))
      state.fail("classes", `those of a ${targetType} target`);
    const width = targetType === "multiclass" ? classes.length : 1;
    const columns = state.children("columns").map((column) => parseColumn(column, width));
    return new TargetEncoderModel({
      inputNames: state.strings("inputNames", { length: columns.length }),
      targetType,
      classes,
      targetMean: state.float64("targetMean", { length: width, finite: true }),
      columns,
    });
  }

  toState(): TargetEncoderState {
    return this.#state;
  }
  get inputNames(): readonly string[] {
    return this.#state.inputNames;
  }
  /** What the target is. */
  get targetType(): TargetType {
    return this.#state.targetType;
  }
  /** The classes of the target, sorted; none for numbers. Of two, the second is the one whose share is taken. */
  get classes(): readonly Label[] {
    return this.#state.classes;
  }
  /** The mean of the target, or the share of each class: what unseen categories become. */
  get targetMean(): Float64Array {
    return this.#state.targetMean;
  }
  /** The categories of each input column, sorted; null, for a missing value, comes last. */
  get categories(): readonly (readonly (Label | null)[])[] {
    return this.#state.columns.map(categoriesOf);
  }
  /** The encodings of each input column, in the order of its categories; of several classes one after the other. */
  get encodings(): readonly Float64Array[] {
    return this.#state.columns.map(({ encodings }) => encodings);
  }

  protected apply(x: Frame): DenseMatrix {
    const rows = x.numRows;
    const cols = this.outputNames.length;
    const width = this.#state.targetMean.length;
    const out = new Float64Array(rows * cols);
    const slots = new Int32Array(rows);
    this.#lookups.forEach((lookup, index) => {
      lookup.encode(x.columnOf(this.inputNames[index] ?? ""), slots, 0, 1);
      writeEncodings(this.#tables[index] as Float64Array, slots, width, out, index * width, cols);
    });
    return new DenseMatrix(out, rows, cols, { names: this.outputNames });
  }

  rowTransform(): RowTransform {
    const lookups = this.#lookups;
    const tables = this.#tables;
    const width = this.#state.targetMean.length;
    return (cells, out, at) => {
      for (let i = 0; i < lookups.length; i++) {
        const table = tables[i] as Float64Array;
        const from = (lookups[i] as CategoryLookup).slot(cells[i] as Cell) * width;
        for (let k = 0; k < width; k++) out[at + i * width + k] = table[from + k] as number;
      }
    };
  }
}

/** Writes the `width` numbers of each row's category to `out[at …]`, `out[at + step …]`, … */
function writeEncodings(
  table: Float64Array,
  slots: Int32Array,
  width: number,
  out: Float64Array,
  at: number,
  step: number,
): void {
  for (let row = 0, to = at; row < slots.length; row++, to += step) {
    const from = (slots[row] as number) * width;
    for (let k = 0; k < width; k++) out[to + k] = table[from + k] as number;
  }
}

/** The places of a column's categories; those that were not seen have the one after the last. */
export function targetLookup(name: string, column: Omit<TargetColumn, "encodings">): CategoryLookup {
  const categories = categoriesOf(column);
  const slots = new Map<Cell, number>(categories.map((category, place) => [category, place]));
  return new CategoryLookup({
    owner: "TargetEncoderModel",
    name,
    categories,
    slots,
    unknown: categories.length,
    missing: slots.get(null) ?? categories.length,
    // Nothing is refused as unknown.
    remedy: "",
  });
}

function categoriesOf({ labels, missing }: Omit<TargetColumn, "encodings">): readonly (Label | null)[] {
  return missing ? [...labels, null] : labels;
}

function joined(encodings: Float64Array, mean: Float64Array): Float64Array {
  const table = new Float64Array(encodings.length + mean.length);
  table.set(encodings);
  table.set(mean, encodings.length);
  return table;
}

function parseColumn(state: StateReader, width: number): TargetColumn {
  const labels = state.labels("labels");
  const missing = state.boolean("missing");
  const count = labels.length + Number(missing);
  if (count === 0) state.fail("labels", "at least one category");
  return { labels, missing, encodings: state.float64("encodings", { length: count * width, finite: true }) };
}

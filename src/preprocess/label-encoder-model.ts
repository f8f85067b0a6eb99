/**
 * A fitted LabelEncoder: the labels in the order of their codes.
 */
import type { Label, Model, NumericValues, Values } from "../core/contracts.js";
import { DataError, listNames, show } from "../core/errors.js";
import type { StateReader } from "../core/state.js";

/** What a fitted LabelEncoder stores. */
export interface LabelEncoderState<L extends Label = Label> {
  readonly classes: readonly L[];
}

/** Turns labels into whole numbers from 0 on, and back. `L` is the very type of the labels that it was fitted on. */
export class LabelEncoderModel<L extends Label = Label> implements Model {
  static readonly kind = "LabelEncoderModel";
  static readonly version = 1;
  readonly kind = LabelEncoderModel.kind;
  readonly version = LabelEncoderModel.version;
  readonly #state: LabelEncoderState<L>;
  readonly #codes: ReadonlyMap<Label, number>;

  constructor(state: LabelEncoderState<L>) {
    this.#state = state;
    this.#codes = new Map(state.classes.map((label, code) => [label, code]));
  }

  static parse(state: StateReader): LabelEncoderModel {
    return new LabelEncoderModel({ classes: state.labels("classes", { minLength: 1 }) });
  }

  toState(): LabelEncoderState<L> {
    return this.#state;
  }
  /** The labels, sorted: each stands at its code. */
  get classes(): readonly L[] {
    return this.#state.classes;
  }

  /**
   * The code of each label.
   *
   * @throws DataError `LABEL_UNKNOWN` for a label that was not there at fit, a missing one too.
   */
  transform(labels: Values<L>): Int32Array {
    const codes = new Int32Array(labels.length);
    let row = 0;
    for (const label of labels) {
      const code = label === null ? undefined : this.#codes.get(label);
      if (code === undefined) throw this.#unknown(row, label);
      codes[row++] = code;
    }
    return codes;
  }

  /**
   * The label behind each code.
   *
   * @throws DataError `LABEL_UNKNOWN` for a number that is no code.
   */
  inverseTransform(codes: NumericValues): L[] {
    const labels: L[] = [];
    for (const code of codes) {
      const label = code === null ? undefined : this.classes[code];
      if (label === undefined) throw this.#noCode(labels.length, code);
      labels.push(label);
    }
    return labels;
  }

  #unknown(row: number, label: unknown): DataError {
    return new DataError("LABEL_UNKNOWN", {
      problem: `Row ${row} has a label that was not there when LabelEncoder was fitted`,
      given: show(label),
      expected: `one of ${listNames(this.classes.map((known) => show(known)))}`,
      remedy: "Fit on labels that have it, or drop the row",
      data: { row, label },
    });
  }

  #noCode(row: number, code: unknown): DataError {
    return new DataError("LABEL_UNKNOWN", {
      problem: `Row ${row} holds a number that stands for no label`,
      given: show(code),
      expected: `a whole number from 0 to ${this.classes.length - 1}`,
      remedy: "Give what transform gave, unchanged",
      data: { row, code },
    });
  }
}

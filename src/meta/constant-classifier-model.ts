/**
 * What a classifier learns from rows of one class: that class. Members of ensembles meet such rows, in a fold or a draw, though the ensemble
 * itself has several classes.
 */
import { ClassifierModel } from "../base/models.js";
import type { RowProba } from "../base/row.js";
import type { Label } from "../core/contracts.js";
import type { Traits } from "../core/estimator.js";
import type { StateReader } from "../core/state.js";
import type { Matrix } from "../data/matrix.js";

/** What a classifier of one class stores. */
export interface ConstantClassifierState<L extends Label = Label> {
  readonly inputNames: readonly string[];
  /** The one class. */
  readonly classes: readonly L[];
}

/** Predicts the one class that its rows had, whatever it is asked. */
export class ConstantClassifierModel<L extends Label = Label> extends ClassifierModel<L> {
  static readonly kind = "ConstantClassifierModel";
  static readonly version = 1;
  readonly kind = ConstantClassifierModel.kind;
  readonly version = ConstantClassifierModel.version;
  readonly traits: Traits = { missing: true, sparse: true };
  readonly inputNames: readonly string[];
  readonly classes: readonly L[];

  constructor(inputNames: readonly string[], classes: readonly L[]) {
    super();
    this.inputNames = inputNames;
    this.classes = classes;
  }

  static parse(state: StateReader): ConstantClassifierModel {
    const classes = state.labels("classes", { minLength: 1 });
    if (classes.length !== 1) state.fail("classes", "one label");
    return new ConstantClassifierModel(state.strings("inputNames"), classes);
  }

  toState(): ConstantClassifierState<L> {
    return { inputNames: this.inputNames, classes: this.classes };
  }

  protected probabilities(x: Matrix): Float64Array {
    return new Float64Array(x.rows).fill(1);
  }

  override rowProba(): RowProba {
    return (_, out) => {
      out[0] = 1;
    };
  }
}

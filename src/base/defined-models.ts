/**
 * The models of estimators made by `defineEstimator`: the definition's functions over its state.
 */
import type { Label } from "../core/contracts.js";
import type { Traits } from "../core/estimator.js";
import { DenseMatrix, type Matrix } from "../data/matrix.js";
import type { ClassifierDefinition, RegressorDefinition, TransformerDefinition } from "./definition.js";
import { ClassifierModel, MatrixTransformer, RegressorModel } from "./models.js";

type Known = "kind" | "version" | "traits";

/** A regressor made by `defineEstimator`. */
export class DefinedRegressorModel<State extends object> extends RegressorModel {
  readonly kind: string;
  readonly version: number;
  readonly traits: Traits;
  readonly inputNames: readonly string[];
  /** What was learned. */
  readonly state: State;
  readonly #predict: (state: State, x: Matrix) => Float64Array;

  constructor(
    definition: Pick<RegressorDefinition<object, State>, Known | "predict">,
    inputNames: readonly string[],
    state: State,
  ) {
    super();
    this.kind = definition.kind;
    this.version = definition.version ?? 1;
    this.traits = definition.traits ?? {};
    this.inputNames = inputNames;
    this.state = state;
    this.#predict = definition.predict;
  }
  toState(): object {
    return { inputNames: this.inputNames, state: this.state };
  }
  protected values(x: Matrix): Float64Array {
    return this.#predict(this.state, x);
  }
}

/** A classifier made by `defineEstimator`. */
export class DefinedClassifierModel<L extends Label, State extends object> extends ClassifierModel<L> {
  readonly kind: string;
  readonly version: number;
  readonly traits: Traits;
  readonly inputNames: readonly string[];
  readonly classes: readonly L[];
  /** What was learned. */
  readonly state: State;
  readonly #predictProba: (state: State, x: Matrix) => Float64Array;

  constructor(
    definition: Pick<ClassifierDefinition<object, State>, Known | "predictProba">,
    inputNames: readonly string[],
    classes: readonly L[],
    state: State,
  ) {
    super();
    this.kind = definition.kind;
    this.version = definition.version ?? 1;
    this.traits = definition.traits ?? {};
    this.inputNames = inputNames;
    this.classes = classes;
    this.state = state;
    this.#predictProba = definition.predictProba;
  }
  toState(): object {
    return { inputNames: this.inputNames, classes: this.classes, state: this.state };
  }
  protected probabilities(x: Matrix): Float64Array {
    return this.#predictProba(this.state, x);
  }
}

/** A transformer made by `defineEstimator`. */
export class DefinedTransformerModel<State extends object> extends MatrixTransformer {
  readonly kind: string;
  readonly version: number;
  readonly traits: Traits;
  readonly inputNames: readonly string[];
  readonly outputNames: readonly string[];
  /** What was learned. */
  readonly state: State;
  readonly #transform: (state: State, x: Matrix) => Float64Array;

  constructor(
    definition: Pick<TransformerDefinition<object, State>, Known | "transform" | "outputNames">,
    inputNames: readonly string[],
    state: State,
  ) {
    super();
    this.kind = definition.kind;
    this.version = definition.version ?? 1;
    this.traits = definition.traits ?? {};
    this.inputNames = inputNames;
    this.outputNames = definition.outputNames?.(state, inputNames) ?? inputNames;
    this.state = state;
    this.#transform = definition.transform;
  }
  toState(): object {
    return { inputNames: this.inputNames, state: this.state };
  }
  protected apply(x: Matrix): Matrix {
    return new DenseMatrix(this.#transform(this.state, x), x.rows, this.outputNames.length, {
      names: this.outputNames,
    });
  }
}

/**
 * What an estimator of one's own is made of: how to learn a state, how to read it back, how to predict from it.
 */
import type { FitContext, Label } from "../core/contracts.js";
import type { Traits } from "../core/estimator.js";
import type { EncodedLabels } from "../core/labels.js";
import type { Params, Resolved } from "../core/params.js";
import type { StateReader } from "../core/state.js";
import type { Matrix } from "../data/matrix.js";
import type { TransformerTarget, ValidationSet } from "./fit-input.js";

/** What every definition states. */
export interface Definition<Options extends object, State extends object> {
  /** A name with a namespace, such as `"acme/Winsorizer"`. */
  readonly kind: string;
  /** The version of the stored state. Default: 1. */
  readonly version?: number;
  /** The options, each declared; see `number`, `integer`, `boolean`, `choice` and their like. Default: none. */
  readonly params: Params<Options>;
  /** What the estimator can read. Default: dense rows without missing values. */
  readonly traits?: Traits;
  /** Reads the state back from an artifact, checking every part of it against the columns and classes of the fit. */
  readonly parse: (state: StateReader, fitted: Fitted) => State;
}

/** What a model was fitted on, beside its state. */
export interface Fitted {
  readonly inputNames: readonly string[];
  /** The labels of a classifier, sorted; none for others. */
  readonly classes: readonly Label[];
}

/** The context of `learn`: progress, weights, a model to go on from, and the validation set where one was given. */
export type LearnContext<Options extends object> = FitContext & {
  readonly params: Resolved<Options>;
  readonly validation: ValidationSet | undefined;
};

/** A regressor of one's own. */
export interface RegressorDefinition<Options extends object, State extends object> extends Definition<Options, State> {
  /** That it predicts numbers. */
  readonly task: "regress";
  /** Learns the state: plain objects, typed arrays, strings, numbers. */
  readonly learn: (x: Matrix, y: Float64Array, context: LearnContext<Options>) => State | Promise<State>;
  /** One number a row. */
  readonly predict: (state: State, x: Matrix) => Float64Array;
}

/** A classifier of one's own. */
export interface ClassifierDefinition<Options extends object, State extends object> extends Definition<Options, State> {
  /** That it tells classes apart. */
  readonly task: "classify";
  /** Learns the state from labels coded 0 … k−1. */
  readonly learn: (x: Matrix, y: EncodedLabels, context: LearnContext<Options>) => State | Promise<State>;
  /** The probability of each class, row after row. */
  readonly predictProba: (state: State, x: Matrix) => Float64Array;
}

/** A transformer of numbers of one's own. */
export interface TransformerDefinition<Options extends object, State extends object>
  extends Definition<Options, State> {
  /** That it maps data. */
  readonly task: "transform";
  /** Learns the state; `y` is `undefined` where no target was given. */
  readonly learn: (x: Matrix, y: TransformerTarget, context: LearnContext<Options>) => State | Promise<State>;
  /** The output, rows × as many columns as `outputNames` gives names. */
  readonly transform: (state: State, x: Matrix) => Float64Array;
  /** The names of the output columns. Default: those of the input. */
  readonly outputNames?: (state: State, inputNames: readonly string[]) => readonly string[];
}

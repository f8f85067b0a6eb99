/**
 * Estimators of one's own in one call. Reading input, checks, pipelines, artifacts and the contract suite come with it.
 */
import type { FitContext, Label, Model } from "../core/contracts.js";
import { ParameterError, show } from "../core/errors.js";
import type { Declaration } from "../core/estimator.js";
import type { EncodedLabels } from "../core/labels.js";
import type { ModelKind, StateReader } from "../core/state.js";
import type { Matrix } from "../data/matrix.js";
import { DefinedClassifierModel, DefinedRegressorModel, DefinedTransformerModel } from "./defined-models.js";
import type { ClassifierDefinition, Definition, RegressorDefinition, TransformerDefinition } from "./definition.js";
import {
  ClassifierEstimator,
  type ClassifierType,
  MatrixTransformerEstimator,
  type ModelFor,
  RegressorEstimator,
} from "./estimators.js";
import type { TransformerTarget, ValidationSet } from "./fit-input.js";

/** A class of estimators that is also the kind of their models: give it to `load` in `kinds`. */
export interface DefinedEstimator<Options extends object, E, M extends Model> extends ModelKind<M> {
  new (options?: Partial<Options>): E;
  readonly declaration: Declaration<Options>;
}

/** The recipe of a regressor of one's own. */
export type DefinedRegressor<Options extends object, State extends object> = RegressorEstimator<
  Options,
  DefinedRegressorModel<State>
>;

/** Which model a defined classifier gives. */
export interface DefinedClassifierType<State extends object> extends ClassifierType {
  readonly model: DefinedClassifierModel<this["label"], State>;
}
/** The recipe of a classifier of one's own. */
export type DefinedClassifier<Options extends object, State extends object> = ClassifierEstimator<
  Options,
  DefinedClassifierType<State>
>;
/** The recipe of a transformer of one's own. */
export type DefinedTransformer<Options extends object, State extends object> = MatrixTransformerEstimator<
  Options,
  DefinedTransformerModel<State>
>;

/**
 * Makes an estimator of one's own: a class of recipes, which is also the kind under which their models are loaded.
 *
 * @throws ParameterError `PARAM_INVALID` for a kind without a namespace.
 * @example
 * ```ts
 * import { defineEstimator, deserialize, serialize } from "@org/mlkit";
 *
 * const Mean = defineEstimator({
 *   kind: "acme/Mean",
 *   task: "regress",
 *   params: {},
 *   learn: (_x, y) => ({ mean: y.reduce((sum, value) => sum + value, 0) / y.length }),
 *   parse: (state) => ({ mean: state.number("mean") }),
 *   predict: ({ mean }, x) => new Float64Array(x.rows).fill(mean),
 * });
 *
 * const model = await new Mean().fit([[1], [2]], [10, 20]);
 * const again = await deserialize(serialize(model), { as: Mean, kinds: [Mean] });
 * again.state.mean; // => 15
 * [...again.predict([[7]])]; // => [15]
 * ```
 */
export function defineEstimator<Options extends object, State extends object>(
  definition: RegressorDefinition<Options, State>,
): DefinedEstimator<Options, DefinedRegressor<Options, State>, DefinedRegressorModel<State>>;
export function defineEstimator<Options extends object, State extends object>(
  definition: ClassifierDefinition<Options, State>,
): DefinedEstimator<Options, DefinedClassifier<Options, State>, DefinedClassifierModel<Label, State>>;
export function defineEstimator<Options extends object, State extends object>(
  definition: TransformerDefinition<Options, State>,
): DefinedEstimator<Options, DefinedTransformer<Options, State>, DefinedTransformerModel<State>>;
export function defineEstimator<Options extends object, State extends object>(
  definition:
    | RegressorDefinition<Options, State>
    | ClassifierDefinition<Options, State>
    | TransformerDefinition<Options, State>,
): unknown {
  if (!/^[^/\s]+\/[^/\s]+$/.test(definition.kind)) throw noNamespace(definition.kind);
  if (definition.task === "regress") return defineRegressor(definition);
  return definition.task === "classify" ? defineClassifier(definition) : defineTransformer(definition);
}

function noNamespace(kind: unknown): ParameterError {
  return new ParameterError("PARAM_INVALID", {
    problem: "The kind of an estimator of one's own needs a namespace",
    given: show(kind),
    expected: "a name such as 'acme/Winsorizer'",
    remedy: "Put your organisation's name and a slash before it",
  });
}

// What classes say of themselves is made once, before the class, so that recipes and models share it.

function kindOf<M extends Model>(
  { kind, version = 1 }: { readonly kind: string; readonly version?: number },
  parse: (state: StateReader) => M,
): ModelKind<M> {
  return { kind, version, parse };
}

function declarationOf<Options extends object, State extends object>(
  definition: Definition<Options, State>,
  model: ModelKind,
): Declaration<Options> {
  return { kind: definition.kind, params: definition.params, traits: definition.traits ?? {}, models: [model] };
}

function defineRegressor<Options extends object, State extends object>(
  definition: RegressorDefinition<Options, State>,
) {
  const model = (names: readonly string[], state: State) => new DefinedRegressorModel(definition, names, state);
  const stored = kindOf(definition, (state) => {
    const inputNames = state.strings("inputNames");
    return model(inputNames, definition.parse(state.child("state"), { inputNames, classes: [] }));
  });
  const declaration = declarationOf(definition, stored);
  return class extends RegressorEstimator<Options, DefinedRegressorModel<State>> {
    static readonly kind = stored.kind;
    static readonly version = stored.version;
    static readonly parse = stored.parse;
    static readonly declaration = declaration;
    readonly declaration = declaration;
    constructor(options?: Partial<Options>) {
      super(declaration, options);
    }
    protected async learn(x: Matrix, y: Float64Array, context: FitContext, validation: ValidationSet | undefined) {
      return model(x.names, await definition.learn(x, y, { ...context, params: this.params, validation }));
    }
  };
}

function defineClassifier<Options extends object, State extends object>(
  definition: ClassifierDefinition<Options, State>,
) {
  const stored = kindOf(definition, (state) => {
    const inputNames = state.strings("inputNames");
    const classes = state.labels("classes", { minLength: 2 });
    const learned = definition.parse(state.child("state"), { inputNames, classes });
    return new DefinedClassifierModel(definition, inputNames, classes, learned);
  });
  const declaration = declarationOf(definition, stored);
  return class extends ClassifierEstimator<Options, DefinedClassifierType<State>> {
    static readonly kind = stored.kind;
    static readonly version = stored.version;
    static readonly parse = stored.parse;
    static readonly declaration = declaration;
    readonly declaration = declaration;
    constructor(options?: Partial<Options>) {
      super(declaration, options);
    }
    protected async learn<L extends Label>(
      x: Matrix,
      y: EncodedLabels<L>,
      context: FitContext,
      validation: ValidationSet | undefined,
    ): Promise<ModelFor<DefinedClassifierType<State>, L>> {
      const state: State = await definition.learn(x, y, { ...context, params: this.params, validation });
      return new DefinedClassifierModel(definition, x.names, y.classes, state);
    }
  };
}

function defineTransformer<Options extends object, State extends object>(
  definition: TransformerDefinition<Options, State>,
) {
  const model = (names: readonly string[], state: State) => new DefinedTransformerModel(definition, names, state);
  const stored = kindOf(definition, (state) => {
    const inputNames = state.strings("inputNames");
    return model(inputNames, definition.parse(state.child("state"), { inputNames, classes: [] }));
  });
  const declaration = declarationOf(definition, stored);
  return class extends MatrixTransformerEstimator<Options, DefinedTransformerModel<State>> {
    static readonly kind = stored.kind;
    static readonly version = stored.version;
    static readonly parse = stored.parse;
    static readonly declaration = declaration;
    readonly declaration = declaration;
    constructor(options?: Partial<Options>) {
      super(declaration, options);
    }
    protected async learn(x: Matrix, context: FitContext, y: TransformerTarget) {
      return model(x.names, await definition.learn(x, y, { ...context, params: this.params, validation: undefined }));
    }
  };
}

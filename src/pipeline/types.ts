/**
 * The types that let the compiler follow data through a pipeline: which columns are read, what flows between stages, which
 * stage comes last, and what the fitted model gives. They are erased; the run-time checks of the classes say the same.
 */

import type {
  CellsIn,
  CellsOut,
  ClassifierEstimator,
  ClassifierType,
  learned,
  ModelFor,
  RegressorEstimator,
  TransformerEstimator,
} from "../base/estimators.js";
import type { RegressorModel, TransformerModel } from "../base/models.js";
import type { SamplerEstimator } from "../base/samplers.js";
import type { AnyRow, Label } from "../core/contracts.js";
import type { Estimator } from "../core/estimator.js";

/** Any stage that maps cells to cells. */
export type AnyTransformer = TransformerEstimator<object, TransformerModel, never, unknown>;
/** Any classifier. */
export type AnyClassifier = ClassifierEstimator<object, ClassifierType>;
/** Any regressor. */
export type AnyRegressor = RegressorEstimator<object, RegressorModel>;
/** Any sampler. */
export type AnySampler = SamplerEstimator<object, never>;

/** The key under which a stage declares its {@link RowFlow}; erased. */
declare const rows: unique symbol;

// As a type alone: there is nothing of it at run time.
export type { rows };

/** What a stage that reads whole rows by column name says of them. */
export interface RowFlow {
  /** The rows that it is fitted on. */
  readonly fit: object;
  /** The columns that it names. */
  readonly named: string;
  /** The columns that it takes by type, by pattern or as the remainder; the target is never among them. */
  readonly selected: string;
}

/** A stage that reads whole rows by column name. */
export interface ReadsRows<Flow extends RowFlow = RowFlow> {
  readonly [rows]: Flow;
}

/** What a pipeline ends in so far; of a sampler, whether a stage that maps data came before it. */
export type Last = "none" | "transform" | "classify" | "regress" | Sampled;

type Sampled = "resample" | "transform, resample";

/** `unknown` where a pipeline can be fitted, otherwise the sentence that the compiler shows. */
export type Finished<Kind extends Last> = [Kind] extends [Sampled]
  ? "a sampler cannot be the last stage: add what learns from the rows that it gives"
  : unknown;

/** Everything that `add` takes. */
export type AnyStage = AnyTransformer | AnyClassifier | AnyRegressor | AnySampler | (Estimator & ReadsRows);

/** The name where it is free, otherwise the sentence that the compiler shows. */
export type Fresh<Name extends string, Steps> = Name extends keyof Steps
  ? `a stage named '${Name}' is already there`
  : Name;

/** `unknown` where a stage can stand next, otherwise the sentence that the compiler shows. */
export type Follows<S, Kind extends Last, Out> = Kind extends "classify" | "regress"
  ? "nothing can follow a stage that predicts"
  : S extends ReadsRows & { readonly task: "classify" | "regress" }
    ? "a pipeline that predicts cannot be a stage: add its stages one by one"
    : ReadsTypedRows<S> extends true
      ? Kind extends "none" | "resample"
        ? unknown
        : "a stage that reads columns by name has to come first"
      : S extends { readonly task: "classify" | "regress" }
        ? Reads<number, Out>
        : Reads<CellsIn<S>, Out>;

type Reads<In, Out> = [Out] extends ["same"]
  ? unknown
  : [Out] extends [In]
    ? unknown
    : "this stage cannot read what the stage before gives";

/** What a pipeline ends in after a stage. */
export type LastAfter<S, Kind extends Last> = S extends { readonly task: "resample" }
  ? Kind extends "none" | "resample"
    ? "resample"
    : "transform, resample"
  : S extends { readonly task: infer Task extends "classify" | "regress" }
    ? Task
    : "transform";

/** The cells that a pipeline reads after a stage was added: those that it and its first stages can all read. */
export type InAfter<S, In, Out> = [Out] extends ["same"] ? In & CellsIn<S> : In;
/** The cells that a pipeline gives after a stage was added. */
export type OutAfter<S, Out> = [CellsOut<S>] extends ["same"] ? Out : CellsOut<S>;

/** The rows of a pipeline after a stage was added. */
export type FlowAfter<S, Flow extends RowFlow> =
  S extends ReadsRows<infer Other> ? (IsTyped<Other["fit"]> extends true ? Other : Flow) : Flow;

type ReadsTypedRows<S> = S extends ReadsRows<infer Flow> ? IsTyped<Flow["fit"]> : false;

/** Rows of columns that only the run time knows. */
export interface UntypedFlow {
  readonly fit: AnyRow;
  readonly named: never;
  readonly selected: string;
}

/** Whether rows are known to the compiler. */
export type IsTyped<Row> = string extends keyof Row ? false : true;

/** The columns that a row needs at predict time, when `Target` was the target. */
export type FeaturesOf<Flow extends RowFlow, Target = never> =
  IsTyped<Flow["fit"]> extends true
    ? { [K in Extract<keyof Flow["fit"], Exclude<Flow["named"] | Flow["selected"], Target>>]: Flow["fit"][K] }
    : AnyRow;

/** The target's name, unless it is a feature too: then the sentence that the compiler shows. */
export type NotAFeature<Target extends string, Flow extends RowFlow> =
  IsTyped<Flow["fit"]> extends false
    ? Target
    : Target extends Flow["named"]
      ? `column '${Target}' is both target and feature`
      : Target;

/** The target's name where a first stage can read all other columns, otherwise the sentence that the compiler shows. */
export type Readable<Row, Target extends string, In> = [Row[Exclude<keyof Row, Target>]] extends [In]
  ? Target
  : IsTyped<Row> extends false
    ? Target
    : `the first stage cannot read column '${Extract<UnreadableColumns<Row, Target, In>, string>}': put a ColumnTransformer first`;

type UnreadableColumns<Row, Target, In> = {
  [K in Exclude<keyof Row, Target>]: Row[K] extends In ? never : K;
}[Exclude<keyof Row, Target>];

/** The columns of a row whose cells a stage can read. */
export type ColumnsFor<Row, In> = { [K in keyof Row & string]: Row[K] extends In ? K : never }[keyof Row & string];

/** The model that a stage gives, for labels `L`. */
export type FittedStage<S, L extends Label> = S extends { readonly [learned]: infer M }
  ? M extends ClassifierType
    ? ModelFor<M, L>
    : M
  : S extends { readonly task: "resample" }
    ? never
    : TransformerModel;

/** Every parameter of the stages by its path, such as `"model.C"` or `"features.numbers.withMean"`. */
export type ParamPaths<Steps> = {
  [K in keyof Steps & string]: Steps[K] extends { readonly steps: infer Inner }
    ? `${K}.${ParamPaths<Inner>}` | OwnPaths<K, Steps[K]>
    : OwnPaths<K, Steps[K]>;
}[keyof Steps & string];

type OwnPaths<K extends string, S> = S extends { readonly params: infer P } ? `${K}.${keyof P & string}` : never;

/** The type of the parameter at a path. */
export type ParamAt<Steps, Path extends string> = Path extends `${infer Head}.${infer Tail}`
  ? Head extends keyof Steps
    ? Tail extends `${string}.${string}`
      ? Steps[Head] extends { readonly steps: infer Inner }
        ? ParamAt<Inner, Tail>
        : never
      : Steps[Head] extends { readonly params: infer P }
        ? Tail extends keyof P
          ? P[Tail]
          : never
        : never
    : never
  : never;

/** New values for some parameters, by path. */
export type ParamChanges<Steps> = { readonly [P in ParamPaths<Steps>]?: ParamAt<Steps, P> };

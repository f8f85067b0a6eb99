/**
 * The types of ensembles: which estimators can be members, and what models they give. They are erased; the run-time checks of the classes say
 * the same.
 */
import type { ClassifierType, learned, ModelFor } from "../base/estimators.js";
import type { AnyRow, Label } from "../core/contracts.js";
import type { Estimator } from "../core/estimator.js";
import type { PipelineClassifier, PipelineRegressor } from "../pipeline/pipeline-model.js";
import type { AnyClassifier, AnyRegressor, ReadsRows } from "../pipeline/types.js";

/** An estimator that can be asked for classes: a classifier, or a pipeline that ends in one. */
export type ClassifierMember = AnyClassifier | (Estimator & ReadsRows & { readonly task: "classify" });
/** An estimator that can be asked for numbers: a regressor, or a pipeline that ends in one. */
export type RegressorMember = AnyRegressor | (Estimator & ReadsRows & { readonly task: "regress" });

/** `unknown` where an estimator has the task, otherwise the sentence that the compiler shows. */
export type ForTask<S, Task, Sentence> = S extends { readonly task: Task } ? unknown : Sentence;

/** The model that a member gives, for labels `L`. */
export type MemberModel<S, L extends Label = Label> = S extends { readonly [learned]: infer M }
  ? M extends ClassifierType
    ? ModelFor<M, L>
    : M
  : S extends { readonly task: "classify"; readonly steps: infer Steps }
    ? PipelineClassifier<AnyRow, L, Steps>
    : S extends { readonly task: "regress"; readonly steps: infer Steps }
      ? PipelineRegressor<AnyRow, Steps>
      : never;

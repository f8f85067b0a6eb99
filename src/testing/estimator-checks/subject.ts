/**
 * The estimator under judgement, as the checks see it: one way to fit, to save and to load, whatever its task.
 */

import { createLoader } from "../../artifact/loader.js";
import { FrameTransformerEstimator } from "../../base/estimators.js";
import type { Resampled } from "../../base/samplers.js";
import type { Cell, FitOptions, Label, Model, Task } from "../../core/contracts.js";
import type { Estimator, Traits } from "../../core/estimator.js";
import type { ModelKind, NamedFunction } from "../../core/state.js";
import { readMatrix, type TableInput } from "../../data/input.js";
import { DenseMatrix, type Matrix } from "../../data/matrix.js";
import { isComposite } from "../../pipeline/parts.js";
import { Pipeline } from "../../pipeline/pipeline.js";
import { PipelineClassifier, PipelineRegressor, PipelineTransformer } from "../../pipeline/pipeline-model.js";
import { type Answer, rowsWithLabels } from "./answers.js";
import { columnsData, type JudgedData, numbersData, withMissing } from "./data.js";
import { ensure } from "./expect.js";

/** What `checkEstimator` is told. */
export interface EstimatorSpec {
  /** Makes the estimator, with these options or none: `(options) => new Ridge(options)`. */
  readonly make: (options?: object) => Estimator;
  /** What it reads: numbers, or columns of any type. Default: numbers, unless it extends `FrameTransformerEstimator`. */
  readonly reads?: "numbers" | "columns";
  /** Rows to judge it by. Default: a table made from a fixed seed to suit its task, its traits and what it reads. */
  readonly data?: JudgedData;
  /** How far, relative to 1 or the value, results may be apart where they need not be the same bits. Default: 1e-6. */
  readonly tolerance?: number;
  /** Kinds of models inside its models, beside those that the declarations of it and its parts name. */
  readonly kinds?: readonly ModelKind[];
  /** The functions that its models need when they are loaded. */
  readonly functions?: Readonly<Record<string, NamedFunction>>;
  /** The checks that are not to hold, by name, each with its reason. Such a check fails once it holds. */
  readonly exempt?: Readonly<Record<string, string>>;
}

/** What `fit` is given as target: one value a row, or a column's name. */
export type GivenTarget = (Iterable<Cell | undefined> & { readonly length: number }) | string | undefined;

interface Fits {
  fit(x: TableInput<object>, y?: GivenTarget, options?: FitOptions & { readonly validation?: unknown }): Promise<Model>;
}

interface Resamples {
  fitResample(x: TableInput<object>, y: GivenTarget, options?: FitOptions): Promise<Resampled>;
}

function fits(estimator: object): estimator is Fits {
  return "fit" in estimator && typeof estimator.fit === "function";
}

function resamples(estimator: object): estimator is Resamples {
  return "fitResample" in estimator && typeof estimator.fitResample === "function";
}

/** An estimator and how to try it. */
export class Subject {
  readonly spec: EstimatorSpec;
  /** The estimator, made without options. */
  readonly estimator: Estimator;

  constructor(spec: EstimatorSpec) {
    this.spec = spec;
    this.estimator = spec.make();
  }

  get kind(): string {
    return this.estimator.kind;
  }
  get task(): Task {
    return this.estimator.task;
  }
  get traits(): Traits {
    return this.estimator.declaration.traits;
  }
  get tolerance(): number {
    return this.spec.tolerance ?? 1e-6;
  }
  /** A sampler's rows, with their labels as the last cell of each. */
  async resampled(
    data: { readonly x: TableInput<object>; readonly y?: GivenTarget } = this.data,
    options: FitOptions = {},
  ): Promise<Answer[]> {
    const { x, y } = await this.resample(data, options);
    return rowsWithLabels(x, y);
  }

  /** Whether `fit` gives a model; samplers leave none. */
  get learns(): boolean {
    return this.task !== "resample";
  }
  get predicts(): boolean {
    return this.task === "classify" || this.task === "regress";
  }
  /** Whether it needs a target. */
  get needsTarget(): boolean {
    return this.task !== "transform" || this.traits.target === true;
  }
  /** Whether it reads numbers alone. */
  get readsNumbers(): boolean {
    if (this.spec.reads !== undefined) return this.spec.reads === "numbers";
    return !(this.estimator instanceof FrameTransformerEstimator);
  }
  /** Whether the rows are the suite's own, so that names and columns may be changed. */
  get ownsData(): boolean {
    return this.spec.data === undefined;
  }

  /** Rows to learn from, some cells missing where that is allowed. */
  get data(): JudgedData {
    const data = this.complete;
    const spoil = this.ownsData && this.traits.missing === true && data.x instanceof DenseMatrix;
    return spoil && data.x instanceof DenseMatrix ? { ...data, x: withMissing(data.x) } : data;
  }

  /** Rows to learn from, without missing numbers unless the user gave some. */
  get complete(): JudgedData {
    if (this.spec.data !== undefined) return this.spec.data;
    const target = this.traits.target === true;
    if (this.readsNumbers) return numbersData(this.task, target);
    const data = columnsData(this.task, this.traits.missing === true);
    return this.needsTarget ? data : { x: data.x };
  }

  /** The same as a matrix, for an estimator that reads numbers. */
  get numbers(): JudgedData & { readonly x: Matrix } {
    return { ...this.data, x: readMatrix(this.data.x) };
  }

  /** A classifier's labels or a regressor's numbers. */
  get labels(): readonly Label[] {
    return this.data.y ?? [];
  }

  /** Fits the estimator, or another one, on the data or on other rows. */
  async fit(
    data: { readonly x: TableInput<object>; readonly y?: GivenTarget } = this.data,
    options: FitOptions & { readonly validation?: unknown } = {},
    estimator: Estimator = this.estimator,
  ): Promise<Model> {
    ensure(fits(estimator), `${estimator.kind} has no method fit`);
    return estimator.fit(data.x, data.y, options);
  }

  /** Resamples the data or other rows. */
  async resample(
    data: { readonly x: TableInput<object>; readonly y?: GivenTarget } = this.data,
    options: FitOptions = {},
  ): Promise<Resampled> {
    const { estimator } = this;
    ensure(resamples(estimator), `${estimator.kind} has no method fitResample`);
    return estimator.fitResample(data.x, data.y, options);
  }

  /** The work that the estimator does with its training rows, whatever it is called. */
  async learn(
    data: { readonly x: TableInput<object>; readonly y?: GivenTarget } = this.data,
    options: FitOptions = {},
  ): Promise<unknown> {
    return this.learns ? this.fit(data, options) : this.resample(data, options);
  }

  /** A pipeline of this estimator alone. */
  get piped(): Pipeline {
    return new Pipeline([{ name: "judged", stage: this.estimator }]);
  }

  /** The kinds of models that the estimator, its parts and a pipeline of it give. */
  get kinds(): readonly ModelKind[] {
    const own = new Set([...kindsOf(this.estimator), ...(this.spec.kinds ?? [])]);
    for (const kind of [PipelineTransformer, PipelineClassifier, PipelineRegressor]) own.add(kind);
    return [...own];
  }

  /** Reads a stored model. */
  load(bytes: Uint8Array): Promise<Model> {
    const { functions } = this.spec;
    return createLoader(this.kinds).deserialize(bytes, functions === undefined ? {} : { functions });
  }
}

function kindsOf(estimator: Estimator): ModelKind[] {
  const parts = isComposite(estimator)
    ? estimator.parts.flatMap(({ stage }) => (stage === undefined ? [] : kindsOf(stage)))
    : [];
  return [...estimator.declaration.models, ...parts];
}

/**
 * The estimators that ensembles are made of, as recipes: what may be one, how one is seeded, and how it is fitted as a part of something
 * larger, with its name in progress and errors.
 */
import type { PredictorFitOptions } from "../base/fit-input.js";
import type { Label, Model, Values } from "../core/contracts.js";
import { inStage, PipelineError, show } from "../core/errors.js";
import type { Estimator, Traits } from "../core/estimator.js";
import type { EncodedLabels } from "../core/labels.js";
import type { Progress } from "../core/progress.js";
import type { Rng } from "../core/rng.js";
import type { TableInput } from "../data/input.js";
import type { Matrix } from "../data/matrix.js";
import { stageOptions } from "../pipeline/fit-stage.js";
import { paramsOf } from "../pipeline/parts.js";
import { ConstantClassifierModel } from "./constant-classifier-model.js";
import {
  type FittedClassifier,
  type FittedRegressor,
  isFittedClassifier,
  isFittedRegressor,
  readsOf,
} from "./fitted-members.js";

/** A member that predicts, as ensembles see it. */
export type PredictingMember<T extends "classify" | "regress" = "classify" | "regress"> = Estimator & {
  readonly task: T;
  fit(x: TableInput<object>, y: Values<Label>, options?: PredictorFitOptions): Promise<Model>;
};

/** A member and its name. */
export interface NamedMember<T extends "classify" | "regress" = "classify" | "regress"> {
  readonly name: string;
  readonly stage: PredictingMember<T>;
}

const NOUNS = { classify: "a classifier", regress: "a regressor" } as const;

/**
 * Checks that something can be a member of an ensemble.
 *
 * @throws PipelineError `STAGE_INVALID` for what is no estimator, or one of another task.
 */
export function checkMember<T extends "classify" | "regress">(
  owner: string,
  name: string,
  member: unknown,
  task: T,
): asserts member is PredictingMember<T> {
  const isEstimator = typeof member === "object" && member !== null && "fit" in member && "declaration" in member;
  const given = isEstimator && "task" in member ? member.task : undefined;
  if (isEstimator && given === task) return;
  throw new PipelineError("STAGE_INVALID", {
    problem: `'${name}' of the ${owner} is not ${NOUNS[task]}`,
    given:
      isEstimator && "kind" in member ? `${String(member.kind)}, which is there to ${String(given)}` : show(member),
    expected: `${NOUNS[task]}, or a pipeline that ends in one`,
    remedy: "Give the estimator itself, not its class or its fitted model, and one of the right task",
    data: { owner, name },
  });
}

/** The traits that all members have, so that what the ensemble reads each of them can read. */
export function commonTraits(members: readonly Estimator[]): Traits {
  const all = (trait: "missing" | "sparse" | "weights") =>
    members.length > 0 && members.every(({ declaration }) => declaration.traits[trait] === true);
  return { missing: all("missing"), sparse: all("sparse"), weights: all("weights") };
}

/** What the members read, and the final estimator too where rows are passed through; weights where all take them. */
export function stackingTraits(members: readonly NamedMember[], final: Estimator, passthrough: boolean): Traits {
  const { missing = false, sparse = false, weights = false } = commonTraits(members.map(({ stage }) => stage));
  const own = final.declaration.traits;
  return {
    missing: missing && (!passthrough || own.missing === true),
    sparse,
    weights: weights && own.weights === true,
  };
}

/** The member with every `seed` in it, at whatever depth, drawn anew: members of one recipe are to differ where chance decides. */
export function reseeded<M extends Estimator>(member: M, rng: Rng): M {
  const changes = [...paramsOf(member).keys()]
    .filter((path) => path === "seed" || path.endsWith(".seed"))
    .map((path): [string, number] => [path, rng.derive("seed", path).next()]);
  return changes.length === 0 ? member : member.withParams(Object.fromEntries(changes));
}

/** What a member learns from. */
export interface Lesson<Y> {
  readonly x: Matrix;
  readonly y: Y;
  readonly weights: Float64Array | undefined;
}

/**
 * Fits a classifier on rows of some of the classes. Rows of one class leave nothing to tell apart: what comes back then predicts it.
 *
 * @throws what the member throws, with its name in the message.
 */
export async function fitClassifier<L extends Label>(
  { name, stage }: NamedMember<"classify">,
  { x, y, weights }: Lesson<EncodedLabels<L>>,
  progress: Progress,
): Promise<FittedClassifier<L>> {
  const only = onlyClass(y);
  if (only !== undefined) return new ConstantClassifierModel<L>(x.names, [only]);
  const labels = Array.from(y.codes, (code) => y.classes[code] as L);
  const model = await fitted(name, () => stage.fit(x, labels, memberOptions(progress, name, weights)));
  if (isFittedClassifier<L>(model) && readsAll(model, x)) return model;
  throw inStage(name, wrongModel(model, "a ClassifierModel or a PipelineClassifier of the same columns"));
}

/** Fits a regressor. */
export async function fitRegressor(
  { name, stage }: NamedMember<"regress">,
  { x, y, weights }: Lesson<Float64Array>,
  progress: Progress,
): Promise<FittedRegressor> {
  const model = await fitted(name, () => stage.fit(x, y, memberOptions(progress, name, weights)));
  if (isFittedRegressor(model) && readsAll(model, x)) return model;
  throw inStage(name, wrongModel(model, "a RegressorModel or a PipelineRegressor of the same columns"));
}

/** The one class that rows have; `undefined` where they have several. */
function onlyClass<L extends Label>({ codes, classes }: EncodedLabels<L>): L | undefined {
  const [first = 0] = codes;
  return codes.every((code) => code === first) ? classes[first] : undefined;
}

async function fitted(name: string, learn: () => Promise<Model>): Promise<Model> {
  try {
    return await learn();
  } catch (error) {
    throw inStage(name, error);
  }
}

/** The options of the fit of a member: its name in progress, and weights where there are some. */
export function memberOptions(
  progress: Progress,
  name: string,
  weights: Float64Array | undefined,
): PredictorFitOptions {
  return { ...stageOptions(progress, name), ...(weights === undefined ? {} : { sampleWeight: weights }) };
}

function readsAll(model: FittedClassifier | FittedRegressor, x: Matrix): boolean {
  return readsOf(model).length === x.cols;
}

function wrongModel(model: Model, expected: string): PipelineError {
  return new PipelineError("STAGE_INVALID", {
    problem: "The member gave a model that does not predict as it should",
    given: show(model),
    expected,
    remedy: "Let the estimator's fit give one of these",
  });
}

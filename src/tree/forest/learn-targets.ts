/**
 * What the forests that predict numbers have in common: the check of their targets, the trees that they go on from, their out-of-bag score.
 */
import { wrongFrom } from "../../base/checks.js";
import type { FitContext, Model } from "../../core/contracts.js";
import { choice, type Params, type Resolved } from "../../core/params.js";
import type { Matrix } from "../../data/matrix.js";
import type { TreeStructure } from "../../kernels/tree-structure.js";
import { r2Score } from "../../metrics/r2-score.js";
import { ForestRegressorModel } from "../forest-regressor-model.js";
import { atEachPause, gather, takeWeighted } from "../learn-tree.js";
import { measureOf, type TargetCriterionName, targetCriteria } from "../target-measure.js";
import type { ForestOptions } from "./forest-options.js";
import { sameItems } from "./learn-classes.js";
import { learnForest } from "./learn-forest.js";

/** The options that forests for regression share, beside those of all forests. */
export interface ForestRegressorOptions extends ForestOptions {
  /**
   * What a split lowers: `"squaredError"` the squared distance of the targets from the mean of their leaf; `"friedmanMse"` the same, scored by Friedman's formula;
   * `"poisson"` half the Poisson deviance, for targets ≥ 0; `"absoluteError"` the distance from the median, which takes about twenty times as long, since its trees are grown
   * on values, not on bins. Default: `"squaredError"`.
   */
  criterion?: TargetCriterionName;
}

/** Their declarations. */
export const targetParams = {
  criterion: choice(targetCriteria, { default: "squaredError" }),
} satisfies Params<Pick<ForestRegressorOptions, "criterion">>;

/**
 * Learns a forest of numbers.
 *
 * @throws AbortError when the work is aborted; ParameterError `PARAM_INVALID` for options that do not go together, or a model that is not one to go on from; DataError
 * `NUMERIC_FAILURE`, `TARGET_INVALID` for targets that the criterion cannot measure.
 */
export async function learnTargets(
  owner: string,
  random: boolean,
  params: Resolved<ForestRegressorOptions>,
  x: Matrix,
  y: Float64Array,
  context: FitContext,
): Promise<ForestRegressorModel> {
  const { criterion } = params;
  const { progress } = context;
  const taken = takeWeighted(context.sampleWeight, x.rows);
  await atEachPause(measureOf(owner, criterion, gather(y, taken.rows), taken.weights), () =>
    progress.tick(0, params.nEstimators),
  );
  const earlier = earlierTrees(owner, params.nEstimators, x, context.from);
  const task = { owner, x, y, classes: 0, taken, criterion, random, balanced: false, earlier };
  const { forest, outOfBag } = await learnForest(task, params, context);
  if (outOfBag === undefined) return new ForestRegressorModel(x.names, forest);
  const predicted = outOfBag.map((mean) => mean?.[0] ?? null);
  return new ForestRegressorModel(x.names, forest, scoreOf(y, predicted), predicted);
}

function earlierTrees(
  owner: string,
  nEstimators: number,
  x: Matrix,
  from: Model | undefined,
): readonly TreeStructure[] {
  if (from === undefined) return [];
  const fits =
    from instanceof ForestRegressorModel && from.nEstimators <= nEstimators && sameItems(from.inputNames, x.names);
  if (!fits) throw wrongFrom(owner, from, `a forest of at most ${nEstimators} trees, on the same columns`);
  return from.estimators.map(({ tree }) => tree);
}

/** R² of the rows that have a prediction; null for fewer than two. */
function scoreOf(y: Float64Array, predicted: readonly (number | null)[]): number | null {
  const answers = predicted.filter((value) => value !== null);
  if (answers.length < 2) return null;
  const targets = y.filter((_, row) => predicted[row] !== null);
  return r2Score(targets, answers);
}

/**
 * The criterion of a regression tree by its name, once the targets are known to be such that it can be computed.
 */
import { DataError, show } from "../core/errors.js";
import { argsort, SortSpace } from "../kernels/argsort.js";
import { Pace } from "../kernels/pace.js";
import { AbsoluteError } from "./grow/absolute-error.js";
import { FriedmanMse } from "./grow/friedman-mse.js";
import { Poisson } from "./grow/poisson.js";
import { SquaredError } from "./grow/squared-error.js";
import type { TargetCriterion } from "./grow/target-criterion.js";

/** What the splits of a regression tree may lower. */
export const targetCriteria = ["squaredError", "friedmanMse", "absoluteError", "poisson"] as const;

/** One of their names. */
export type TargetCriterionName = (typeof targetCriteria)[number];

/**
 * The criterion for these targets, and their weights unless all are 1. Pauses now and then.
 *
 * @throws DataError `NUMERIC_FAILURE` for targets that are too large or too far apart for the criterion to be a number,
 * `TARGET_INVALID` for targets that it has no meaning for.
 */
export function* measureOf(
  owner: string,
  name: TargetCriterionName,
  targets: Float64Array,
  weights: Float64Array | undefined,
): Generator<undefined, TargetCriterion, void> {
  if (name === "poisson") checkCounts(owner, targets);
  const measure = yield* criterionOf(name, targets, weights);
  yield;
  const value = new Float64Array(1);
  const { impurity, weight } = measure.summarise({ start: 0, end: targets.length }, value, 0);
  const range = name === "absoluteError" ? rangeOf(targets) : 0;
  yield;
  if (Number.isFinite(impurity) && Number.isFinite(value[0]) && Number.isFinite(range * weight)) return measure;
  throw tooLarge(owner, name);
}

function* criterionOf(
  name: TargetCriterionName,
  targets: Float64Array,
  weights: Float64Array | undefined,
): Generator<undefined, TargetCriterion, void> {
  if (name === "squaredError") return new SquaredError(targets, weights);
  if (name === "friedmanMse") return new FriedmanMse(targets, weights);
  if (name === "poisson") return new Poisson(targets, weights);
  const order = yield* argsort(new SortSpace(targets.length), targets, new Pace());
  yield;
  return new AbsoluteError(targets, weights, order);
}

function rangeOf(targets: Float64Array): number {
  let least = targets[0] as number;
  let most = least;
  for (let i = 1; i < targets.length; i++) {
    const target = targets[i] as number;
    if (target < least) least = target;
    if (target > most) most = target;
  }
  return most - least;
}

function checkCounts(owner: string, targets: Float64Array): void {
  const negative = targets.find((target) => target < 0);
  if (negative === undefined && targets.some((target) => target > 0)) return;
  throw new DataError("TARGET_INVALID", {
    problem: `${owner} cannot learn from these targets by the Poisson deviance`,
    given: negative === undefined ? "targets that are all 0, or have no weight" : show(negative),
    expected: "targets ≥ 0, one of them above 0",
    remedy: 'Choose another criterion, such as "squaredError", or correct the targets',
    data: { owner, criterion: "poisson" },
  });
}

function tooLarge(owner: string, criterion: TargetCriterionName): DataError {
  const squares = criterion === "squaredError" || criterion === "friedmanMse";
  return new DataError("NUMERIC_FAILURE", {
    problem: squares
      ? `${owner} cannot square these targets: their spread is too large for a number`
      : `${owner} cannot add up these targets: their sum is too large for a number`,
    expected: squares ? "targets that are less than about 1e150 apart" : "targets whose sum is below about 1e308",
    remedy: "Divide the targets, for example by their largest absolute value",
    data: { owner, criterion },
  });
}

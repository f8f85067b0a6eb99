/**
 * Finds the parameters with the least logistic loss and penalty, by L-BFGS, or by OWL-QN where there is an l1 penalty.
 *
 * The search runs in the coordinates of curvature.ts, made anew after some iterations, since the loss curves less the surer the model is
 * of its rows. They also give the rule for stopping its meaning: where the gradient has the length g, the loss can fall by g²/2, and
 * that is to be no more than tol²/2 of the loss (of 1, where the loss is less).
 */
import { classTotals } from "../../base/class-weights.js";
import type { Progress } from "../../core/progress.js";
import { lbfgs } from "../../kernels/lbfgs.js";
import { log } from "../../kernels/math.js";
import type { Minimum, Objective } from "../../kernels/minimise.js";
import { owlqn } from "../../kernels/owlqn.js";
import { Passes } from "../passes.js";
import { Curvature, type Scaling } from "./curvature.js";
import { type LogisticProblem, logisticLoss } from "./loss.js";

/** When to stop. */
export interface SearchOptions {
  readonly tol: number;
  readonly maxIter: number;
}

/** What was found. */
export interface Found {
  /** One row of columns a score. */
  readonly coef: Float64Array;
  /** One a score. */
  readonly intercept: Float64Array;
  readonly nIter: number;
  readonly converged: boolean;
}

/** Iterations in the first coordinates; each further ones last twice as long. */
const FIRST_ROUND = 8;
/** A fall of the loss by this share in one iteration is rounding. */
const FTOL = 64 * Number.EPSILON;
/** A loss that can fall by no more than this share is at its least, whatever the gradient. */
const NOTHING = 1e-12;

/** Starts from `start`, the coefficients and then the intercepts, or from the classes' shares alone. */
export async function search(
  problem: LogisticProblem,
  start: Float64Array | undefined,
  { tol, maxIter }: SearchOptions,
  progress: Progress,
): Promise<Found> {
  const size = problem.scores * problem.x.cols;
  const parameters = start ?? shares(problem);
  const curvature = await Curvature.of(problem, new Passes(progress, 2 * problem.x.rows));
  const objective = logisticLoss(problem);
  let value = objective(parameters, new Float64Array(parameters.length));
  let nIter = 0;
  let converged = false;
  for (let round = 0, length = FIRST_ROUND; nIter < maxIter && !converged; round++, length *= 2) {
    const scaling = await curvature.at(parameters);
    const limit = Math.min(length, maxIter - nIter);
    const before = nIter;
    const rule = { tol: tol * Math.sqrt(Math.max(1, value)), maxIter: limit };
    const minimum = await run(problem, objective, scaling, parameters, rule, (iteration) =>
      progress.tick(before + iteration, maxIter),
    );
    nIter += minimum.iteration;
    value = minimum.value;
    scaling.coordinates.toParameters(minimum.x, parameters);
    // Coordinates from where the search began say little about the minimum: an end counts in those made on the way.
    converged = hasConverged(minimum) && (round > 0 || minimum.iteration === 0);
    if (minimum.reason === "lineSearch" && minimum.iteration === 0) break;
  }
  const coef = parameters.slice(0, size);
  const intercept = parameters.slice(size);
  if (problem.scores > 1) {
    centre(intercept, 1);
    if (problem.l1 === 0) centre(coef, problem.x.cols);
  }
  return { coef, intercept, nIter, converged };
}

/**
 * Takes the mean over the classes off each column. The same number added to the scores of all classes changes no probability; of
 * all such sets of parameters this one has the least squares.
 */
function centre(values: Float64Array, cols: number): void {
  const classes = values.length / cols;
  for (let col = 0; col < cols; col++) {
    let sum = 0;
    for (let at = col; at < values.length; at += cols) sum += values[at]!;
    for (let at = col; at < values.length; at += cols) values[at] = values[at]! - sum / classes;
  }
}

/** Minimises from `parameters` on, in other coordinates. */
async function run(
  { scores, x, l1 }: LogisticProblem,
  objective: Objective,
  { coordinates, sizes }: Scaling,
  parameters: Float64Array,
  { tol, maxIter }: SearchOptions,
  onIteration: (iteration: number) => Promise<void>,
): Promise<Minimum> {
  const options = {
    x0: coordinates.fromParameters(parameters),
    objective: coordinates.of(objective),
    // The minimisers look at the largest entry of the gradient: this bounds its length.
    tol: tol / Math.sqrt(parameters.length),
    maxIter,
    ftol: FTOL,
  };
  const penalties = new Float64Array(parameters.length);
  if (sizes !== undefined) for (let i = 0; i < scores * x.cols; i++) penalties[i] = l1 * sizes[i]!;
  const steps = sizes === undefined ? lbfgs(options) : owlqn({ ...options, l1: penalties });
  for (;;) {
    const step = steps.next();
    if (step.done === true) return step.value;
    await onIteration(step.value.iteration);
  }
}

function hasConverged({ converged, reason, gradientMax, value, x }: Minimum): boolean {
  if (converged || reason !== "lineSearch") return converged;
  return (gradientMax * gradientMax * x.length) / 2 <= NOTHING * Math.max(1, Math.abs(value));
}

/** No coefficients, and intercepts that give each class its share of the rows; zeros without intercepts. */
function shares({ codes, weights, scores, fitIntercept, x }: LogisticProblem): Float64Array {
  const parameters = new Float64Array(scores * (x.cols + 1));
  if (!fitIntercept) return parameters;
  const totals = classTotals(codes, Math.max(2, scores), weights);
  const all = totals.reduce((sum, value) => sum + value, 0);
  // A class whose rows weigh nothing is given next to nothing.
  const logs = totals.map((total) => log(Math.max(total / all, Number.EPSILON)));
  const [first = 0, second = 0] = logs;
  if (scores === 1) parameters[x.cols] = second - first;
  else {
    const mean = logs.reduce((sum, value) => sum + value, 0) / scores;
    parameters.set(
      logs.map((value) => value - mean),
      scores * x.cols,
    );
  }
  return parameters;
}

/**
 * Ridge regression that finds out itself how strong its penalty should be, and how certain it is.
 *
 * The noise and the coefficients are normal with unknown precisions, alpha and lambda, which are those under which the data are most likely: D. MacKay,
 * "Bayesian interpolation", Neural Computation 4, 1992 (bayesian/evidence.ts). The data are looked at once, along their principal directions
 * (bayesian/spectrum.ts); the rounds after that do not depend on the number of rows. Time O(rows · columns · min(rows, columns)) and
 * some ten times min(rows, columns)³; memory O(columns²), which the model keeps.
 */
import { RegressorEstimator } from "../base/estimators.js";
import type { FitContext } from "../core/contracts.js";
import type { Declaration } from "../core/estimator.js";
import { boolean, integer, nullable, number, type Params } from "../core/params.js";
import type { Matrix } from "../data/matrix.js";
import { dot } from "../kernels/dense.js";
import { covariance, maximiseEvidence } from "./bayesian/evidence.js";
import { spectrumOf } from "./bayesian/spectrum.js";
import { BayesianRidgeModel } from "./bayesian-ridge-model.js";
import { leastSquares } from "./least-squares/problem.js";
import { withoutZeroWeights } from "./least-squares/solve.js";
import { overflow } from "./overflow.js";
import { Passes } from "./passes.js";

/** The options of {@link BayesianRidge}. */
export interface BayesianRidgeOptions {
  /** The most rounds. Default: 300. */
  maxIter?: number;
  /** Rounds end when the coefficients move by less in all. Default: 0.001. */
  tol?: number;
  /** The shape of the gamma prior of alpha. Default: 1e-6. */
  alpha1?: number;
  /** The rate of the gamma prior of alpha. Default: 1e-6. */
  alpha2?: number;
  /** The shape of the gamma prior of lambda. Default: 1e-6. */
  lambda1?: number;
  /** The rate of the gamma prior of lambda. Default: 1e-6. */
  lambda2?: number;
  /** The precision of the noise to begin with; null for 1 / the variance of the target. Default: null. */
  alphaInit?: number | null;
  /** The precision of the coefficients to begin with; null for 1. Default: null. */
  lambdaInit?: number | null;
  /** Keeps the log of the marginal likelihood of each round as `scores`. Default: false. */
  computeScore?: boolean;
  /** Learns an intercept, which is not penalised. Default: true. */
  fitIntercept?: boolean;
}

const prior = () => number({ min: 0, default: 1e-6 });

const params = {
  maxIter: integer({ min: 1, default: 300 }),
  tol: number({ above: 0, default: 1e-3 }),
  alpha1: prior(),
  alpha2: prior(),
  lambda1: prior(),
  lambda2: prior(),
  alphaInit: nullable(number({ above: 0, default: 1 }), { default: null }),
  lambdaInit: nullable(number({ above: 0, default: 1 }), { default: null }),
  computeScore: boolean({ default: false }),
  fitIntercept: boolean({ default: true }),
} satisfies Params<BayesianRidgeOptions>;

const declaration: Declaration<BayesianRidgeOptions> = {
  kind: "BayesianRidge",
  params,
  traits: { sparse: true, weights: true },
  models: [BayesianRidgeModel],
};

/** Passes over the data, roughly: moments, Gram matrix, right-hand side, residuals. */
const PASSES = 6;

/**
 * Linear regression with a penalty on large coefficients that is learned from the data, and with a standard deviation for each prediction
 * (`predictWithStd`). Scale the columns first (`StandardScaler`), since the penalty does not know their units.
 *
 * A row of weight k counts as the row k times; scikit-learn 1.2 counts it once where it counts rows. Its `n_iter` is `maxIter`, as in its later versions.
 * With fewer rows than columns, `sigma` has the variance of the prior in directions without data, which scikit-learn 1.2 leaves out.
 *
 * @example
 * ```ts
 * import { BayesianRidge } from "@org/mlkit";
 *
 * const model = await new BayesianRidge().fit([[0], [1], [2], [3]], [1.1, 2.9, 5.1, 6.9]);
 * [...model.predict([[10]])]; // => [≈ 20.65]
 * const { std } = model.predictWithStd([[1.5], [10]]);
 * (std[0] ?? 0) < (std[1] ?? 0); // => true
 * ```
 */
export class BayesianRidge extends RegressorEstimator<BayesianRidgeOptions, BayesianRidgeModel> {
  static readonly declaration = declaration;
  readonly declaration = declaration;

  constructor(options: BayesianRidgeOptions = {}) {
    super(declaration, options);
  }

  protected async learn(x: Matrix, y: Float64Array, context: FitContext): Promise<BayesianRidgeModel> {
    const { maxIter, tol, alphaInit, lambdaInit, computeScore, fitIntercept, ...priors } = this.params;
    const given = withoutZeroWeights({ x, y, weights: context.sampleWeight, fitIntercept, alpha: 0 });
    const passes = new Passes(context.progress, x.rows * PASSES);
    const problem = await leastSquares(given, passes);
    const spectrum = await spectrumOf(problem, passes);
    const total = given.weights === undefined ? given.y.length : given.weights.reduce((sum, weight) => sum + weight, 0);
    const seen = { spectrum, total, cols: x.cols };
    const start = {
      alpha: alphaInit ?? 1 / (variance(given.y, given.weights) + Number.EPSILON),
      lambda: lambdaInit ?? 1,
    };
    const rounds = { ...start, maxIter, tol, scored: computeScore };
    const found = await maximiseEvidence(seen, priors, rounds, () => passes.advance(0));
    const { coef, alpha, lambda, nIter, scores } = found;
    const sigma = await covariance(seen, found, () => passes.advance(0));
    const intercept = fitIntercept ? problem.yMean - dot(problem.means, coef) : 0;
    if (!coef.every(Number.isFinite) || !sigma.every(Number.isFinite) || !Number.isFinite(intercept + alpha + lambda)) {
      throw overflow("coefficients that are not finite");
    }
    return new BayesianRidgeModel({
      inputNames: x.names,
      coef,
      intercept,
      means: problem.means,
      sigma,
      alpha,
      lambda,
      nIter,
      scores,
    });
  }
}

/** The variance of the target about its mean. */
function variance(y: Float64Array, weights: Float64Array | undefined): number {
  const weight = (row: number) => (weights === undefined ? 1 : weights[row]!);
  let [total, sum, squares] = [0, 0, 0];
  for (let row = 0; row < y.length; row++) {
    total += weight(row);
    sum += weight(row) * y[row]!;
  }
  const mean = sum / total;
  for (let row = 0; row < y.length; row++) squares += weight(row) * (y[row]! - mean) * (y[row]! - mean);
  return squares / total;
}

/**
 * The precisions of noise and coefficients under which the data are most likely, by MacKay's fixed point: how many coefficients the data
 * determine (gamma) says how to share what is seen between the two.
 *
 * D. MacKay, "Bayesian interpolation", Neural Computation 4, 1992; with the gamma priors of M. Tipping, "Sparse Bayesian learning and the relevance vector
 * machine", JMLR 1, 2001. O(columns · min(rows, columns)) time a round.
 */
import { matTVec } from "../../kernels/dense.js";
import { log } from "../../kernels/math.js";
import type { Spectrum } from "./spectrum.js";

/** The shapes and rates of the two gamma priors. */
export interface Priors {
  readonly alpha1: number;
  readonly alpha2: number;
  readonly lambda1: number;
  readonly lambda2: number;
}

/** What rounds start from, how many there are, and what they keep. */
export interface Rounds {
  readonly alpha: number;
  readonly lambda: number;
  readonly maxIter: number;
  readonly tol: number;
  /** Keeps the log likelihood of each round. */
  readonly scored: boolean;
}

/** What was found. */
export interface Evidence {
  readonly coef: Float64Array;
  /** The precision of the noise. */
  readonly alpha: number;
  /** The precision of the coefficients. */
  readonly lambda: number;
  readonly nIter: number;
  readonly scores: Float64Array;
}

const LOG_2PI = 1.8378770664093453;

/** A data set along its principal directions, with how much its rows weigh in all and how many columns it has. */
export interface Seen {
  readonly spectrum: Spectrum;
  readonly total: number;
  readonly cols: number;
}

/** Runs the rounds; `pause` is called after each. */
export async function maximiseEvidence(
  seen: Seen,
  priors: Priors,
  rounds: Rounds,
  pause: (round: number) => Promise<void>,
): Promise<Evidence> {
  const { alpha1, alpha2, lambda1, lambda2 } = priors;
  let { alpha, lambda } = rounds;
  let before: Float64Array | undefined;
  const scores: number[] = [];
  let nIter = 0;
  while (nIter < rounds.maxIter) {
    const { coef, squares, residual } = posterior(seen, alpha, lambda);
    if (rounds.scored) scores.push(likelihood(seen, priors, alpha, lambda, squares, residual));
    const gamma = determined(seen.spectrum, alpha, lambda);
    lambda = known((gamma + 2 * lambda1) / (squares + 2 * lambda2), lambda);
    alpha = known((seen.total - gamma + 2 * alpha1) / (residual + 2 * alpha2), alpha);
    nIter++;
    const moved = before === undefined ? Number.POSITIVE_INFINITY : distance(before, coef);
    if (moved < rounds.tol) break;
    before = coef;
    await pause(nIter);
  }
  const { coef, squares, residual } = posterior(seen, alpha, lambda);
  if (rounds.scored) scores.push(likelihood(seen, priors, alpha, lambda, squares, residual));
  return { coef, alpha, lambda, nIter, scores: Float64Array.from(scores) };
}

/** A precision, or the one before where priors of 0 leave it open. */
function known(value: number, before: number): number {
  return value > 0 && Number.isFinite(value) ? value : before;
}

/** The mean of the coefficients, its sum of squares, and the sum of squared residuals. */
function posterior({ spectrum, cols }: Seen, alpha: number, lambda: number) {
  const { values, directions, products, residual: least } = spectrum;
  const ratio = lambda / alpha;
  const along = new Float64Array(values.length);
  let squares = 0;
  let residual = least;
  for (let i = 0; i < values.length; i++) {
    if (values[i] === 0) continue;
    const own = products[i]! / (values[i]! + ratio);
    along[i] = own;
    squares += own * own;
    // How far the penalty keeps it from the best, times how steep it is there.
    const short = (ratio * own) / values[i]!;
    residual += short * short * values[i]!;
  }
  return { coef: matTVec(directions, values.length, cols, along), squares, residual };
}

/** How many coefficients the data determine, rather than the prior. */
function determined({ values }: Spectrum, alpha: number, lambda: number): number {
  let gamma = 0;
  for (let i = 0; i < values.length; i++) gamma += (alpha * values[i]!) / (lambda + alpha * values[i]!);
  return gamma;
}

/** The log of the marginal likelihood, priors included. */
function likelihood(
  { spectrum: { values }, total, cols }: Seen,
  { alpha1, alpha2, lambda1, lambda2 }: Priors,
  alpha: number,
  lambda: number,
  squares: number,
  residual: number,
): number {
  const [logAlpha, logLambda] = [log(alpha), log(lambda)];
  let determinant = (cols - values.length) * logLambda;
  for (let i = 0; i < values.length; i++) determinant += log(lambda + alpha * values[i]!);
  const fit = cols * logLambda + total * logAlpha - alpha * residual - lambda * squares;
  const priors = lambda1 * logLambda - lambda2 * lambda + alpha1 * logAlpha - alpha2 * alpha;
  return priors + 0.5 * (fit - determinant - total * LOG_2PI);
}

function distance(a: Float64Array, b: Float64Array): number {
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += Math.abs(a[i]! - b[i]!);
  return sum;
}

/** The covariance of the coefficients, row after row; `pause` is called after each direction. */
export async function covariance(
  { spectrum, cols }: Seen,
  { alpha, lambda }: Evidence,
  pause: () => Promise<void>,
): Promise<Float64Array> {
  const { values, directions } = spectrum;
  const out = new Float64Array(cols * cols);
  // Directions that are left out keep the variance of the prior: 1 / lambda in all, less what the data take off.
  const all = values.length === cols;
  if (!all) for (let c = 0; c < cols; c++) out[c * cols + c] = 1 / lambda;
  for (let i = 0; i < values.length; i++) {
    const precision = lambda + alpha * values[i]!;
    const share = all ? 1 / precision : -(alpha * values[i]!) / (lambda * precision);
    for (let c = 0; c < cols; c++) {
      const factor = share * directions[i * cols + c]!;
      for (let d = 0; d < cols; d++) out[c * cols + d] = out[c * cols + d]! + factor * directions[i * cols + d]!;
    }
    await pause();
  }
  return out;
}

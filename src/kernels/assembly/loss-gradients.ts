/**
 * Gradients of losses at the scores of rows, two rows at once, in the form that histograms take them (gradients.ts): a signed 32-bit integer for the gradient and one
 * for the second derivative, each the number times its scale, a power of two, rounded to the nearest.
 *
 * Arrays are of float64 unless said otherwise, and have room for an even number of rows: what stands in the last place of an odd number is neither read nor
 * written to any effect. `weights` is 0 where all weights are 1.
 */
import { expPair } from "./math";

/** 1.5 · 2^52: after adding it, the low bits of the sum are the integer that it was rounded to. */
const ROUND: f64 = 6755399441055744;
/** Below it e^x counts for nothing beside 1, and would leave the range of `expPair`. */
const LOWEST: f64 = -690;

function inRange(x: v128): v128 {
  return f64x2.pmin(f64x2.pmax(x, f64x2.splat(LOWEST)), f64x2.splat(-LOWEST));
}

function weightsAt(weights: usize, at: usize): v128 {
  return weights ? v128.load(weights + at) : f64x2.splat(1);
}

/** Rounded to single precision, which scikit-learn keeps derivatives in: where two splits are as good as each other to the last digit, so they are here. Scaling before changes no digit, and keeps numbers in range. */
function single(x: v128): v128 {
  return f64x2.promote_low_f32x4(f32x4.demote_f64x2_zero(x));
}

/** Stores the integers of two rows. */
function pack(out: usize, gradients: v128, hessians: v128, gradientScale: v128, hessianScale: v128): void {
  const first = f64x2.add(single(f64x2.mul(gradients, gradientScale)), f64x2.splat(ROUND));
  const second = f64x2.add(single(f64x2.mul(hessians, hessianScale)), f64x2.splat(ROUND));
  v128.store(out, v128.shuffle<i32>(first, second, 0, 4, 2, 6));
}

/** The logistic loss of two classes; `signs` has 1 for rows of the first class, -1 for those of the second. */
export function packLogistic(
  scores: usize,
  signs: usize,
  weights: usize,
  out: usize,
  count: i32,
  gradientScale: f64,
  hessianScale: f64,
): void {
  const bytes = (<usize>count) << 3;
  const one = f64x2.splat(1);
  const gScale = f64x2.splat(gradientScale);
  const hScale = f64x2.splat(hessianScale);
  for (let at: usize = 0; at < bytes; at += 16) {
    const sign = v128.load(signs + at);
    // How far the score is on the wrong side; its logistic function is how wrong that is.
    const wrong = f64x2.mul(v128.load(scores + at), sign);
    const e = expPair(f64x2.pmax(f64x2.neg(f64x2.abs(wrong)), f64x2.splat(LOWEST)));
    const larger = f64x2.div(one, f64x2.add(one, e));
    const smaller = f64x2.mul(e, larger);
    const size = v128.bitselect(larger, smaller, f64x2.gt(wrong, f64x2.splat(0)));
    const weight = weightsAt(weights, at);
    const gradient = f64x2.mul(f64x2.mul(size, sign), weight);
    pack(out + at, gradient, f64x2.mul(f64x2.mul(smaller, larger), weight), gScale, hScale);
  }
}

/**
 * The shares of several classes: e^score / Σ e^score. The numbers of class k start `k * stride` bytes after those of class 0, in `scores` as in `shares`; `sums`
 * has room for a number a row.
 */
export function softmaxRows(scores: usize, shares: usize, stride: usize, classes: i32, sums: usize, count: i32): void {
  const bytes = (<usize>count) << 3;
  const end = stride * <usize>classes;
  for (let at: usize = 0; at < bytes; at += 16) v128.store(sums + at, v128.load(scores + at));
  for (let k = stride; k < end; k += stride) {
    for (let at: usize = 0; at < bytes; at += 16) {
      v128.store(sums + at, f64x2.pmax(v128.load(sums + at), v128.load(scores + k + at)));
    }
  }
  for (let at: usize = 0; at < bytes; at += 16) {
    const most = v128.load(sums + at);
    let sum = f64x2.splat(0);
    for (let k: usize = 0; k < end; k += stride) {
      const e = expPair(f64x2.pmax(f64x2.sub(v128.load(scores + k + at), most), f64x2.splat(LOWEST)));
      v128.store(shares + k + at, e);
      sum = f64x2.add(sum, e);
    }
    v128.store(sums + at, f64x2.div(f64x2.splat(1), sum));
  }
  for (let k: usize = 0; k < end; k += stride) {
    for (let at: usize = 0; at < bytes; at += 16) {
      v128.store(shares + k + at, f64x2.mul(v128.load(shares + k + at), v128.load(sums + at)));
    }
  }
}

/** The logistic loss of several classes: `shares` are those of class `own`, `codes` the class of each row. */
export function packShares(
  shares: usize,
  codes: usize,
  own: f64,
  weights: usize,
  out: usize,
  count: i32,
  gradientScale: f64,
  hessianScale: f64,
): void {
  const bytes = (<usize>count) << 3;
  const one = f64x2.splat(1);
  const gScale = f64x2.splat(gradientScale);
  const hScale = f64x2.splat(hessianScale);
  for (let at: usize = 0; at < bytes; at += 16) {
    const share = v128.load(shares + at);
    const isOwn = v128.and(f64x2.eq(v128.load(codes + at), f64x2.splat(own)), one);
    const weight = weightsAt(weights, at);
    const gradient = f64x2.mul(f64x2.sub(share, isOwn), weight);
    const hessian = f64x2.mul(f64x2.mul(share, f64x2.sub(one, share)), weight);
    pack(out + at, gradient, hessian, gScale, hScale);
  }
}

/** The greatest size of weight · (score − y). */
export function greatestOffset(scores: usize, y: usize, weights: usize, count: i32): f64 {
  let most: f64 = 0;
  const bytes = (<usize>count) << 3;
  for (let at: usize = 0; at < bytes; at += 8) {
    const off = abs(load<f64>(scores + at) - load<f64>(y + at));
    most = max(most, weights ? load<f64>(weights + at) * off : off);
  }
  return most;
}

/** Half the squared error. Without weights the second derivatives are all 1, and stay out: `hessianScale` is 0 then. */
export function packSquares(
  scores: usize,
  y: usize,
  weights: usize,
  out: usize,
  count: i32,
  gradientScale: f64,
  hessianScale: f64,
): void {
  const bytes = (<usize>count) << 3;
  const gScale = f64x2.splat(gradientScale);
  const hScale = f64x2.splat(hessianScale);
  for (let at: usize = 0; at < bytes; at += 16) {
    const weight = weightsAt(weights, at);
    const gradient = f64x2.mul(f64x2.sub(v128.load(scores + at), v128.load(y + at)), weight);
    pack(out + at, gradient, weight, gScale, hScale);
  }
}

/** Losses of constant slopes: `above` where the score is above the target, `below` (less than 0) elsewhere. Second derivatives as for squares. */
export function packSlopes(
  scores: usize,
  y: usize,
  weights: usize,
  above: f64,
  below: f64,
  out: usize,
  count: i32,
  gradientScale: f64,
  hessianScale: f64,
): void {
  const bytes = (<usize>count) << 3;
  const gScale = f64x2.splat(gradientScale);
  const hScale = f64x2.splat(hessianScale);
  for (let at: usize = 0; at < bytes; at += 16) {
    const weight = weightsAt(weights, at);
    const isAbove = f64x2.gt(v128.load(scores + at), v128.load(y + at));
    const slope = v128.bitselect(f64x2.splat(above), f64x2.splat(below), isAbove);
    pack(out + at, f64x2.mul(slope, weight), weight, gScale, hScale);
  }
}

/** Half the Poisson deviance, not packed yet: its range is known only when all rows are done. Scores beyond ±690 count as that. */
export function poissonTerms(
  scores: usize,
  y: usize,
  weights: usize,
  gradients: usize,
  hessians: usize,
  count: i32,
): void {
  const bytes = (<usize>count) << 3;
  for (let at: usize = 0; at < bytes; at += 16) {
    const weight = weightsAt(weights, at);
    const e = expPair(inRange(v128.load(scores + at)));
    v128.store(gradients + at, f64x2.mul(f64x2.sub(e, v128.load(y + at)), weight));
    v128.store(hessians + at, f64x2.mul(e, weight));
  }
}

/** Half the gamma deviance, likewise. */
export function gammaTerms(
  scores: usize,
  y: usize,
  weights: usize,
  gradients: usize,
  hessians: usize,
  count: i32,
): void {
  const bytes = (<usize>count) << 3;
  for (let at: usize = 0; at < bytes; at += 16) {
    const weight = weightsAt(weights, at);
    const share = f64x2.mul(v128.load(y + at), expPair(inRange(f64x2.neg(v128.load(scores + at)))));
    v128.store(gradients + at, f64x2.mul(f64x2.sub(f64x2.splat(1), share), weight));
    v128.store(hessians + at, f64x2.mul(share, weight));
  }
}

/** Packs derivatives that were kept. */
export function packTerms(
  gradients: usize,
  hessians: usize,
  out: usize,
  count: i32,
  gradientScale: f64,
  hessianScale: f64,
): void {
  const bytes = (<usize>count) << 3;
  const gScale = f64x2.splat(gradientScale);
  const hScale = f64x2.splat(hessianScale);
  for (let at: usize = 0; at < bytes; at += 16) {
    pack(out + at, v128.load(gradients + at), v128.load(hessians + at), gScale, hScale);
  }
}

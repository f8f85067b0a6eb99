/**
 * The power transforms of one number, and their inverses: G. E. P. Box, D. R. Cox, "An analysis of transformations", Journal of the Royal
 * Statistical Society B 26, 1964; I.-K. Yeo, R. A. Johnson, "A new family of power transformations to improve normality or symmetry",
 * Biometrika 87, 2000.
 */

import { highWord } from "../kernels/math/bits.js";
import { exp, expm1, log, log1p } from "../kernels/math.js";

/** Which power transform: Yeo and Johnson's, of any numbers, or Box and Cox's, of numbers above 0. */
export type PowerMethod = "yeoJohnson" | "boxCox";

/** (e^(λ l) − 1) / λ, which is l where λ is 0: a power of the number whose logarithm is l. */
export function powerOfLog(l: number, lambda: number): number {
  return lambda === 0 ? l : expm1(lambda * l) / lambda;
}

/** Its inverse: the logarithm; NaN where there is none. */
function logOfPower(y: number, lambda: number): number {
  return lambda === 0 ? y : log1p(lambda * y) / lambda;
}

/** Transforms numbers where they are. Yeo and Johnson's takes any, Box and Cox's those above 0; NaN stays NaN. */
export function powerTransform(method: PowerMethod, lambda: number, values: Float64Array): void {
  if (method === "boxCox") {
    for (let i = 0; i < values.length; i++) values[i] = log(values[i] as number);
    for (let i = 0; i < values.length; i++) values[i] = powerOfLog(values[i] as number, lambda);
    return;
  }
  // Signs are looked up, not branched on: nobody can foresee those of a column about 0, and a wrong guess costs as much as a logarithm.
  for (let i = 0; i < values.length; i++) {
    const value = values[i] as number;
    values[i] = log1p(Math.abs(value)) * (SIGNS[signBit(value)] as number);
  }
  const powers = Float64Array.of(lambda, 2 - lambda);
  for (let i = 0; i < values.length; i++) {
    const side = signBit(values[i] as number);
    values[i] = powerOfLog(Math.abs(values[i] as number), powers[side] as number) * (SIGNS[side] as number);
  }
}

/** The factors of numbers from 0 on, and of those below. */
const SIGNS = /* @__PURE__ */ Float64Array.of(1, -1);

/** 1 for numbers below 0, and for -0. */
function signBit(x: number): number {
  return highWord(x) >>> 31;
}

/** The number whose transform this is; not finite where there is none. */
export function powerInverse(method: PowerMethod, y: number, lambda: number): number {
  if (method === "boxCox") return exp(logOfPower(y, lambda));
  return y >= 0 ? expm1(logOfPower(y, lambda)) : -expm1(logOfPower(-y, 2 - lambda));
}

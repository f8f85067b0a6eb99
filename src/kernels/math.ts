/**
 * Elementary functions with the same bits in every engine: they use only +, -, ·, /, Math.abs, floor and fround, which IEEE 754
 * and ECMAScript fix to the last bit, and each is within 1 ulp of the true value. This file only lists them.
 */
export { exp } from "./math/exp.js";
export { expm1 } from "./math/expm1.js";
export { log } from "./math/log.js";
export { log1pExp, logSumExp, softmaxWithLogSum } from "./math/log-sum-exp.js";
export { log1p } from "./math/log1p.js";
export { logistic } from "./math/logistic.js";
export { normalCdf } from "./math/normal-cdf.js";
export { normalQuantile } from "./math/normal-quantile.js";
export { pow } from "./math/pow.js";
export { softmaxInPlace } from "./math/softmax.js";
export { tanh } from "./math/tanh.js";
export { cosTurns, sinTurns } from "./math/turns.js";

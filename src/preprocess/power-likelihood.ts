/**
 * The power of a column under which it is most likely normal.
 *
 * The logarithms of the values are taken once; the likelihood of a power is then that of the variance of e^(λ log x), and Brent's method finds
 * where it is greatest (kernels/brent.ts). Powers under which the column would lose more than half of its digits are not tried. Time O(values) for each of some 15 to 30 powers that are tried, memory O(values).
 */

import { minimiseByBrent } from "../kernels/brent.js";
import { exp, log, log1p } from "../kernels/math.js";
import { type PowerMethod, powerOfLog } from "./power-map.js";

/** What a power transform makes of a column. */
export interface PowerFit {
  readonly lambda: number;
  /** Mean and population variance of the transformed values. */
  readonly mean: number;
  readonly variance: number;
}

/** Values between two pauses: about a millisecond of work. */
const SLICE = 1 << 15;

/** How small a spread beside its mean a transformed column may have: a smaller one would leave it less than half of its digits. */
const LEAST_SPREAD = 1e-8;
/** Transformed values beyond this would overflow in their squares. */
const GREATEST = 1e150;

/** Looks for the power of a column's values, at least one of them, all above 0 for `"boxCox"`. A column of one value keeps it: its power is 1. */
export async function fitPower(
  method: PowerMethod,
  values: Float64Array,
  pause: () => Promise<void>,
): Promise<PowerFit> {
  const column = await logsOf(method, values, pause);
  const scratch = new Float64Array(values.length);
  const constant = values.every((value) => value === values[0]);
  const cost = (lambda: number) => costOf(column, lambda, scratch, pause);
  const lambda = constant ? 1 : ((await minimiseByBrent(cost, -2, 2)) ?? 1);
  return { lambda, ...(await transformed(column, lambda, 0, scratch, pause)) };
}

/** The logarithms of a column: those of the values from 0 on first, of which there are `positive`. */
interface Logs {
  readonly logs: Float64Array;
  readonly positive: number;
  /** The sum of log x, or of sign x · log(1 + |x|). */
  readonly sum: number;
}

async function logsOf(method: PowerMethod, values: Float64Array, pause: () => Promise<void>): Promise<Logs> {
  const logs = new Float64Array(values.length);
  let start = 0;
  let end = values.length;
  let sum = 0;
  for (let at = 0; at < values.length; at++) {
    const value = values[at] as number;
    const l = method === "boxCox" ? log(value) : log1p(Math.abs(value));
    const below = method === "yeoJohnson" && value < 0;
    sum += below ? -l : l;
    if (below) logs[--end] = l;
    else logs[start++] = l;
    if (at % SLICE === SLICE - 1) await pause();
  }
  return { logs, positive: start, sum };
}

/** The negative logarithm of a power's likelihood, but for a constant; Infinity for powers that leave the column too few digits. */
async function costOf(
  column: Logs,
  lambda: number,
  scratch: Float64Array,
  pause: () => Promise<void>,
): Promise<number> {
  const { logs, positive, sum } = column;
  const n = logs.length;
  if (positive > 0 && positive < n) {
    const { mean, variance } = await transformed(column, lambda, 0, scratch, pause);
    if (!(Math.sqrt(variance) > LEAST_SPREAD * Math.abs(mean) && variance < GREATEST * GREATEST)) return Infinity;
    return (n / 2) * log(variance) - (lambda - 1) * sum;
  }
  // Where all values have one sign, e^(λ l) is e^(λ c) · e^(λ (l − c)) with the mean logarithm as c, whose share of the likelihood is constant: what is left
  // neither overflows nor cancels.
  const centre = (positive > 0 ? sum : -sum) / n;
  const { variance } = await transformed(column, lambda, centre, scratch, pause);
  const power = positive > 0 ? lambda : 2 - lambda;
  const typical = Math.abs(powerOfLog(centre, power));
  const spread = exp(power * centre) * Math.sqrt(variance);
  if (!(spread > LEAST_SPREAD * typical && typical + spread < GREATEST)) return Infinity;
  return (n / 2) * log(variance);
}

/** Mean and variance of the transformed values, of which all logarithms are less by `centre`, in two passes. */
async function transformed(
  { logs, positive }: Logs,
  lambda: number,
  centre: number,
  out: Float64Array,
  pause: () => Promise<void>,
): Promise<{ mean: number; variance: number }> {
  const n = logs.length;
  let sum = 0;
  for (let start = 0; start < n; start += SLICE) {
    const end = Math.min(n, start + SLICE);
    const turn = Math.max(start, Math.min(end, positive));
    for (let at = start; at < turn; at++) out[at] = powerOfLog((logs[at] as number) - centre, lambda);
    for (let at = turn; at < end; at++) out[at] = -powerOfLog((logs[at] as number) - centre, 2 - lambda);
    for (let at = start; at < end; at++) sum += out[at] as number;
    await pause();
  }
  const mean = sum / n;
  let squares = 0;
  let drift = 0;
  for (let at = 0; at < n; at++) {
    const deviation = (out[at] as number) - mean;
    squares += deviation * deviation;
    drift += deviation;
  }
  return { mean: mean + drift / n, variance: Math.max(0, (squares - (drift * drift) / n) / n) };
}

/**
 * The mutual information of each column with the target, in nats: 0 where they are independent, whatever the relation otherwise.
 *
 * Numbers with numbers by the distances to k-th nearest neighbours (Kraskov, Stögbauer, Grassberger, the first of their two estimators), numbers with classes
 * likewise (Ross), classes with classes by counting. Numbers are divided by their standard deviation, and noise of 1e-10 of that is added, so that
 * equal values have neighbours too. Time O(rows · log rows) a column on average, memory O(rows).
 *
 * A. Kraskov, H. Stögbauer, P. Grassberger, "Estimating mutual information", Physical Review E 69, 2004.
 * B. C. Ross, "Mutual information between discrete and continuous data sets", PLoS ONE 9(2), 2014.
 */
import type { Label, NumericValues, Values } from "../../core/contracts.js";
import { ParameterError, show } from "../../core/errors.js";
import { type EncodedLabels, encodeLabels } from "../../core/labels.js";
import type { Progress } from "../../core/progress.js";
import { Rng } from "../../core/rng.js";
import { readTargetNumbers, type TableInput } from "../../data/input.js";
import { CsrMatrix, type Matrix } from "../../data/matrix.js";
import { normal } from "../../kernels/random.js";
import { columnReader } from "../column-values.js";
import { scaleOf } from "../moments.js";
import { type Discrete, informationOf } from "./information.js";
import { type FeatureScores, readClasses, readScored, type ScoringOptions, tooFewRows } from "./scores.js";

/** The options of {@link mutualInfoClassif} and {@link mutualInfoRegression}. */
export interface MutualInfoOptions extends ScoringOptions {
  /**
   * Which columns hold codes of categories, to be counted, rather than amounts: all, none, those of these names, or `"auto"`: all columns of sparse rows, and
   * of dense ones those whose kind says so. Default: `"auto"`.
   */
  readonly discreteFeatures?: "auto" | boolean | readonly string[];
  /** How many neighbours are looked at: more vary less and err more. Default: 3. */
  readonly nNeighbors?: number;
  /** The seed of the noise that parts equal values. Default: 0. */
  readonly seed?: number;
}

/** How columns are compared with the target. */
export interface MutualInfoPlan {
  readonly owner: string;
  readonly discreteFeatures: "auto" | boolean | readonly string[];
  readonly nNeighbors: number;
  readonly seed: number;
}

/**
 * Estimates the mutual information of each column with classes, in nats. It sees relations of any kind, between one column and the target; two columns that tell
 * something only together score nothing. There are no p-values.
 *
 * @param y - one label a row, or the name of a column of `x`
 * @throws DataError `METRIC_UNDEFINED` for fewer rows than neighbours; `NOT_SUPPORTED` for columns of amounts in sparse rows; `TARGET_ONE_CLASS`; what `fit` of a
 * classifier throws for bad input.
 * @example
 * ```ts
 * import { mutualInfoClassif } from "@org/mlkit";
 *
 * const x = Array.from({ length: 60 }, (_, row) => [row % 2, (row * 7) % 3]);
 * const y = x.map(([a = 0]) => (a > 0 ? "odd" : "even"));
 * const { scores } = await mutualInfoClassif(x, y, { discreteFeatures: true });
 * [...scores]; // => [≈ 0.6931, 0]
 * ```
 */
export async function mutualInfoClassif(
  x: TableInput<object>,
  y: Values<Label> | string,
  options: MutualInfoOptions = {},
): Promise<FeatureScores<null>> {
  const plan = planOf("mutualInfoClassif", options);
  const table = await readScored(plan.owner, x, y, options);
  return scoreByInformation(table.x, readClasses(plan.owner, table.y), plan, table.progress);
}

/**
 * Estimates the mutual information of each column with a target of numbers, in nats; see {@link mutualInfoClassif}.
 *
 * @param y - one number a row, or the name of a column of `x`
 * @throws DataError `METRIC_UNDEFINED` for fewer rows than neighbours; `NOT_SUPPORTED` for columns of amounts in sparse rows; what `fit` of a regressor throws for
 * bad input.
 * @example
 * ```ts
 * import { mutualInfoRegression } from "@org/mlkit";
 *
 * const x = Array.from({ length: 100 }, (_, row) => [row - 50, (row * 37) % 100]);
 * const { scores } = await mutualInfoRegression(x, x.map(([a = 0]) => a * a));
 * (scores[0] ?? 0) > 1 && (scores[1] ?? 0) < 0.3; // => true
 * ```
 */
export async function mutualInfoRegression(
  x: TableInput<object>,
  y: NumericValues | string,
  options: MutualInfoOptions = {},
): Promise<FeatureScores<null>> {
  const plan = planOf("mutualInfoRegression", options);
  const table = await readScored(plan.owner, x, y, options);
  return scoreByInformation(table.x, readTargetNumbers(table.y, table.x.rows), plan, table.progress);
}

function planOf(owner: string, options: MutualInfoOptions): MutualInfoPlan {
  const { discreteFeatures = "auto", nNeighbors = 3, seed = 0 } = options;
  if (!Number.isSafeInteger(nNeighbors) || nNeighbors < 1)
    throw invalid(owner, "nNeighbors", nNeighbors, "a whole number ≥ 1");
  return { owner, discreteFeatures, nNeighbors, seed };
}

function invalid(owner: string, name: string, value: unknown, expected: string): ParameterError {
  return new ParameterError("PARAM_INVALID", {
    problem: `${owner} cannot take this ${name}`,
    given: show(value),
    expected,
    remedy: `Give ${name} such a value, or leave it out`,
    data: { owner, name, value },
  });
}

/** The same for a matrix that was checked; a target of labels or of numbers. */
export async function scoreByInformation(
  x: Matrix,
  y: EncodedLabels | Float64Array,
  plan: MutualInfoPlan,
  progress: Progress,
): Promise<FeatureScores<null>> {
  const { nNeighbors, owner } = plan;
  if (x.rows <= nNeighbors) throw tooFewRows(owner, x.rows, `more rows than nNeighbors, ${nNeighbors}`);
  const discrete = discreteColumns(x, plan);
  const rng = new Rng(plan.seed).derive("mutual information");
  let col = 0;
  const pause = () => progress.tick(col, x.cols);
  const columns = x instanceof CsrMatrix ? sparseColumns(x) : columnReader(x, pause);
  const target = y instanceof Float64Array ? await parted(y, rng.derive("target"), pause) : discreteOf(y);
  const scores = new Float64Array(x.cols);
  for (; col < x.cols; col++) {
    const values = await columns(col);
    const own = rng.derive("column", col);
    const column = discrete[col] === 1 ? discreteOf(encodeLabels(values)) : await parted(values, own, pause);
    scores[col] = await informationOf(column, target, nNeighbors, own.derive("tree"), pause);
    await progress.tick(col + 1, x.cols);
  }
  return { scores, pValues: null };
}

function discreteOf({ codes, classes }: EncodedLabels): Discrete {
  return { codes, count: classes.length };
}

/** Which columns hold codes. */
function discreteColumns(x: Matrix, { owner, discreteFeatures: given }: MutualInfoPlan): Uint8Array {
  const sparse = x instanceof CsrMatrix;
  const names = Array.isArray(given) ? new Set<string>(given) : undefined;
  const unknown = names && [...names].find((name) => !x.names.includes(name));
  if (unknown !== undefined) throw invalid(owner, "discreteFeatures", unknown, `columns of ${x.names.join(", ")}`);
  const out = new Uint8Array(x.cols);
  for (let col = 0; col < x.cols; col++) {
    const known = x.kinds?.[col] ?? "number";
    const discrete =
      names?.has(x.names[col] as string) ?? (given === "auto" ? sparse || known !== "number" : given === true);
    out[col] = discrete ? 1 : 0;
  }
  if (!sparse || !out.includes(0)) return out;
  throw new ParameterError("NOT_SUPPORTED", {
    problem: `${owner} cannot compare amounts in sparse rows`,
    given: `discreteFeatures ${show(given)}`,
    remedy: "Call toDense() on the rows, or leave discreteFeatures out to count their values",
    data: { owner },
  });
}

/** Values that noise is drawn for between two pauses. */
const STEP = 1 << 14;

/** Numbers in units of their standard deviation, with noise that parts equal ones. */
async function parted(values: Float64Array, rng: Rng, pause: () => Promise<void>): Promise<Float64Array> {
  const { length } = values;
  const mean = values.reduce((sum, value) => sum + value, 0) / length;
  const variance = values.reduce((sum, value) => sum + (value - mean) * (value - mean), 0) / length;
  await pause();
  const scale = scaleOf(variance, mean, length);
  const out = values.map((value) => value / scale);
  const size = 1e-10 * Math.max(1, out.reduce((sum, value) => sum + Math.abs(value), 0) / length);
  for (let row = 0; row < length; row++) {
    out[row] = (out[row] as number) + size * normal(rng);
    if (row % STEP === STEP - 1) await pause();
  }
  return out;
}

/** A function that gives the values of a column of sparse rows, which are turned into columns once. */
function sparseColumns(x: CsrMatrix): (col: number) => Float64Array {
  const { rows, cols } = x;
  const starts = new Int32Array(cols + 1);
  for (const col of x.indices) starts[col + 1] = (starts[col + 1] as number) + 1;
  for (let col = 0; col < cols; col++) starts[col + 1] = (starts[col + 1] as number) + (starts[col] as number);
  const next = starts.slice(0, cols);
  const owners = new Int32Array(x.values.length);
  const stored = new Float64Array(x.values.length);
  for (let row = 0; row < rows; row++) {
    for (let k = x.indptr[row] as number; k < (x.indptr[row + 1] as number); k++) {
      const col = x.indices[k] as number;
      const to = next[col] as number;
      next[col] = to + 1;
      owners[to] = row;
      stored[to] = x.values[k] as number;
    }
  }
  return (col) => {
    const out = new Float64Array(rows);
    for (let k = starts[col] as number; k < (starts[col + 1] as number); k++) {
      out[owners[k] as number] = stored[k] as number;
    }
    return out;
  };
}

/**
 * Polynomials that outliers do not bend, by the method of ml-regression: the rows are parted by chance into groups of just as many as
 * determine a polynomial, and that polynomial is taken whose squared residuals over all rows have the least median.
 *
 * P. J. Rousseeuw, "Least median of squares regression", JASA 79, 1984. The package draws the groups from Math.random. Here they
 * are drawn from a seed, by the package's own rule, and the package learns each polynomial from a group of its own, for which its
 * draw has but one outcome. Time O(rows² / coefficients), memory O(rows).
 */
import { DataError } from "../core/errors.js";
import type { Declaration } from "../core/estimator.js";
import { integer, type Params } from "../core/params.js";
import type { Progress } from "../core/progress.js";
import { Rng } from "../core/rng.js";
import { pow } from "../kernels/math.js";
import { select } from "../kernels/select.js";
import { CurveEstimator, type CurvePoints } from "./curve-estimator.js";
import { MlPolynomialModel } from "./ml-polynomial-model.js";
import { cannotLearn, curveClass, learnedNumbers, propertyOf } from "./packages.js";

/** The options of {@link MlRobustPolynomialRegression}. */
export interface MlRobustPolynomialRegressionOptions {
  /** The degree of the polynomial: 2 is a parabola. The package's own argument of that name is one more. Default: 2. */
  degree?: number;
  /** Decides how the rows are parted. Default: 0. */
  seed?: number;
}

const params = {
  degree: integer({ min: 0, default: 2 }),
  seed: integer({ min: 0, default: 0 }),
} satisfies Params<MlRobustPolynomialRegressionOptions>;

const declaration: Declaration<MlRobustPolynomialRegressionOptions> = {
  kind: "MlRobustPolynomialRegression",
  params,
  traits: {},
  models: [MlPolynomialModel],
};

/**
 * ml-regression's `RobustPolynomialRegression`: a polynomial of one column that goes by the better half of the rows, whatever the
 * others hold.
 *
 * The package draws anew each time; this follows from the seed. Groups of rows that determine no polynomial, since values of the
 * column repeat, are passed over, where the package gives up.
 *
 * @example
 * ```ts
 * import { MlRobustPolynomialRegression } from "@org/mlkit";
 *
 * const x = Array.from({ length: 30 }, (_, row) => [row]);
 * const y = x.map(([value = 0]) => (value % 7 === 0 ? 1000 : 2 * value + 1));
 * const model = await new MlRobustPolynomialRegression({ degree: 1, seed: 4 }).fit(x, y);
 * [...model.coefficients].map(Math.round); // => [1, 2]
 * ```
 */
export class MlRobustPolynomialRegression extends CurveEstimator<
  MlRobustPolynomialRegressionOptions,
  MlPolynomialModel
> {
  static readonly declaration = declaration;
  readonly declaration = declaration;

  constructor(options: MlRobustPolynomialRegressionOptions = {}) {
    super(declaration, options);
  }

  protected async learnCurve({ inputNames, x, y }: CurvePoints, progress: Progress): Promise<MlPolynomialModel> {
    const size = this.params.degree + 1;
    if (x.length < size) throw tooFewRows(this.kind, x.length, size);
    const RobustPolynomialRegression = await curveClass("RobustPolynomialRegression");
    const groups = partRows(x.length, size, new Rng(this.params.seed));
    let best: Float64Array | undefined;
    let least = Number.POSITIVE_INFINITY;
    for (const [done, rows] of groups.entries()) {
      const pause = () => progress.tick(done, groups.length + 1);
      await pause();
      const coefficients = throughPoints(
        RobustPolynomialRegression,
        rows.map((row) => x[row] as number),
        rows.map((row) => y[row] as number),
      );
      if (coefficients === undefined) continue;
      const median = await medianResidual(coefficients, x, y, pause);
      if (!(median < least)) continue;
      least = median;
      best = coefficients;
    }
    if (best === undefined)
      throw cannotLearn(this.kind, "no group of rows determines a polynomial: values of the column repeat");
    return new MlPolynomialModel({ inputNames, powers: Int32Array.from(best.keys()), coefficients: best });
  }
}

/** Parts rows into groups by the package's rule: each row goes to a group by chance, or to the next that is not full. */
function partRows(rows: number, size: number, rng: Rng): number[][] {
  const count = Math.floor(rows / size);
  const groups: number[][] = Array.from({ length: count }, () => []);
  for (let row = 0; row < rows; row++) {
    const place = Math.floor(rng.float() * count);
    let step = 0;
    while (step < count && (groups[(place + step) % count] as number[]).length === size) step++;
    if (step === count) break;
    groups[(place + step) % count]?.push(row);
  }
  return groups;
}

type RobustClass = Awaited<ReturnType<typeof curveClass>>;

/** The polynomial through as many points as it has coefficients, in ascending powers; none where two of them have the same x. */
function throughPoints(Robust: RobustClass, x: readonly number[], y: readonly number[]): Float64Array | undefined {
  if (new Set(x).size !== x.length) return undefined;
  try {
    const coefficients = propertyOf(new Robust(x, y, x.length).toJSON(), "coefficients");
    return Float64Array.from(learnedNumbers("MlRobustPolynomialRegression", coefficients));
  } catch {
    // The equations of points that nearly coincide are singular, or overflow.
    return undefined;
  }
}

/** The lower median of the squared residuals. */
async function medianResidual(
  coefficients: Float64Array,
  x: readonly number[],
  y: readonly number[],
  pause: () => Promise<void>,
): Promise<number> {
  const squares = new Float64Array(x.length);
  for (let row = 0; row < x.length; row++) {
    let value = 0;
    for (let k = 0; k < coefficients.length; k++) value += (coefficients[k] as number) * pow(x[row] as number, k);
    const residual = (y[row] as number) - value;
    squares[row] = residual * residual;
    // The order of numbers is what counts here, and NaN has no place in it.
    if (Number.isNaN(residual)) return Number.POSITIVE_INFINITY;
  }
  const middle = (x.length - 1) >> 1;
  await select(squares, middle, pause);
  return squares[middle] as number;
}

function tooFewRows(owner: string, rows: number, least: number): DataError {
  return new DataError("DATA_SHAPE", {
    problem: `${owner} needs as many rows as the polynomial has coefficients`,
    given: `${rows} rows`,
    expected: `at least ${least}`,
    remedy: "Give more rows, or a lower degree",
    data: { owner, rows, least },
  });
}

/**
 * B-splines of each column (kernels/b-splines.ts).
 *
 * Knots come from each column's range, or from its quantiles, which are selected without sorting. Time O(rows) a column; memory O(rows) for quantiles.
 *
 * P. H. C. Eilers, B. D. Marx, "Flexible smoothing with B-splines and penalties", Statistical Science 11, 1996.
 */
import { MatrixTransformerEstimator } from "../base/estimators.js";
import type { FitContext } from "../core/contracts.js";
import { ParameterError } from "../core/errors.js";
import type { Declaration } from "../core/estimator.js";
import { boolean, choice, either, integer, list, number, type Params } from "../core/params.js";
import type { Matrix } from "../data/matrix.js";
import { linspace } from "../kernels/linspace.js";
import { quantilesOf } from "../kernels/quantiles.js";
import { columnReader } from "./column-values.js";
import { endsOf } from "./k-bins-edges.js";
import { type Extrapolation, SplineTransformerModel } from "./spline-transformer-model.js";

/** The options of {@link SplineTransformer}. */
export interface SplineTransformerOptions {
  /** How many knots lie in the range of a column, its ends included; at least 2. Not looked at where `knots` are given. Default: 5. */
  nKnots?: number;
  /** The degree of the polynomials between knots: 0 for steps, 1 for straight lines, 3 for cubic splines. Default: 3. */
  degree?: number;
  /**
   * Where the knots are: `"uniform"` at the same distances; `"quantile"` with about as many rows between any two; or the knots themselves, ascending, one list for each knot
   * with its place in every column. Default: `"uniform"`.
   */
  knots?: "uniform" | "quantile" | readonly (readonly number[])[];
  /**
   * What becomes of values beyond the first and the last knot: `"error"` refuses them; `"constant"` gives what the end of the range gives; `"linear"` goes on in a straight line;
   * `"continue"` goes on with the outermost polynomials; `"periodic"` begins again, as for hours and angles. Default: `"constant"`.
   */
  extrapolation?: Extrapolation;
  /** Gives all splines of a column, which add up to 1; otherwise the last one of each is left out. Default: true. */
  includeBias?: boolean;
}

const given = list(list(number({ default: 0 }), { default: [] }), { default: [] });

const params = {
  nKnots: integer({ default: 5, min: 2 }),
  degree: integer({ default: 3, min: 0, max: 32 }),
  knots: either(choice(["uniform", "quantile"], { default: "uniform" }), given, { default: "uniform" }),
  extrapolation: choice(["error", "constant", "linear", "continue", "periodic"], { default: "constant" }),
  includeBias: boolean({ default: true }),
} satisfies Params<SplineTransformerOptions>;

const declaration: Declaration<SplineTransformerOptions> = {
  kind: "SplineTransformer",
  params,
  traits: {},
  models: [SplineTransformerModel],
};

/**
 * Gives each column as values of B-splines, bumps that overlap, so that a linear model can learn a smooth curve over it: nKnots + degree − 1 columns,
 * `age_sp_0`, `age_sp_1`, …, or nKnots − 1 where they are periodic.
 *
 * Knots beyond the range repeat the distance of the outermost two, and of periodic splines the distances at the other end. The splines of a column that does not vary are all 0.
 * With `"constant"`, values beyond the range count as its end; scikit-learn does the same, but for degree 0, and but for quantiles that fall together at an end.
 * Missing values are refused: put a `SimpleImputer` before it.
 *
 * @throws from `fit` ParameterError `PARAM_INVALID` for knots that do not ascend or have not one place a column, and for periodic splines of fewer than degree + 1 knots.
 * @example
 * ```ts
 * import { SplineTransformer } from "@org/mlkit";
 *
 * const model = await new SplineTransformer({ degree: 2, nKnots: 3 }).fit([{ age: 0 }, { age: 4 }]);
 * model.outputNames; // => ["age_sp_0", "age_sp_1", "age_sp_2", "age_sp_3"]
 * [...model.transform([{ age: 1 }]).toDense().values]; // => [0.125, 0.75, 0.125, 0]
 * ```
 */
export class SplineTransformer extends MatrixTransformerEstimator<SplineTransformerOptions, SplineTransformerModel> {
  static readonly declaration = declaration;
  readonly declaration = declaration;

  constructor(options: SplineTransformerOptions = {}) {
    super(declaration, options);
  }

  protected async learn(x: Matrix, { progress }: FitContext): Promise<SplineTransformerModel> {
    const { degree, extrapolation, includeBias } = this.params;
    const base: Float64Array[] = [];
    const pause = () => progress.tick(base.length, x.cols);
    const columns = columnReader(x, pause);
    for (let col = 0; col < x.cols; col++) {
      base.push(await this.#baseKnots(x, col, columns, pause));
      await progress.tick(col + 1, x.cols);
    }
    const nKnots = base[0]?.length ?? 0;
    if (extrapolation === "periodic" && nKnots <= degree) {
      throw this.#invalid("degree", degree, `fewer than the ${nKnots} knots, since the splines are periodic`);
    }
    const count = nKnots + 2 * degree;
    const knots = new Float64Array(x.cols * count);
    base.forEach((own, col) => {
      knots.set(withOuterKnots(own, degree, extrapolation === "periodic"), col * count);
    });
    return new SplineTransformerModel({ inputNames: x.names, degree, extrapolation, includeBias, nKnots, knots });
  }

  async #baseKnots(
    x: Matrix,
    col: number,
    columns: (col: number) => Promise<Float64Array>,
    pause: () => Promise<void>,
  ): Promise<Float64Array> {
    const { knots, nKnots } = this.params;
    if (typeof knots !== "string") return this.#givenKnots(knots, x, col);
    const values = await columns(col);
    if (knots === "uniform") return linspace(...endsOf(values), nKnots);
    const shares = linspace(0, 1, nKnots).map((share) => (100 * share) / 100);
    return quantilesOf(values, shares, pause);
  }

  #givenKnots(knots: readonly (readonly number[])[], { cols }: Matrix, col: number): Float64Array {
    if (knots.length < 2) throw this.#invalid("knots", knots, "at least two knots");
    if (knots.some(({ length }) => length !== cols)) {
      throw this.#invalid("knots", knots, `for each knot its place in each of the ${cols} columns`);
    }
    const own = Float64Array.from(knots, (places) => places[col] as number);
    const ascending = own.every((knot, at) => at === 0 || knot > (own[at - 1] as number));
    if (!ascending) throw this.#invalid("knots", knots, "knots that ascend in each column, none twice");
    return own;
  }

  #invalid(name: string, value: unknown, expected: string): ParameterError {
    return new ParameterError("PARAM_INVALID", {
      problem: `${this.kind} cannot take this ${name}`,
      given: JSON.stringify(value),
      expected,
      remedy: `Give ${name} that suits the columns and the other options`,
      data: { owner: this.kind, name, value },
    });
  }
}

/** The base knots with `degree` more before and behind them. */
function withOuterKnots(base: Float64Array, degree: number, periodic: boolean): Float64Array {
  const { length } = base;
  const at = (index: number) => base[index] as number;
  if (periodic) {
    const period = at(length - 1) - at(0);
    const before = base.slice(length - 1 - degree, length - 1).map((knot) => knot - period);
    const behind = base.slice(1, 1 + degree).map((knot) => knot + period);
    return Float64Array.of(...before, ...base, ...behind);
  }
  const [first, last] = [at(1) - at(0), at(length - 1) - at(length - 2)];
  const before = linspace(at(0) - degree * first, at(0) - first, degree);
  const behind = linspace(at(length - 1) + last, at(length - 1) + degree * last, degree);
  return Float64Array.of(...before, ...base, ...behind);
}

/**
 * Products of columns up to a degree (kernels/monomials.ts). There is nothing to learn but the columns. Memory O(columns^degree).
 */
import { MatrixTransformerEstimator } from "../base/estimators.js";
import { ParameterError, show } from "../core/errors.js";
import type { Declaration } from "../core/estimator.js";
import { boolean, either, integer, type Param, type Params } from "../core/params.js";
import type { Matrix } from "../data/matrix.js";
import { monomialsOf } from "../kernels/monomials.js";
import { MOST_PRODUCTS, PolynomialFeaturesModel } from "./polynomial-features-model.js";

/** The options of {@link PolynomialFeatures}. */
export interface PolynomialFeaturesOptions {
  /** The highest degree of the products, or the least and the highest, `[2, 3]`. A degree is how many factors a product has. Default: 2. */
  degree?: number | readonly [min: number, max: number];
  /** Multiplies different columns alone: `a b`, but not `a^2`. Default: false. */
  interactionOnly?: boolean;
  /** Begins with a column of ones, the product of degree 0. Default: true. */
  includeBias?: boolean;
}

const range: Omit<Param<readonly [number, number]>, "default"> = {
  expected: "a pair [min, max] of whole numbers, 0 ≤ min ≤ max ≤ 32",
  schema: { type: "array", items: { type: "integer", minimum: 0, maximum: 32 }, minItems: 2, maxItems: 2 },
  refused: [[2, 1], [1], [1, 2, 3], [-1, 2], [0.5, 1], [1, 33]],
  accepts: (value): value is readonly [number, number] =>
    Array.isArray(value) && value.length === 2 && value.every(isDegree) && value[0] <= value[1],
};

function isDegree(value: unknown): boolean {
  return Number.isSafeInteger(value) && Number(value) >= 0 && Number(value) <= 32;
}

const params = {
  degree: either(integer({ default: 2, min: 0, max: 32 }), range, { default: 2 }),
  interactionOnly: boolean({ default: false }),
  includeBias: boolean({ default: true }),
} satisfies Params<PolynomialFeaturesOptions>;

const declaration: Declaration<PolynomialFeaturesOptions> = {
  kind: "PolynomialFeatures",
  params,
  traits: { sparse: true },
  models: [PolynomialFeaturesModel],
};

/**
 * Gives all products of columns up to a degree, so that a linear model can learn curves and what columns do together: for columns `a` and `b` the columns
 * `1`, `a`, `b`, `a^2`, `a b`, `b^2`. Sparse rows stay sparse, and cost only the products of what they store.
 *
 * The number of columns grows fast: n columns give (n + d)! / (n! d!) of degrees up to d. Products of large numbers are larger still: scale before.
 * Missing values are refused: put a `SimpleImputer` before it.
 *
 * @throws ParameterError `PARAM_INVALID` for options that leave no column; from `fit`, for more than 2^22 products.
 * @example
 * ```ts
 * import { PolynomialFeatures } from "@org/mlkit";
 *
 * const model = await new PolynomialFeatures().fit([{ a: 2, b: 3 }]);
 * model.outputNames; // => ["1", "a", "b", "a^2", "a b", "b^2"]
 * [...model.transform([{ a: 2, b: 3 }]).toDense().values]; // => [1, 2, 3, 4, 6, 9]
 *
 * const pairs = new PolynomialFeatures({ degree: [2, 2], interactionOnly: true, includeBias: false });
 * (await pairs.fit([{ a: 2, b: 3 }])).outputNames; // => ["a b"]
 * ```
 */
export class PolynomialFeatures extends MatrixTransformerEstimator<PolynomialFeaturesOptions, PolynomialFeaturesModel> {
  static readonly declaration = declaration;
  readonly declaration = declaration;

  constructor(options: PolynomialFeaturesOptions = {}) {
    super(declaration, options);
    const { degree, includeBias } = this.params;
    if (this.#degrees[1] > 0 || includeBias) return;
    throw new ParameterError("PARAM_INVALID", {
      problem: `${this.kind} would give no columns`,
      given: `degree ${show(degree)} without includeBias`,
      expected: "a degree from 1 on, or includeBias",
      remedy: "Raise the degree, or leave includeBias out",
      data: { owner: this.kind, name: "degree", value: degree },
    });
  }

  get #degrees(): readonly [min: number, max: number] {
    const { degree } = this.params;
    return typeof degree === "number" ? [0, degree] : degree;
  }

  protected learn(x: Matrix): PolynomialFeaturesModel {
    const { interactionOnly, includeBias } = this.params;
    const [minDegree, maxDegree] = this.#degrees;
    const shape = { minDegree, maxDegree, interactionOnly, includeBias };
    const { size } = monomialsOf(x.cols, shape);
    // What the highest degrees are made from takes space too.
    const all = monomialsOf(x.cols, { ...shape, minDegree: 0 }).size;
    if (size < 1 || all > MOST_PRODUCTS) throw outOfBounds(this.kind, x.cols, size, this.params.degree);
    return new PolynomialFeaturesModel({ inputNames: x.names, ...shape });
  }
}

function outOfBounds(owner: string, cols: number, size: number, degree: unknown): ParameterError {
  return new ParameterError("PARAM_INVALID", {
    problem: `${owner} would give ${size} columns`,
    given: `degree ${show(degree)} for ${cols} columns`,
    expected: `from 1 to ${MOST_PRODUCTS} columns`,
    remedy:
      size < 1
        ? "Lower the least degree, or leave interactionOnly out"
        : "Lower the degree, set interactionOnly, or select columns first",
    data: { owner, name: "degree", value: degree, columns: size },
  });
}

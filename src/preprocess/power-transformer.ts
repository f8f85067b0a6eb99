/**
 * Raises each column to a power that makes it about normal, and standardises it.
 *
 * The power is the one under which the column is most likely normal, found by Brent's method (power-likelihood.ts). Time O(rows × columns) for each of
 * some 15 to 30 powers that are tried, memory O(rows).
 */

import { MatrixTransformerEstimator } from "../base/estimators.js";
import type { FitContext } from "../core/contracts.js";
import { DataError, listNames } from "../core/errors.js";
import type { Declaration } from "../core/estimator.js";
import { boolean, choice, type Params } from "../core/params.js";
import type { Matrix } from "../data/matrix.js";
import { scaleOf } from "./moments.js";
import { fitPower } from "./power-likelihood.js";
import type { PowerMethod } from "./power-map.js";
import { checkPositive, PowerTransformerModel } from "./power-transformer-model.js";
import { visitColumns } from "./visit-columns.js";

/** The options of {@link PowerTransformer}. */
export interface PowerTransformerOptions {
  /** `"yeoJohnson"`, for any numbers, or `"boxCox"`, for numbers above 0. Default: `"yeoJohnson"`. */
  method?: PowerMethod;
  /** Standardises the transformed columns to mean 0 and standard deviation 1. Default: true. */
  standardize?: boolean;
}

const params = {
  method: choice<PowerMethod>(["yeoJohnson", "boxCox"], { default: "yeoJohnson" }),
  standardize: boolean({ default: true }),
} satisfies Params<PowerTransformerOptions>;

const declaration: Declaration<PowerTransformerOptions> = {
  kind: "PowerTransformer",
  params,
  traits: { missing: true },
  models: [PowerTransformerModel],
};

/**
 * Makes skewed columns about normal by a power of their own, found by maximum likelihood: Yeo and Johnson's transform, which takes any numbers,
 * or Box and Cox's. Missing values are left out and stay missing.
 *
 * A column of one value keeps the power 1 and is only centred, and a column without any value has power 1, mean 0 and scale 1, where scikit-learn's search ends
 * anywhere. So it may where a column's spread is small beside its values, such as 1000 ± 1: there the likelihood is added up so that nothing cancels, and powers under
 * which less than half of the digits would be left are not tried.
 *
 * @example
 * ```ts
 * import { PowerTransformer } from "@org/mlkit";
 *
 * const incomes = [[900], [1100], [1300], [2000], [3500], [9000], [40000]];
 * const model = await new PowerTransformer({ method: "boxCox" }).fit(incomes);
 * model.lambdas[0]; // => ≈ -0.504
 * const z = model.transform(incomes);
 * model.inverseTransform(z).values[6]; // => ≈ 40000
 * ```
 */
export class PowerTransformer extends MatrixTransformerEstimator<PowerTransformerOptions, PowerTransformerModel> {
  static readonly declaration = declaration;
  readonly declaration = declaration;

  constructor(options: PowerTransformerOptions = {}) {
    super(declaration, options);
  }

  protected async learn(x: Matrix, { progress }: FitContext): Promise<PowerTransformerModel> {
    const { method, standardize } = this.params;
    const lambdas = new Float64Array(x.cols).fill(1);
    const mean = new Float64Array(x.cols);
    const scale = new Float64Array(x.cols).fill(1);
    const failed: string[] = [];
    const total = x.rows * x.cols;
    await visitColumns(x, { progress, before: 0, total }, async (col, values) => {
      if (values.length === 0) return;
      const name = x.names[col] ?? "";
      if (method === "boxCox") checkPositive(name, values);
      const fit = await fitPower(method, values, () => progress.tick(col * x.rows, total));
      if (!Number.isFinite(fit.mean + fit.variance)) failed.push(name);
      lambdas[col] = fit.lambda;
      if (!standardize) return;
      mean[col] = fit.mean;
      scale[col] = scaleOf(fit.variance, fit.mean, values.length);
    });
    if (failed.length > 0) throw tooLarge(failed);
    return new PowerTransformerModel({ inputNames: x.names, method, lambdas, mean, scale });
  }
}

function tooLarge(columns: readonly string[]): DataError {
  return new DataError("NUMERIC_FAILURE", {
    problem: `The powers of columns ${listNames(columns)} are too large for numbers`,
    given: "values of enormous size",
    expected: "columns that some power makes about normal",
    remedy: "Divide these columns by a large constant first, or look for wrong values in them",
    data: { columns },
  });
}

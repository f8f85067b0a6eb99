/** RobustScaler, QuantileTransformer and PowerTransformer on tables of their size. */
import { Matrix, PowerTransformer, QuantileTransformer, RobustScaler } from "@org/mlkit";
import { type Case, python } from "../harness/case.js";
import { normals } from "../harness/data.js";

const [ROWS, COLS] = [200_000, 10];

export const bench: Case = {
  about:
    "RobustScaler, QuantileTransformer to a normal distribution, PowerTransformer (Yeo-Johnson), 200,000 × 10: fit, and transform.",
  notes: [
    "The columns are normal. QuantileTransformer learns from 10,000 rows on both sides, other ones, so that its checks agree to some digits only.",
    "The check is the sum of what is learned, and of the first row transformed.",
  ],
  peers: [python("scikit-learn", "scalers.py")],
  data: (rng) => ({ x: normals(rng, ROWS * COLS) }),
  async tasks(data) {
    const x = Matrix.fromDense(data.float64("x"), ROWS, COLS);
    const robust = new RobustScaler();
    const quantile = new QuantileTransformer({ outputDistribution: "normal" });
    const power = new PowerTransformer();
    const [robustModel, quantileModel, powerModel] = [await robust.fit(x), await quantile.fit(x), await power.fit(x)];
    const firstRow = (output: Matrix) => sum(output.values.subarray(0, COLS));
    return {
      "robust: fit": async () => sum((await robust.fit(x)).scale),
      "robust: transform": () => firstRow(robustModel.transform(x)),
      "quantile: fit": async () => (await quantile.fit(x)).quantiles.length,
      "quantile: transform": () => firstRow(quantileModel.transform(x)),
      "power: fit": async () => sum((await power.fit(x)).lambdas),
      "power: transform": () => firstRow(powerModel.transform(x)),
    };
  },
};

function sum(values: Float64Array): number {
  return values.reduce((total, value) => total + value, 0);
}

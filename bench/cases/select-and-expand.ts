/** Bins, polynomials, splines and a selection by F statistics. */
import { KBinsDiscretizer, Matrix, PolynomialFeatures, SelectKBest, SplineTransformer } from "@org/mlkit";
import { type Case, python } from "../harness/case.js";
import { normals, scores } from "../harness/data.js";

const [ROWS, COLS] = [100_000, 20];

export const bench: Case = {
  about: `KBinsDiscretizer (5 bins of quantiles, one-hot), PolynomialFeatures of degree 2, SplineTransformer (5 knots, degree 3) and SelectKBest by fClassif, ${ROWS.toLocaleString("en")} × ${COLS}: fit and transform.`,
  notes: [
    "The check is the sum of the output's first and last rows, of numbers of columns for bins, of scores for the selection.",
  ],
  peers: [python("scikit-learn", "select_and_expand.py")],
  data(rng) {
    const x = normals(rng, ROWS * COLS);
    const weights = Float64Array.from({ length: COLS }, (_, col) => (col % 4) - 1);
    return { x, y: scores(x, weights).map((value) => (value > 0 ? 1 : 0)) };
  },
  tasks(data) {
    const x = Matrix.fromDense(data.float64("x"), ROWS, COLS);
    const y = data.float64("y");
    return {
      bins: async () => {
        const { output } = await new KBinsDiscretizer().fitTransform(x);
        return "cols" in output ? output.cols + output.rows : Number.NaN;
      },
      polynomial: async () => ends(await new PolynomialFeatures().fit(x), x),
      spline: async () => ends(await new SplineTransformer().fit(x), x),
      select: async () => {
        const model = await new SelectKBest({ k: 10 }).fit(x, y);
        model.transform(x);
        return model.scores.reduce((sum, score) => sum + score, 0);
      },
    };
  },
  ratioGoals: {
    bins: { "scikit-learn": 1 },
    polynomial: { "scikit-learn": 1 },
    spline: { "scikit-learn": 1 },
    select: { "scikit-learn": 1 },
  },
};

/** The sum of the first and the last row that a model gives. */
function ends(model: { transform(x: Matrix): Matrix }, x: Matrix): number {
  const { values, cols } = model.transform(x);
  const rows = [values.subarray(0, cols), values.subarray(values.length - cols)];
  return rows.reduce((sum, row) => row.reduce((total, value) => total + value, sum), 0);
}

/** Least squares on tall tables. */
import { LinearRegression, Matrix, Ridge } from "@org/mlkit";
import { type Case, python } from "../harness/case.js";
import { normals, scores } from "../harness/data.js";

const [ROWS, COLS] = [200_000, 50];

export const bench: Case = {
  about: "Fit of LinearRegression and Ridge(alpha 1), 200,000 × 50.",
  notes: [
    "The check is the sum of the coefficients.",
    "scikit-learn's LinearRegression works on the rows themselves (SVD), which holds out on worse conditioned columns than the Gram matrix that its Ridge takes.",
  ],
  peers: [python("scikit-learn", "linear.py")],
  data(rng) {
    const x = normals(rng, ROWS * COLS);
    const noise = normals(rng, ROWS);
    return { x, y: scores(x, normals(rng, COLS)).map((score, row) => 3 + score + (noise[row] ?? 0)) };
  },
  tasks(data) {
    const x = Matrix.fromDense(data.float64("x"), ROWS, COLS);
    const y = data.float64("y");
    return {
      LinearRegression: async () => sum((await new LinearRegression().fit(x, y)).coef),
      Ridge: async () => sum((await new Ridge().fit(x, y)).coef),
    };
  },
};

function sum(values: Float64Array): number {
  return values.reduce((total, value) => total + value, 0);
}

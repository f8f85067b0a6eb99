/** StandardScaler on a million rows. */
import { Matrix, StandardScaler } from "@org/mlkit";
import { type Case, python } from "../harness/case.js";
import { normals } from "../harness/data.js";

const [ROWS, COLS] = [1_000_000, 20];

export const bench: Case = {
  about: "StandardScaler, 1,000,000 × 20: fit, transform into a new matrix, and both at once.",
  notes: ["The check is the sum of the learned means, and of the first row transformed."],
  peers: [python("scikit-learn", "standard_scaler.py")],
  data: (rng) => ({ x: normals(rng, ROWS * COLS) }),
  async tasks(data) {
    const x = Matrix.fromDense(data.float64("x"), ROWS, COLS);
    const model = await new StandardScaler().fit(x);
    return {
      fit: async () => sum((await new StandardScaler().fit(x)).mean),
      transform: () => sum(model.transform(x).values.subarray(0, COLS)),
      "fit and transform": async () => {
        const { output } = await new StandardScaler().fitTransform(x);
        return output instanceof Matrix ? sum(output.values.subarray(0, COLS)) : Number.NaN;
      },
    };
  },
};

function sum(values: Float64Array): number {
  return values.reduce((total, value) => total + value, 0);
}

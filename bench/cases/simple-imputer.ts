/** SimpleImputer by medians on a million rows. */
import { Matrix, SimpleImputer } from "@org/mlkit";
import { type Case, python } from "../harness/case.js";
import { normals } from "../harness/data.js";

const [ROWS, COLS] = [1_000_000, 10];
/** The share of the values that are missing. */
const MISSING = 0.1;

export const bench: Case = {
  about:
    "SimpleImputer, strategy median, 1,000,000 × 10 with one value in ten missing: fit, transform into a new matrix, and both.",
  notes: ["The check is the sum of the learned medians, or of the first row transformed."],
  peers: [python("scikit-learn", "simple_imputer.py")],
  data(rng) {
    const holes = rng.derive("holes");
    return { x: normals(rng, ROWS * COLS).map((value) => (holes.float() < MISSING ? Number.NaN : value)) };
  },
  async tasks(data) {
    const x = Matrix.fromDense(data.float64("x"), ROWS, COLS);
    const imputer = new SimpleImputer({ strategy: "median" });
    const model = await imputer.fit(x);
    return {
      fit: async () => sum((await imputer.fit(x)).statistics),
      transform: () => sum(model.transform(x).values.subarray(0, COLS)),
      "fit and transform": async () => sum((await imputer.fit(x)).transform(x).values.subarray(0, COLS)),
    };
  },
  ratioGoals: { "fit and transform": { "scikit-learn": 0.3 } },
};

function sum(values: Float64Array): number {
  return values.reduce((total, value) => total + value, 0);
}

/** KNNImputer and IterativeImputer on some thousand rows. */
import { IterativeImputer, KNNImputer, Matrix } from "@org/mlkit";
import type { Rng } from "../../src/core/rng.js";
import { type Case, python } from "../harness/case.js";
import { normals } from "../harness/data.js";

const [ROWS, COLS] = [5000, 20];
/** The share of the values that are missing. */
const MISSING = 0.1;
/** Columns are sums of so many hidden ones. */
const HIDDEN = 6;

export const bench: Case = {
  about:
    "KNNImputer (5 neighbours) and IterativeImputer (BayesianRidge, 10 rounds at most), 5000 × 20 with one value in ten missing: fit and transform of the training rows.",
  notes: ["The check is the sum of the output."],
  peers: [python("scikit-learn", "imputers.py")],
  data: (rng) => ({ x: related(rng) }),
  async tasks(data) {
    const x = Matrix.fromDense(data.float64("x"), ROWS, COLS);
    const filled = async (imputer: KNNImputer | IterativeImputer) =>
      (await imputer.fitTransform(x)).output.toDense().values;
    return {
      "k nearest": async () => sum(await filled(new KNNImputer())),
      "k nearest, by distance": async () => sum(await filled(new KNNImputer({ weights: "distance" }))),
      iterative: async () => sum(await filled(new IterativeImputer())),
    };
  },
  ratioGoals: {
    "k nearest": { "scikit-learn": 1 },
    "k nearest, by distance": { "scikit-learn": 1 },
    iterative: { "scikit-learn": 1 },
  },
};

function related(rng: Rng): Float64Array {
  const [hidden, mix, noise] = [normals(rng, ROWS * HIDDEN), normals(rng, HIDDEN * COLS), normals(rng, ROWS * COLS)];
  const holes = rng.derive("holes");
  return noise.map((value, at) => {
    if (holes.float() < MISSING) return Number.NaN;
    const [row, col] = [Math.floor(at / COLS), at % COLS];
    let sum = 0.3 * value;
    for (let k = 0; k < HIDDEN; k++) sum += (hidden[row * HIDDEN + k] ?? 0) * (mix[k * COLS + col] ?? 0);
    return sum;
  });
}

function sum(values: Float64Array): number {
  return values.reduce((total, value) => total + value, 0);
}

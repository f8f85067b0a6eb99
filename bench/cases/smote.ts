/** SMOTE: what it does is find neighbours. */
import { Matrix, SMOTE } from "@org/mlkit";
import { type Case, python, THREADS } from "../harness/case.js";
import { normals } from "../harness/data.js";

const COLS = 30;
/** Rows of the small class and of the large one. */
const [SMALL, LARGE] = [10_000, 30_000];

export const bench: Case = {
  about: "SMOTE, 10,000 rows of the small class beside 30,000, 30 columns.",
  notes: [
    "Neighbours are exact on both sides, found on two threads. Ours works out each distance; imbalanced-learn multiplies matrices.",
    "The check is the number of rows.",
  ],
  peers: [python("imbalanced-learn", "smote.py")],
  data: (rng) => ({ x: normals(rng, (SMALL + LARGE) * COLS) }),
  tasks(data) {
    const x = Matrix.fromDense(data.float64("x"), SMALL + LARGE, COLS);
    const y = Array.from({ length: SMALL + LARGE }, (_, row) => (row < SMALL ? "small" : "large"));
    return { resample: async () => (await new SMOTE().fitResample(x, y, { threads: THREADS })).x.rows };
  },
};

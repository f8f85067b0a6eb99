/** Scaling and filling of a table that the packages of the npm registry can take. */
import { DenseMatrix, Matrix, SimpleImputer, StandardScaler, type Table } from "@org/mlkit";
import { type Case, python, typescript } from "../harness/case.js";
import { normals } from "../harness/data.js";

const [ROWS, COLS] = [20_000, 20];

export const bench: Case = {
  about: "StandardScaler, and SimpleImputer by the mean, on 20,000 × 20: fit and transform.",
  notes: [
    "scikitjs computes on the CPU backend of TensorFlow.js, in single precision; it is no dependency, since the two take 680 MB: `npm install --no-save scikitjs @tensorflow/tfjs`. Its imputer leaves missing values as they are, and takes no median of them.",
    "ml-matrix is the arithmetic that ml.js has for it, `center` and `scale`, without a model to use on other rows; it scales by the standard deviation of a sample.",
    "The check is a sum over the first 100 rows, of squares, of what there is.",
  ],
  peers: [
    python("scikit-learn", "preprocess_small.py"),
    typescript("scikitjs", "preprocess_small_scikitjs.ts"),
    typescript("ml-matrix", "preprocess_small_ml_matrix.ts"),
  ],
  data(rng) {
    const x = normals(rng, ROWS * COLS);
    return { x, gaps: x.map((value, at) => (at % 13 === 5 ? Number.NaN : value)) };
  },
  tasks(data) {
    const matrix = (name: string) => Matrix.fromDense(data.float64(name), ROWS, COLS);
    const [x, gaps] = [matrix("x"), matrix("gaps")];
    return {
      scale: async () => check((await new StandardScaler().fitTransform(x)).output),
      impute: async () => check((await new SimpleImputer().fitTransform(gaps)).output),
    };
  },
};

function check(output: Table): () => number {
  if (!(output instanceof DenseMatrix)) throw new Error("not dense");
  return () =>
    output.values.subarray(0, 100 * COLS).reduce((sum, value) => sum + (Number.isNaN(value) ? 0 : value * value), 0);
}

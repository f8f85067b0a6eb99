/** Scaling and filling by scikitjs, as bench/cases/preprocess-small.ts. */
import { createRequire } from "node:module";
import { BenchData } from "../harness/data.js";
import { installedVersion, requires, serve } from "../harness/serve.js";

/** What is used of the packages. */
interface Tensor {
  dataSync(): Float32Array;
}
interface Stage {
  fitTransform(x: Tensor): Tensor;
}
interface TensorFlow {
  tensor2d(values: Float32Array, shape: readonly [number, number]): Tensor;
}
interface Scikitjs {
  readonly StandardScaler: new () => Stage;
  readonly SimpleImputer: new (options: { readonly strategy: "mean" }) => Stage;
  setBackend(tf: TensorFlow): void;
}

const require = createRequire(import.meta.url);
const tf = await requires("@tensorflow/tfjs", async (): Promise<TensorFlow> => require("@tensorflow/tfjs"));
const { setBackend, SimpleImputer, StandardScaler } = await requires(
  "scikitjs",
  async (): Promise<Scikitjs> => require("scikitjs"),
);
setBackend(tf);
const COLS = 20;

const data = new BenchData(process.argv[2] ?? "");
function table(name: string): Tensor {
  const values = Float32Array.from(data.float64(name));
  return tf.tensor2d(values, [values.length / COLS, COLS]);
}

function mapping(make: () => Stage, table: Tensor): () => () => number {
  return () => {
    const output = make().fitTransform(table).dataSync();
    return () =>
      output.subarray(0, 100 * COLS).reduce((sum, value) => sum + (Number.isNaN(value) ? 0 : value * value), 0);
  };
}

const tasks = {
  scale: mapping(() => new StandardScaler(), table("x")),
  impute: mapping(() => new SimpleImputer({ strategy: "mean" }), table("gaps")),
};
await serve(tasks, { scikitjs: installedVersion("scikitjs") });

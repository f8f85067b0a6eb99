/** Our side of the study of quality: `ours.ts <folder of the data>`. Scores a trial whenever its name comes in. */
import { readFileSync } from "node:fs";
import {
  accuracyScore,
  type ColumnKind,
  DenseMatrix,
  ExtraTreesClassifier,
  ExtraTreesRegressor,
  HistGradientBoostingClassifier,
  HistGradientBoostingRegressor,
  RandomForestClassifier,
  RandomForestRegressor,
  r2Score,
} from "@org/mlkit";
import { LIBRARY_VERSION } from "../../src/core/version.js";
import { BenchData } from "../harness/data.js";
import { serve } from "../harness/serve.js";
import { type ModelName, nameOf, type Plan, type SetEntry, seedsOf, type Trial, trialsOf } from "./plan.js";

const data = new BenchData(process.argv[2] ?? "");
const plan: Plan = JSON.parse(readFileSync(data.path("plan.json"), "utf8"));

/** What the recipes have in common. */
interface Recipe<Predictions> {
  fit(
    x: DenseMatrix,
    y: Float64Array,
    options: { readonly threads: number },
  ): Promise<{ predict(x: DenseMatrix): Predictions }>;
}

function classifier(model: ModelName, seed: number, maxIter: number): Recipe<number[]> {
  if (model === "boosting") return new HistGradientBoostingClassifier({ seed, maxIter });
  return model === "random forest" ? new RandomForestClassifier({ seed }) : new ExtraTreesClassifier({ seed });
}

function regressor(model: ModelName, seed: number, maxIter: number): Recipe<Float64Array> {
  if (model === "boosting") return new HistGradientBoostingRegressor({ seed, maxIter });
  return model === "random forest" ? new RandomForestRegressor({ seed }) : new ExtraTreesRegressor({ seed });
}

/** What a model reads: categories and missing values for boosting; for forests, codes as numbers, and −9 for what is missing. */
function matrixOf({ name, cols, categorical }: SetEntry, model: ModelName): DenseMatrix {
  const x = data.float64(`${name}-x`);
  const rows = x.length / cols;
  if (model !== "boosting")
    return new DenseMatrix(
      x.map((value) => (Number.isNaN(value) ? -9 : value)),
      rows,
      cols,
    );
  const kinds = Array.from({ length: cols }, (_, col): ColumnKind => {
    if (!categorical.includes(col)) return "number";
    const most = x.reduce((max, value, at) => (at % cols === col ? Math.max(max, value) : max), 0);
    return { categories: Array.from({ length: most + 1 }, (_, code) => code) };
  });
  return new DenseMatrix(x, rows, cols, { kinds });
}

function taskOf(set: SetEntry, trial: Trial): () => Promise<number> {
  const { model, repeat, fold } = trial;
  return async () => {
    const x = matrixOf(set, model);
    const y = data.float64(`${set.name}-y`);
    const folds = data.float64(`${set.name}-folds`).subarray(repeat * x.rows, (repeat + 1) * x.rows);
    const rows = Array.from(y.keys());
    const train = rows.filter((row) => folds[row] !== fold);
    const test = rows.filter((row) => folds[row] === fold);
    const at = (chosen: readonly number[]) => Float64Array.from(chosen, (row) => y[row] ?? Number.NaN);
    const [xTrain, xTest, yTrain, yTest] = [x.take(train), x.take(test), at(train), at(test)];
    // On the calling thread: both sides have a core each.
    const options = { threads: 0 };
    const score = async (seed: number) => {
      if (set.task === "classify") {
        const fitted = await classifier(model, seed, set.maxIter).fit(xTrain, yTrain, options);
        return accuracyScore(yTest, fitted.predict(xTest));
      }
      const fitted = await regressor(model, seed, set.maxIter).fit(xTrain, yTrain, options);
      return r2Score(yTest, fitted.predict(xTest));
    };
    const seeds = seedsOf(plan, trial);
    let sum = 0;
    for (const seed of seeds) sum += await score(seed);
    return sum / seeds.length;
  };
}

const sets = new Map(plan.sets.map((set) => [set.name, set]));
const tasks = Object.fromEntries(
  trialsOf(plan).flatMap((trial) => {
    const set = sets.get(trial.set);
    return set === undefined ? [] : [[nameOf(trial), taskOf(set, trial)]];
  }),
);
await serve(tasks, { mlkit: LIBRARY_VERSION, Node: process.versions.node });

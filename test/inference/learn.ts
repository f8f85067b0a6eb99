/** Learning that Node and browsers do alike: fits, the digests of what they give, and predictions beside other work. */
import { serialize } from "../../src/artifact/serialize.js";
import { MlkitError } from "../../src/core/errors.js";
import { Rng } from "../../src/core/rng.js";
import { Matrix } from "../../src/data/matrix.js";
import {
  GradientBoostingRegressor,
  HistGradientBoostingClassifier,
  RandomForestRegressor,
} from "../../src/tree/index.js";

const ROWS = 4000;
const COLS = 6;

/** What came of it: one digest a model, or the code of the error. */
export interface Learned {
  readonly shares: boolean;
  readonly digests: readonly string[];
  /** The sum of what a model says that is learned without WebAssembly, computed beside other work. */
  readonly predicted: number | string;
}

/** Learns two models, on threads where there are any. */
export async function learn(): Promise<Learned> {
  const rng = new Rng(7);
  const values = Float64Array.from({ length: ROWS * COLS }, () => (rng.int(20) === 0 ? Number.NaN : rng.next()));
  const x = Matrix.fromDense(values, ROWS, COLS);
  const full = Matrix.fromDense(
    values.map((value) => (Number.isNaN(value) ? 0.5 : value)),
    ROWS,
    COLS,
  );
  const score = (row: number) => (full.values[row * COLS] ?? 0) * (full.values[row * COLS + 1] ?? 0);
  const labels = Array.from({ length: ROWS }, (_, row) => (score(row) > 0.25 ? "high" : "low"));
  const numbers = Float64Array.from({ length: ROWS }, (_, row) => score(row));
  const boosted = new HistGradientBoostingClassifier({ maxIter: 20, earlyStopping: true });
  const forest = new RandomForestRegressor({ nEstimators: 10 });
  const digests: string[] = [];
  let predicted: number | string = "nothing";
  for (const threads of [undefined, 2]) {
    const options = threads === undefined ? {} : { threads };
    digests.push(await digest(() => boosted.fit(x, labels, options)));
    digests.push(await digest(() => forest.fit(full, numbers, options)));
  }
  try {
    const model = await new GradientBoostingRegressor({ nEstimators: 20 }).fit(full, numbers);
    predicted = (await model.predictAsync(full, { threads: 2 })).reduce((sum, value) => sum + value, 0);
  } catch (error) {
    predicted = codeOf(error);
  }
  return { shares: typeof SharedArrayBuffer === "function", digests, predicted };
}

async function digest(learnOne: () => Promise<Parameters<typeof serialize>[0]>): Promise<string> {
  try {
    const hash = new Uint8Array(await crypto.subtle.digest("SHA-256", serialize(await learnOne())));
    return Array.from(hash, (byte) => byte.toString(16).padStart(2, "0")).join("");
  } catch (error) {
    return codeOf(error);
  }
}

function codeOf(error: unknown): string {
  return error instanceof MlkitError ? error.code : String(error);
}

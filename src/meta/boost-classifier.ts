/**
 * One round of AdaBoost for classification: fits a member, and weighs the rows anew by how it does on them.
 */
import { largest } from "../base/models.js";
import type { Label } from "../core/contracts.js";
import type { EncodedLabels } from "../core/labels.js";
import type { Progress } from "../core/progress.js";
import { Rng } from "../core/rng.js";
import type { Matrix } from "../data/matrix.js";
import { exp, log } from "../kernels/math.js";
import { type AdaBoostAlgorithm, logOf } from "./adaboost-scores.js";
import { inBlocks } from "./blocks.js";
import type { Round } from "./boost.js";
import { codesOf, type FittedClassifier, probabilitiesOf } from "./fitted-members.js";
import { fitClassifier, type PredictingMember, reseeded } from "./members.js";

/** What the rounds learn from, and how. */
export interface ClassifierBoostingTask<L extends Label> {
  readonly member: PredictingMember<"classify">;
  readonly params: {
    readonly nEstimators: number;
    readonly learningRate: number;
    readonly algorithm: AdaBoostAlgorithm;
    readonly seed: number;
  };
  readonly x: Matrix;
  readonly y: EncodedLabels<L>;
  readonly progress: Progress;
}

/** The rounds of one fit. */
export class ClassifierBoosting<L extends Label> {
  readonly #task: ClassifierBoostingTask<L>;
  readonly #seeds: Rng;

  constructor(task: ClassifierBoostingTask<L>) {
    this.#task = task;
    this.#seeds = new Rng(task.params.seed);
  }

  /** A round; nothing where the member is no better than chance, by SAMME. */
  async round(index: number, weights: Float64Array, last: boolean): Promise<Round<FittedClassifier<L>> | undefined> {
    const { member, params, x, y, progress } = this.#task;
    const stage = reseeded(member, this.#seeds.derive("estimator", index));
    const lesson = { x, y, weights: weights.slice() };
    const model = await fitClassifier<L>({ name: `estimator ${index}`, stage }, lesson, progress);
    if (params.algorithm === "SAMME.R") return this.#byProbabilities(index, model, weights, last);
    return this.#byVotes(index, model, weights, last);
  }

  async #byProbabilities(
    index: number,
    model: FittedClassifier<L>,
    weights: Float64Array,
    last: boolean,
  ): Promise<Round<FittedClassifier<L>>> {
    const { x, y, params } = this.#task;
    const width = y.classes.length;
    const wrong = new Uint8Array(x.rows);
    const factors = new Float64Array(x.rows);
    const step = -1 * params.learningRate * ((width - 1) / width);
    await inBlocks(x, this.#pause(index), (block, start) => {
      const proba = probabilitiesOf(model, block, y.classes);
      for (let i = 0; i < block.rows; i++) {
        const code = y.codes[start + i]!;
        wrong[start + i] = Number(largest(proba, i * width, width) !== code);
        let sum = 0;
        for (let k = 0; k < width; k++) sum += (k === code ? 1 : -1 / (width - 1)) * logOf(proba[i * width + k]!);
        factors[start + i] = exp(step * sum);
      }
    });
    const error = shareWrong(wrong, weights);
    if (error > 0 && !last) for (let row = 0; row < weights.length; row++) weights[row] = weights[row]! * factors[row]!;
    return { model, weight: 1, error };
  }

  async #byVotes(
    index: number,
    model: FittedClassifier<L>,
    weights: Float64Array,
    last: boolean,
  ): Promise<Round<FittedClassifier<L>> | undefined> {
    const { x, y, params } = this.#task;
    const width = y.classes.length;
    const wrong = new Uint8Array(x.rows);
    await inBlocks(x, this.#pause(index), (block, start) => {
      codesOf(model, block, y.classes).forEach((code, i) => {
        wrong[start + i] = Number(code !== y.codes[start + i]);
      });
    });
    const error = shareWrong(wrong, weights);
    if (error <= 0) return { model, weight: 1, error: 0 };
    if (error >= 1 - 1 / width) return undefined;
    const weight = params.learningRate * (log((1 - error) / error) + log(width - 1));
    if (!last) {
      for (let row = 0; row < weights.length; row++) {
        if (wrong[row] === 1) weights[row] = exp(log(weights[row]!) + weight);
      }
    }
    return { model, weight, error };
  }

  #pause(index: number): () => Promise<void> {
    const { progress, params } = this.#task;
    return () => progress.tick(index, params.nEstimators);
  }
}

/** The share of the weight that lies on rows marked as wrong. */
function shareWrong(wrong: Uint8Array, weights: Float64Array): number {
  let all = 0;
  let on = 0;
  for (let row = 0; row < weights.length; row++) {
    all += weights[row]!;
    if (wrong[row] === 1) on += weights[row]!;
  }
  return on / all;
}

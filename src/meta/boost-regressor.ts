/**
 * One round of AdaBoost for regression: fits a member on drawn rows, and weighs all rows anew by how it does on them.
 */
import type { Progress } from "../core/progress.js";
import { Rng } from "../core/rng.js";
import type { Matrix } from "../data/matrix.js";
import { exp, log, pow } from "../kernels/math.js";
import { inBlocks, takeNumbers } from "./blocks.js";
import type { Round } from "./boost.js";
import { drawByWeight, drawnRows, takesCounts } from "./draws.js";
import type { FittedRegressor } from "./fitted-members.js";
import { fitRegressor, type PredictingMember, reseeded } from "./members.js";

/** What the rounds learn from, and how. */
export interface RegressorBoostingTask {
  readonly member: PredictingMember<"regress">;
  readonly params: {
    readonly nEstimators: number;
    readonly learningRate: number;
    readonly loss: "linear" | "square" | "exponential";
    readonly seed: number;
  };
  readonly x: Matrix;
  readonly y: Float64Array;
  readonly progress: Progress;
}

/** From this mean loss on, a member is worse than chance. */
const CHANCE = 0.5;

/** The rounds of one fit. */
export class RegressorBoosting {
  readonly #task: RegressorBoostingTask;
  readonly #seeds: Rng;

  constructor(task: RegressorBoostingTask) {
    this.#task = task;
    this.#seeds = new Rng(task.params.seed);
  }

  /** A round; nothing where the member is worse than chance, unless it is the first, which then stays the only one. */
  async round(index: number, weights: Float64Array, last: boolean): Promise<Round<FittedRegressor> | undefined> {
    const { params } = this.#task;
    const model = await this.#learn(index, weights);
    const losses = await this.#losses(index, model);
    let error = 0;
    for (let row = 0; row < losses.length; row++) error += weights[row]! * losses[row]!;
    if (error <= 0) return { model, weight: 1, error: 0 };
    if (error >= CHANCE) return index === 0 ? { model, weight: 1, error: Math.min(1, error), ends: true } : undefined;
    const beta = error / (1 - error);
    if (!last) {
      for (let row = 0; row < losses.length; row++) {
        weights[row] = weights[row]! * pow(beta, (1 - losses[row]!) * params.learningRate);
      }
    }
    return { model, weight: params.learningRate * log(1 / beta), error };
  }

  #learn(index: number, weights: Float64Array): Promise<FittedRegressor> {
    const { member, x, y, progress } = this.#task;
    const rng = this.#seeds.derive("estimator", index);
    const counts = drawByWeight(weights, x.rows, rng);
    const drawn = drawnRows(counts, undefined, takesCounts(member));
    const lesson = { x: x.take(drawn.rows), y: takeNumbers(y, drawn.rows), weights: drawn.weights };
    return fitRegressor({ name: `estimator ${index}`, stage: reseeded(member, rng) }, lesson, progress);
  }

  /** The loss of each row, from 0 to 1, the worst row's being the greatest. */
  async #losses(index: number, model: FittedRegressor): Promise<Float64Array> {
    const { x, y, params, progress } = this.#task;
    const losses = new Float64Array(x.rows);
    let worst = 0;
    const pause = () => progress.tick(index, params.nEstimators);
    await inBlocks(x, pause, (block, start) => {
      model.predict(block).forEach((value, i) => {
        const error = Math.abs(value - y[start + i]!);
        losses[start + i] = error;
        if (error > worst) worst = error;
      });
    });
    if (worst === 0) return losses;
    for (let row = 0; row < losses.length; row++) losses[row] = lossOf(losses[row]! / worst, params.loss);
    return losses;
  }
}

function lossOf(error: number, loss: "linear" | "square" | "exponential"): number {
  if (loss === "linear") return error;
  return loss === "square" ? error * error : 1 - exp(-error);
}

/**
 * Fitting one stage as a part of something larger: with its own progress path, and its name in its errors.
 */

import type { Target } from "../base/fit-input.js";
import type { TransformerModel } from "../base/models.js";
import type { FitOptions } from "../core/contracts.js";
import { inStage } from "../core/errors.js";
import type { Estimator } from "../core/estimator.js";
import type { Progress } from "../core/progress.js";
import type { Table, TableInput } from "../data/input.js";

/** A stage that maps data: a transformer, a ColumnTransformer, a union, a pipeline of them. */
export type MappingStage = Estimator & {
  readonly task: "transform";
  fitTransform(
    x: TableInput<object>,
    y?: Target<unknown>,
    options?: FitOptions,
  ): Promise<{ model: TransformerModel; output: Table }>;
};

/** Whether a stage maps data. */
export function isMapping(stage: Estimator): stage is MappingStage {
  return stage.task === "transform" && "fitTransform" in stage;
}

/** Fits a stage and maps the training rows. */
export async function fittedStage(
  name: string,
  stage: MappingStage,
  x: Table,
  y: Target<unknown> | undefined,
  progress: Progress,
): Promise<{ model: TransformerModel; output: Table }> {
  try {
    return await stage.fitTransform(x, y, stageOptions(progress, name));
  } catch (error) {
    throw inStage(name, error);
  }
}

/** The options of `fit` for a stage: the same signal and threads, and progress that carries its name. */
export function stageOptions(progress: Progress, name: string): FitOptions {
  const { signal, onProgress, threads } = progress.forStage(name);
  return {
    ...(signal === undefined ? {} : { signal }),
    ...(onProgress === undefined ? {} : { onProgress }),
    ...(threads === undefined ? {} : { threads }),
  };
}

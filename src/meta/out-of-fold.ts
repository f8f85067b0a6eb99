/**
 * Fitting the members of a stacking ensemble: on all rows, to be asked later; and fold by fold, so that for each training row there is what a member says that did
 * not learn from it. From these the final estimator learns how far to trust whom: from what members say of rows that they know, it would learn to trust the one
 * that remembers best.
 *
 * D. Wolpert, "Stacked Generalization", Neural Networks 5, 1992.
 */
import { inStage } from "../core/errors.js";
import { Progress } from "../core/progress.js";
import type { Matrix } from "../data/matrix.js";
import type { Fold } from "../data/split/fold.js";
import { inBlocks } from "./blocks.js";
import type { FittedMember } from "./fitted-members.js";
import type { NamedMember } from "./members.js";
import type { NamedModel } from "./named-models.js";

/** What the members learn from, and how they are asked. */
export interface StackingTask<M extends FittedMember, T extends "classify" | "regress"> {
  readonly members: readonly NamedMember<T>[];
  readonly x: Matrix;
  readonly folds: readonly Fold[];
  /** How many numbers a member gives for a row. */
  readonly width: number;
  /** Fits a member on these rows, or on all. */
  readonly learn: (member: NamedMember<T>, rows: Int32Array | undefined, progress: Progress) => Promise<M>;
  /** What a fitted member says of each row: `width` numbers, row after row. */
  readonly ask: (model: M, x: Matrix) => Float64Array;
}

/** The members fitted on all rows, and for each what those say of every row that did not learn from it. */
export interface OutOfFold<M extends FittedMember> {
  readonly models: readonly NamedModel<M>[];
  readonly features: readonly Float64Array[];
}

/**
 * Fits the members, on all rows and on each fold's. Where it stands is told out of `total` steps.
 *
 * @throws AbortError when the work is aborted; what a member throws, with its name and the fold in the message.
 */
export async function learnOutOfFold<M extends FittedMember, T extends "classify" | "regress">(
  task: StackingTask<M, T>,
  progress: Progress,
  total: number,
): Promise<OutOfFold<M>> {
  const models: NamedModel<M>[] = [];
  const features: Float64Array[] = [];
  let done = 0;
  for (const member of task.members) {
    models.push({ name: member.name, model: await task.learn(member, undefined, progress) });
    await progress.tick(++done, total);
    const own = new Float64Array(task.x.rows * task.width);
    for (const [number, fold] of task.folds.entries()) {
      await learnFold(task, member, number, fold, own, progress, () => progress.tick(done, total));
      await progress.tick(++done, total);
    }
    features.push(own);
  }
  return { models, features };
}

async function learnFold<M extends FittedMember, T extends "classify" | "regress">(
  { x, width, learn, ask }: StackingTask<M, T>,
  { name, stage }: NamedMember<T>,
  number: number,
  { train, test }: Fold,
  out: Float64Array,
  progress: Progress,
  pause: () => Promise<void>,
): Promise<void> {
  try {
    const model = await learn({ name: `fold ${number}`, stage }, train, new Progress(progress.forStage(name)));
    await inBlocks(x.take(test), pause, (block, start) => {
      const said = ask(model, block);
      for (let i = 0; i < block.rows; i++) {
        for (let k = 0; k < width; k++) out[test[start + i]! * width + k] = said[i * width + k]!;
      }
    });
  } catch (error) {
    throw inStage(name, error);
  }
}

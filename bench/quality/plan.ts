/** What is fitted to what: the tasks of both sides, by name, and the files that both read. */
import { KFold, type Rng, StratifiedKFold } from "@org/mlkit";
import type { CaseData } from "../harness/data.js";
import { makeSets, type QualitySet } from "./sets.js";

export const FOLDS = 5;

/** The models that are compared. Of each, the classifier or the regressor is taken. */
export const MODELS = ["boosting", "random forest", "extra trees"] as const;
export type ModelName = (typeof MODELS)[number];

/** What the sides are told of a set; its numbers are files beside. */
export type SetEntry = Pick<QualitySet, "name" | "task" | "cols" | "categorical" | "maxIter">;

/** What stands in `plan.json`. */
export interface Plan {
  readonly repeats: number;
  /** How many seeds the score of a forest in a fold is the mean of: on small tables, what they draw weighs more than what is compared. */
  readonly forestSeeds: number;
  readonly sets: readonly SetEntry[];
}

/** A score: of one fit, or of forests the mean of several. */
export interface Trial {
  readonly set: string;
  readonly model: ModelName;
  readonly repeat: number;
  readonly fold: number;
}

/** What a trial is called. */
export function nameOf({ set, model, repeat, fold }: Trial): string {
  return `${set}/${model}/${repeat}/${fold}`;
}

/** The seeds of a trial, on both sides: others in each repeat. */
export function seedsOf({ forestSeeds }: Plan, { model, repeat }: Trial): readonly number[] {
  const count = model === "boosting" ? 1 : forestSeeds;
  return Array.from({ length: count }, (_, k) => repeat * count + k);
}

/** All trials of a plan. */
export function trialsOf({ repeats, sets }: Pick<Plan, "repeats" | "sets">): readonly Trial[] {
  return sets.flatMap(({ name }) =>
    MODELS.flatMap((model) =>
      Array.from({ length: repeats * FOLDS }, (_, at) => ({
        set: name,
        model,
        repeat: Math.floor(at / FOLDS),
        fold: at % FOLDS,
      })),
    ),
  );
}

/** The sets, and for each repeat the fold that each row is tested in: `<set>-x`, `<set>-y`, `<set>-folds`, `plan.json`. */
export async function planFiles(
  rng: Rng,
  { repeats, forestSeeds }: Pick<Plan, "repeats" | "forestSeeds">,
): Promise<{ plan: Plan; files: CaseData }> {
  const sets = await makeSets(rng);
  const files: Record<string, Float64Array | string> = {};
  for (const set of sets) {
    files[`${set.name}-x`] = set.x;
    files[`${set.name}-y`] = set.y;
    files[`${set.name}-folds`] = foldsOf(set, repeats);
  }
  const plan: Plan = {
    repeats,
    forestSeeds,
    sets: sets.map(({ name, task, cols, categorical, maxIter }) => ({ name, task, cols, categorical, maxIter })),
  };
  return { plan, files: { ...files, "plan.json": JSON.stringify(plan) } };
}

function foldsOf({ task, y }: QualitySet, repeats: number): Float64Array {
  const rows = y.length;
  const folds = new Float64Array(repeats * rows);
  for (let repeat = 0; repeat < repeats; repeat++) {
    const options = { nSplits: FOLDS, shuffle: true, seed: repeat };
    const splits =
      task === "classify" ? new StratifiedKFold(options).split(rows, { y }) : new KFold(options).split(rows);
    [...splits].forEach(({ test }, fold) => {
      for (const row of test) folds[repeat * rows + row] = fold;
    });
  }
  return folds;
}

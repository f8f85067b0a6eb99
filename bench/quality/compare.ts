/** Scores all trials on both sides, and compares them set by set and model by model. */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { Rng } from "@org/mlkit";
import { python } from "../harness/case.js";
import { writeData } from "../harness/data.js";
import { Side } from "../harness/side.js";
import { corrected, type Interval, overRepeats } from "./interval.js";
import { FOLDS, MODELS, type ModelName, nameOf, planFiles, type SetEntry, trialsOf } from "./plan.js";

/** A model on a set, in points: hundredths of accuracy or R². */
export interface Comparison {
  readonly set: string;
  readonly task: SetEntry["task"];
  readonly model: ModelName;
  readonly ours: number;
  readonly theirs: number;
  /** Ours − theirs, over the means of the repeats. */
  readonly difference: Interval;
  /** The same, allowing for training rows in common. */
  readonly corrected: Interval;
}

/** What {@link compare} found. */
export interface Compared {
  readonly comparisons: readonly Comparison[];
  readonly versions: Readonly<Record<string, string>>;
}

/** Compares on `repeats` × {@link FOLDS} folds, forests by as many fits in each. */
export async function compare(
  repeats: number,
  forestSeeds: number,
  say: (progress: string) => void,
): Promise<Compared> {
  const folder = mkdtempSync(join(tmpdir(), "mlkit-quality-"));
  const sides: Side[] = [];
  try {
    const { plan, files } = await planFiles(new Rng(42), { repeats, forestSeeds });
    writeData(folder, files);
    const script = fileURLToPath(new URL("ours.ts", import.meta.url));
    const command = [process.execPath, "--expose-gc", "--import", "tsx", script] as const;
    for (const peer of [{ name: "mlkit", command }, python("scikit-learn", "quality.py")])
      sides.push(await Side.start(peer, folder));
    for (const { name, missing } of sides) if (missing !== undefined) throw new Error(`${name}: ${missing}`);
    const trials = trialsOf(plan);
    const [ours = [], theirs = []] = await Promise.all(sides.map((side) => scoresOf(side, trials.map(nameOf), say)));
    const comparisons = plan.sets.flatMap((set, place) =>
      MODELS.map((model, at) => {
        const start = (place * MODELS.length + at) * repeats * FOLDS;
        const own = (scores: readonly number[]) => scores.slice(start, start + repeats * FOLDS);
        return comparisonOf(set, model, own(ours), own(theirs));
      }),
    );
    return { comparisons, versions: Object.assign({}, ...sides.map((side) => side.versions)) };
  } finally {
    for (const side of sides) side.stop();
    rmSync(folder, { recursive: true });
  }
}

/** One after the other; the sides run at the same time. */
async function scoresOf(side: Side, names: readonly string[], say: (progress: string) => void): Promise<number[]> {
  const scores: number[] = [];
  for (const name of names) {
    const { check } = await side.run(name);
    if (check === undefined) throw new Error(`${side.name} gave no score for ${name}`);
    scores.push(100 * check);
    say(`${side.name}: ${scores.length} of ${names.length}, ${name}`);
  }
  return scores;
}

function comparisonOf(
  { name, task }: SetEntry,
  model: ModelName,
  ours: readonly number[],
  theirs: readonly number[],
): Comparison {
  const differences = ours.map((score, at) => score - (theirs[at] ?? Number.NaN));
  const mean = (scores: readonly number[]) => scores.reduce((sum, score) => sum + score, 0) / scores.length;
  return {
    set: name,
    task,
    model,
    ours: mean(ours),
    theirs: mean(theirs),
    difference: overRepeats(differences, FOLDS),
    corrected: corrected(differences, FOLDS),
  };
}

/**
 * Gradient boosting on histograms: each round takes the first and second derivatives of the loss at the scores, grows a tree (one a class where there are three classes or
 * more) by the histograms of these over the bins of each column, and adds its leaves, steps of Newton's method, to the scores. J. Friedman, "Greedy Function Approximation:
 * A Gradient Boosting Machine", Annals of Statistics 29, 2001; T. Chen, C. Guestrin, "XGBoost", KDD 2016; G. Ke and others, "LightGBM", NIPS 2017.
 *
 * All threads run this program over one memory. Gradients are rounded to integers before they are summed, losses are summed block by block in order: what comes out does not
 * depend on how many threads there are. Time O(rounds × rows × columns), memory a byte a value and some 50 bytes a row.
 */
import type { BinnedRows } from "../../kernels/binning/bin-rows.js";
import type { Routine, Team } from "../../kernels/threads/routine.js";
import { rootsOf } from "../boosted/roots.js";
import type { BoostedTrees } from "../boosted/structure.js";
import type { Boosted, BoostRules, PlacedRows } from "./boost-args.js";
import { Boosting } from "./boosting.js";
import { gradientScale, hessianScale } from "./engine/gradients.js";
import type { GrowParams } from "./engine/grow-params.js";
import { TreeGrower } from "./engine/tree-grower.js";
import { histLoss } from "./losses.js";
import { shrunk } from "./shrink.js";
import { joinTrees, type OneTree } from "./tree-list.js";

/** What the threads are told. */
export interface BoostArgs {
  readonly rules: BoostRules;
  readonly train: PlacedRows;
  readonly watched: PlacedRows | undefined;
  readonly binned: BinnedRows;
  readonly growth: GrowParams;
  /** The model to go on from. */
  readonly earlier: BoostedTrees | undefined;
}

/**
 * Learns. What a thread yields is the number of rounds done. The first thread gives what was learned; nothing where derivatives or losses are beyond all numbers, or from
 * other threads.
 */
export const boostRoutine: Routine<BoostArgs, Boosted | undefined> = {
  name: "tree/hist",
  run: boost,
  transfer: (boosted) => (boosted === undefined ? [] : buffersOf(boosted)),
};

function* boost(team: Team, args: BoostArgs): Generator<number, Boosted | undefined, void> {
  const { rules, earlier } = args;
  const boosting = new Boosting(team, histLoss(rules.loss), rules, args.train, args.watched);
  const grower = new TreeGrower(team, args.binned, args.growth);
  const baseline = yield* during(boosting.start(earlier?.baseline), 0);
  const known = earlier === undefined ? 0 : earlier.nodeCounts.length / earlier.width;
  const trees: OneTree[] = [];
  const roots = earlier && rootsOf(earlier);
  for (let round = 0; round < rules.maxIter; round++) {
    if (earlier !== undefined && roots !== undefined && round < known) {
      for (let k = 0; k < earlier.width; k++) {
        yield* during(boosting.replay(k, earlier, roots[round * earlier.width + k] as number), round);
      }
    } else {
      const grown = yield* growRound(team, boosting, grower, rules, round);
      if (grown === undefined) return undefined;
      trees.push(...grown);
    }
    const settled = yield* during(boosting.settled(), round);
    if (!boosting.finite) return undefined;
    // What was learned before stays, though it may have gone on for longer than it would now.
    if (settled && round >= known - 1) break;
  }
  if (team.thread !== 0) return undefined;
  return {
    trees: joinTrees(baseline, earlier, trees),
    trainScore: Float64Array.from(boosting.trainLosses, (loss) => -loss),
    validationScore: Float64Array.from(boosting.watchedLosses, (loss) => -loss),
  };
}

/** What packed derivatives are below: signed 32-bit integers. There are numbers that no scale takes there. */
const LARGEST = 2147483648;

/** The trees of a round, their leaves added to the scores; undefined where derivatives are beyond all numbers. */
function* growRound(
  team: Team,
  boosting: Boosting,
  grower: TreeGrower,
  rules: BoostRules,
  round: number,
): Generator<number, OneTree[] | undefined, void> {
  const { learningRate } = rules;
  const { loss, train, packed } = boosting;
  const trees: OneTree[] = [];
  yield* during(boosting.prepare(), round);
  const sizes = yield* during(boosting.sizes(), round);
  const unit = loss.flat && train.weights === undefined;
  const scales = {
    gradient: gradientScale(sizes.gradient),
    hessian: unit ? 0 : hessianScale(sizes.hessian, train.count),
  };
  if (!(sizes.gradient * scales.gradient < LARGEST && sizes.hessian * scales.hessian < LARGEST)) return undefined;
  for (let k = 0; k < loss.width; k++) {
    yield* during(boosting.pack(k, scales), round);
    const gradients = {
      place: packed.byteOffset,
      gradientScale: scales.gradient,
      hessianScale: unit ? 1 : scales.hessian,
    };
    const grown = yield* grower.grow(gradients, round);
    const leaves = yield* during(boosting.leaves(grown), round);
    const tree = shrunk(grown, leaves, learningRate);
    yield* during(boosting.add(k, grown.rows, leaves, tree), round);
    // Nobody may write what the next tree is grown on, or divide its rows, before all are done with this one.
    team.meet();
    trees.push(tree);
  }
  return trees;
}

/** Work whose pauses give the number of rounds done. */
function* during<T>(work: Generator<unknown, T, void>, round: number): Generator<number, T, void> {
  let step = work.next();
  for (; step.done !== true; step = work.next()) yield round;
  return step.value;
}

function buffersOf({ trees, trainScore, validationScore }: Boosted): ArrayBuffer[] {
  const arrays = [...Object.values(trees.nodes), trees.nodeCounts, trees.categoryBits, trainScore, validationScore];
  return arrays.map(({ buffer }) => buffer).filter((buffer) => buffer instanceof ArrayBuffer);
}

/** Forests that are damaged at random: the one pass over all trees refuses what reading tree by tree refuses, and nothing else. */
import { expect, it } from "vitest";
import { Rng } from "../../src/core/rng.js";
import { StateReader } from "../../src/core/state.js";
import { allFinite, areSoundTrees, readTree } from "../../src/kernels/tree-state.js";
import { type ForestState, readForest } from "../../src/tree/forest-state.js";
import { RandomForestRegressor } from "../../src/tree/index.js";

const FEATURES = 3;
const x = Array.from({ length: 30 }, (_, row) => [row % 7, (row * 13) % 11, row / 8]);
const y = x.map(([a = 0, b = 0, c = 0]) => a * b + c);
const { forest } = (await new RandomForestRegressor({ nEstimators: 3, minSamplesLeaf: 4 }).fit(x, y)).toState();

const ARRAYS = [
  "childrenLeft",
  "childrenRight",
  "feature",
  "threshold",
  "value",
  "impurity",
  "nNodeSamples",
  "weightedNNodeSamples",
] as const;
const NUMBERS = [0, -0, 1, 2, 3, 4, 5, 6, 7, -1, -2, 0.5, 2 ** 31 - 1, -(2 ** 31), 5e-324];
const WRONG = [...NUMBERS, Number.NaN, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];

const reader = (state: object) => new StateReader(state, "forest", { version: 1 });

function isTakenTreeByTree({ nodeCounts, ...nodes }: ForestState): boolean {
  let root = 0;
  try {
    for (const count of nodeCounts) {
      const [from, to] = [root, root + count];
      const tree = Object.fromEntries(Object.entries(nodes).map(([key, array]) => [key, array.subarray(from, to)]));
      readTree(reader(tree), { features: FEATURES, width: 1 });
      root = to;
    }
    return true;
  } catch {
    return false;
  }
}

it("agrees with reading tree by tree", () => {
  const rng = new Rng(5);
  const verdicts = { taken: 0, refused: 0 };
  for (let k = 0; k < 3000; k++) {
    const damaged = structuredClone(forest) as ForestState;
    for (let changes = 1 + rng.int(2); changes > 0; changes--) {
      const array = damaged[ARRAYS[rng.int(ARRAYS.length)] ?? "value"];
      const from = rng.int(2) === 0 ? WRONG[rng.int(WRONG.length)] : array[rng.int(array.length)];
      array[rng.int(array.length)] = from as number;
    }
    const taken = isTakenTreeByTree(damaged);
    const sound = areSoundTrees(damaged.nodeCounts, { ...damaged, width: 1 }, FEATURES) && allFinite(damaged.value);
    expect(sound).toBe(taken);
    const read = () => readForest(reader(damaged), { features: FEATURES, width: 1 });
    if (taken) expect(read().nodes.feature).toBe(damaged.feature);
    else expect(read).toThrow("forest.trees[");
    verdicts[taken ? "taken" : "refused"]++;
  }
  expect(Math.min(verdicts.taken, verdicts.refused)).toBeGreaterThan(300);
});

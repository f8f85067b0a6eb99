import { describe, expect, it } from "vitest";
import { Rng } from "../../../src/core/rng.js";
import { Matrix } from "../../../src/data/matrix.js";
import { categorySet } from "../../../src/tree/hist/engine/category-sets.js";
import { countBitsOf, gradientScale, hessianBitsOf, hessianScale } from "../../../src/tree/hist/engine/gradients.js";
import { HistGradientBoostingRegressor } from "../../../src/tree/hist/hist-gradient-boosting-regressor.js";
import { type GrowCase, grow, hole } from "./grow.js";

const NOTHING = Number.NaN;

function made(rows: number, cols: number, seed = 1): GrowCase {
  const rng = new Rng(seed);
  const values = Float64Array.from({ length: rows * cols }, () => (rng.int(30) === 0 ? NOTHING : rng.float()));
  const known = (row: number, k: number) => values[row * cols + (k % cols)] || 0;
  const gradients = Float64Array.from(
    { length: rows },
    (_, row) => known(row, 0) * known(row, 1) - known(row, 2) + rng.float() / 4,
  );
  return { x: { values, rows, cols }, gradients };
}

/** One column and the gradients of its rows. */
function simple(values: (number | null)[], gradients: number[], minSamplesLeaf = 1): GrowCase {
  return { x: hole(values.length, 1, values), gradients: Float64Array.from(gradients), params: { minSamplesLeaf } };
}

describe("a tree on histograms", () => {
  it("is a leaf where the rows are too few for two, where no column can be asked, and where no split is worth it", async () => {
    const alone = [
      simple([4], [3]),
      simple([1, 2, 3, 4], [1, 1, -1, -1], 3),
      simple([1, 2, 3, 4], [1, 1, -1, -1], 5),
      simple([6, 6, 6, 6], [1, 1, -1, -1]),
      simple([null, null, null, null], [1, 1, -1, -1]),
      simple([1, 2, 3, 4], [2, 2, 2, 2]),
      simple([1, 2, 3, 4], [0, 0, 0, 0]),
    ];
    for (const entry of alone) {
      const { tree, leafOfRow } = await grow(entry);
      expect([...tree.nodes.feature]).toEqual([-1]);
      expect([...leafOfRow].every((leaf) => leaf === 0)).toBe(true);
      const mean = entry.gradients.reduce((sum, gradient) => sum + gradient, 0) / entry.x.rows;
      expect(tree.nodes.value[0]).toBeCloseTo(-mean, 12);
    }
    const split = simple([1, 2, 3, 4], [1, 1, -1, -1]);
    expect((await grow(split)).tree.nodes.gain[0]).toBeCloseTo(4, 9);
    expect(
      (await grow({ ...split, params: { ...split.params, minGainToSplit: 4.1 } })).tree.nodes.feature,
    ).toHaveLength(1);
    expect(
      (await grow({ ...split, params: { ...split.params, minHessianToSplit: 2.5 } })).tree.nodes.feature,
    ).toHaveLength(1);
  });

  it("asks whether there is a value at all, where the values are all the same", async () => {
    const { tree, leafOfRow, walked } = await grow(simple([5, null, 5, null, 5, null], [1, -2, 1, -2, 1, -2]));
    expect([...tree.nodes.feature]).toEqual([0, -1, -1]);
    expect(tree.nodes.threshold[0]).toBe(Number.MAX_VALUE);
    expect(tree.nodes.missingLeft[0]).toBe(0);
    expect([...leafOfRow]).toEqual([1, 2, 1, 2, 1, 2]);
    expect([...walked]).toEqual([...leafOfRow]);
  });

  it("divides rows as it says, whatever the size", async () => {
    for (const [rows, cols] of [
      [5000, 1],
      [3000, 13],
      [301, 9],
    ] as const) {
      const { tree, leafOfRow, walked } = await grow(made(rows, cols));
      expect([...walked]).toEqual([...leafOfRow]);
      const counts = [...tree.leaves.start.keys()].map(
        (k) => (tree.leaves.end[k] as number) - (tree.leaves.start[k] as number),
      );
      expect(counts.reduce((sum, count) => sum + count, 0)).toBe(rows);
      for (const [k, node] of tree.leaves.node.entries()) expect(tree.nodes.nNodeSamples[node]).toBe(counts[k]);
      expect(Math.min(...counts)).toBeGreaterThanOrEqual(20);
      expect(tree.leaves.node).toHaveLength(rows === 301 ? tree.leaves.node.length : 31);
    }
  });

  it("is the same where there is no room for the histograms of all leaves", async () => {
    const entry = { ...made(4000, 10), params: { maxLeafNodes: undefined, minSamplesLeaf: 8 } };
    const [ample, scarce] = [await grow(entry), await grow({ ...entry, room: 0 })];
    expect(ample.tree.leaves.node.length).toBeGreaterThan(150);
    expect(scarce.tree).toEqual(ample.tree);
  });

  it("sends categories without a bin where missing values go", async () => {
    // Categories 0 and 1 are frequent; 40 and 70 share no bin with them.
    const codes = Array.from({ length: 400 }, (_, row) => (row < 360 ? row % 2 : row % 2 === 0 ? 40 : 70));
    const gradients = codes.map((code) => (code === 0 ? 1 : -1));
    const { tree, walked } = await grow({
      ...simple(codes, gradients, 5),
      maxBins: 2,
      categorical: [0],
    });
    const { nodes, categoryBits } = tree;
    expect(nodes.feature[0]).toBe(0);
    const at = nodes.categories[0] as number;
    const goesLeft = (code: number) =>
      code >> 5 < (categoryBits[at] as number)
        ? (((categoryBits[at + 1 + (code >> 5)] as number) >>> (code & 31)) & 1) === 1
        : nodes.missingLeft[0] === 1;
    expect(goesLeft(0)).not.toBe(goesLeft(1));
    for (const unknown of [40, 70, 5, 3000]) expect(goesLeft(unknown)).toBe(goesLeft(1));
    expect(walked[0]).not.toBe(walked[1]);
    expect(walked[399]).toBe(walked[1]);
  });

  it("names sets of categories so that unknown ones go with missing values", () => {
    const edges = { values: Float64Array.of(0, 3, 64), starts: Int32Array.of(0, 3), categorical: Uint8Array.of(1) };
    expect([...categorySet(edges, 0, Uint32Array.of(0b010, 0, 0, 0, 0, 0, 0, 0), false)]).toEqual([8]);
    expect([...categorySet(edges, 0, Uint32Array.of(0b011, 0, 0, 0, 0, 0, 0, 0), true)]).toEqual([
      0xffffffff, 0xffffffff, 0xfffffffe,
    ]);
  });
});

describe("the sums of a histogram", () => {
  it("never run over: the rows that there may be, all of the greatest gradients, fit in 64 bits", () => {
    for (let bits = 1; bits <= 30; bits++) {
      for (const rows of [2 ** (bits - 1), 2 ** bits - 1]) {
        expect(countBitsOf(rows)).toBe(bits);
        const n = BigInt(rows);
        const hessian = BigInt(2 ** hessianBitsOf(rows) - 1);
        expect(((n * hessian) << BigInt(bits)) + n < 2n ** 64n).toBe(true);
        expect(n * BigInt(2 ** 31) < 2n ** 63n).toBe(true);
        expect(hessianBitsOf(rows)).toBeGreaterThanOrEqual(4);
      }
    }
    expect([65_535, 100_000, 1_000_000, 16_000_000].map(hessianBitsOf)).toEqual([31, 30, 24, 16]);
  });

  it("scale by powers of two that use the bits there are", () => {
    for (const greatest of [1e-250, 3e-9, 0.25, 1, 7, 1e12, 1e80]) {
      const scale = gradientScale(greatest);
      expect(Number.isInteger(Math.log2(scale))).toBe(true);
      expect(greatest * scale).toBeLessThanOrEqual(2 ** 31 - 1);
      if (greatest > 1e-80) expect(greatest * scale).toBeGreaterThan(2 ** 29);
    }
    expect(gradientScale(0)).toBe(1);
    expect(hessianScale(0.25, 1_000_000)).toBe(2 ** 25);
  });

  it.each([65_535, 65_536])("are exact for %i rows in one bin, all of the greatest gradients", async (rows) => {
    const gradients = new Float64Array(rows).fill(-1);
    const hessians = new Float64Array(rows).fill(0.25);
    gradients[0] = 1;
    const values = Float64Array.from({ length: rows }, (_, row) => (row === 0 ? 0 : 1));
    const { tree } = await grow({ x: { values, rows, cols: 1 }, gradients, hessians, params: { minSamplesLeaf: 1 } });
    expect([...tree.nodes.nNodeSamples]).toEqual([rows, 1, rows - 1]);
    expect([...tree.nodes.cover]).toEqual([rows / 4, 0.25, (rows - 1) / 4]);
    expect(tree.nodes.value[2]).toBeCloseTo(4, 9);
  });
});

describe("threads", () => {
  it("however many, learn the same model to the last bit", async () => {
    const rows = 6000;
    const { x, gradients } = made(rows, 11, 3);
    const matrix = Matrix.fromDense(x.values, rows, 11);
    const states = [];
    for (const threads of [0, 1, 2, 3]) {
      const model = await new HistGradientBoostingRegressor({ maxIter: 40, seed: 1 }).fit(matrix, gradients, {
        threads,
      });
      states.push(model.toState());
    }
    for (const state of states.slice(1)) expect(state).toEqual(states[0]);
  });
});

/** Single trees against those of scikit-learn's grower on the same gradients. Sums are exact there and here; values and gains agree to rounding. */
import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { grow, hole } from "./grow.js";

interface GoldenTree {
  readonly feature: number[];
  readonly left: number[];
  readonly right: number[];
  readonly threshold: (number | null)[];
  readonly missingLeft: number[];
  readonly categories: number[][];
  readonly value: number[];
  readonly gain: number[];
  readonly count: number[];
}

interface GoldenCase {
  readonly name: string;
  readonly cols: number;
  readonly x: (number | null)[];
  readonly gradients: number[];
  readonly hessians: number[] | null;
  readonly maxBins: number;
  readonly categorical: number[];
  readonly params: Record<string, number & number[] & number[][]>;
  readonly tree: GoldenTree;
}

const golden = JSON.parse(readFileSync(new URL("../../golden/hist_trees.json", import.meta.url), "utf8"));
const cases: GoldenCase[] = golden.trees;

/** scikit-learn computes values in float32 gradients and float64 sums; these are multiples of 1/256, so only the last digits of quotients differ. */
const CLOSE = 12;

describe("trees on histograms as scikit-learn", () => {
  it.each(cases.map((entry) => [entry.name, entry] as const))("%s", async (_, entry) => {
    const { params, tree: expected } = entry;
    const x = hole(entry.x.length / entry.cols, entry.cols, entry.x);
    const { tree, leafOfRow, walked } = await grow({
      x,
      gradients: Float64Array.from(entry.gradients),
      hessians: entry.hessians === null ? undefined : Float64Array.from(entry.hessians),
      maxBins: entry.maxBins,
      categorical: entry.categorical,
      params: {
        maxLeafNodes: params["max_leaf_nodes"],
        maxDepth: params["max_depth"],
        minSamplesLeaf: params["min_samples_leaf"] ?? 20,
        l2Regularization: params["l2_regularization"] ?? 0,
        monotonic: params["monotonic_cst"] && Int8Array.from(params["monotonic_cst"]),
        interactions: params["interaction_cst"],
      },
    });
    const { nodes } = tree;
    expect([...nodes.feature]).toEqual(expected.feature);
    expect([...nodes.childrenLeft]).toEqual(expected.left);
    expect([...nodes.childrenRight]).toEqual(expected.right);
    expect([...nodes.missingLeft]).toEqual(expected.missingLeft);
    expect([...nodes.nNodeSamples]).toEqual(expected.count);
    for (let node = 0; node < expected.feature.length; node++) {
      expect(nodes.value[node]).toBeCloseTo(expected.value[node] as number, CLOSE);
      expect((nodes.gain[node] as number) / (1 + (expected.gain[node] as number))).toBeCloseTo(
        (expected.gain[node] as number) / (1 + (expected.gain[node] as number)),
        CLOSE,
      );
      if (expected.feature[node] === -1) continue;
      const categories = expected.categories[node] as number[];
      if (entry.categorical.includes(expected.feature[node] as number)) {
        expect(
          leftCodes(tree.categoryBits, nodes.categories[node] as number, seen(x, expected.feature[node] as number)),
        ).toEqual(categories);
      } else expect(nodes.threshold[node]).toBe(expected.threshold[node] ?? Number.MAX_VALUE);
    }
    expect([...leafOfRow]).toEqual([...walked]);
  });
});

/** The codes of those given that a set sends left. */
function leftCodes(bits: Uint32Array, at: number, codes: readonly number[]): number[] {
  const words = bits[at] as number;
  return codes.filter((code) => code >> 5 < words && ((bits[at + 1 + (code >> 5)] as number) >>> (code & 31)) & 1);
}

function seen({ values, rows, cols }: ReturnType<typeof hole>, column: number): number[] {
  const all = Array.from({ length: rows }, (_, row) => values[row * cols + column] as number);
  return [...new Set(all.filter((code) => !Number.isNaN(code)))].sort((a, b) => a - b);
}

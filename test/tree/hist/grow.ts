/** Grows single trees on the calling thread, for the tests of the engine. */
import { Progress } from "../../../src/core/progress.js";
import { Rng } from "../../../src/core/rng.js";
import { binRows, chunkBytes } from "../../../src/kernels/binning/bin-rows.js";
import type { DenseRows } from "../../../src/kernels/binning/dense-rows.js";
import { edgeBytes, findEdges } from "../../../src/kernels/binning/find-edges.js";
import { binLayout } from "../../../src/kernels/binning/layout.js";
import { Crew } from "../../../src/kernels/threads/crew.js";
import type { Team } from "../../../src/kernels/threads/routine.js";
import { gradientScale, hessianScale } from "../../../src/tree/hist/engine/gradients.js";
import type { GrowParams } from "../../../src/tree/hist/engine/grow-params.js";
import type { GrownTree } from "../../../src/tree/hist/engine/grown-tree.js";
import { growerBytes, TreeGrower } from "../../../src/tree/hist/engine/tree-grower.js";
import { addTreeToRows } from "./walk-binned.js";

export interface GrowCase {
  readonly x: DenseRows;
  readonly gradients: Float64Array;
  /** All 1 where undefined. */
  readonly hessians?: Float64Array | undefined;
  readonly maxBins?: number;
  readonly categorical?: readonly number[];
  readonly params?: Partial<GrowParams>;
  /** The most bytes of histograms. */
  readonly room?: number;
}

export interface Grown {
  readonly tree: GrownTree;
  /** The number of each row's leaf as its node, by the rows of the leaves. */
  readonly leafOfRow: Int32Array;
  /** The same, by walking the tree. */
  readonly walked: Float64Array;
}

export function hole(rows: number, cols: number, numbers: readonly (number | null)[]): DenseRows {
  return { values: Float64Array.from(numbers, (value) => value ?? Number.NaN), rows, cols };
}

export async function grow({
  x,
  gradients,
  hessians,
  maxBins,
  categorical = [],
  params,
  room: pool,
}: GrowCase): Promise<Grown> {
  const all: GrowParams = {
    minSamplesLeaf: 20,
    maxLeafNodes: 31,
    l2Regularization: 0,
    ...params,
    constantHessian: hessians === undefined,
  };
  const progress = new Progress();
  const { rows, cols } = x;
  const work = Math.max(edgeBytes(rows, cols, 1), chunkBytes(rows, cols), 0);
  const layout = binLayout(rows, cols, 1);
  const bytes = layout.bytes + work + 600 * cols * 256 * 16 + rows * 100 + 100_000;
  const crew = await Crew.open({ bytes, cost: 0, threads: 0, progress });
  try {
    const flags = Uint8Array.from({ length: cols }, (_, k) => (categorical.includes(k) ? 1 : 0));
    const edges = await findEdges(crew, x, { categorical: flags, maxBins, rng: new Rng(1), progress, total: 1 });
    const binned = await binRows(crew, x, edges, layout, { progress, total: 1 });
    const routine = { name: "test/grow", run };
    const [grown] = await crew.run(routine, undefined, { total: 1 });
    return grown as Grown;

    function* run(team: Team): Generator<number, Grown, void> {
      const room = growerBytes(binned, all, 1);
      const packed = team.arena.int32(2 * rows);
      const greatest = (values: Float64Array) => values.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
      const scale = gradientScale(greatest(gradients));
      const second = hessians === undefined ? 1 : hessianScale(greatest(hessians), rows);
      for (let row = 0; row < rows; row++) {
        packed[2 * row] = Math.round((gradients[row] as number) * scale);
        packed[2 * row + 1] = hessians === undefined ? 0 : Math.round((hessians[row] as number) * second);
      }
      const before = team.arena.mark;
      const grower = new TreeGrower(team, binned, all, pool);
      if (team.arena.mark - before > room) throw new Error(`${team.arena.mark - before} bytes, not ${room}`);
      const from = { place: packed.byteOffset, gradientScale: scale, hessianScale: second };
      const first = yield* grower.grow(from, 0);
      // A second time: what the first left behind must not matter.
      const tree = yield* grower.grow(from, 0);
      if (JSON.stringify(first.nodes) !== JSON.stringify(tree.nodes)) throw new Error("The second tree is another");
      const leafOfRow = new Int32Array(rows).fill(-1);
      for (const [k, node] of tree.leaves.node.entries()) {
        for (let at = tree.leaves.start[k] as number; at < (tree.leaves.end[k] as number); at++) {
          leafOfRow[tree.rows[at] as number] = node;
        }
      }
      const walked = new Float64Array(rows);
      const numbers = Float64Array.from(tree.nodes.value.keys());
      addTreeToRows(team.arena.memory, binned, tree, numbers, walked, 0, rows);
      return { tree, leafOfRow, walked };
    }
  } finally {
    await crew.close();
  }
}

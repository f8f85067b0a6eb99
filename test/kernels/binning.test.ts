import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { Progress } from "../../src/core/progress.js";
import { Rng } from "../../src/core/rng.js";
import { binRows, chunkBytes } from "../../src/kernels/binning/bin-rows.js";
import type { DenseRows } from "../../src/kernels/binning/dense-rows.js";
import { type BinEdges, edgesOf, missingBin } from "../../src/kernels/binning/edges.js";
import { edgeBytes, findEdges, SAMPLE_ROWS } from "../../src/kernels/binning/find-edges.js";
import { binLayout } from "../../src/kernels/binning/layout.js";
import { sampleRows } from "../../src/kernels/binning/sample-rows.js";
import { Crew } from "../../src/kernels/threads/crew.js";

interface Options {
  readonly categorical?: Uint8Array;
  readonly maxBins?: number;
  readonly threads?: number;
}

/** Edges, and the bins as a matrix of numbers, row-major. */
async function binned(x: DenseRows, options: Options = {}) {
  const { threads = 0 } = options;
  const progress = new Progress();
  const work = Math.max(edgeBytes(x.rows, x.cols, 3), chunkBytes(x.rows, x.cols));
  const bytes = (threads: number) => binLayout(x.rows, x.cols, threads).bytes + 64 + work;
  const crew = await Crew.open({ bytes, cost: threads === 0 ? 0 : 1e9, threads, progress });
  try {
    const mark = crew.arena.mark;
    const edges = await findEdges(crew, x, { ...options, rng: new Rng(5), progress, total: 1 });
    expect(crew.arena.mark).toBe(mark);
    const layout = binLayout(x.rows, x.cols, crew.threads);
    const rows = await binRows(crew, x, edges, layout, { progress, total: 1 });
    const bytes = new Uint8Array(crew.arena.memory.buffer, rows.bins, layout.bytes);
    const at = (row: number, column: number) =>
      bytes[(layout.offsets[column] as number) + row * layout.stride] as number;
    const bins = Array.from({ length: x.rows }, (_, row) =>
      Array.from({ length: x.cols }, (_, column) => at(row, column)),
    );
    return { edges, bins, missing: rows.missing };
  } finally {
    await crew.close();
  }
}

function column(...values: number[]): DenseRows {
  return { values: Float64Array.from(values), rows: values.length, cols: 1 };
}

function random(rows: number, cols: number, seed = 1): DenseRows {
  const rng = new Rng(seed);
  const values = Float64Array.from({ length: rows * cols }, () => (rng.int(20) === 0 ? Number.NaN : rng.float() ** 3));
  return { values, rows, cols };
}

/** What the bins should be, one comparison after the other. */
function expected(x: DenseRows, edges: BinEdges): number[][] {
  const own = Array.from({ length: x.cols }, (_, k) => edgesOf(edges, k));
  return Array.from({ length: x.rows }, (_, row) =>
    own.map((column, k) => {
      const value = x.values[row * x.cols + k] as number;
      if (Number.isNaN(value)) return missingBin(edges, k);
      let bin = 0;
      while (bin < column.length && (column[bin] as number) < value) bin++;
      return bin;
    }),
  );
}

describe("edges of bins", () => {
  const golden = JSON.parse(readFileSync(new URL("../golden/hist_trees.json", import.meta.url), "utf8"));
  const cases: { name: string; values: number[]; maxBins: number; edges: number[] }[] = golden.edges;
  it.each(cases)("$name as scikit-learn", async ({ values, maxBins, edges }) => {
    const found = await binned(column(...values), { maxBins });
    expect([...edgesOf(found.edges, 0)]).toEqual(edges);
  });

  it("lie between neighbours, also where their sum is beyond what a number holds", async () => {
    const { edges, bins } = await binned(column(1.7e308, -1.7e308, 1.6e308, -1.7e308, -0, 0));
    expect([...edgesOf(edges, 0)]).toEqual([-8.5e307, 8e307, 0.8e308 + 0.85e308]);
    expect(bins.flat()).toEqual([3, 0, 2, 0, 1, 1]);
  });

  it("are none for a constant column, for one without a value, and for one row", async () => {
    const x = { values: Float64Array.of(4, Number.NaN, 4, Number.NaN, 4, Number.NaN), rows: 3, cols: 2 };
    const { edges, bins, missing } = await binned(x);
    expect(edges.values).toHaveLength(0);
    expect(bins).toEqual([
      [0, 1],
      [0, 1],
      [0, 1],
    ]);
    expect([...missing]).toEqual([0, 1]);
    expect((await binned(column(7))).bins).toEqual([[0]]);
  });

  it("come from a sample of many rows, which stands for all of them", async () => {
    const rows = SAMPLE_ROWS + 50_001;
    const sampled = sampleRows(rows, SAMPLE_ROWS, new Rng(1));
    expect(new Set(sampled).size).toBe(SAMPLE_ROWS);
    expect(sampled.every((row, k) => row < rows && (k === 0 || row > (sampled[k - 1] as number)))).toBe(true);
    const values = Float64Array.from({ length: rows }, (_, row) => (row * 7919) % rows);
    const { edges } = await binned({ values, rows, cols: 1 }, { threads: 2 });
    expect(edgesOf(edges, 0)).toHaveLength(254);
    for (const [k, edge] of edgesOf(edges, 0).entries()) {
      expect(Math.abs(edge / rows - (k + 1) / 255)).toBeLessThan(1 / 510);
    }
  });
});

describe("bins", () => {
  it.each([
    ["one column", random(1000, 1)],
    ["eight columns", random(333, 8)],
    ["sixty columns, several chunks", random(9001, 60)],
    ["a row", random(1, 30)],
  ])("count the edges below a value: %s", async (_, x) => {
    const { edges, bins } = await binned(x);
    expect(bins).toEqual(expected(x, edges));
  });

  it("are the same with any number of threads", async () => {
    const x = random(40_003, 19);
    const one = await binned(x, { maxBins: 40 });
    for (const threads of [1, 2, 3]) {
      expect(await binned(x, { maxBins: 40, threads })).toEqual(one);
    }
  });

  it("of categories are one a code, and those without a value are missing", async () => {
    const x = column(7, 0, 3, Number.NaN, 3, 900, 7);
    const { edges, bins, missing } = await binned(x, { categorical: Uint8Array.of(1) });
    expect([...edgesOf(edges, 0)]).toEqual([0, 3, 7, 900]);
    expect(bins.flat()).toEqual([2, 0, 1, 4, 1, 3, 2]);
    expect([...missing]).toEqual([1]);
  });

  it("of too many categories are those of the most rows, lower codes first; the others are missing", async () => {
    const values = Array.from({ length: 3000 }, (_, row) => (row < 900 ? 300 + (row % 3) : row % 700));
    const { edges, bins } = await binned(column(...values), { categorical: Uint8Array.of(1), maxBins: 5 });
    expect([...edgesOf(edges, 0)]).toEqual([0, 1, 300, 301, 302]);
    expect(bins.flat().filter((bin) => bin === 5)).toHaveLength(
      values.filter((v) => ![0, 1, 300, 301, 302].includes(v)).length,
    );
  });
});

describe("the layout", () => {
  it.each([
    [28, 2, 4, 16],
    [28, 1, 4, 32],
    [28, 3, 6, 16],
    [1, 4, 1, 8],
    [8, 2, 2, 8],
    [20, 16, 6, 8],
    [100, 8, 16, 16],
    [40, 1, 5, 24],
    [100, 1, 13, 32],
    [150, 2, 20, 32],
  ])("shares %i columns among %i threads in %i groups, %i bytes a row", (cols, threads, groups, stride) => {
    const layout = binLayout(10, cols, threads);
    expect(layout.groups).toHaveLength(groups + 1);
    expect(layout.stride).toBe(stride);
    const places = new Set<number>();
    for (const offset of layout.offsets) for (let row = 0; row < 10; row++) places.add(offset + row * stride);
    expect(places.size).toBe(10 * cols);
    expect(Math.max(...places)).toBeLessThan(layout.bytes);
    expect(Array.from(layout.groups)).toEqual(Array.from(layout.groups).sort((a, b) => a - b));
    expect([layout.groups[0], layout.groups.at(-1)]).toEqual([0, cols]);
    for (let group = 0; group < groups; group++) {
      const width = (layout.groups[group + 1] as number) - (layout.groups[group] as number);
      expect(width).toBeGreaterThan(0);
      expect(width).toBeLessThanOrEqual(8);
    }
    const { blocks } = layout;
    expect([blocks[0], blocks.at(-1)]).toEqual([0, groups]);
    // Threads that share blocks evenly share groups evenly.
    expect((blocks.length - 1) % threads === 0 || blocks.length - 1 === groups).toBe(true);
    for (let block = 0; block + 1 < blocks.length; block++) {
      const first = layout.groups[blocks[block] as number] as number;
      const lanes = (blocks[block + 1] as number) - (blocks[block] as number);
      expect(lanes).toBeGreaterThan(0);
      expect(lanes).toBeLessThanOrEqual(stride / 8);
      // A group's columns are neighbours from a multiple of eight bytes on, behind those of the groups before it in the row.
      for (let lane = 0; lane < lanes; lane++) {
        const group = (blocks[block] as number) + lane;
        for (let column = layout.groups[group] as number; column < (layout.groups[group + 1] as number); column++) {
          const within = (layout.offsets[column] as number) - (layout.offsets[first] as number);
          expect(within).toBe(lane * 8 + column - (layout.groups[group] as number));
        }
      }
    }
  });
});

import { readFileSync } from "node:fs";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { AbortError, Progress } from "../../src/core/index.js";
import { Rng } from "../../src/core/rng.js";
import { type Nearest, type NearestTask, nearestRows } from "../../src/kernels/nearest.js";

interface Golden {
  readonly neighbours: readonly {
    readonly rows: readonly (readonly number[])[];
    readonly k: number;
    readonly indices: readonly (readonly number[])[];
  }[];
}

const golden: Golden = JSON.parse(readFileSync(new URL("../golden/sampling.json", import.meta.url), "utf8"));

async function search(
  task: NearestTask,
  threads = 0,
): Promise<{ readonly found: Nearest; readonly steps: readonly number[] }> {
  const steps: number[] = [];
  const total = task.queries.length / task.cols;
  const progress = new Progress({ onProgress: ({ done }) => steps.push(done) });
  return { found: await nearestRows(task, { threads, progress, before: 0, total }), steps };
}

/** The same in plain loops. */
function expected({ points, queries, cols, k }: NearestTask): number[] {
  const rowsOf = (values: Float64Array) => Array.from({ length: values.length / cols }, (_, row) => row);
  return rowsOf(queries).flatMap((query) =>
    rowsOf(points)
      .filter((row) => points !== queries || row !== query)
      .map((row) => {
        let square = 0;
        for (let col = 0; col < cols; col++) {
          const difference = (queries[query * cols + col] ?? 0) - (points[row * cols + col] ?? 0);
          square += difference * difference;
        }
        return { row, square };
      })
      .sort((a, b) => a.square - b.square || a.row - b.row)
      .slice(0, k)
      .map(({ row }) => row),
  );
}

describe("the nearest rows", () => {
  it.each(golden.neighbours.map((each, at) => [at, each] as const))(
    "are scikit-learn's, case %i",
    async (_, { rows, k, indices }) => {
      const points = Float64Array.from(rows.flat());
      const { found } = await search({ points, queries: points, cols: rows[0]?.length ?? 0, k });
      expect([...found.indices]).toEqual(indices.flat());
    },
  );

  it("are those of plain loops, ties and tiles included", async () => {
    const task = fc
      .record({
        cols: fc.integer({ min: 1, max: 5 }),
        rows: fc.integer({ min: 2, max: 150 }),
        queries: fc.integer({ min: 0, max: 70 }),
      })
      .chain(({ cols, rows, queries }) =>
        fc.record({
          cols: fc.constant(cols),
          k: fc.integer({ min: 1, max: rows - 1 }),
          points: fc.array(fc.integer({ min: -3, max: 3 }), { minLength: rows * cols, maxLength: rows * cols }),
          queries: fc.array(fc.integer({ min: -3, max: 3 }), { minLength: queries * cols, maxLength: queries * cols }),
        }),
      );
    await fc.assert(
      fc.asyncProperty(task, async ({ cols, k, points, queries }) => {
        const own = Float64Array.from(points);
        for (const asked of [own, Float64Array.from(queries)]) {
          const given = { points: own, queries: asked, cols, k };
          expect([...(await search(given)).found.indices]).toEqual(expected(given));
        }
      }),
    );
  });

  it("are the same across tiles of points and of queries, whatever the number of threads", async () => {
    const cols = 4099;
    const points = Float64Array.from({ length: 70 * cols }, (_, at) => ((at * 7919) % 1013) / 7);
    const task = { points, queries: points, cols, k: 3 };
    const { found } = await search(task);
    expect([...found.indices]).toEqual(expected(task));
    for (const threads of [1, 2, 3]) expect((await search(task, threads)).found).toEqual(found);
  });

  it("leave the squares of the distances, summed over the columns in order", async () => {
    const rng = new Rng(9);
    const cols = 19;
    const [points, queries] = [200, 13].map((rows) =>
      Float64Array.from({ length: rows * cols }, () => rng.float() ** 3),
    );
    const task = { points: points as Float64Array, queries: queries as Float64Array, cols, k: 4 };
    const { found } = await search(task);
    for (const [at, index] of found.indices.entries()) {
      let square = 0;
      for (let col = 0; col < cols; col++) {
        const query = task.queries[Math.floor(at / 4) * cols + col] as number;
        const off = query - (task.points[index * cols + col] as number);
        square += off * off;
      }
      expect(found.squares[at]).toBe(square);
    }
  });

  it("tell how far the search is, and end when it is aborted", async () => {
    const points = Float64Array.from({ length: 4000 * 30 }, (_, at) => ((at * 7919) % 1013) / 7);
    const task = { points, queries: points, cols: 30, k: 5 };
    const { steps } = await search(task, 2);
    expect(steps).toEqual(steps.toSorted((a, b) => a - b));
    expect(steps.at(-1)).toBe(4000);
    const stop = new AbortController();
    const progress = new Progress({ signal: stop.signal });
    const running = nearestRows(task, { threads: 2, progress, before: 0, total: 4000 });
    stop.abort();
    await expect(running).rejects.toThrow(AbortError);
  });

  it("are found where distances are too large for a number", async () => {
    const points = Float64Array.of(-1e300, 1e300, 0, 1);
    const { found } = await search({ points, queries: points, cols: 1, k: 3 });
    expect([...found.indices.subarray(6, 9)]).toEqual([3, 0, 1]);
    expect(found.indices.includes(-1)).toBe(false);
  });
});

import { readFileSync } from "node:fs";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type Nearest, type NearestTask, nearestRows } from "../../src/kernels/nearest.js";

interface Golden {
  readonly neighbours: readonly {
    readonly rows: readonly (readonly number[])[];
    readonly k: number;
    readonly indices: readonly (readonly number[])[];
  }[];
}

const golden: Golden = JSON.parse(readFileSync(new URL("../golden/sampling.json", import.meta.url), "utf8"));

function search(task: NearestTask): { readonly found: Nearest; readonly steps: number[] } {
  const steps: number[] = [];
  const work = nearestRows(task);
  for (let step = work.next(); ; step = work.next()) {
    if (step.done === true) return { found: step.value, steps };
    steps.push(step.value);
  }
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
    (_, { rows, k, indices }) => {
      const points = Float64Array.from(rows.flat());
      const { found } = search({ points, queries: points, cols: rows[0]?.length ?? 0, k });
      expect([...found.indices]).toEqual(indices.flat());
    },
  );

  it("are those of plain loops, ties and tiles included", () => {
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
    fc.assert(
      fc.property(task, ({ cols, k, points, queries }) => {
        const own = Float64Array.from(points);
        for (const asked of [own, Float64Array.from(queries)]) {
          const given = { points: own, queries: asked, cols, k };
          expect([...search(given).found.indices]).toEqual(expected(given));
        }
      }),
    );
  });

  it("are the same bits across tiles of points and of queries, and tell how far the search is", () => {
    const cols = 4099;
    const points = Float64Array.from({ length: 70 * cols }, (_, at) => ((at * 7919) % 1013) / 7);
    const { found, steps } = search({ points, queries: points, cols, k: 3 });
    expect([...found.indices]).toEqual(expected({ points, queries: points, cols, k: 3 }));
    expect(steps.length).toBeGreaterThan(40);
    expect(steps).toEqual(steps.toSorted((a, b) => a - b));
    expect(steps.at(-1)).toBe(70);
  });

  it("are found where distances are too large for a number", () => {
    const points = Float64Array.of(-1e300, 1e300, 0, 1);
    const { found } = search({ points, queries: points, cols: 1, k: 3 });
    expect([...found.indices.subarray(6, 9)]).toEqual([3, 0, 1]);
    expect(found.indices.includes(-1)).toBe(false);
  });
});

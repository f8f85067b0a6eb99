import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { ProgressEvent } from "../../src/core/progress.js";
import { Frame } from "../../src/data/frame.js";
import { DenseMatrix, Matrix } from "../../src/data/matrix.js";
import { SMOTE } from "../../src/sampling/index.js";
import { errorOf, golden } from "./support.js";

const distance = (a: readonly number[], b: readonly number[]) =>
  a.reduce((sum, value, at) => sum + (value - (b[at] ?? 0)) ** 2, 0);

function rowsOf({ values, rows, cols }: DenseMatrix): number[][] {
  return Array.from({ length: rows }, (_, row) => Array.from(values.subarray(row * cols, (row + 1) * cols)));
}

/** Whether a row lies on a segment from one of these rows to one of its k nearest among them. */
function onSegment(row: readonly number[], members: readonly (readonly number[])[], k: number): boolean {
  return members.some((member, at) => {
    const others = members.filter((_, other) => other !== at);
    const reach = others.map((other) => distance(member, other)).sort((a, b) => a - b)[k - 1] ?? 0;
    return others
      .filter((other) => distance(member, other) <= reach)
      .some((other) => {
        // The step by the widest column; then every column has to agree.
        const widest = member.reduce(
          (best, value, col) =>
            Math.abs((other[col] ?? 0) - value) > Math.abs((other[best] ?? 0) - (member[best] ?? 0)) ? col : best,
          0,
        );
        const span = (other[widest] ?? 0) - (member[widest] ?? 0);
        const step = span === 0 ? 0 : ((row[widest] ?? 0) - (member[widest] ?? 0)) / span;
        if (step < -1e-9 || step > 1 + 1e-9) return false;
        return member.every(
          (value, col) => Math.abs(value + step * ((other[col] ?? 0) - value) - (row[col] ?? 0)) < 1e-9,
        );
      });
  });
}

describe("SMOTE", () => {
  it("makes rows on segments between rows of a class and their nearest neighbours", async () => {
    const cell = fc.double({ min: -10, max: 10, noNaN: true });
    const table = fc.record({
      small: fc.array(fc.tuple(cell, cell, cell), { minLength: 4, maxLength: 12 }),
      large: fc.array(fc.tuple(cell, cell, cell), { minLength: 15, maxLength: 25 }),
      kNeighbors: fc.integer({ min: 1, max: 3 }),
      seed: fc.integer({ min: 0, max: 99 }),
    });
    await fc.assert(
      fc.asyncProperty(table, async ({ small, large, kNeighbors, seed }) => {
        const given = [...large, ...small];
        const y = given.map((_, row) => row >= large.length);
        const { x, y: labels } = await new SMOTE({ kNeighbors, seed }).fitResample(Matrix.fromRows(given), y);
        const all = rowsOf(x.toDense());
        expect(all.slice(0, given.length)).toEqual(given);
        expect(labels.slice(given.length).every((label) => label)).toBe(true);
        expect(all).toHaveLength(2 * large.length);
        for (const row of all.slice(given.length)) expect(onSegment(row, small, kNeighbors)).toBe(true);
      }),
      { numRuns: 40 },
    );
  });

  it("makes rows of the moments of imbalanced-learn's", async () => {
    const { rows, k, mean, deviation } = golden.moments;
    const others = Array.from({ length: 60_000 }, () => rows[0] ?? []);
    const given = [...others, ...rows];
    const y = given.map((_, row) => (row < others.length ? "paid" : "late"));
    const { x } = await new SMOTE({ kNeighbors: k, seed: 2 }).fitResample(Matrix.fromRows(given), y);
    const made = x.toDense().values.subarray(given.length * 3);
    for (let col = 0; col < 3; col++) {
      const own = made.filter((_, at) => at % 3 === col);
      const centre = own.reduce((sum, value) => sum + value, 0) / own.length;
      const spread = Math.sqrt(own.reduce((sum, value) => sum + (value - centre) ** 2, 0) / own.length);
      // Some 60,000 draws on each side: a standard error of 0.6 % of the deviation for their difference.
      expect(Math.abs(centre - (mean[col] ?? 0))).toBeLessThan(0.025 * (deviation[col] ?? 0));
      expect(Math.abs(spread / (deviation[col] ?? 1) - 1)).toBeLessThan(0.02);
    }
  });

  it("reads frames of numbers and vectors, and gives frames", async () => {
    const frame = Frame.fromColumns({
      rooms: Int32Array.of(1, 1, 1, 2, 4),
      place: [
        [0, 0],
        [0, 0],
        [0, 0],
        [1, 1],
        [3, 3],
      ].map((row) => Float32Array.from(row)),
    });
    const y = ["a", "a", "a", "b", "b"];
    const { x } = await new SMOTE({ kNeighbors: 1 }).fitResample(frame, y);
    const row = x.toRows()[5];
    expect(x.schema.fields.map(({ type }) => type)).toEqual(["number", "vector"]);
    expect(row?.rooms).toBeGreaterThan(2);
    expect(row?.rooms).toBeLessThan(4);
    // Both columns are at the same place of the segment.
    expect(row?.place[0]).toBeCloseTo((row?.rooms ?? 0) - 1, 6);
  });

  it("names the columns that it cannot read, and the remedy", async () => {
    const rows = [
      { size: 1, city: "Lima", owner: true, since: new Date(0) },
      { size: 2, city: "Oslo", owner: false, since: new Date(1) },
      { size: 3, city: "Lima", owner: true, since: new Date(2) },
    ];
    const error = await errorOf(() => new SMOTE().fitResample(rows, ["a", "a", "b"]));
    expect(error).toMatchObject({ code: "COLUMN_TYPE", data: { columns: ["city", "owner", "since"] } });
    expect(error.remedy).toMatch(/OneHotEncoder.*RandomOverSampler/);
    const coded = new DenseMatrix(Float64Array.of(1, 0, 2, 1, 3, 1), 3, 2, {
      names: ["n", "c"],
      kinds: ["number", { categories: ["x", "y"] }],
    });
    expect(await errorOf(() => new SMOTE().fitResample(coded, ["a", "a", "b"]))).toMatchObject({
      code: "COLUMN_TYPE",
      data: { columns: ["c"] },
    });
  });

  it("names the class that has too few rows for its neighbours, and its count", async () => {
    const x = Matrix.fromRows(Array.from({ length: 20 }, (_, row) => [row]));
    const y = Array.from({ length: 20 }, (_, row) => (row < 5 ? "rare" : "common"));
    const error = await errorOf(() => new SMOTE().fitResample(x, y));
    expect(error).toMatchObject({ code: "CLASS_TOO_SMALL", data: { label: "rare", count: 5, kNeighbors: 5 } });
    expect(error.message).toMatch(/class "rare".*5 rows.*at least 6 rows.*kNeighbors of 4 or less/);
    await expect(new SMOTE({ kNeighbors: 4 }).fitResample(x, y)).resolves.toMatchObject({ y: { length: 30 } });
    const alone = y.map((_, row) => row === 0);
    expect((await errorOf(() => new SMOTE().fitResample(x, alone))).remedy).toMatch(/Repeat the row/);
    // A class that is not to grow may be as small as it is.
    const grown = new SMOTE({ samplingStrategy: [["common", 16]] });
    await expect(grown.fitResample(x, y)).resolves.toMatchObject({ y: { length: 21 } });
  });

  it("gives finite numbers between enormous ones, and a row of its own between equal ones", async () => {
    const x = [[-1.5e308], [1.5e308], [1.2e308], [7], [7], [7], [7], [7]];
    const y = x.map((_, row) => (row < 3 ? 1 : 0));
    const { x: out } = await new SMOTE({
      kNeighbors: 2,
      samplingStrategy: [
        [1, 200],
        [0, 9],
      ],
    }).fitResample(x, y);
    const values = [...out.toDense().values];
    expect(values.every(Number.isFinite)).toBe(true);
    expect(values[8]).toBe(7);
  });

  it("draws the same rows for a class whatever the other classes are", async () => {
    const rows = Array.from({ length: 40 }, (_, row) => [row, (row * 7) % 11]);
    const y = rows.map((_, row) => (row < 8 ? "a" : row < 24 ? "b" : "c"));
    const both = await new SMOTE({
      samplingStrategy: [
        ["a", 12],
        ["b", 20],
      ],
    }).fitResample(Matrix.fromRows(rows), y);
    const one = await new SMOTE({ samplingStrategy: [["b", 20]] }).fitResample(Matrix.fromRows(rows), y);
    expect([...both.x.toDense().values.subarray(88)]).toEqual([...one.x.toDense().values.subarray(80)]);
  });

  it("lets other work run, says how far it is, and ends when it is aborted", async () => {
    const rows = Array.from({ length: 6400 }, (_, row) =>
      Array.from({ length: 20 }, (_, col) => ((row * 37 + col * 11) * 7919) % 1009),
    );
    const y = rows.map((_, row) => row < 3000);
    const whole: number[] = [];
    const listen = (done: number[]) => (event: ProgressEvent) => {
      expect(event).toMatchObject({ stage: [], total: 3000 });
      done.push(event.done);
    };
    await new SMOTE().fitResample(Matrix.fromRows(rows), y, { onProgress: listen(whole) });
    expect(whole.at(-1)).toBe(3000);
    const controller = new AbortController();
    const some: number[] = [];
    const work = new SMOTE().fitResample(Matrix.fromRows(rows), y, {
      signal: controller.signal,
      onProgress: listen(some),
    });
    // A timer fires while the neighbours are looked for.
    setTimeout(() => controller.abort("enough"), 1);
    await expect(work).rejects.toMatchObject({ code: "ABORTED", cause: "enough" });
    expect(some.at(-1) ?? 0).toBeLessThan(3000);
  });
});

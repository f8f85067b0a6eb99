/** What must hold for any data: fast-check makes the data, and shrinks it when it does not. */
import fc from "fast-check";
import { Matrix as MlMatrix, SingularValueDecomposition } from "ml-matrix";
import { describe, expect, it } from "vitest";
import { Matrix } from "../../src/data/matrix.js";
import { LinearRegression, LogisticRegression, Ridge } from "../../src/linear/index.js";
import { difference, toCsr } from "./tables.js";

interface Problem {
  readonly x: number[][];
  readonly y: number[];
  readonly weights: number[];
}

/** Small whole numbers, so that constant, copied and opposite columns come up often. */
const problems: fc.Arbitrary<Problem> = fc
  .tuple(fc.integer({ min: 2, max: 12 }), fc.integer({ min: 1, max: 5 }))
  .chain(([rows, cols]) =>
    fc.record({
      x: fc.array(fc.array(fc.integer({ min: -4, max: 4 }), { minLength: cols, maxLength: cols }), {
        minLength: rows,
        maxLength: rows,
      }),
      y: fc.array(fc.integer({ min: -9, max: 9 }), { minLength: rows, maxLength: rows }),
      weights: fc
        .array(fc.integer({ min: 0, max: 3 }), { minLength: rows, maxLength: rows })
        .filter((weights) => weights.some((weight) => weight > 0)),
    }),
  );

const repeat = <T>(items: readonly T[], times: readonly number[]): T[] =>
  items.flatMap((item, i) => Array<T>(times[i] ?? 0).fill(item));

const near = (a: ArrayLike<number>, b: ArrayLike<number>, tolerance = 1e-9) =>
  expect(difference([...Array.from(a), 1], [...Array.from(b), 1])).toBeLessThan(tolerance);

/** The least singular value of the columns less their means that is more than rounding; infinite where all are 0. */
function leastSingular(x: readonly (readonly number[])[]): number {
  const centred = new MlMatrix(x.map((row) => [...row])).center("column");
  const values = new SingularValueDecomposition(centred).diagonal.filter((value) => value > 1e-9);
  return Math.min(...values);
}

const regressors = [
  ["LinearRegression", new LinearRegression()],
  ["LinearRegression without intercept", new LinearRegression({ fitIntercept: false })],
  ["Ridge", new Ridge({ alpha: 0.5 })],
] as const;

describe.each(regressors)("%s", (_, recipe) => {
  it("counts a row of weight k as k rows", async () => {
    await fc.assert(
      fc.asyncProperty(problems, async ({ x, y, weights }) => {
        const weighted = await recipe.fit(x, y, { sampleWeight: weights });
        const repeated = await recipe.fit(repeat(x, weights), repeat(y, weights));
        near(weighted.coef, repeated.coef);
        near([weighted.intercept], [repeated.intercept]);
      }),
    );
  });

  it("follows a permutation of the columns", async () => {
    await fc.assert(
      fc.asyncProperty(problems, async ({ x, y }) => {
        const model = await recipe.fit(x, y);
        const turned = await recipe.fit(
          x.map((row) => row.toReversed()),
          y,
        );
        near(turned.coef.toReversed(), model.coef);
      }),
    );
  });

  it("follows the unit of the target", async () => {
    await fc.assert(
      fc.asyncProperty(problems, async ({ x, y }) => {
        const model = await recipe.fit(x, y);
        const scaled = await recipe.fit(
          x,
          y.map((value) => 1000 * value),
        );
        near(
          scaled.coef.map((value) => value / 1000),
          model.coef,
        );
      }),
    );
  });

  it("fits sparse rows like dense ones", async () => {
    await fc.assert(
      fc.asyncProperty(problems, async ({ x, y, weights }) => {
        const dense = Matrix.fromRows(x);
        const model = await recipe.fit(dense, y, { sampleWeight: weights });
        const sparse = await recipe.fit(toCsr(dense), y, { sampleWeight: weights });
        near(sparse.coef, model.coef);
        near([sparse.intercept], [model.intercept]);
      }),
    );
  });
});

describe("LinearRegression", () => {
  it("leaves residuals that no column explains, and is the shortest that does", async () => {
    await fc.assert(
      fc.asyncProperty(problems, async ({ x, y }) => {
        const model = await new LinearRegression().fit(x, y);
        const predictions = model.predict(x);
        const residuals = y.map((value, i) => value - (predictions[i] ?? Number.NaN));
        near([residuals.reduce((sum, value) => sum + value, 0)], [0]);
        model.coef.forEach((_, col) => {
          near([x.reduce((sum, row, i) => sum + (row[col] ?? 0) * (residuals[i] ?? 0), 0)], [0]);
        });
        // A small penalty leads to the shortest solution too: it takes less than alpha / s² off it, where s is the least singular value that is not 0.
        const least = leastSingular(x);
        fc.pre(least ** 2 > 1e-3);
        const nearly = await new Ridge({ alpha: 1e-8 }).fit(x, y);
        near(nearly.coef, model.coef, 1e-4);
      }),
    );
  });

  it("follows the units of the columns where they are independent", async () => {
    await fc.assert(
      fc.asyncProperty(problems, async ({ x, y }) => {
        const independent = x.map((row, i) => row.map((value, col) => value + 5 * Number(i === col)));
        fc.pre(x.length > (x[0]?.length ?? 0) + 1);
        const model = await new LinearRegression({ fitIntercept: false }).fit(independent, y);
        const scaled = await new LinearRegression({ fitIntercept: false }).fit(
          independent.map((row) => row.map((value, col) => (col === 0 ? value * 1e6 : value))),
          y,
        );
        const predictions = model.predict(independent);
        const back = scaled.predict(
          independent.map((row) => row.map((value, col) => (col === 0 ? value * 1e6 : value))),
        );
        near(back, predictions, 1e-8);
      }),
    );
  });
});

describe("LogisticRegression", () => {
  const tight = { tol: 1e-9, maxIter: 1000 };
  const classes = problems.map(({ x, y, weights }) => ({
    x: [...x, ...x.slice(0, 2)],
    labels: [...y.map((value) => (value < -3 ? "low" : value < 3 ? "mid" : "high")), "low", "high"],
    weights: [...weights, 1, 2],
  }));

  it("counts a row of weight k as k rows, balanced or not", async () => {
    await fc.assert(
      fc.asyncProperty(
        classes,
        fc.constantFrom(null, "balanced" as const),
        async ({ x, labels, weights }, classWeight) => {
          // A class all of whose rows weigh nothing would be gone from the repeated rows.
          fc.pre(new Set(repeat(labels, weights)).size === new Set(labels).size);
          const recipe = new LogisticRegression({ ...tight, classWeight });
          const weighted = await recipe.fit(x, labels, { sampleWeight: weights });
          const repeated = await recipe.fit(repeat(x, weights), repeat(labels, weights));
          near(weighted.predictProba(x).values, repeated.predictProba(x).values, 1e-6);
        },
      ),
      { numRuns: 60 },
    );
  });

  it("follows a permutation of the columns", async () => {
    await fc.assert(
      fc.asyncProperty(classes, async ({ x, labels }) => {
        const turnedX = x.map((row) => row.toReversed());
        const model = await new LogisticRegression(tight).fit(x, labels);
        const turned = await new LogisticRegression(tight).fit(turnedX, labels);
        near(turned.predictProba(turnedX).values, model.predictProba(x).values, 1e-6);
      }),
      { numRuns: 60 },
    );
  });

  it("fits sparse rows like dense ones, under each penalty", async () => {
    await fc.assert(
      fc.asyncProperty(classes, fc.constantFrom("l1", "l2", "elasticnet"), async ({ x, labels, weights }, penalty) => {
        const recipe = new LogisticRegression({ ...tight, penalty });
        fc.pre(new Set(repeat(labels, weights)).size > 1);
        const dense = Matrix.fromRows(x);
        const model = await recipe.fit(dense, labels, { sampleWeight: weights });
        const sparse = await recipe.fit(toCsr(dense), labels, { sampleWeight: weights });
        near(sparse.predictProba(dense).values, model.predictProba(dense).values, 1e-5);
      }),
      { numRuns: 60 },
    );
  });

  it("gives the same bits twice, and finite ones", async () => {
    await fc.assert(
      fc.asyncProperty(classes, fc.constantFrom("l1", "l2", null), async ({ x, labels }, penalty) => {
        const recipe = new LogisticRegression({ penalty });
        const model = await recipe.fit(x, labels);
        expect((await recipe.fit(x, labels)).toState()).toEqual(model.toState());
        expect(model.predictProba(x).values.every(Number.isFinite)).toBe(true);
      }),
      { numRuns: 60 },
    );
  });
});

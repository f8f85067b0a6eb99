/** What holds of every tree, on tables that fast-check makes. */
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { serialize } from "../../src/artifact/serialize.js";
import { DenseMatrix, Matrix } from "../../src/data/matrix.js";
import { LEAF, type TreeStructure } from "../../src/kernels/tree-structure.js";
import { DecisionTreeClassifier, DecisionTreeRegressor, type TreeOptions } from "../../src/tree/index.js";
import { everySplitIsBest, type Judged } from "./judge.js";

const cell = fc.integer({ min: -6, max: 6 });
const table = fc
  .record({ rows: fc.integer({ min: 4, max: 40 }), cols: fc.integer({ min: 1, max: 4 }) })
  .chain(({ rows, cols }) =>
    fc.record({
      x: fc.array(fc.array(cell, { minLength: cols, maxLength: cols }), { minLength: rows, maxLength: rows }),
      codes: fc.array(fc.integer({ min: 0, max: 2 }), { minLength: rows, maxLength: rows }),
      numbers: fc.array(fc.integer({ min: -50, max: 50 }), { minLength: rows, maxLength: rows }),
      weights: fc.array(fc.constantFrom(0, 0.25, 1, 1.5, 1 / 3, 7), { minLength: rows, maxLength: rows }),
    }),
  )
  .map((made) => {
    // Two classes, and a weight, are there whatever was drawn.
    made.codes[0] = 0;
    made.codes[1] = 1;
    made.weights[0] = 1;
    made.weights[1] = 2;
    return made;
  });

const limits: fc.Arbitrary<TreeOptions> = fc.record(
  {
    maxDepth: fc.integer({ min: 1, max: 4 }),
    minSamplesLeaf: fc.oneof(fc.integer({ min: 1, max: 4 }), fc.constantFrom(0.1, 0.25)),
    minSamplesSplit: fc.oneof(fc.integer({ min: 2, max: 8 }), fc.constantFrom(0.3)),
    minWeightFractionLeaf: fc.constantFrom(0, 0.1, 0.3),
    maxLeafNodes: fc.integer({ min: 2, max: 9 }),
  },
  { requiredKeys: [] },
);

/** Two rows with the same columns get the same target. */
function withoutContradictions<T>(x: readonly (readonly number[])[], y: readonly T[]): T[] {
  const first = new Map<string, T>();
  return y.map((target, row) => {
    const key = String(x[row]);
    if (!first.has(key)) first.set(key, target);
    return first.get(key) as T;
  });
}

/** Targets of which many are 0, but not the first. */
function countsOf(numbers: readonly number[]): number[] {
  return numbers.map((value, row) => (row === 0 ? 3 : Math.max(0, value)));
}

const regressing = ["squaredError", "friedmanMse", "absoluteError", "poisson"] as const;

describe("every split is a best one, and every leaf has to be one", () => {
  const judge = (judged: Judged) => expect(everySplitIsBest(judged)).toEqual([]);

  it.each(["gini", "entropy"] as const)("%s", async (criterion) => {
    const property = fc.asyncProperty(table, limits, fc.boolean(), async (made, options, weighted) => {
      const weights = weighted ? made.weights : undefined;
      const recipe = new DecisionTreeClassifier({ criterion, ...options });
      const model = await recipe.fit(made.x, made.codes, weights === undefined ? {} : { sampleWeight: weights });
      const targets = made.codes.map((code) => model.classes.indexOf(code));
      judge({ tree: model.tree, x: made.x, y: targets, weights, options: recipe.params, criterion });
    });
    await fc.assert(property, { numRuns: 150 });
  });

  it.each([
    ["squaredError", "variance"],
    ["friedmanMse", "variance"],
    ["absoluteError", "distance"],
    ["poisson", "deviance"],
  ] as const)("%s", async (name, criterion) => {
    const property = fc.asyncProperty(table, limits, fc.boolean(), async (made, options, weighted) => {
      const weights = weighted ? made.weights : undefined;
      const y = name === "poisson" ? countsOf(made.numbers) : made.numbers;
      const recipe = new DecisionTreeRegressor({ criterion: name, ...options });
      const model = await recipe.fit(made.x, y, weights === undefined ? {} : { sampleWeight: weights });
      judge({ tree: model.tree, x: made.x, y, weights, options: recipe.params, criterion });
    });
    await fc.assert(property, { numRuns: 120 });
  });
});

describe("trees", () => {
  it("of unlimited depth are right about every training row that no other contradicts", async () => {
    const property = fc.asyncProperty(table, async ({ x, codes, numbers }) => {
      const labels = withoutContradictions(x, codes);
      const values = withoutContradictions(x, numbers);
      fc.pre(new Set(labels).size > 1);
      for (const criterion of ["gini", "entropy"] as const) {
        expect((await new DecisionTreeClassifier({ criterion }).fit(x, labels)).predict(x)).toEqual(labels);
      }
      expect([...(await new DecisionTreeRegressor().fit(x, values)).predict(x)]).toEqual(values);
    });
    await fc.assert(property);
  });

  it("part the rows in the same way when a column is stretched", async () => {
    const property = fc.asyncProperty(table, limits, async ({ x, codes, numbers }, options) => {
      const stretched = x.map((row) =>
        row.map((value, col) => (col === 0 ? value * value * value + 1000 * value : value)),
      );
      const recipes = [new DecisionTreeClassifier(options), new DecisionTreeRegressor(options)] as const;
      const [a, b] = [await recipes[0].fit(x, codes), await recipes[0].fit(stretched, codes)];
      expect([...b.apply(stretched)]).toEqual([...a.apply(x)]);
      const [c, d] = [await recipes[1].fit(x, numbers), await recipes[1].fit(stretched, numbers)];
      expect([...d.apply(stretched)]).toEqual([...c.apply(x)]);
    });
    await fc.assert(property);
  });

  it("take a weight of k for the row k times, and of 0 for none", async () => {
    const property = fc.asyncProperty(table, fc.integer({ min: 0, max: 4 }), async ({ x, codes, numbers }, shift) => {
      const weights = codes.map((_, row) => (row < 2 ? 2 : (row * 7 + shift) % 4));
      const repeat = <T>(items: readonly T[]) =>
        items.flatMap((item, row) => Array<T>(weights[row] as number).fill(item));
      const same = (a: TreeStructure, b: TreeStructure) => {
        expect(a.childrenLeft).toEqual(b.childrenLeft);
        expect(a.feature).toEqual(b.feature);
        expect(a.threshold).toEqual(b.threshold);
        expect(a.value).toEqual(b.value);
        expect(a.weightedNNodeSamples).toEqual(b.weightedNNodeSamples);
      };
      const options = { sampleWeight: weights };
      for (const criterion of ["gini", "entropy"] as const) {
        const recipe = new DecisionTreeClassifier({ criterion });
        fc.pre(new Set(repeat(codes)).size === new Set(codes).size);
        same((await recipe.fit(x, codes, options)).tree, (await recipe.fit(repeat(x), repeat(codes))).tree);
      }
      for (const criterion of regressing) {
        for (const splitter of ["best", "random"] as const) {
          const recipe = new DecisionTreeRegressor({ criterion, splitter });
          const y = criterion === "poisson" ? countsOf(numbers) : numbers;
          const [a, b] = [await recipe.fit(x, y, options), await recipe.fit(repeat(x), repeat(y))];
          same(a.tree, b.tree);
        }
      }
    });
    await fc.assert(property);
  });

  it("do not depend on the order of the rows", async () => {
    const property = fc.asyncProperty(
      table,
      fc.infiniteStream(fc.nat()),
      async ({ x, codes, numbers, weights }, keys) => {
        const key = codes.map(() => keys.next().value as number);
        const order = codes.map((_, row) => row).sort((a, b) => (key[a] as number) - (key[b] as number));
        const sorted = <T>(items: readonly T[]) => order.map((row) => items[row] as T);
        const classify = new DecisionTreeClassifier({ criterion: "entropy", maxDepth: 5 });
        const a = await classify.fit(x, codes, { sampleWeight: weights });
        const b = await classify.fit(sorted(x), sorted(codes), { sampleWeight: sorted(weights) });
        expect([b.tree.feature, b.tree.threshold]).toEqual([a.tree.feature, a.tree.threshold]);
        const regress = new DecisionTreeRegressor({ maxLeafNodes: 8 });
        const halves = numbers.map((value) => value / 3);
        const c = await regress.fit(x, halves);
        const d = await regress.fit(sorted(x), sorted(halves));
        expect([d.tree.feature, d.tree.threshold]).toEqual([c.tree.feature, c.tree.threshold]);
      },
    );
    await fc.assert(property);
  });

  it("grow towards the same tree whether the best split or the next one comes first", async () => {
    const property = fc.asyncProperty(table, async ({ x, numbers }) => {
      const whole = await new DecisionTreeRegressor().fit(x, numbers);
      const best = await new DecisionTreeRegressor({ maxLeafNodes: 1000 }).fit(x, numbers);
      expect(best.predict(x)).toEqual(whole.predict(x));
      expect([best.nLeaves, best.depth]).toEqual([whole.nLeaves, whole.depth]);
    });
    await fc.assert(property);
  });

  it("shrink as leaves cost more, always to a top part of the whole tree", async () => {
    const property = fc.asyncProperty(table, async ({ x, numbers }) => {
      const spread = Math.max(1, ...numbers.map((value) => value * value));
      let leaves = Number.POSITIVE_INFINITY;
      const whole = (await new DecisionTreeRegressor().fit(x, numbers)).tree;
      for (const ccpAlpha of [0, 1e-12, 0.1, 1, 30, 2 * spread]) {
        const model = await new DecisionTreeRegressor({ ccpAlpha }).fit(x, numbers);
        expect(model.nLeaves).toBeLessThanOrEqual(leaves);
        leaves = model.nLeaves;
        expect(isTopOf(model.tree, 0, whole, 0)).toBe(true);
      }
      expect(leaves).toBe(1);
    });
    await fc.assert(property, { numRuns: 40 });
  });

  it("by drawn thresholds keep to the limits, and part the rows at them", async () => {
    const property = fc.asyncProperty(table, limits, fc.nat({ max: 99 }), async (made, options, seed) => {
      for (const criterion of regressing) {
        const recipe = new DecisionTreeRegressor({ criterion, splitter: "random", seed, ...options });
        const y = criterion === "poisson" ? countsOf(made.numbers) : made.numbers;
        const model = await recipe.fit(made.x, y, { sampleWeight: made.weights });
        const { tree } = model;
        expect(tree).toEqual((await recipe.fit(made.x, y, { sampleWeight: made.weights })).tree);
        const rows = made.x.map((_, row) => row).filter((row) => (made.weights[row] as number) > 0);
        const leaves = model.apply(rows.map((row) => made.x[row] as number[]));
        const { minSamplesLeaf, minWeightFractionLeaf } = recipe.params;
        const least = minSamplesLeaf < 1 ? Math.ceil(minSamplesLeaf * rows.length) : minSamplesLeaf;
        const weight = tree.weightedNNodeSamples[0] as number;
        tree.feature.forEach((feature, node) => {
          if (feature !== LEAF) return;
          const own = rows.filter((_, index) => leaves[index] === node);
          expect(own.length).toBe(tree.nNodeSamples[node]);
          if (node === 0) return;
          expect(own.length).toBeGreaterThanOrEqual(least);
          expect(tree.weightedNNodeSamples[node]).toBeGreaterThanOrEqual(minWeightFractionLeaf * weight * (1 - 1e-9));
        });
        expect(model.depth).toBeLessThanOrEqual(options.maxDepth ?? rows.length);
      }
    });
    await fc.assert(property, { numRuns: 40 });
  });

  it("come out of the pruning path at each of its prices, with the impurity that it tells", async () => {
    const property = fc.asyncProperty(table, fc.constantFrom(...regressing), async (made, criterion) => {
      const y = criterion === "poisson" ? countsOf(made.numbers) : made.numbers;
      const { ccpAlphas, impurities } = await new DecisionTreeRegressor({ criterion }).costComplexityPruningPath(
        made.x,
        y,
      );
      expect(ccpAlphas.length).toBe(impurities.length);
      expect([...ccpAlphas]).toEqual([...ccpAlphas].sort((a, b) => a - b));
      for (const [step, alpha] of ccpAlphas.entries()) {
        const next = ccpAlphas[step + 1] ?? Number.POSITIVE_INFINITY;
        if (next - alpha < 1e-9 * (1 + alpha)) continue;
        // Between two prices, since at one itself rounding decides.
        const ccpAlpha = Number.isFinite(next) ? (alpha + next) / 2 : 2 * alpha + 1;
        const { tree } = await new DecisionTreeRegressor({ criterion, ccpAlpha }).fit(made.x, y);
        let impurity = 0;
        tree.feature.forEach((feature, node) => {
          const share = (tree.weightedNNodeSamples[node] as number) / (tree.weightedNNodeSamples[0] as number);
          if (feature === LEAF) impurity += share * (tree.impurity[node] as number);
        });
        expect(impurity).toBeCloseTo(impurities[step] as number, 6);
      }
    });
    await fc.assert(property, { numRuns: 40 });
  });

  it("are the same bytes when fitted again", async () => {
    const property = fc.asyncProperty(
      table,
      limits,
      fc.nat({ max: 9 }),
      async ({ x, codes, weights }, options, seed) => {
        const recipe = new DecisionTreeClassifier({ ...options, maxFeatures: 1, seed });
        const [a, b] = [
          await recipe.fit(x, codes, { sampleWeight: weights }),
          await recipe.fit(Matrix.fromRows(x), Int32Array.from(codes), { sampleWeight: Float64Array.from(weights) }),
        ];
        expect(await serialize(b)).toEqual(await serialize(a));
      },
    );
    await fc.assert(property, { numRuns: 30 });
  });

  it("answer one row with the bits of all rows, and agree on leaves and paths", async () => {
    const property = fc.asyncProperty(
      table,
      fc.array(fc.double({ noNaN: true, min: -9, max: 9 })),
      async (made, extra) => {
        const cols = made.x[0]?.length ?? 0;
        const rows = [...made.x.flat(), ...extra.slice(0, extra.length - (extra.length % cols))];
        const x = new DenseMatrix(Float64Array.from(rows), rows.length / cols, cols);
        const classifier = await new DecisionTreeClassifier().fit(made.x, made.codes);
        const regressor = await new DecisionTreeRegressor().fit(made.x, made.numbers);
        const [proba, labels, numbers] = [classifier.predictProba(x), classifier.predict(x), regressor.predict(x)];
        const [rowProba, rowClass, rowValue] = [classifier.rowProba(), classifier.rowClass(), regressor.rowValue()];
        const [leaves, paths] = [classifier.apply(x), classifier.decisionPath(x)];
        expect([paths.rows, paths.cols]).toEqual([x.rows, classifier.nodeCount]);
        const out = new Float64Array(classifier.classes.length);
        for (let row = 0; row < x.rows; row++) {
          const one = x.values.slice(row * cols, (row + 1) * cols);
          rowProba(one, out);
          expect([...out]).toEqual([...proba.take([row]).values]);
          expect(classifier.classes[rowClass(one)]).toBe(labels[row]);
          expect(rowValue(one)).toBe(numbers[row]);
          const path = paths.indices.subarray(paths.indptr[row], paths.indptr[row + 1]);
          expect(path[0]).toBe(0);
          expect(path.at(-1)).toBe(leaves[row]);
          for (const [step, node] of path.entries()) {
            if (step === 0) continue;
            const above = path[step - 1] as number;
            expect([classifier.tree.childrenLeft[above], classifier.tree.childrenRight[above]]).toContain(node);
          }
        }
      },
    );
    await fc.assert(property, { numRuns: 40 });
  });

  it("hold importances that sum to 1 and are 0 for columns that are not asked", async () => {
    const property = fc.asyncProperty(table, async ({ x, codes }) => {
      const model = await new DecisionTreeClassifier({ maxDepth: 3 }).fit(x, codes);
      const importances = model.featureImportances;
      const sum = importances.reduce((total, share) => total + share, 0);
      const asked = new Set(model.tree.feature);
      if (model.nLeaves > 1 && sum > 0) expect(sum).toBeCloseTo(1, 12);
      importances.forEach((share, col) => {
        expect(share).toBeGreaterThanOrEqual(0);
        if (!asked.has(col)) expect(share).toBe(0);
      });
    });
    await fc.assert(property);
  });
});

/** Whether one tree is the other with some of its nodes made leaves. */
function isTopOf(top: TreeStructure, node: number, whole: TreeStructure, at: number): boolean {
  if (top.value[node] !== whole.value[at]) return false;
  if (top.feature[node] === LEAF) return true;
  if (top.feature[node] !== whole.feature[at] || top.threshold[node] !== whole.threshold[at]) return false;
  return (
    isTopOf(top, top.childrenLeft[node] as number, whole, whole.childrenLeft[at] as number) &&
    isTopOf(top, top.childrenRight[node] as number, whole, whole.childrenRight[at] as number)
  );
}

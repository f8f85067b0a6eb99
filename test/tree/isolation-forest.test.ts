/** Isolation forests: the normaliser to the last digits, ranks and means against scikit-learn 1.2, and what they refuse. */
import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { Matrix } from "../../src/data/matrix.js";
import { rocAucScore } from "../../src/metrics/index.js";
import { Pipeline } from "../../src/pipeline/pipeline.js";
import { SimpleImputer } from "../../src/preprocess/simple-imputer.js";
import { IsolationForest, IsolationForestModel, type IsolationForestOptions } from "../../src/tree/index.js";
import { averagePathLength } from "../../src/tree/isolation/path-length.js";
import { errorOf, reload } from "./support.js";

interface Golden {
  /** Counts and c of each. */
  lengths: [number, number][];
  tables: Record<string, { x: number[][]; outlier: number[] }>;
  cases: {
    data: string;
    params: IsolationForestOptions;
    scores: { mean: number[]; deviation: number[] };
    auc: number[];
    offsets: number[];
    outliers: number[];
  }[];
}

const golden: Golden = JSON.parse(readFileSync(new URL("../golden/isolation.json", import.meta.url), "utf8"));
const SEEDS = 8;
const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;

function correlation(a: readonly number[], b: readonly number[]): number {
  const [ma, mb] = [mean(a), mean(b)];
  const product = (u: readonly number[], mu: number, v: readonly number[], mv: number) =>
    u.reduce((sum, value, i) => sum + (value - mu) * ((v[i] as number) - mv), 0);
  return product(a, ma, b, mb) / Math.sqrt(product(a, ma, a, ma) * product(b, mb, b, mb));
}

it.each(golden.lengths)("c(%d) is %d", (count, expected) => {
  // The logarithm may be another in its last bit.
  expect(Math.abs(averagePathLength(count) - expected)).toBeLessThanOrEqual(4e-16 * expected);
});

describe("agrees with scikit-learn", () => {
  it.each(golden.cases.map((each) => [`${each.data}, ${JSON.stringify(each.params)}`, each] as const))(
    "%s",
    async (_, { data, params, scores, auc, offsets, outliers }) => {
      const { x, outlier } = golden.tables[data] ?? { x: [], outlier: [] };
      const table = Matrix.fromRows(x);
      const models = await Promise.all(
        Array.from({ length: SEEDS }, (_, seed) => new IsolationForest({ ...params, seed }).fit(table)),
      );
      const own = models.map((model) => model.scoreSamples(table));
      const means = x.map((_, row) => mean(own.map((each) => each[row] as number)));
      expect(correlation(means, scores.mean)).toBeGreaterThan(0.99);
      expect(Math.abs(mean(means) - mean(scores.mean))).toBeLessThan(0.003);
      // Six times as far apart as chance would have the means of eight seeds.
      means.forEach((score, row) => {
        const error = (scores.deviation[row] as number) * Math.sqrt(2 / SEEDS);
        expect(Math.abs(score - (scores.mean[row] as number)), `row ${row}`).toBeLessThan(6 * error + 1e-3);
      });
      const areas = own.map((each) =>
        rocAucScore(
          outlier,
          [...each].map((score) => -score),
          { posLabel: 1 },
        ),
      );
      expect(mean(areas)).toBeGreaterThan(mean(auc) - 0.005);
      expect(mean(models.map(({ offset }) => offset))).toBeCloseTo(mean(offsets), 2);
      // Where no share is given, many rows are near the fixed offset.
      const counts = models.map((model) => model.predict(table).filter((label) => label === -1).length);
      expect(Math.abs(mean(counts) - mean(outliers))).toBeLessThan(
        (params.contamination === undefined ? 0.06 : 0.03) * x.length,
      );
    },
  );
});

describe("a model", () => {
  const { x } = golden.tables["a ring"] ?? { x: [] };

  it("gives scores, decisions, labels and a column that agree with one another", async () => {
    const model = await new IsolationForest({ contamination: 0.15, nEstimators: 30 }).fit(x);
    const scores = model.scoreSamples(x);
    const decisions = model.decisionFunction(x);
    expect(scores.every((score) => score > -1 && score < 0)).toBe(true);
    expect([...decisions]).toEqual([...scores].map((score) => score - model.offset));
    expect([...model.predict(x)]).toEqual([...decisions].map((decision) => (decision < 0 ? -1 : 1)));
    expect([...model.transform(x).toDense().values]).toEqual([...decisions]);
    expect(model.predict(x).filter((label) => label < 0).length).toBe(Math.ceil(0.15 * (x.length - 1)));
    expect([model.maxSamples, model.nEstimators]).toEqual([x.length, 30]);
  });

  it("stands behind other stages of a pipeline", async () => {
    const holes = x.map((row, i) => (i === 3 ? [Number.NaN, ...row.slice(1)] : row));
    const pipeline = new Pipeline().add("impute", new SimpleImputer()).add("odd", new IsolationForest());
    const model = await pipeline.fit(Matrix.fromRows(holes));
    expect(model.outputNames).toEqual(["isolationForest"]);
  });

  it("of trees of one row, or of constant columns, finds all rows alike", async () => {
    const single = await new IsolationForest({ maxSamples: 1 }).fit(x);
    expect(new Set(single.scoreSamples(x))).toEqual(new Set([-0.5]));
    const constant = await new IsolationForest().fit([[7], [7], [7], [7]]);
    expect(new Set(constant.scoreSamples([[7], [8]])).size).toBe(1);
    expect(constant.nodeCount).toBe(100);
  });

  it("splits between values as large as numbers go", async () => {
    const most = Number.MAX_VALUE;
    const model = await new IsolationForest({ nEstimators: 20 }).fit([[-most], [0], [1], [2], [most]]);
    const scores = model.scoreSamples([[-most], [1], [most]]);
    expect(Math.max(scores[0] as number, scores[2] as number)).toBeLessThan(scores[1] as number);
  });

  it("that was damaged is refused", async () => {
    const model = await new IsolationForest({ nEstimators: 3 }).fit(x);
    expect(reload(model, IsolationForestModel).scoreSamples(x)).toEqual(model.scoreSamples(x));
    const bad = (part: object) =>
      errorOf(() => reload(model, IsolationForestModel, (state) => Object.assign(state, part)));
    expect((await bad({ offset: 1 })).code).toBe("ARTIFACT_STATE");
    expect((await bad({ maxSamples: 0 })).code).toBe("ARTIFACT_STATE");
    const { forest } = model.toState();
    const negative = { ...forest, value: forest.value.map(() => -1) };
    expect((await bad({ forest: negative })).code).toBe("ARTIFACT_STATE");
  });
});

it.each([{ maxSamples: 5 }, { maxFeatures: 3 }])("refuses %j for 4 rows and 2 columns", async (options) => {
  const rows = [
    [1, 2],
    [2, 3],
    [3, 5],
    [4, 4],
  ];
  const error = await errorOf(() => new IsolationForest(options).fit(rows));
  expect(error.code).toBe("PARAM_INVALID");
  expect(error.data).toMatchObject({ name: Object.keys(options)[0] });
});

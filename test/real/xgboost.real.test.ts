/** Models that were written for XGBoost, read and asked by XGBoost itself. */
import { execFile } from "node:child_process";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { promisify } from "node:util";
import { BoostedClassifierModel, type BoostedRegressorModel, fromXgboost, toXgboost } from "@org/mlkit";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { root } from "../../scripts/entries.js";
import { cases, distance, x } from "../tree/interchange/support.js";

const run = promisify(execFile);

/** XGBoost sums in single precision: a few units in its last place, 6e-8 each. */
const SINGLE = 2e-6;
const models = cases.map((one) => fromXgboost(one.model));
// Categories that no split names, beyond all that any names, and below 0, besides the rows of the fixture.
const rows = [...x, ...[41, 63, 64, 1000, -1].map((category) => [0.5, -0.5, 0.1, category].map(Math.fround))];
let answers: { margin: number[]; predicted: number[] }[];
let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(`${tmpdir()}/mlkit-xgboost-`);
  const files = models.map((_, index) => `${folder}/${index}.json`);
  await Promise.all(models.map((model, index) => writeFile(files[index] as string, toXgboost(model))));
  const table = rows.map((row) => row.map((value) => (Number.isNaN(value) ? null : value)));
  await writeFile(`${folder}/table.json`, JSON.stringify(table));
  const { stdout } = await run("/usr/bin/python3", [
    "-W",
    "ignore",
    `${root}test/real/predict_by_xgboost.py`,
    ...files,
    `${folder}/table.json`,
  ]);
  answers = JSON.parse(stdout);
}, 60_000);
afterAll(() => rm(folder, { recursive: true }));

const scores = (model: BoostedClassifierModel | BoostedRegressorModel) =>
  model instanceof BoostedClassifierModel ? model.decisionFunction(rows).values : model.decisionFunction(rows);

describe.each(cases.map((one, index) => [`${one.objective} (${index})`, index] as const))("%s", (_, index) => {
  it("is predicted by XGBoost as by the model that was written", () => {
    const model = models[index] as BoostedClassifierModel | BoostedRegressorModel;
    expect(distance(answers[index]?.margin ?? [], scores(model))).toBeLessThan(SINGLE);
    const given = answers[index]?.predicted ?? [];
    if (!(model instanceof BoostedClassifierModel)) expect(distance(given, model.predict(rows))).toBeLessThan(SINGLE);
    else {
      const { values, cols } = model.predictProba(rows);
      const shares = cols > 2 ? values : values.filter((_share, at) => at % 2 === 1);
      expect(distance(given, shares)).toBeLessThan(SINGLE);
    }
  });
});

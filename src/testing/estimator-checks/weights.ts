/**
 * Sample weights: a weight says how often a row counts.
 */

import { answersOf, sameAnswers } from "./answers.js";
import type { Rule } from "./check.js";
import { refuses, works } from "./expect.js";
import type { Subject } from "./subject.js";
import { range, rowsOf, takeRows } from "./tables.js";

const weighs = (subject: Subject): boolean => subject.learns && subject.traits.weights === true;

export const weightRules: readonly Rule[] = [
  {
    name: "refuses weights that are not one finite number ≥ 0 a row with WEIGHT_INVALID",
    applies: weighs,
    judge: refusesBadWeights,
  },
  { name: "learns the same with weights of 1 as without weights", applies: weighs, judge: onesChangeNothing },
  { name: "learns the same from a row of weight k as from the row k times", applies: weighs, judge: weightsRepeatRows },
  { name: "learns the same with a row of weight 0 as without the row", applies: weighs, judge: zeroRemovesRows },
  {
    name: "refuses weights with NOT_SUPPORTED where its trait does not allow them",
    applies: (s) => s.traits.weights !== true,
    judge: refusesWeights,
  },
];

async function refusesBadWeights(subject: Subject): Promise<void> {
  const rows = rowsOf(subject.data.x);
  const ones = range(rows).map(() => 1);
  const bad: [string, readonly (number | null)[]][] = [
    ["a weight too few", ones.slice(1)],
    ["a weight too many", [1, ...ones]],
    ["a negative weight", ones.with(2, -1)],
    ["a weight of NaN", ones.with(2, Number.NaN)],
    ["an infinite weight", ones.with(2, Number.POSITIVE_INFINITY)],
    ["a missing weight", [...ones.slice(1), null]],
    ["nothing but weights of 0", ones.map(() => 0)],
  ];
  for (const [what, sampleWeight] of bad) {
    await refuses(what, ["WEIGHT_INVALID"], () => subject.fit(subject.data, { sampleWeight }));
  }
}

async function onesChangeNothing(subject: Subject): Promise<void> {
  const { x } = subject.data;
  const sampleWeight = new Float64Array(rowsOf(x)).fill(1);
  const model = await works("learning with weights", () => subject.fit(subject.data, { sampleWeight }));
  sameAnswers("learned with weights of 1", answersOf(model, x), answersOf(await subject.fit(), x), subject.tolerance);
}

async function weightsRepeatRows(subject: Subject): Promise<void> {
  const { x, y } = subject.data;
  const weights = range(rowsOf(x)).map((row) => 1 + (row % 4));
  const repeated = weights.flatMap((weight, row) => range(weight).map(() => row));
  const weighed = await subject.fit(subject.data, { sampleWeight: weights });
  const many = await subject.fit({ x: takeRows(x, repeated), y: y && repeated.flatMap((row) => y[row] ?? []) });
  sameAnswers("learned with weights 1 to 4", answersOf(weighed, x), answersOf(many, x), subject.tolerance);
}

async function zeroRemovesRows(subject: Subject): Promise<void> {
  const { x, y } = subject.data;
  const rows = range(rowsOf(x));
  const kept = rows.filter((row) => row % 5 !== 4);
  const weighed = await subject.fit(subject.data, { sampleWeight: rows.map((row) => (row % 5 === 4 ? 0 : 1)) });
  const fewer = await subject.fit({ x: takeRows(x, kept), y: y && kept.flatMap((row) => y[row] ?? []) });
  const asked = takeRows(x, kept);
  sameAnswers("learned with weights of 0", answersOf(weighed, asked), answersOf(fewer, asked), subject.tolerance);
}

async function refusesWeights(subject: Subject): Promise<void> {
  const sampleWeight = new Float64Array(rowsOf(subject.data.x)).fill(1);
  await refuses("the option sampleWeight", ["NOT_SUPPORTED"], () => subject.learn(subject.data, { sampleWeight }));
}

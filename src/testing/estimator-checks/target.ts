/**
 * The target that `fit` is given.
 */
import type { Cell } from "../../core/contracts.js";
import { readFrame } from "../../data/input.js";
import { answersOf, sameAnswers } from "./answers.js";
import type { Rule } from "./check.js";
import { refuses, works } from "./expect.js";
import type { Subject } from "./subject.js";

const targeted = (subject: Subject): boolean => subject.needsTarget;
const predicting = (subject: Subject): boolean => subject.predicts;
const labelled = (subject: Subject): boolean => subject.predicts || !subject.learns;

export const targetRules: readonly Rule[] = [
  { name: "refuses to learn without a target with TARGET_MISSING", applies: targeted, judge: refusesNone },
  { name: "refuses a target of another length with TARGET_LENGTH", applies: targeted, judge: refusesLength },
  { name: "refuses a target with a missing value or ∞ with TARGET_INVALID", applies: labelled, judge: refusesHoles },
  { name: "learns the same from a target column as from its values", applies: predicting, judge: readsColumn },
];

async function refusesNone(subject: Subject): Promise<void> {
  const { x } = subject.data;
  await refuses("learning without a target", ["TARGET_MISSING"], () => subject.learn({ x }));
  await refuses("a target column that is not there", ["TARGET_MISSING"], () =>
    subject.learn({ x, y: "no such column" }),
  );
}

async function refusesLength(subject: Subject): Promise<void> {
  const { x } = subject.data;
  const { labels } = subject;
  await refuses("a target one value short", ["TARGET_LENGTH"], () => subject.learn({ x, y: labels.slice(1) }));
  await refuses("a target one value long", ["TARGET_LENGTH"], () =>
    subject.learn({ x, y: [...labels, ...labels.slice(0, 1)] }),
  );
}

async function refusesHoles(subject: Subject): Promise<void> {
  const { x } = subject.data;
  const spoilt = (value: Cell | undefined): (Cell | undefined)[] =>
    subject.labels.map((label, row) => (row === 3 ? value : label));
  for (const value of [null, undefined, Number.NaN, Number.POSITIVE_INFINITY]) {
    await refuses(`a target with ${value}`, ["TARGET_INVALID"], () => subject.learn({ x, y: spoilt(value) }));
  }
  if (subject.task === "regress")
    await refuses("a target with a string", ["TARGET_INVALID"], () => subject.learn({ x, y: spoilt("7") }));
}

async function readsColumn(subject: Subject): Promise<void> {
  const { x } = subject.data;
  const expected = answersOf(await subject.fit(), x);
  const name = "the target";
  const frame = readFrame(x).withColumn(name, subject.labels);
  const model = await works("learning from a target column", () => subject.fit({ x: frame, y: name }));
  sameAnswers("learned from a target column", answersOf(model, x), expected);
  sameAnswers(
    "asked with the target column still there",
    await works("asking with the target column still there", () => answersOf(model, frame)),
    expected,
  );
}

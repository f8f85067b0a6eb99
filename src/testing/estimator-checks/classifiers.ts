/**
 * What holds for classifiers: labels of any kind, probabilities, class weights.
 */
import type { Label, Model } from "../../core/contracts.js";
import { show } from "../../core/errors.js";
import { type EncodedLabels, encodeLabels, sortLabels } from "../../core/labels.js";
import type { Param } from "../../core/params.js";
import { type Answer, answersOf, type Classifies, isClassifying, sameAnswers } from "./answers.js";
import type { Rule } from "./check.js";
import { ensure, refuses, works } from "./expect.js";
import type { Subject } from "./subject.js";
import { range, takeRows } from "./tables.js";

const classifies = (subject: Subject): boolean => subject.task === "classify";
const weighsClasses = (subject: Subject): boolean =>
  classifies(subject) && subject.traits.weights === true && classWeight(subject) !== undefined;

export const classifierRules: readonly Rule[] = [
  { name: "learns labels that are strings, numbers or booleans alike", applies: classifies, judge: takesAnyLabel },
  { name: "learns the labels __proto__ and constructor like others", applies: classifies, judge: takesStrangeLabels },
  { name: "refuses a single class with TARGET_ONE_CLASS", applies: classifies, judge: refusesOneClass },
  { name: "refuses labels of several types with TARGET_INVALID", applies: classifies, judge: refusesMixedLabels },
  { name: "has its classes sorted, in whatever order they come", applies: classifies, judge: sortsClasses },
  { name: "gives probabilities from 0 to 1 that sum to 1", applies: classifies, judge: givesProbabilities },
  { name: "predicts the most probable class", applies: classifies, judge: predictsMostProbable },
  { name: "weighs classes as it weighs their rows", applies: weighsClasses, judge: classWeightsAreWeights },
];

async function fitted(
  subject: Subject,
  y: readonly Label[] = subject.labels,
  rows?: readonly number[],
): Promise<Classifies> {
  const { x } = subject.data;
  const table = rows === undefined ? x : takeRows(x, rows);
  const model: Model = await works(`learning labels such as ${show(y[0])}`, () => subject.fit({ x: table, y }));
  ensure(isClassifying(model), `the model ${model.kind} has no classes, predict and predictProba`);
  return model;
}

/** The labels of the data as 0, 1, … by their place among the sorted classes. */
function codesOf(subject: Subject): EncodedLabels {
  return encodeLabels(subject.labels);
}

/** The rows of the first two classes alone, for labels of which there are but two. */
function twoClasses(subject: Subject): number[] {
  const { codes } = codesOf(subject);
  return range(codes.length).filter((row) => (codes[row] ?? 0) < 2);
}

async function sameWithLabels(subject: Subject, classes: readonly Label[], rows: readonly number[]): Promise<void> {
  const { codes } = codesOf(subject);
  const place = (row: number) => codes[row] ?? 0;
  const plain = await fitted(
    subject,
    rows.map((row) => subject.labels[row] ?? ""),
    rows,
  );
  const other = await fitted(
    subject,
    rows.map((row) => classes[place(row)] ?? ""),
    rows,
  );
  ensure(
    JSON.stringify(other.classes) === JSON.stringify(classes),
    `learned from the labels ${show(classes)}, the classes are ${show(other.classes)}`,
  );
  const asked = takeRows(subject.data.x, rows);
  const relabelled = answersOf(plain, asked).map(
    ({ label, cells }): Answer => ({ label: classes[plain.classes.indexOf(label ?? "")], cells }),
  );
  sameAnswers(`learned from the labels ${show(classes)}`, answersOf(other, asked), relabelled);
}

async function takesAnyLabel(subject: Subject): Promise<void> {
  const { codes, classes } = codesOf(subject);
  const all = range(codes.length);
  await sameWithLabels(
    subject,
    classes.map((_, at) => `class ${String(at).padStart(4, "0")}`),
    all,
  );
  // As text, 10 would come before 9 and −1 after 0.
  await sameWithLabels(
    subject,
    classes.map((_, at) => at * 9.5 - 1),
    all,
  );
  await sameWithLabels(subject, [false, true], twoClasses(subject));
  const integers = Int32Array.from(codes);
  const model = await works("learning labels in an Int32Array", () => subject.fit({ x: subject.data.x, y: integers }));
  ensure(
    isClassifying(model) && model.classes.every((label, at) => label === at),
    "learned from an Int32Array, the classes are not its numbers",
  );
}

async function takesStrangeLabels(subject: Subject): Promise<void> {
  await sameWithLabels(subject, ["__proto__", "constructor"], twoClasses(subject));
}

async function refusesOneClass(subject: Subject): Promise<void> {
  const { x } = subject.data;
  for (const label of ["ash", 1, true]) {
    await refuses(`a target of nothing but ${show(label)}`, ["TARGET_ONE_CLASS"], () =>
      subject.fit({ x, y: subject.labels.map(() => label) }),
    );
  }
}

async function refusesMixedLabels(subject: Subject): Promise<void> {
  const { codes } = codesOf(subject);
  const mixed = [...codes].map((code): Label => (code === 0 ? 1 : String(code)));
  await refuses("a target of strings and numbers", ["TARGET_INVALID"], () =>
    subject.fit({ x: subject.data.x, y: mixed }),
  );
}

async function sortsClasses(subject: Subject): Promise<void> {
  const { classes } = codesOf(subject);
  const backwards = range(subject.labels.length).toReversed();
  const models = [await fitted(subject), await fitted(subject, subject.labels.toReversed(), backwards)];
  for (const model of models) {
    const same = JSON.stringify(model.classes) === JSON.stringify(sortLabels(classes));
    ensure(same, `the classes are ${show(model.classes)} instead of ${show(sortLabels(classes))}`);
  }
}

async function givesProbabilities(subject: Subject): Promise<void> {
  const { x } = subject.data;
  const model = await fitted(subject);
  answersOf(model, x).forEach(({ cells }, row) => {
    const values = cells.map(Number);
    ensure(
      values.length === model.classes.length,
      `row ${row} has ${values.length} probabilities for ${model.classes.length} classes`,
    );
    ensure(
      values.every((value) => value >= 0 && value <= 1),
      `row ${row} has the probabilities ${show(values)}, not all from 0 to 1`,
    );
    const sum = values.reduce((total, value) => total + value, 0);
    ensure(Math.abs(sum - 1) <= 1e-12, `the probabilities of row ${row} sum to ${sum}`);
  });
}

async function predictsMostProbable(subject: Subject): Promise<void> {
  const model = await fitted(subject);
  answersOf(model, subject.data.x).forEach(({ label, cells }, row) => {
    const most = Math.max(...cells.map(Number));
    const chosen = label === undefined ? -1 : model.classes.indexOf(label);
    ensure(chosen >= 0, `row ${row} is given the label ${show(label)}, which is no class`);
    ensure(
      cells[chosen] === most,
      `row ${row} is given ${show(label)} of probability ${show(cells[chosen])}, though another class has ${most}`,
    );
  });
}

function classWeight(subject: Subject): Param<unknown> | undefined {
  return new Map<string, Param<unknown>>(Object.entries(subject.estimator.declaration.params)).get("classWeight");
}

async function classWeightsAreWeights(subject: Subject): Promise<void> {
  const { x } = subject.data;
  const { codes, classes } = codesOf(subject);
  const counts = classes.map((_, at) => codes.filter((code) => code === at).length);
  const balanced = counts.map((count) => codes.length / (classes.length * count));
  const uneven = classes.map((_, at) => 1 + 2 * at);
  const cases: [value: unknown, weights: readonly number[]][] = [
    [classes.map((label, at) => [label, uneven[at]]), uneven],
    ["balanced", balanced],
  ];
  for (const [value, weights] of cases) {
    if (classWeight(subject)?.accepts(value) !== true) continue;
    const byClass = await subject.fit(subject.data, {}, subject.spec.make({ classWeight: value }));
    const byRow = await subject.fit(subject.data, {
      sampleWeight: Float64Array.from(codes, (code) => weights[code] ?? 1),
    });
    sameAnswers(
      `learned with classWeight ${show(value)}`,
      answersOf(byClass, x),
      answersOf(byRow, x),
      subject.tolerance,
    );
  }
}

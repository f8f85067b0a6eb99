/**
 * What holds for regressors.
 */
import type { Label } from "../../core/contracts.js";
import { answersOf, isPredicting, near, sameAnswers } from "./answers.js";
import type { Rule } from "./check.js";
import { ensure, works } from "./expect.js";
import type { Subject } from "./subject.js";

const regresses = (subject: Subject): boolean => subject.task === "regress";

export const regressorRules: readonly Rule[] = [
  { name: "learns whole numbers, in typed arrays too", applies: regresses, judge: takesIntegers },
  { name: "predicts finite numbers", applies: regresses, judge: predictsFinite },
  { name: "predicts a constant target as it is", applies: regresses, judge: predictsConstant },
];

async function takesIntegers(subject: Subject): Promise<void> {
  const { x } = subject.data;
  const whole = subject.labels.map((value) => Math.round(Number(value)));
  const expected = answersOf(await works("learning whole numbers", () => subject.fit({ x, y: whole })), x);
  for (const y of [Int32Array.from(whole), Float64Array.from(whole)]) {
    sameAnswers(`learned from a ${y.constructor.name}`, answersOf(await subject.fit({ x, y }), x), expected);
  }
}

async function predictsFinite(subject: Subject): Promise<void> {
  const { x } = subject.data;
  const model = await subject.fit();
  ensure(isPredicting(model), `the model ${model.kind} has no predict`);
  const values: unknown = model.predict(x);
  ensure(values instanceof Float64Array, "predict gives no Float64Array");
  ensure(values.every(Number.isFinite), "some predictions are not finite");
}

async function predictsConstant(subject: Subject): Promise<void> {
  const { x } = subject.data;
  const constant = 2.5;
  const y: Label[] = subject.labels.map(() => constant);
  const model = await works("learning a constant target", () => subject.fit({ x, y }));
  for (const { cells } of answersOf(model, x)) {
    ensure(
      near(Number(cells[0]), constant, subject.tolerance),
      `the constant target ${constant} is predicted as ${String(cells[0])}`,
    );
  }
}

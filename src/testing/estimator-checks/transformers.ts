/**
 * What holds for transformers.
 */
import type { Estimator } from "../../core/estimator.js";
import type { Frame } from "../../data/frame.js";
import { readFrame, type Table, type TableInput } from "../../data/input.js";
import { answersOf, cellsOf, isTransforming, sameAnswers } from "./answers.js";
import type { Rule } from "./check.js";
import { ensure, works, worksOrRefuses } from "./expect.js";
import type { GivenTarget, Subject } from "./subject.js";
import { namesOf, rowsOf, withCell, withCells } from "./tables.js";

const transforms = (subject: Subject): boolean => subject.task === "transform";
const readsColumns = (subject: Subject): boolean => transforms(subject) && !subject.readsNumbers;

export const transformerRules: readonly Rule[] = [
  { name: "fitTransform gives what fit and then transform give", applies: transforms, judge: fitTransformAgrees },
  { name: "names each column that it gives, without repeats", applies: transforms, judge: namesOutput },
  { name: "gives one row for each row", applies: transforms, judge: keepsRows },
  {
    name: "takes a category that was not there at the fit, or refuses it with a code",
    applies: readsColumns,
    judge: meetsUnseen,
  },
  {
    name: "takes a missing category that was not there at the fit, or refuses it with a code",
    applies: readsColumns,
    judge: meetsMissing,
  },
];

interface FitTransforms {
  fitTransform(x: TableInput<object>, y?: GivenTarget): Promise<{ readonly output: Table }>;
}

function fitTransforms(estimator: Estimator): estimator is Estimator & FitTransforms {
  return "fitTransform" in estimator && typeof estimator.fitTransform === "function";
}

async function fitTransformAgrees(subject: Subject): Promise<void> {
  const { x, y } = subject.data;
  const { estimator } = subject;
  ensure(fitTransforms(estimator), `${estimator.kind} has no method fitTransform`);
  const { output } = await estimator.fitTransform(x, y);
  sameAnswers(
    "fitTransform",
    cellsOf(output).map((cells) => ({ cells })),
    answersOf(await subject.fit(), x),
  );
}

async function namesOutput(subject: Subject): Promise<void> {
  const model = await subject.fit();
  ensure(isTransforming(model), `the model ${model.kind} has no transform with outputNames`);
  const output = model.transform(subject.data.x);
  const [given, said] = [namesOf(output), model.outputNames];
  ensure(new Set(said).size === said.length, `outputNames has repeats: ${said.join(", ")}`);
  ensure(
    JSON.stringify(given) === JSON.stringify(said),
    `the columns are ${given.join(", ")}; outputNames says ${said.join(", ")}`,
  );
}

async function keepsRows(subject: Subject): Promise<void> {
  const model = await subject.fit();
  ensure(isTransforming(model), `the model ${model.kind} has no transform`);
  const given = rowsOf(model.transform(subject.data.x));
  ensure(given === rowsOf(subject.data.x), `${rowsOf(subject.data.x)} rows give ${given}`);
}

/** The names of the columns that hold strings. */
function stringColumns(x: Frame): string[] {
  return x.columns.filter((name) => x.columnOf(name).type === "string");
}

async function meetsUnseen(subject: Subject): Promise<void> {
  const frame = readFrame(subject.data.x);
  const model = await subject.fit();
  for (const name of stringColumns(frame)) {
    for (const category of ["never seen", "__proto__", "constructor", ""]) {
      const strange = frame.withColumn(
        name,
        frame
          .columnOf(name)
          .toArray()
          .map((cell, row) => (row === 1 ? category : cell)),
      );
      await worksOrRefuses(`the category '${category}' in '${name}'`, () => answersOf(model, strange));
    }
  }
}

async function meetsMissing(subject: Subject): Promise<void> {
  const frame = readFrame(subject.data.x);
  for (const name of stringColumns(frame)) {
    const cells = frame.columnOf(name).toArray();
    // A text that the column has, since not every column takes any: one of dates does not.
    const text = cells.find((cell) => cell !== null) ?? "Lima";
    const full = withCells(
      frame,
      name,
      cells.map((cell) => cell ?? text),
    );
    const model = await works(`learning without missing values in '${name}'`, () =>
      subject.fit({ x: full, y: subject.data.y }),
    );
    const holed = withCell(full, 1, full.columns.indexOf(name), null);
    await worksOrRefuses(`a missing value in '${name}'`, () => answersOf(model, holed));
  }
}

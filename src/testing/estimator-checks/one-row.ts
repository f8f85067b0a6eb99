/**
 * The one-row path against the batch path: the same bits.
 */

import { ClassifierModel, RegressorModel, TransformerModel } from "../../base/models.js";
import type { Cells } from "../../base/row.js";
import type { Cell, Label, Model } from "../../core/contracts.js";
import { readFrame, readMatrix } from "../../data/input.js";
import { PipelineClassifier, PipelineRegressor, PipelineTransformer } from "../../pipeline/pipeline-model.js";
import { type Answer, answersOf, cellsOf, sameAnswers } from "./answers.js";
import type { Rule } from "./check.js";
import { ensure, works } from "./expect.js";
import type { Subject } from "./subject.js";
import { range, rowObject, rowsOf, takeRows } from "./tables.js";

const learns = (subject: Subject): boolean => subject.learns;

export const oneRowRules: readonly Rule[] = [
  { name: "answers one row by its compiled path as in a batch", applies: learns, judge: rowPathAgrees },
  {
    name: "answers one row object inside a pipeline as in a batch",
    applies: (s) => s.predicts,
    judge: predictOneAgrees,
  },
];

async function rowPathAgrees(subject: Subject): Promise<void> {
  const { x } = subject.data;
  const model = await subject.fit();
  const expected = answersOf(model, x);
  const answer = rowPathOf(model, x);
  const rows = range(rowsOf(x));
  sameAnswers("asked by the one-row path", rows.map(answer), expected);
  sameAnswers("asked by the one-row path in reverse", rows.toReversed().map(answer), expected.toReversed());
}

/** What the model's one-row path says of each row of a table, by number. */
function rowPathOf(model: Model, x: Subject["data"]["x"]): (row: number) => Answer {
  if (model instanceof TransformerModel) return transformPath(model, x);
  if (model instanceof ClassifierModel) return classPath(model, x);
  if (model instanceof PipelineClassifier || model instanceof PipelineRegressor)
    return (row) => answerOne(model, rowObject(x, row));
  ensure(
    model instanceof RegressorModel,
    `the model ${model.kind} extends none of TransformerModel, ClassifierModel and RegressorModel`,
  );
  const [value, numbers] = [model.rowValue(), readMatrix(x, model.inputNames)];
  return (row) => ({ cells: [value(rowNumbers(numbers, row))] });
}

function rowNumbers(x: ReturnType<typeof readMatrix>, row: number): Float64Array {
  return Float64Array.from(x.take([row]).toDense().values);
}

function transformPath(model: TransformerModel, x: Subject["data"]["x"]): (row: number) => Answer {
  const transform = model.rowTransform();
  const width = model.outputNames.length;
  // A pipeline of transformers takes cells of any type, whatever its first stage reads.
  const numeric = model.reads === "numbers" && !(model instanceof PipelineTransformer);
  const table = numeric ? readMatrix(x, model.inputNames) : readFrame(x, model.inputNames);
  const gives = model.outputFields === undefined;
  return (row) => {
    const cells = cellsOf(takeRows(table, [row]))[0] ?? [];
    const input: Cells = numeric ? Float64Array.from(cells, Number) : [...cells];
    // Written from position 1 on, over numbers that no stage gives: each place has to be written, and no other.
    const out: Cells = gives ? new Float64Array(width + 2).fill(-77) : new Array<Cell>(width + 2).fill(-77);
    const before = JSON.stringify([...cells]);
    transform(input, out, 1);
    const after = JSON.stringify(Array.from({ length: input.length }, (_, at) => input[at]));
    ensure(after === before, "the one-row path writes to the row that it is given");
    ensure(out[0] === -77 && out[width + 1] === -77, "the one-row path writes outside its places of the output");
    return { cells: Array.from({ length: width }, (_, at) => out[at + 1] ?? null) };
  };
}

function classPath(model: ClassifierModel, x: Subject["data"]["x"]): (row: number) => Answer {
  const [choose, proba, numbers] = [model.rowClass(), model.rowProba(), readMatrix(x, model.inputNames)];
  return (row) => {
    const values = rowNumbers(numbers, row);
    const probabilities = new Float64Array(model.classes.length).fill(-77);
    proba(values, probabilities);
    const label: Label | undefined = model.classes[choose(values)];
    ensure(
      values.every((value, at) => Object.is(value, rowNumbers(numbers, row)[at])),
      "the one-row path writes to the row that it is given",
    );
    return { label, cells: [...probabilities] };
  };
}

/** A pipeline's `predictOne` and `predictProbaOne`, as answers. */
function answerOne(model: Model, row: object): Answer {
  if (model instanceof PipelineClassifier)
    return { label: model.predictOne(row), cells: [...model.predictProbaOne(row)] };
  ensure(model instanceof PipelineRegressor, `a pipeline that predicts gave a ${model.kind}`);
  return { cells: [model.predictOne(row)] };
}

async function predictOneAgrees(subject: Subject): Promise<void> {
  const { x } = subject.data;
  const model = await works("learning inside a pipeline", () => subject.fit(subject.data, {}, subject.piped));
  const answers = range(rowsOf(x)).map((row) => answerOne(model, rowObject(x, row)));
  sameAnswers("asked with predictOne", answers, answersOf(model, x));
}

/**
 * What `fit` and the fitted model take, and what they refuse.
 */

import type { Model } from "../../core/contracts.js";
import { readFrame } from "../../data/input.js";
import { DenseMatrix, type Matrix } from "../../data/matrix.js";
import { answersOf, sameAnswers } from "./answers.js";
import type { Rule } from "./check.js";
import { ensure, refuses, works, worksOrRefuses } from "./expect.js";
import type { Subject } from "./subject.js";
import { contentOf, formsOf, listsOf, namesOf, range, rowsOf, takeColumns, takeRows, withCell } from "./tables.js";

const learns = (subject: Subject): boolean => subject.learns;

export const inputRules: readonly Rule[] = [
  { name: "reads frozen rows and shared memory, and writes to nothing that it is given", judge: writesNothing },
  {
    name: "learns the same from a frame, row objects, an Arrow table, a matrix and lists of numbers",
    applies: learns,
    judge: readsEveryForm,
  },
  { name: "refuses a table without rows or columns with DATA_EMPTY", judge: refusesEmpty },
  { name: "learns from one row, or refuses it with a code", judge: takesOneRow },
  { name: "learns from one column, or refuses it with a code", applies: (s) => s.ownsData, judge: takesOneColumn },
  { name: "gives no answers for no rows", applies: learns, judge: answersNothing },
  { name: "reads missing values where its trait says so, and refuses them otherwise", judge: keepsToMissing },
  { name: "refuses infinite numbers with DATA_NOT_FINITE", judge: refusesInfinity },
];

async function writesNothing(subject: Subject): Promise<void> {
  const { x, y } = subject.data;
  const frozen = y === undefined ? undefined : Object.freeze([...y]);
  if (subject.readsNumbers) {
    const shared = sharedCopy(subject.numbers.x);
    await unchanged(subject, "a matrix in shared memory", shared, () => contentOf(shared), frozen);
    const lists = Object.freeze(listsOf(subject.numbers.x).map((row) => Object.freeze(row)));
    await unchanged(subject, "frozen lists of numbers", lists, () => lists, frozen);
  }
  const rows = Object.freeze(
    readFrame(x)
      .toRows()
      .map((row) => Object.freeze(row)),
  );
  await unchanged(subject, "frozen row objects", rows, () => rows, frozen);
  await unchanged(subject, "a table", x, () => contentOf(x), frozen);
}

/** The same numbers in memory that other threads may read, where there is such memory. */
function sharedCopy(x: Matrix): DenseMatrix {
  const { values } = x.toDense();
  const buffer =
    typeof SharedArrayBuffer === "function"
      ? new SharedArrayBuffer(values.byteLength)
      : new ArrayBuffer(values.byteLength);
  const shared = new Float64Array(buffer);
  shared.set(values);
  return new DenseMatrix(shared, x.rows, x.cols, { names: x.names });
}

async function unchanged(
  subject: Subject,
  what: string,
  x: Parameters<typeof readFrame>[0],
  content: () => unknown,
  y: readonly (string | number | boolean)[] | undefined,
): Promise<void> {
  const text = () =>
    JSON.stringify([content(), y], (_, value) =>
      typeof value === "number" && !Number.isFinite(value) ? String(value) : value,
    );
  const before = text();
  await works(`learning from ${what}`, async () => {
    if (!subject.learns) return subject.resample({ x, y });
    const model = await subject.fit({ x, y });
    return answersOf(model, x);
  });
  ensure(text() === before, `${what} was written to`);
}

async function readsEveryForm(subject: Subject): Promise<void> {
  const { x, y } = subject.data;
  const expected = answersOf(await subject.fit(), x);
  for (const [form, table] of await formsOf(x)) {
    const model = await works(`learning from ${form}`, () => subject.fit({ x: table, y }));
    const answers = await works(`asking with ${form}`, () => answersOf(model, table));
    sameAnswers(`learned from ${form}`, answers, expected);
  }
}

async function refusesEmpty(subject: Subject): Promise<void> {
  const { x, y } = subject.data;
  await refuses("a table without rows", ["DATA_EMPTY"], () => subject.learn({ x: takeRows(x, []), y: y && [] }));
  if (!subject.readsNumbers) return;
  await refuses("a table without columns", ["DATA_EMPTY"], () => subject.learn({ x: takeColumns(x, []), y }));
}

async function takesOneRow(subject: Subject): Promise<void> {
  const { x, y } = subject.data;
  const one = { x: takeRows(x, [0]), y: y?.slice(0, 1) };
  const learned = await worksOrRefuses("learning from one row", () => subject.learn(one));
  if (learned === undefined || !subject.learns) return;
  const model = await subject.fit(one);
  ensure(answersOf(model, one.x).length === 1, "a model of one row gives no answer for that row");
}

async function takesOneColumn(subject: Subject): Promise<void> {
  const { x, y } = subject.data;
  for (const column of range(namesOf(x).length)) {
    const one = { x: takeColumns(x, [column]), y };
    await worksOrRefuses(`learning from column ${column} alone`, async () => {
      if (!subject.learns) return subject.resample(one);
      const model = await subject.fit(one);
      ensure(answersOf(model, one.x).length === rowsOf(x), "a model of one column does not answer for each row");
      return model;
    });
  }
}

async function answersNothing(subject: Subject): Promise<void> {
  const model = await subject.fit();
  const answers = await works("asking with no rows", () => answersOf(model, takeRows(subject.data.x, [])));
  ensure(answers.length === 0, `no rows give ${answers.length} answers`);
}

async function keepsToMissing(subject: Subject): Promise<void> {
  const { x, y } = subject.complete;
  for (const [column, name] of namesOf(x).entries()) {
    const holed = withCell(x, 2, column, null);
    const learn = () => subject.learn({ x: holed, y });
    const ask = async (model: Promise<Model>) => answersOf(await model, holed);
    if (subject.traits.missing === true) {
      await works(`learning with a missing value in '${name}'`, learn);
      if (!subject.learns) continue;
      await works(`asking with a missing value in '${name}'`, () => ask(subject.fit({ x: holed, y })));
    } else {
      const codes = ["DATA_NOT_FINITE", "CELL_MISSING"] as const;
      await refuses(`learning with a missing value in '${name}'`, codes, learn);
      if (!subject.learns) continue;
      await refuses(`asking with a missing value in '${name}'`, codes, () => ask(subject.fit({ x, y })));
    }
  }
}

async function refusesInfinity(subject: Subject): Promise<void> {
  const { x, y } = subject.data;
  const frame = readFrame(x);
  const numeric = range(namesOf(x).length).filter((at) => frame.columnOf(namesOf(x)[at] ?? "").type === "number");
  for (const column of numeric) {
    for (const value of [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY]) {
      const spoilt = withCell(x, 1, column, value);
      const what = `${value} in '${namesOf(x)[column]}'`;
      await refuses(`learning with ${what}`, ["DATA_NOT_FINITE"], () => subject.learn({ x: spoilt, y }));
      if (!subject.learns) continue;
      const model = await subject.fit();
      await refuses(`asking with ${what}`, ["DATA_NOT_FINITE", "CATEGORY_UNKNOWN"], () => answersOf(model, spoilt));
    }
  }
}

/**
 * Which columns are read: of what types, by which names, dense or sparse.
 */
import { readFrame } from "../../data/input.js";
import { DenseMatrix, Matrix } from "../../data/matrix.js";
import { answersOf, sameAnswers } from "./answers.js";
import type { Rule } from "./check.js";
import { numbersData } from "./data.js";
import { refuses, works } from "./expect.js";
import type { Subject } from "./subject.js";
import { namesOf, range, renamed, sparseOf, takeColumns } from "./tables.js";

const numbersOnly = (subject: Subject): boolean => subject.learns && subject.readsNumbers;

export const columnRules: readonly Rule[] = [
  { name: "refuses a column of strings where it reads numbers", applies: numbersOnly, judge: refusesStrings },
  {
    name: "refuses a matrix with other columns than at the fit",
    applies: (s) => numbersOnly(s) && s.data.x instanceof Matrix,
    judge: refusesOtherMatrix,
  },
  {
    name: "finds its columns in a frame by name, and names one that is missing",
    applies: (s) => s.learns,
    judge: findsColumns,
  },
  { name: "takes any name for a column", applies: (s) => s.learns && s.ownsData, judge: takesAnyName },
  {
    name: "learns the same from sparse rows as from dense ones where its trait says so",
    applies: (s) => numbersOnly(s) && s.traits.sparse === true,
    judge: learnsFromSparse,
  },
  {
    name: "refuses sparse rows with DATA_SPARSE where its trait does not allow them",
    applies: (s) => s.readsNumbers && s.traits.sparse !== true,
    judge: refusesSparse,
  },
];

async function refusesStrings(subject: Subject): Promise<void> {
  const { x, y } = subject.data;
  const frame = readFrame(x);
  const [name = ""] = frame.columns;
  const strings = frame.withColumn(
    name,
    Array.from({ length: frame.numRows }, () => "text"),
  );
  await refuses("learning from a column of strings", ["COLUMN_TYPE"], () => subject.fit({ x: strings, y }));
  const model = await subject.fit();
  await refuses("asking with a column of strings", ["COLUMN_TYPE"], () => answersOf(model, strings));
}

async function refusesOtherMatrix(subject: Subject): Promise<void> {
  const { x } = subject.numbers;
  const model = await subject.fit(subject.numbers);
  const fewer = takeColumns(x, range(x.cols - 1));
  const more = new DenseMatrix(new Float64Array(x.rows * (x.cols + 1)), x.rows, x.cols + 1);
  const names = x.names.map((name) => `other ${name}`);
  await refuses("asking with a column less", ["COLUMN_MISMATCH"], () => answersOf(model, fewer));
  await refuses("asking with a column more", ["COLUMN_MISMATCH"], () => answersOf(model, more));
  await refuses("asking with columns of other names", ["COLUMN_MISMATCH"], () => answersOf(model, renamed(x, names)));
}

async function findsColumns(subject: Subject): Promise<void> {
  const frame = readFrame(subject.data.x);
  const model = await subject.fit({ x: frame, y: subject.data.y });
  const expected = answersOf(model, frame);
  const backwards = frame.select(...frame.columns.toReversed());
  sameAnswers(
    "asked with the columns in another order",
    await works("asking with the columns in another order", () => answersOf(model, backwards)),
    expected,
  );
  const wider = frame.withColumn(
    "a column that nothing reads",
    Array.from({ length: frame.numRows }, () => "text"),
  );
  sameAnswers(
    "asked with a column more",
    await works("asking with a column more", () => answersOf(model, wider)),
    expected,
  );
  // Which columns are read is the model's to say; of its own data the suite knows that all are.
  const read = subject.ownsData ? frame.columns : [];
  for (const name of read) {
    await refuses(`asking without '${name}'`, ["COLUMN_MISSING"], () => answersOf(model, frame.drop(name)));
  }
}

async function takesAnyName(subject: Subject): Promise<void> {
  const { x, y } = subject.data;
  const expected = answersOf(await subject.fit(), x);
  const strange = ["__proto__", "constructor", "toString", " ", "a.b", "0"];
  const table = readFrame(renamed(x, strange.slice(0, namesOf(x).length)));
  const model = await works("learning from columns with strange names", () => subject.fit({ x: table, y }));
  sameAnswers(
    "asked with columns of strange names",
    await works("asking with columns of strange names", () => answersOf(model, table)),
    expected,
  );
  const rows = table.toRows();
  sameAnswers(
    "asked with row objects of strange names",
    await works("asking with row objects of strange names", () => answersOf(model, rows)),
    expected,
  );
}

async function learnsFromSparse(subject: Subject): Promise<void> {
  const { x, y } = subject.ownsData
    ? numbersData(subject.task, subject.traits.target === true, { sparse: true })
    : subject.numbers;
  const sparse = sparseOf(x);
  const dense = await subject.fit({ x, y });
  const expected = answersOf(dense, x);
  const model = await works("learning from sparse rows", () => subject.fit({ x: sparse, y }));
  sameAnswers(
    "learned from sparse rows",
    await works("asking with sparse rows", () => answersOf(model, sparse)),
    expected,
    subject.tolerance,
  );
  sameAnswers("asked with sparse rows", answersOf(dense, sparse), expected, subject.tolerance);
}

async function refusesSparse(subject: Subject): Promise<void> {
  const { x, y } = subject.numbers;
  const sparse = sparseOf(x);
  await refuses("learning from sparse rows", ["DATA_SPARSE"], () => subject.learn({ x: sparse, y }));
}

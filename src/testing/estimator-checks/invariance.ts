/**
 * What must not change the result: how often, in which order, how many rows at a time, what runs beside it.
 */
import { serialize } from "../../artifact/serialize.js";
import { answersBeside, answersOf, sameAnswers } from "./answers.js";
import type { Rule } from "./check.js";
import { ensure, works } from "./expect.js";
import type { Subject } from "./subject.js";
import { range, rowsOf, takeRows } from "./tables.js";

const learns = (subject: Subject): boolean => subject.learns;

export const invarianceRules: readonly Rule[] = [
  { name: "learns the same bytes twice", applies: learns, judge: repeats },
  { name: "another recipe of the same parameters learns the same bytes", applies: learns, judge: repeatsAnew },
  { name: "answers all rows at once as one by one", applies: learns, judge: answersRowByRow },
  { name: "answers a row the same wherever it stands", applies: learns, judge: answersInAnyOrder },
  { name: "answers the same inside a pipeline as alone", applies: learns, judge: answersInPipeline },
  { name: "learns the same bytes on 0, 1, 2 and 3 threads", applies: learns, judge: learnsOnThreads },
  { name: "answers beside other work as at once", applies: learns, judge: answersAsync },
  { name: "learns and answers the same while others do", applies: learns, judge: runsBesideOthers },
  { name: "is left as it was when what it gave is written to", applies: learns, judge: sharesNoOutput },
  {
    name: "is left as it was when its training rows are written to",
    applies: (s) => s.learns && s.readsNumbers,
    judge: sharesNoInput,
  },
];

/** Whether two lists of bytes are the same. */
export function sameBytes(a: Uint8Array, b: Uint8Array): boolean {
  return a.length === b.length && a.every((byte, at) => byte === b[at]);
}

async function repeats(subject: Subject): Promise<void> {
  const first = serialize(await subject.fit());
  const second = serialize(await subject.fit());
  ensure(sameBytes(first, second), "fitted twice on the same rows, the model is stored as other bytes");
}

async function repeatsAnew(subject: Subject): Promise<void> {
  const first = serialize(await subject.fit());
  const second = serialize(await subject.fit(subject.data, {}, subject.spec.make()));
  ensure(
    sameBytes(first, second),
    "fitted by another recipe of the same parameters, the model is stored as other bytes",
  );
}

async function answersRowByRow(subject: Subject): Promise<void> {
  const { x } = subject.data;
  const model = await subject.fit();
  const single = range(rowsOf(x)).flatMap((row) => answersOf(model, takeRows(x, [row])));
  sameAnswers("asked row by row", single, answersOf(model, x));
}

async function answersInAnyOrder(subject: Subject): Promise<void> {
  const { x } = subject.data;
  const model = await subject.fit();
  const backwards = range(rowsOf(x)).toReversed();
  sameAnswers("asked in reverse", answersOf(model, takeRows(x, backwards)), answersOf(model, x).toReversed());
}

async function answersInPipeline(subject: Subject): Promise<void> {
  const { x } = subject.data;
  const alone = answersOf(await subject.fit(), x);
  const model = await works("learning inside a pipeline", () => subject.fit(subject.data, {}, subject.piped));
  sameAnswers("asked inside a pipeline", answersOf(model, x), alone);
}

async function learnsOnThreads(subject: Subject): Promise<void> {
  const expected = serialize(await subject.fit());
  for (const threads of [0, 1, 2, 3]) {
    const model = await works(`learning on ${threads} threads`, () => subject.fit(subject.data, { threads }));
    ensure(sameBytes(serialize(model), expected), `learned on ${threads} threads, the model is stored as other bytes`);
  }
}

async function answersAsync(subject: Subject): Promise<void> {
  const { x } = subject.data;
  const model = await subject.fit();
  const expected = answersOf(model, x);
  for (const threads of [undefined, 0, 2]) {
    sameAnswers(`asked on ${threads ?? "any"} threads`, await answersBeside(model, x, { threads }), expected);
  }
}

async function runsBesideOthers(subject: Subject): Promise<void> {
  const { x, y } = subject.data;
  const half = range(Math.ceil(rowsOf(x) / 2));
  const part = { x: takeRows(x, half), y: y?.slice(0, half.length) };
  const model = await subject.fit();
  const answers = answersOf(model, x);
  const expected = [serialize(model), serialize(await subject.fit(part)), serialize(model)];
  const beside = [subject.fit(), subject.fit(part), subject.fit()];
  sameAnswers("asked while others learn", answersOf(model, x), answers);
  const models = await Promise.all(beside);
  const same = models.every((each, at) => sameBytes(serialize(each), expected[at] ?? new Uint8Array(0)));
  ensure(same, "learned beside others, the model is stored as other bytes");
  sameAnswers("asked after others learned", answersOf(model, x), answers);
}

async function sharesNoOutput(subject: Subject): Promise<void> {
  const { x } = subject.data;
  const model = await subject.fit();
  const expected = answersOf(model, x);
  const bytes = serialize(model);
  // Of a copy: a stage may rightly hand on the very table that it was given.
  for (const list of arraysOf(model, takeRows(x, range(rowsOf(x))))) list.fill(7);
  sameAnswers("asked after what it gave was written to", answersOf(model, x), expected);
  ensure(sameBytes(serialize(model), bytes), "stored after what it gave was written to, the model is other bytes");
}

interface Writable {
  fill(value: number): unknown;
}

/** The arrays in what a model gives for a table. */
function arraysOf(model: object, x: Parameters<typeof answersOf>[1]): Writable[] {
  const given: unknown[] = [];
  for (const method of ["transform", "predict", "predictProba"]) {
    const found: unknown = Reflect.get(model, method);
    if (typeof found === "function") given.push(Reflect.apply(found, model, [x]));
  }
  return given.flatMap((value) => {
    const values: unknown =
      typeof value === "object" && value !== null && "values" in value && typeof value.values !== "function"
        ? value.values
        : value;
    return Array.isArray(values) || values instanceof Float64Array ? [values] : [];
  });
}

async function sharesNoInput(subject: Subject): Promise<void> {
  const { x, y } = subject.numbers;
  const own = x.toDense().withValues(Float64Array.from(x.toDense().values));
  const model = await subject.fit({ x: own, y });
  const expected = answersOf(model, x);
  own.values.fill(7);
  sameAnswers("asked after its training rows were written to", answersOf(model, x), expected);
}

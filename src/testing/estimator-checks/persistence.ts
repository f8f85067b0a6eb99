/**
 * What is stored: enough to answer the same bits, checked when it is read, and nothing of the training rows.
 */

import { serialize } from "../../artifact/serialize.js";
import type { Cell, Model } from "../../core/contracts.js";
import { MlkitError } from "../../core/errors.js";
import type { Estimator } from "../../core/estimator.js";
import { StateReader } from "../../core/state.js";
import { type Answer, answersOf, cellsOf, sameAnswers } from "./answers.js";
import type { Rule } from "./check.js";
import { ensure, works } from "./expect.js";
import { sameBytes } from "./invariance.js";
import { findCells } from "./search.js";
import { partsOf } from "./state-parts.js";
import type { Subject } from "./subject.js";
import { range, rowsOf, takeRows } from "./tables.js";

const learns = (subject: Subject): boolean => subject.learns;

export const persistenceRules: readonly Rule[] = [
  { name: "declares the kinds of the models that it gives", applies: learns, judge: declaresModels },
  { name: "answers the same after it was stored and loaded", applies: learns, judge: loadsTheSame },
  {
    name: "answers the same after it was stored and loaded inside a pipeline",
    applies: learns,
    judge: loadsInPipeline,
  },
  { name: "refuses a stored state that lacks a part", applies: learns, judge: refusesLack },
  { name: "refuses a stored state with a part of another type", applies: learns, judge: refusesOtherTypes },
  {
    name: "meets a stored array that is cut short with a code, or answers in numbers",
    applies: learns,
    judge: meetsShortArrays,
  },
  { name: "stores no training row", applies: (s) => s.learns && s.readsNumbers, judge: storesNoRows },
  {
    name: "stores no training row inside a pipeline",
    applies: (s) => s.learns && s.readsNumbers,
    judge: storesNoRowsInPipeline,
  },
  { name: "stores nothing for each training row", applies: learns, judge: staysSmall },
];

function kindOf(subject: Subject, model: Model): (typeof subject.kinds)[number] {
  const kind = subject.estimator.declaration.models.find((candidate) => candidate.kind === model.kind);
  const declared = subject.estimator.declaration.models.map((each) => each.kind).join(", ");
  ensure(
    kind !== undefined,
    `the model is a ${model.kind}; declaration.models has ${declared === "" ? "none" : declared}`,
  );
  return kind;
}

async function declaresModels(subject: Subject): Promise<void> {
  const model = await subject.fit();
  const { version } = kindOf(subject, model);
  ensure(model.version === version, `the model has version ${model.version}, its kind ${version}`);
}

async function loadsTheSame(subject: Subject): Promise<void> {
  await sameAfterLoad(subject, await subject.fit());
}

async function loadsInPipeline(subject: Subject): Promise<void> {
  await sameAfterLoad(
    subject,
    await works("learning inside a pipeline", () => subject.fit(subject.data, {}, subject.piped)),
  );
}

async function sameAfterLoad(subject: Subject, model: Model): Promise<void> {
  const { x } = subject.data;
  const bytes = await works("storing the model", () => serialize(model));
  const loaded = await works("loading the model", () => subject.load(bytes));
  ensure(loaded.kind === model.kind, `a ${model.kind} was stored, a ${loaded.kind} loaded`);
  sameAnswers("asked after loading", answersOf(loaded, x), answersOf(model, x));
  ensure(sameBytes(serialize(loaded), bytes), "stored again after loading, the model is other bytes");
}

/** Reads a state in place of the model's own. Models inside it stand there already, as they do when a file is read. */
function parse(subject: Subject, model: Model, state: object): Model {
  const kind = kindOf(subject, model);
  const functions = new Map(Object.entries(subject.spec.functions ?? {}));
  return kind.parse(new StateReader(state, "model", { version: kind.version, functions }));
}

function attempt<T>(run: () => T): { readonly value?: T; readonly error?: unknown } {
  try {
    return { value: run() };
  } catch (error) {
    return { error };
  }
}

/** Checks that a damaged state is refused with a code of artifacts; a schema in it is refused with one of schemas. */
function refusesState(subject: Subject, model: Model, what: string, state: object): void {
  const { error } = attempt(() => parse(subject, model, state));
  ensure(error !== undefined, `a state ${what} is taken; it should be refused with ARTIFACT_STATE`);
  const coded = error instanceof MlkitError && (error.code.startsWith("ARTIFACT_") || error.code === "SCHEMA_INVALID");
  if (!coded)
    throw new Error(`a state ${what} fails with ${String(error)}; it should be refused with ARTIFACT_STATE`, {
      cause: error,
    });
}

async function refusesLack(subject: Subject): Promise<void> {
  const model = await subject.fit();
  await works("reading the state as it is", () => parse(subject, model, model.toState()));
  const parts = partsOf(model.toState());
  ensure(parts.length > 0, "the state is empty");
  for (const part of parts) {
    // What is null may as well be left out.
    if (part.value === null || part.value === undefined) continue;
    refusesState(subject, model, `without '${part.path}'`, part.removed());
  }
}

async function refusesOtherTypes(subject: Subject): Promise<void> {
  const model = await subject.fit();
  for (const part of partsOf(model.toState())) {
    // A part that is null may be one that is not read here.
    if (part.value === null || part.value === undefined) continue;
    const other = typeof part.value === "object" ? 7 : {};
    refusesState(subject, model, `with ${JSON.stringify(other)} as '${part.path}'`, part.replaced(other));
  }
}

async function meetsShortArrays(subject: Subject): Promise<void> {
  const { x } = subject.data;
  const model = await subject.fit();
  const sound = answersOf(model, x);
  for (const part of partsOf(model.toState())) {
    const shorter = oneShort(part.value);
    if (shorter === undefined) continue;
    const what = `with '${part.path}' one value short`;
    const answers = attempt(() => answersOf(parse(subject, model, part.replaced(shorter)), x));
    if (answers.error instanceof MlkitError) continue;
    if (answers.error !== undefined)
      throw new Error(`a state ${what} fails with ${String(answers.error)}`, { cause: answers.error });
    checkNumbers(what, answers.value ?? [], sound);
  }
}

/** A list or typed array without its last value; nothing for anything else. */
function oneShort(value: unknown): unknown {
  if (Array.isArray(value)) return value.length > 0 ? value.slice(0, -1) : undefined;
  const typed = [Float64Array, Float32Array, Int32Array, Uint32Array, Uint16Array, Uint8Array].some(
    (Class) => value instanceof Class,
  );
  if (!typed || !ArrayBuffer.isView(value)) return undefined;
  const slice: unknown = Reflect.get(value, "slice");
  return typeof slice === "function" && value.byteLength > 0 ? Reflect.apply(slice, value, [0, -1]) : undefined;
}

/** Checks that no number became NaN or nothing. */
function checkNumbers(what: string, given: readonly Answer[], sound: readonly Answer[]): void {
  given.forEach(({ cells }, row) => {
    const lost = cells.findIndex(
      (cell, at) => (cell === undefined || Number.isNaN(cell)) && !Number.isNaN(sound[row]?.cells[at]),
    );
    ensure(lost < 0, `a state ${what} is taken, and gives ${String(cells[lost])} for row ${row}`);
  });
}

async function storesNoRows(subject: Subject): Promise<void> {
  await noRowIn(subject, subject.estimator);
}

async function storesNoRowsInPipeline(subject: Subject): Promise<void> {
  await noRowIn(subject, subject.piped);
}

async function noRowIn(subject: Subject, estimator: Estimator): Promise<void> {
  const { x, y } = subject.complete;
  const numbers = (cells: readonly Cell[]) =>
    cells.filter((cell) => typeof cell === "number" && !Number.isInteger(cell));
  const model = await works("learning", () => subject.fit({ x, y }, {}, estimator));
  const found = findCells(
    serialize(model),
    cellsOf(x).map((cells) => numbers(cells).map(Number)),
  );
  // One value of a row may rightly be learned: a least value, say, or a median.
  const row = found.findIndex((count) => count > 1);
  ensure(row < 0, `the stored model holds ${found[row]} values of training row ${row}`);
}

/** What a number of rows may add to a file: longer numerals, and the padding of a header. */
const SLACK = 128;

async function staysSmall(subject: Subject): Promise<void> {
  const { x, y } = subject.data;
  const times = 8;
  const rows = range(rowsOf(x) * times).map((row) => row % rowsOf(x));
  const once = serialize(await subject.fit()).length;
  const many = serialize(
    await subject.fit({ x: takeRows(x, rows), y: y && rows.flatMap((row) => y[row] ?? []) }),
  ).length;
  ensure(
    many <= once + SLACK,
    `${rowsOf(x)} rows are stored as ${once} bytes, the same rows ${times} times as ${many} bytes`,
  );
}

/**
 * What holds for samplers: which rows they give.
 */
import type { Label } from "../../core/contracts.js";
import { show } from "../../core/errors.js";
import type { ProgressEvent } from "../../core/progress.js";
import { Frame } from "../../data/frame.js";
import { readFrame } from "../../data/input.js";
import { type Answer, rowsWithLabels, sameAnswers, sameCell } from "./answers.js";
import type { Rule } from "./check.js";
import { ensure, refuses, works } from "./expect.js";
import type { Subject } from "./subject.js";
import { formsOf, namesOf, rowsOf } from "./tables.js";

const resamples = (subject: Subject): boolean => subject.task === "resample";

const RULES: readonly Omit<Rule, "applies">[] = [
  { name: "gives the same rows twice, on any number of threads", judge: resamplesTwice },
  { name: "gives a target for each row, of the columns that it was given", judge: keepsColumns },
  { name: "gives the given rows first, or, of a class that shrinks, some of them in their order", judge: keepsRows },
  { name: "keeps every class, and adds none", judge: keepsClasses },
  {
    name: "gives the same rows for a frame, row objects, an Arrow table, a matrix and lists of numbers",
    judge: readsEveryForm,
  },
  { name: "gives the same rows for a target column as for its values", judge: readsTargetColumn },
  { name: "resamples labels that are strings, numbers or booleans alike", judge: takesAnyLabel },
  { name: "refuses to resample a single class with TARGET_ONE_CLASS", judge: refusesOneClass },
  { name: "ends with ABORTED when its signal fires while it resamples", judge: endsEarly },
];

export const samplerRules: readonly Rule[] = RULES.map((rule) => ({ ...rule, applies: resamples }));

async function resamplesTwice(subject: Subject): Promise<void> {
  const first = await subject.resampled();
  sameAnswers("resampled twice", await subject.resampled(), first);
  for (const threads of [0, 2])
    sameAnswers(`resampled on ${threads} threads`, await subject.resampled(subject.data, { threads }), first);
}

async function keepsColumns(subject: Subject): Promise<void> {
  const { x, y } = await subject.resample();
  ensure(y.length === rowsOf(x), `${rowsOf(x)} rows come with ${y.length} targets`);
  ensure(
    JSON.stringify(namesOf(x)) === JSON.stringify(namesOf(subject.data.x)),
    `the columns are ${namesOf(x).join(", ")}`,
  );
  ensure(
    x instanceof Frame === subject.data.x instanceof Frame,
    "a frame came back as a matrix, or a matrix as a frame",
  );
}

/** The rows that were given, with their labels as the last cell of each. */
function givenRows({ data, labels }: Subject): Answer[] {
  return rowsWithLabels(data.x, labels);
}

async function keepsRows(subject: Subject): Promise<void> {
  const given = givenRows(subject);
  const resampled = await subject.resampled();
  const ofClass = (rows: readonly Answer[], label: Label) => rows.filter(({ cells }) => cells.at(-1) === label);
  let shrinks = false;
  for (const label of new Set(subject.labels)) {
    const [before, after] = [ofClass(given, label), ofClass(resampled, label)];
    if (after.length >= before.length) continue;
    shrinks = true;
    let at = 0;
    for (const row of after) {
      while (at < before.length && !sameRow(row, before[at])) at++;
      ensure(at < before.length, `class ${show(label)} shrinks to rows that are not its own, or in another order`);
    }
  }
  if (!shrinks) sameAnswers("the first rows", resampled.slice(0, given.length), given);
}

function sameRow(a: Answer, b: Answer | undefined): boolean {
  return a.cells.every((cell, at) => sameCell(cell, b?.cells[at]));
}

async function keepsClasses(subject: Subject): Promise<void> {
  const [given, left] = [new Set(subject.labels), new Set((await subject.resample()).y)];
  const lost = [...given].filter((label) => !left.has(label));
  const added = [...left].filter((label) => !given.has(label));
  ensure(lost.length === 0, `no row is left of class ${lost.map((label) => show(label)).join(", ")}`);
  ensure(added.length === 0, `rows came of class ${added.map((label) => show(label)).join(", ")}, which no row had`);
}

async function readsEveryForm(subject: Subject): Promise<void> {
  const expected = await subject.resampled();
  for (const [form, x] of await formsOf(subject.data.x)) {
    const given = await works(`resampling ${form}`, () => subject.resampled({ x, y: subject.data.y }));
    sameAnswers(`resampled from ${form}`, given, expected);
  }
}

async function readsTargetColumn(subject: Subject): Promise<void> {
  const name = "the target";
  const x = readFrame(subject.data.x).withColumn(name, subject.labels);
  const given = await works("resampling with a target column", () => subject.resampled({ x, y: name }));
  sameAnswers("resampled with a target column", given, await subject.resampled());
}

async function takesAnyLabel(subject: Subject): Promise<void> {
  const { x } = subject.data;
  const [first] = subject.labels;
  const even = subject.labels.map((label) => label === first);
  for (const [of, not] of [
    ["__proto__", "constructor"],
    [1, 0],
    [true, false],
  ] as const) {
    const y = even.map((is) => (is ? of : not));
    const { y: given } = await works(`resampling labels ${show(of)}`, () => subject.resample({ x, y }));
    const strange = given.find((label) => label !== of && label !== not);
    ensure(strange === undefined, `of the labels ${show(of)} and ${show(not)} came ${show(strange)}`);
  }
}

async function refusesOneClass(subject: Subject): Promise<void> {
  const y = subject.labels.map(() => "ash");
  await refuses("one class alone", ["TARGET_ONE_CLASS"], () => subject.resample({ x: subject.data.x, y }));
}

async function endsEarly(subject: Subject): Promise<void> {
  const expected = await subject.resampled();
  const controller = new AbortController();
  let last: ProgressEvent | undefined;
  const work = subject.resample(subject.data, {
    signal: controller.signal,
    onProgress: (event) => {
      last ??= event;
      controller.abort();
    },
  });
  // Settled before it is judged: what `last` says is known only then.
  await work.catch(() => undefined);
  // Work whose first report is its last is done by then.
  if (last !== undefined && last.done < last.total)
    await refuses("resampling while its signal fires", ["ABORTED"], () => work);
  sameAnswers("resampled after work that was ended", await subject.resampled(), expected);
}

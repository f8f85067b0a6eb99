/**
 * How `fit` works: it can be ended, says how far it is, and refuses options that it does not use.
 */

import { serialize } from "../../artifact/serialize.js";
import type { Model } from "../../core/contracts.js";
import type { ProgressEvent } from "../../core/progress.js";
import { answersOf, sameAnswers } from "./answers.js";
import type { Rule } from "./check.js";
import { ensure, refuses, works } from "./expect.js";
import { sameBytes } from "./invariance.js";
import type { Subject } from "./subject.js";

const learns = (subject: Subject): boolean => subject.learns;
const anew = (subject: Subject): boolean => subject.traits.continues !== true;
const goesOn = (subject: Subject): boolean => learns(subject) && subject.traits.continues === true;

export const workRules: readonly Rule[] = [
  { name: "does not begin when its signal has fired", judge: doesNotBegin },
  { name: "ends with ABORTED when its signal fires, and leaves nothing behind", applies: learns, judge: endsEarly },
  { name: "says how far it is, from 0 to all", judge: reports },
  {
    name: "refuses a model to go on from with NOT_SUPPORTED where its trait does not allow it",
    applies: anew,
    judge: refusesFrom,
  },
  { name: "goes on from a model of its own, and refuses any other", applies: goesOn, judge: continues },
  {
    name: "refuses a validation set with NOT_SUPPORTED where its trait does not allow it",
    applies: (s) => s.predicts && s.traits.validation !== true,
    judge: refusesValidation,
  },
];

async function doesNotBegin(subject: Subject): Promise<void> {
  const events: ProgressEvent[] = [];
  const signal = AbortSignal.abort(new Error("no longer needed"));
  await refuses("learning with a signal that has fired", ["ABORTED"], () =>
    subject.learn(subject.data, { signal, onProgress: (event) => events.push(event) }),
  );
  ensure(events.length === 0, "progress was reported although the signal had fired");
}

async function endsEarly(subject: Subject): Promise<void> {
  const before = serialize(await subject.fit());
  const controller = new AbortController();
  let last: ProgressEvent | undefined;
  let after = 0;
  const work = subject.fit(subject.data, {
    signal: controller.signal,
    onProgress: (event) => {
      if (controller.signal.aborted) after++;
      last ??= event;
      controller.abort();
    },
  });
  // Settled before it is judged: what `last` says is known only then.
  await work.catch(() => undefined);
  // Work whose first report is its last is done by then.
  const ended = last !== undefined && last.done < last.total;
  if (ended) await refuses("learning while its signal fires", ["ABORTED"], () => work);
  ensure(after === 0, "progress was reported after the signal had fired");
  ensure(
    sameBytes(serialize(await subject.fit()), before),
    "after work that was ended, the model is stored as other bytes",
  );
}

async function reports(subject: Subject): Promise<void> {
  const events: ProgressEvent[] = [];
  await works("learning with onProgress", () =>
    subject.learn(subject.data, { onProgress: (event) => events.push(event) }),
  );
  let done = 0;
  for (const event of events) {
    const { stage, total } = event;
    ensure(Array.isArray(stage), "an event has no stage");
    ensure(event.done >= 0 && event.done <= total, `an event says ${event.done} of ${total}`);
    if (stage.length > 0) continue;
    ensure(event.done >= done, `an event says ${event.done} after ${done}`);
    done = event.done;
  }
}

/** A model that no estimator gave. */
const STRANGER: Model = { kind: "test/Stranger", version: 1, toState: () => ({}) };

async function refusesFrom(subject: Subject): Promise<void> {
  const own = subject.learns ? await subject.fit() : STRANGER;
  await refuses("the option from", ["NOT_SUPPORTED"], () => subject.learn(subject.data, { from: own }));
}

async function continues(subject: Subject): Promise<void> {
  const { x } = subject.data;
  const own = await subject.fit();
  const expected = answersOf(own, x);
  await refuses("going on from a model of another kind", ["PARAM_INVALID"], () =>
    subject.fit(subject.data, { from: STRANGER }),
  );
  await works("going on from its own model", () => subject.fit(subject.data, { from: own }));
  sameAnswers("asked after another model went on from it", answersOf(own, x), expected);
}

async function refusesValidation(subject: Subject): Promise<void> {
  const { x, y } = subject.data;
  await refuses("the option validation", ["NOT_SUPPORTED"], () => subject.fit(subject.data, { validation: { x, y } }));
}

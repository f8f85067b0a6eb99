/**
 * Hyper-parameters: declared, checked, frozen, and the same after JSON.
 */
import { show } from "../../core/errors.js";
import type { Estimator } from "../../core/estimator.js";
import type { Param } from "../../core/params.js";
import type { Rule } from "./check.js";
import { ensure, refuses, works } from "./expect.js";
import type { Subject } from "./subject.js";

export const parameterRules: readonly Rule[] = [
  { name: "is made without options, each parameter with a value that fits", judge: fitsItself },
  { name: "refuses a value that does not fit its parameter with PARAM_INVALID", judge: refusesValues },
  { name: "refuses a parameter that is not declared with PARAM_UNKNOWN", judge: refusesNames },
  { name: "freezes its parameters", judge: isFrozen },
  { name: "leaves its parameters as they are when it learns", judge: keepsParameters },
  { name: "is the same recipe after JSON", judge: survivesJson },
  { name: "carries every kind of value of its parameters through JSON", judge: carriesValues },
  { name: "withParams gives another recipe and leaves the first as it was", judge: changesCopies },
];

function declared(estimator: Estimator): [name: string, param: Param<unknown>][] {
  return Object.entries(estimator.declaration.params);
}

function heldValue(estimator: Estimator, name: string): unknown {
  return new Map<string, unknown>(Object.entries(estimator.params)).get(name);
}

function jsonOf(estimator: Estimator): string {
  return JSON.stringify(estimator);
}

function fitsItself({ estimator }: Subject): void {
  ensure(estimator.kind !== "", "the kind is empty");
  const values = new Map<string, unknown>(Object.entries(estimator.params));
  const names = declared(estimator).map(([name]) => name);
  const extra = [...values.keys()].find((name) => !names.includes(name));
  ensure(extra === undefined, `the parameter ${show(extra)} is not declared`);
  for (const [name, param] of declared(estimator)) {
    ensure(
      param.accepts(param.default),
      `the default of ${name}, ${show(param.default)}, is none that its declaration accepts`,
    );
    ensure(values.has(name), `the parameter ${name} has no value`);
    ensure(
      param.accepts(values.get(name)),
      `${name} has the value ${show(values.get(name))}, which its declaration refuses`,
    );
  }
}

async function refusesValues({ spec, estimator }: Subject): Promise<void> {
  for (const [name, param] of declared(estimator)) {
    ensure(param.refused.length > 0, `the declaration of ${name} names no value that is refused`);
    for (const value of param.refused) {
      await refuses(`${name}: ${show(value)}`, ["PARAM_INVALID"], () => spec.make({ [name]: value }));
      await refuses(`withParams({ ${name}: ${show(value)} })`, ["PARAM_INVALID"], () =>
        estimator.withParams({ [name]: value }),
      );
    }
  }
}

async function refusesNames({ spec, estimator }: Subject): Promise<void> {
  for (const name of ["noSuchParameter", "constructor", "__proto__"]) {
    // A computed key makes an own property, of the name __proto__ too.
    await refuses(`withParams({ ${name}: 1 })`, ["PARAM_UNKNOWN"], () => estimator.withParams({ [name]: 1 }));
    // A recipe without parameters may well be made of other things than options.
    if (declared(estimator).length === 0) continue;
    await refuses(`the option ${name}`, ["PARAM_UNKNOWN"], () => spec.make({ [name]: 1 }));
  }
}

function isFrozen({ estimator }: Subject): void {
  ensure(Object.isFrozen(estimator.params), "params is not frozen");
  for (const [name, value] of Object.entries(estimator.params)) {
    ensure(!Array.isArray(value) || Object.isFrozen(value), `the list ${name} is not frozen`);
  }
}

async function keepsParameters(subject: Subject): Promise<void> {
  const { estimator } = subject;
  const { params } = estimator;
  const before = jsonOf(estimator);
  await works("learning", () => subject.learn());
  ensure(
    estimator.params === params && jsonOf(estimator) === before,
    `learning changed the recipe from ${before} to ${jsonOf(estimator)}`,
  );
}

/** The recipe made again from its own JSON. */
function remade({ spec }: Subject, estimator: Estimator): Estimator {
  const json: unknown = JSON.parse(jsonOf(estimator));
  ensure(typeof json === "object" && json !== null, `the JSON of the recipe is ${show(json)}, no object`);
  const own = new Map<string, unknown>(Object.entries(json));
  ensure(
    own.get("kind") === estimator.kind,
    `the JSON of the recipe has the kind ${show(own.get("kind"))} instead of ${show(estimator.kind)}`,
  );
  const params = own.get("params") ?? {};
  ensure(typeof params === "object", `the JSON of the recipe has ${show(params)} as params`);
  return spec.make(Object.fromEntries(Object.entries(params)));
}

function survivesJson(subject: Subject): void {
  const again = remade(subject, subject.estimator);
  const [given, expected] = [jsonOf(again), jsonOf(subject.estimator)];
  ensure(given === expected, `made again from its JSON, the recipe is ${given} instead of ${expected}`);
  sameParams(again, subject.estimator);
}

function sameParams(given: Estimator, expected: Estimator): void {
  const wanted = new Map<string, unknown>(Object.entries(expected.params));
  for (const [name, value] of Object.entries(given.params)) {
    const same = Object.is(value, wanted.get(name)) || JSON.stringify(value) === JSON.stringify(wanted.get(name));
    ensure(same, `after JSON, ${name} is ${show(value)} instead of ${show(wanted.get(name))}`);
  }
}

const CANDIDATES: readonly unknown[] = [
  true,
  false,
  0,
  1,
  2,
  7,
  100,
  0.25,
  0.001,
  -1,
  null,
  "text",
  [1, 2],
  ["a"],
  [["a", 2]],
];

/** Values that a parameter takes, other than its default. */
function otherValues(param: Param<unknown>): unknown[] {
  const usual = JSON.stringify(param.default);
  return [...choicesOf(param.schema), ...CANDIDATES].filter(
    (value) => param.accepts(value) && JSON.stringify(value) !== usual,
  );
}

function choicesOf(schema: unknown): unknown[] {
  if (typeof schema !== "object" || schema === null) return [];
  const own = new Map<string, unknown>(Object.entries(schema));
  const [choices, options] = [own.get("enum"), own.get("anyOf")];
  return [...(Array.isArray(choices) ? choices : []), ...(Array.isArray(options) ? options.flatMap(choicesOf) : [])];
}

async function carriesValues(subject: Subject): Promise<void> {
  const { estimator } = subject;
  for (const [name, param] of declared(estimator)) {
    for (const value of otherValues(param)) {
      const changed = await madeWith(subject, name, value);
      if (changed === undefined) continue;
      const [given, expected] = [JSON.stringify(heldValue(changed, name)), JSON.stringify(value)];
      ensure(given === expected, `made with ${name}: ${expected}, the recipe has ${given}`);
      sameParams(remade(subject, changed), changed);
    }
  }
}

/** The recipe with one parameter changed; nothing where the value does not go with those of other parameters. */
async function madeWith({ spec }: Subject, name: string, value: unknown): Promise<Estimator | undefined> {
  try {
    return spec.make({ [name]: value });
  } catch (error) {
    const rule = error instanceof Error && "code" in error && error.code === "PARAM_INVALID";
    if (rule) return undefined;
    throw error;
  }
}

async function changesCopies({ estimator }: Subject): Promise<void> {
  const before = jsonOf(estimator);
  const same = estimator.withParams({});
  ensure(jsonOf(same) === before, `withParams({}) gives ${jsonOf(same)} instead of ${before}`);
  for (const [name, param] of declared(estimator)) {
    const [value] = otherValues(param);
    // A choice of one has no other value.
    if (value === undefined) continue;
    const changed = await works(`withParams({ ${name}: ${show(value)} })`, () =>
      estimator.withParams({ [name]: value }),
    );
    ensure(changed !== estimator, `withParams({ ${name}: ${show(value)} }) gives the same object`);
    const held = heldValue(changed, name);
    ensure(
      JSON.stringify(held) === JSON.stringify(value),
      `withParams({ ${name}: ${show(value)} }) gives a recipe with ${show(held)}`,
    );
    ensure(
      jsonOf(estimator) === before,
      `withParams({ ${name}: ${show(value)} }) changed the recipe that it was called on`,
    );
  }
}

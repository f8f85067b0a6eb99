/**
 * Estimators made of named parts: what pipelines, column transformers and unions share. Paths of parameters, JSON, text and
 * diagrams are written once, for all of them.
 */
import { listNames, ParameterError, PipelineError, show } from "../core/errors.js";
import type { Estimator, RecipeJson } from "../core/estimator.js";
import { nearest } from "../core/nearest.js";

/** One named part of an estimator. */
export interface Part {
  readonly name: string;
  /** What it does; `undefined` when its columns pass through. */
  readonly stage: Estimator | undefined;
  /** The columns that it names. */
  readonly columns?: readonly string[];
  /** What else there is to say of it, such as how its columns are chosen. */
  readonly note?: string;
}

/** An estimator made of named parts. */
export interface Composite {
  /** The parts, in order. */
  readonly parts: readonly Part[];
  /** Whether data passes the parts one after the other, or each gets its own. */
  readonly arrangement: "sequence" | "parallel";
  /** Whether its model leaves out what its parts learned, so that there is nothing to hold a loaded model to. Default: false. */
  readonly forgetsParts?: boolean;
  /** The same with other stages in the parts' places. */
  replaceParts(stages: readonly (Estimator | undefined)[]): Estimator;
}

/** Whether an estimator is made of named parts. */
export function isComposite(estimator: object): estimator is Estimator & Composite {
  return "parts" in estimator && "replaceParts" in estimator;
}

/**
 * Checks the name of a new part.
 *
 * @throws PipelineError `STAGE_NAME` for a name that is empty, holds a dot, or is taken.
 */
export function checkName(owner: string, name: unknown, taken: readonly Part[]): asserts name is string {
  const free = taken.every((part) => part.name !== name);
  if (typeof name === "string" && name !== "" && !name.includes(".") && free) return;
  throw new PipelineError("STAGE_NAME", {
    problem: free ? `${owner} cannot name a stage so` : `A stage named ${show(name)} is already in the ${owner}`,
    given: show(name),
    expected: "a string that is not empty, without dots, and not taken",
    remedy: "Choose another name; dots are kept for paths such as 'features.numbers'",
    data: { name },
  });
}

/** Tells whether something can be a stage. */
export function checkStage(owner: string, name: string, stage: unknown): asserts stage is Estimator {
  const known =
    typeof stage === "object" && stage !== null && "task" in stage && ("fit" in stage || "fitResample" in stage);
  if (known) return;
  throw new PipelineError("STAGE_INVALID", {
    problem: `Stage '${name}' of the ${owner} is no estimator`,
    given: show(stage),
    expected: "an estimator, such as new StandardScaler()",
    remedy: "Give the estimator itself, not its class or its fitted model",
    data: { name },
  });
}

/**
 * A copy of a composite with some parameters of its parts changed.
 *
 * @throws ParameterError `PARAM_UNKNOWN` for a path that leads nowhere, `PARAM_INVALID` for a value that does not fit.
 */
export function changeParts(owner: Composite & Estimator, changes: ReadonlyMap<string, unknown>): Estimator {
  const byPart = new Map<string, Map<string, unknown>>();
  for (const [path, value] of changes) {
    const dot = path.indexOf(".");
    const head = dot < 0 ? path : path.slice(0, dot);
    if (dot < 0 || !owner.parts.some((part) => part.name === head)) throw unknownPath(owner, path);
    const inner = byPart.get(head) ?? new Map<string, unknown>();
    byPart.set(head, inner.set(path.slice(dot + 1), value));
  }
  const stages = owner.parts.map(({ name, stage }) => {
    const inner = byPart.get(name);
    return inner === undefined ? stage : stage?.withParams(Object.fromEntries(inner));
  });
  return owner.replaceParts(stages);
}

function unknownPath(owner: Composite & Estimator, path: string): ParameterError {
  const known = paramPaths(owner);
  const near = nearest(path, known);
  return new ParameterError("PARAM_UNKNOWN", {
    problem: `There is no parameter at '${path}'`,
    expected: `a path such as ${listNames(known, 6)}`,
    remedy:
      near === undefined
        ? "Write the stages' names and then the parameter's, with dots"
        : `Write '${near}' if that is what you meant`,
    data: { path },
  });
}

/** Every parameter of every part by its path. */
export function paramPaths(owner: Estimator): string[] {
  return [...paramsOf(owner).keys()];
}

/**
 * Every parameter of an estimator and of its parts by its path, with its value.
 *
 * @example
 * ```ts
 * import { Pipeline, Ridge, paramsOf } from "@org/mlkit";
 *
 * const params = paramsOf(new Pipeline().add("model", new Ridge({ alpha: 2 })));
 * [...params]; // => [["model.alpha", 2], ["model.fitIntercept", true]]
 * ```
 */
export function paramsOf(owner: Estimator): Map<string, unknown> {
  const found = new Map<string, unknown>(Object.entries(owner.params));
  if (!isComposite(owner)) return found;
  for (const { name, stage } of owner.parts) {
    if (stage === undefined) continue;
    for (const [path, value] of paramsOf(stage)) found.set(`${name}.${path}`, value);
  }
  return found;
}

/** A composite and its parts as an indented text. */
export function partsToString(owner: Estimator & Composite, title: string): string {
  const lines = owner.parts.flatMap(({ name, stage, note }, index) => {
    const last = index === owner.parts.length - 1;
    const [first, ...rest] = (stage?.toString() ?? "passthrough").split("\n");
    const about = note === undefined ? "" : ` ← ${note}`;
    return [`${last ? "└─" : "├─"} ${name}: ${first}${about}`, ...rest.map((line) => `${last ? "  " : "│ "} ${line}`)];
  });
  return [title, ...lines].join("\n");
}

/** The JSON form of a list of parts. */
export function partsToJson(parts: readonly Part[]): { name: string; stage: RecipeJson | "passthrough" }[] {
  return parts.map(({ name, stage }) => ({ name, stage: stage?.toJSON() ?? "passthrough" }));
}

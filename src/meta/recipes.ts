/**
 * What recipes of ensembles share: changing their own parameters and those of their members, names, JSON.
 */
import { PipelineError } from "../core/errors.js";
import type { Estimator } from "../core/estimator.js";
import { type Composite, changeParts, checkName, type Part } from "../pipeline/parts.js";
import type { RecipeReader } from "../pipeline/recipe.js";
import { checkMember, type NamedMember } from "./members.js";

/** Changes of an ensemble's own options, and of its members' by path. */
interface Changes {
  readonly own: Readonly<Record<string, unknown>>;
  readonly paths: ReadonlyMap<string, unknown>;
}

function splitChanges(changes: object): Changes {
  const entries = Object.entries(changes);
  const isPath = ([name]: [string, unknown]) => name.includes(".");
  return {
    own: Object.fromEntries(entries.filter((entry) => !isPath(entry))),
    paths: new Map(entries.filter(isPath)),
  };
}

/**
 * An ensemble with some of its own options changed, by name, and some of its members' parameters, by path.
 *
 * @throws ParameterError `PARAM_UNKNOWN` or `PARAM_INVALID`.
 */
export function changeEnsemble<E extends Composite & Estimator>(
  ensemble: E,
  changes: object,
  withOwn: (ensemble: E, own: object) => E,
): E {
  const { own, paths } = splitChanges(changes);
  // `replaceParts` gives an ensemble of the same class.
  const changed = paths.size === 0 ? ensemble : (changeParts(ensemble, paths) as E);
  return withOwn(changed, own);
}

/**
 * Checks the name of a new member, and the member.
 *
 * @throws PipelineError `STAGE_NAME` for a name that is empty, holds a dot or is taken; `STAGE_INVALID` for a member that is none.
 */
export function withMember<T extends "classify" | "regress">(
  owner: string,
  members: readonly NamedMember<T>[],
  name: unknown,
  stage: unknown,
  task: T,
  reserved: readonly string[] = [],
): readonly NamedMember<T>[] {
  const taken: readonly Part[] = [...members, ...reserved.map((each) => ({ name: each, stage: undefined }))];
  checkName(owner, name, taken);
  checkMember(owner, name, stage, task);
  return [...members, { name, stage }];
}

/** Checks all members, as they come from a constructor. */
export function checkMembers<T extends "classify" | "regress">(
  owner: string,
  members: readonly { readonly name: unknown; readonly stage: unknown }[],
  task: T,
  reserved: readonly string[] = [],
): readonly NamedMember<T>[] {
  return members.reduce<readonly NamedMember<T>[]>(
    (before, { name, stage }) => withMember(owner, before, name, stage, task, reserved),
    [],
  );
}

/** The members with others in their places. */
export function replaceMembers<T extends "classify" | "regress">(
  members: readonly NamedMember<T>[],
  stages: readonly (Estimator | undefined)[],
): { readonly name: string; readonly stage: unknown }[] {
  return members.map(({ name, stage }, index) => ({ name, stage: stages[index] ?? stage }));
}

/** The named members in a recipe's JSON. */
export function membersFromJson(json: RecipeReader): { readonly name: string; readonly stage: Estimator }[] {
  return json.list("estimators").map((member) => ({ name: member.string("name"), stage: member.estimator("stage") }));
}

/** Error for an ensemble without members. */
export function noMembers(owner: string): PipelineError {
  return new PipelineError("PIPELINE_EMPTY", {
    problem: `The ${owner} has no members`,
    expected: "at least one member",
    remedy: "Add members with add(name, estimator), and keep what add returns",
    data: { owner },
  });
}

/**
 * The fitted members of an ensemble of different estimators, each under its name.
 */
import { listNames, PipelineError } from "../core/errors.js";
import type { StateReader } from "../core/state.js";
import type { FittedMember } from "./fitted-members.js";

/** A fitted member and its name. */
export interface NamedModel<M extends FittedMember> {
  readonly name: string;
  readonly model: M;
}

/** Reads the stored members. */
export function readNamed<M extends FittedMember>(
  state: StateReader,
  read: (member: StateReader) => M,
): NamedModel<M>[] {
  const members = state.children("estimators").map((member) => ({ name: member.string("name"), model: read(member) }));
  if (members.length === 0) state.fail("estimators", "at least one member");
  if (new Set(members.map(({ name }) => name)).size !== members.length)
    state.fail("estimators", "members of different names");
  return members;
}

/**
 * The model of a member.
 *
 * @throws PipelineError `STAGE_NAME` where there is none of that name.
 */
export function findNamed<M extends FittedMember>(members: readonly NamedModel<M>[], name: string): M {
  const found = members.find((member) => member.name === name);
  if (found !== undefined) return found.model;
  throw new PipelineError("STAGE_NAME", {
    problem: `There is no member '${name}'`,
    given: `members ${listNames(members.map((member) => member.name))}`,
    remedy: "Name one of these",
    data: { stage: name },
  });
}

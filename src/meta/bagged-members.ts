/**
 * The stored members of a bagged ensemble, each with the columns that it reads.
 */
import type { StateReader } from "../core/state.js";
import { columnNames } from "./columns.js";
import type { FittedMember } from "./fitted-members.js";

/** A member and the numbers of the columns that it reads. */
export interface BaggedMember<M extends FittedMember> {
  readonly model: M;
  readonly columns: Int32Array;
}

/** Reads stored members; `read` takes the model, which has to be of the columns it is told. */
export function readBagged<M extends FittedMember>(
  state: StateReader,
  inputNames: readonly string[],
  read: (member: StateReader, names: readonly string[]) => M,
): BaggedMember<M>[] {
  const members = state.children("estimators").map((member): BaggedMember<M> => {
    const columns = member.int32("columns", { min: 0, max: inputNames.length - 1 });
    return { model: read(member, columnNames(inputNames, columns)), columns };
  });
  if (members.length === 0) state.fail("estimators", "at least one member");
  return members;
}

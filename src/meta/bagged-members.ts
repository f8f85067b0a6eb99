/**
 * The stored members of a bagged ensemble, each with the columns that it reads.
 */
import type { StateReader } from "../core/state.js";
import { columnNames } from "./columns.js";
import type { FittedMember } from "./fitted-members.js";

/** A member and the numbers of the columns that it reads; all, in order, where there are none. */
export interface BaggedMember<M extends FittedMember> {
  readonly model: M;
  readonly columns: Int32Array | undefined;
}

/** The same as it is stored. */
export interface BaggedMemberState<M extends FittedMember> {
  readonly model: M;
  readonly columns: Int32Array | null;
}

/** Members as they are stored. */
export function baggedState<M extends FittedMember>(members: readonly BaggedMember<M>[]): BaggedMemberState<M>[] {
  return members.map(({ model, columns }) => ({ model, columns: columns ?? null }));
}

/** Reads stored members; `read` takes the model, which has to be of the columns it is told. */
export function readBagged<M extends FittedMember>(
  state: StateReader,
  inputNames: readonly string[],
  read: (member: StateReader, names: readonly string[]) => M,
): BaggedMember<M>[] {
  const members = state.children("estimators").map((member): BaggedMember<M> => {
    if (member.isNull("columns")) return { model: read(member, inputNames), columns: undefined };
    const columns = member.int32("columns", { min: 0, max: inputNames.length - 1 });
    return { model: read(member, columnNames(inputNames, columns)), columns };
  });
  if (members.length === 0) state.fail("estimators", "at least one member");
  return members;
}

/** The columns of each member, all where it reads all. */
export function featuresOf(members: readonly BaggedMember<FittedMember>[], columns: number): Int32Array[] {
  return members.map(
    (member) => member.columns?.slice() ?? Int32Array.from({ length: columns }, (_, column) => column),
  );
}

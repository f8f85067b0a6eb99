/** The closed list of kinds that may be read: the library's, and those passed by the caller. */

import { listNames, ParameterError, PipelineError, show } from "../core/errors.js";
import type { ModelKind } from "../core/state.js";

/** Kinds by name. */
export type KindTable = ReadonlyMap<string, ModelKind>;

/**
 * Lists kinds by name.
 *
 * @throws PipelineError `KIND_DUPLICATE` when two have one name.
 */
export function kindTable(kinds: Iterable<ModelKind>): KindTable {
  const table = new Map<string, ModelKind>();
  for (const kind of kinds) add(table, kind);
  return table;
}

const NAMESPACED = /^[^/\s]+\/[^/\s]+$/;

/**
 * The table with the caller's own kinds, which need a namespace, so that they never meet a later kind of the library.
 *
 * @throws PipelineError `KIND_DUPLICATE`; ParameterError `PARAM_INVALID` for a kind without a namespace.
 */
export function withKinds(table: KindTable, own: Iterable<ModelKind>): KindTable {
  const joined = new Map(table);
  for (const kind of own) {
    if (joined.get(kind.kind) !== kind && !NAMESPACED.test(kind.kind) && !joined.has(kind.kind)) {
      throw new ParameterError("PARAM_INVALID", {
        problem: "A kind of your own has no namespace",
        given: show(kind.kind),
        expected: 'a name such as "acme/Winsorizer"',
        remedy: "Put your organisation's name and a slash before it",
        data: { kind: kind.kind },
      });
    }
    add(joined, kind);
  }
  return joined;
}

function add(table: Map<string, ModelKind>, kind: ModelKind): void {
  const known = table.get(kind.kind);
  if (known === kind) return;
  if (known !== undefined) {
    throw new PipelineError("KIND_DUPLICATE", {
      problem: `Two kinds of model are named ${show(kind.kind)}`,
      remedy: 'Give your own kind another name with a namespace, such as "acme/Winsorizer"',
      data: { kind: kind.kind },
    });
  }
  table.set(kind.kind, kind);
}

/**
 * One kind by name.
 *
 * @throws PipelineError `KIND_UNKNOWN`.
 */
export function kindNamed(table: KindTable, name: string, path: string): ModelKind {
  const kind = table.get(name);
  if (kind !== undefined) return kind;
  throw new PipelineError("KIND_UNKNOWN", {
    problem: `The artifact has a model of the kind ${show(name)} at ${path}, which is not in the list of kinds`,
    given: `kinds ${listNames(table.keys(), 20)}`,
    remedy:
      "If the kind is your own, pass it in kinds: load(store, key, { kinds: [MyModel] }); if it is the library's, update the library",
    data: { kind: name, path },
  });
}

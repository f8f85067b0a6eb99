/** What scalers whose statistics can be merged ask before they go on from a model. */
import { wrongFrom } from "../base/checks.js";
import type { FitContext, Model } from "../core/contracts.js";
import { listNames } from "../core/errors.js";
import type { Matrix } from "../data/matrix.js";

/** A class of models. */
interface ModelClass<M> {
  readonly kind: string;
  new (...args: never[]): M;
}

/**
 * The model that a fit goes on from: of this class and on these columns; undefined where there is none.
 *
 * @throws ParameterError `PARAM_INVALID` for another one.
 */
export function mergedModel<M extends Model & { readonly inputNames: readonly string[] }>(
  owner: string,
  from: FitContext["from"],
  Class: ModelClass<M>,
  x: Matrix,
): M | undefined {
  if (from === undefined) return undefined;
  if (from instanceof Class && hasColumns(from.inputNames, x)) return from;
  throw wrongFrom(owner, from, `a ${Class.kind} of the columns ${listNames(x.names)}`);
}

function hasColumns(names: readonly string[], x: Matrix): boolean {
  if (names.length !== x.cols) return false;
  return !x.named || x.names.every((name, col) => name === names[col]);
}

/** The names of the columns: those of the first part, where later ones have none. */
export function mergedNames(
  from: { readonly inputNames: readonly string[] } | undefined,
  x: Matrix,
): readonly string[] {
  return from === undefined || x.named ? x.names : from.inputNames;
}

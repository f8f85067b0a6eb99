/**
 * How important the columns are to an ensemble, from what its members say.
 */
import { ConstantClassifierModel } from "./constant-classifier-model.js";
import type { FittedMember } from "./fitted-members.js";

/** The weighted mean of the members' importances; null where some members do not tell. Members of one class find no column important. */
export function weightedImportances(models: readonly FittedMember[], weights: Float64Array): Float64Array | null {
  const each = models.map(importancesOf);
  const width = each.find((own) => own instanceof Float64Array && own.length > 0)?.length;
  if (width === undefined || each.includes(undefined)) return null;
  const out = new Float64Array(width);
  let total = 0;
  each.forEach((own, i) => {
    const weight = weights[i]!;
    total += weight;
    own?.forEach((value, col) => {
      out[col] = out[col]! + weight * value;
    });
  });
  return out.map((value) => value / total);
}

function importancesOf(model: FittedMember): Float64Array | undefined {
  if (model instanceof ConstantClassifierModel) return new Float64Array(0);
  const own: unknown = "featureImportances" in model ? model.featureImportances : undefined;
  return own instanceof Float64Array ? own : undefined;
}

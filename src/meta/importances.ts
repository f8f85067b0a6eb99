/**
 * How important the columns are to an ensemble, from what its members say.
 */

import type { Model } from "../core/contracts.js";
import { Matrix } from "../data/matrix.js";
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

/**
 * How important each of `cols` columns is to a fitted model: the size of its coefficients, or its share in what trees gain. Of several rows of coefficients, one a class,
 * the norm of this order. Nothing where the model tells neither.
 */
export function columnImportances(model: Model, cols: number, normOrder: 1 | 2): Float64Array | undefined {
  const coef: unknown = "coef" in model ? model.coef : undefined;
  if (coef instanceof Float64Array && coef.length === cols) return coef.map(Math.abs);
  if (coef instanceof Matrix && coef.cols === cols) return normOfColumns(coef, normOrder);
  const own: unknown = "featureImportances" in model ? model.featureImportances : undefined;
  return own instanceof Float64Array && own.length === cols ? own.slice() : undefined;
}

function normOfColumns({ values, rows, cols }: Matrix, order: 1 | 2): Float64Array {
  const out = new Float64Array(cols);
  for (let row = 0, at = 0; row < rows; row++) {
    for (let col = 0; col < cols; col++, at++) {
      const value = values[at]!;
      out[col] = out[col]! + (order === 1 ? Math.abs(value) : value * value);
    }
  }
  return order === 1 ? out : out.map(Math.sqrt);
}

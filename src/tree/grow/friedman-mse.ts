/**
 * The improvement score of Friedman ("Greedy function approximation: a gradient boosting machine", Annals of Statistics 29, 2001,
 * equation 35): of sides with weights v and w whose means are d apart, v·w / (v + w) · d².
 *
 * That is what a split lowers the sum of squared errors by, so that the splits, the means and the impurities are those of the
 * squared error. What differs, as in scikit-learn, is what `minImpurityDecrease` is held against: the fall of the sum itself,
 * not divided by the weight of all rows.
 */
import type { BestSplit } from "./criterion.js";
import { SquaredError } from "./squared-error.js";

/** The squared error, with splits scored by Friedman's formula. */
export class FriedmanMse extends SquaredError {
  override improvement(best: BestSplit): number {
    return super.improvement(best) * this.totalWeight;
  }
}

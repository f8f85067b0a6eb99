/**
 * From the raw scores of a regression to its predictions.
 */
import { exp, logistic } from "../../kernels/math.js";

/** How the raw score of a regression becomes its prediction: as it is, e to its power, or its logistic function. */
export type RegressorLink = "identity" | "log" | "logistic";

/** The function from a raw score to the prediction. */
export function inverseLink(link: RegressorLink): (score: number) => number {
  if (link === "log") return exp;
  return link === "logistic" ? logistic : (score) => score;
}

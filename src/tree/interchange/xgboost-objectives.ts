/**
 * What the objectives of XGBoost make of raw scores, and what the score before any tree is made of.
 */
import type { Link } from "../boosted/structure.js";

/** An objective as a task and a link; `base` is what turns `base_score` into a raw score. */
export interface XgboostObjective {
  readonly task: "classify" | "regress";
  readonly link: Link;
  readonly base: "identity" | "log" | "logistic";
}

const regress = (link: "identity" | "log" | "logistic"): XgboostObjective => ({ task: "regress", link, base: link });

/** The objectives that models here have a counterpart for. */
export const XGBOOST_OBJECTIVES: ReadonlyMap<string, XgboostObjective> = new Map<string, XgboostObjective>([
  ["binary:logistic", { task: "classify", link: "logistic", base: "logistic" }],
  ["binary:logitraw", { task: "classify", link: "logistic", base: "identity" }],
  ["multi:softprob", { task: "classify", link: "softmax", base: "identity" }],
  ["multi:softmax", { task: "classify", link: "softmax", base: "identity" }],
  ["reg:squarederror", regress("identity")],
  ["reg:linear", regress("identity")],
  ["reg:squaredlogerror", regress("identity")],
  ["reg:pseudohubererror", regress("identity")],
  ["reg:absoluteerror", regress("identity")],
  ["reg:quantileerror", regress("identity")],
  ["reg:logistic", regress("logistic")],
  ["count:poisson", regress("log")],
  ["reg:gamma", regress("log")],
  ["reg:tweedie", regress("log")],
]);

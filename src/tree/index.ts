/** Decision trees and forests of them. */
export {
  BoostedClassifierModel,
  type BoostedClassifierState,
  type ClassifierLink,
} from "./boosted/boosted-classifier-model.js";
export { BoostedRegressorModel, type BoostedRegressorState } from "./boosted/boosted-regressor-model.js";
export type { RegressorLink } from "./boosted/links.js";
export type { BoostedOptions } from "./boosted/options.js";
export type { BoostedTreesState } from "./boosted/state.js";
export type { BoostedNodes, BoostedTrees, Link } from "./boosted/structure.js";
export {
  DecisionTreeClassifier,
  type DecisionTreeClassifierOptions,
  type TreeClassifierType,
} from "./decision-tree-classifier.js";
export { DecisionTreeRegressor, type DecisionTreeRegressorOptions } from "./decision-tree-regressor.js";
export type { ExportClassesTextOptions, ExportTextOptions } from "./export-text.js";
export { ExtraTreesClassifier, type ExtraTreesClassifierOptions } from "./forest/extra-trees-classifier.js";
export { ExtraTreesRegressor, type ExtraTreesRegressorOptions } from "./forest/extra-trees-regressor.js";
export type { ForestOptions } from "./forest/forest-options.js";
export type { ForestClassifierOptions } from "./forest/learn-classes.js";
export type { ForestRegressorOptions } from "./forest/learn-targets.js";
export {
  type ForestClassifierType,
  RandomForestClassifier,
  type RandomForestClassifierOptions,
} from "./forest/random-forest-classifier.js";
export { RandomForestRegressor, type RandomForestRegressorOptions } from "./forest/random-forest-regressor.js";
export { ForestClassifierModel, type ForestClassifierState } from "./forest-classifier-model.js";
export { ForestRegressorModel, type ForestRegressorState } from "./forest-regressor-model.js";
export type { ForestState } from "./forest-state.js";
export {
  GradientBoostingClassifier,
  type GradientBoostingClassifierOptions,
  type GradientBoostingClassifierType,
} from "./gradient-boosting/gradient-boosting-classifier.js";
export {
  GradientBoostingRegressor,
  type GradientBoostingRegressorOptions,
} from "./gradient-boosting/gradient-boosting-regressor.js";
export type { GradientBoostingOptions } from "./gradient-boosting/options.js";
export type { PruningPath } from "./grow/pruning-path.js";
export {
  HistGradientBoostingClassifier,
  type HistGradientBoostingClassifierOptions,
  type HistGradientBoostingClassifierType,
} from "./hist/hist-gradient-boosting-classifier.js";
export {
  HistGradientBoostingRegressor,
  type HistGradientBoostingRegressorOptions,
} from "./hist/hist-gradient-boosting-regressor.js";
export type { Direction, MonotonicCst } from "./hist/monotonic-param.js";
export type { ColumnRef, HistGradientBoostingOptions } from "./hist/options.js";
export { fromLightgbm } from "./interchange/from-lightgbm.js";
export { fromXgboost } from "./interchange/from-xgboost.js";
export type { ImportOptions } from "./interchange/import-options.js";
export { toLightgbm } from "./interchange/to-lightgbm.js";
export { toXgboost } from "./interchange/to-xgboost.js";
export { IsolationForest, type IsolationForestOptions } from "./isolation/isolation-forest.js";
export { IsolationForestModel, type IsolationForestState } from "./isolation/isolation-forest-model.js";
export type { DecisionTreeOptions, TreeOptions } from "./options.js";
export { toSvg } from "./picture/to-svg.js";
export type { ToSvgOptions } from "./picture/tree-svg.js";
export type { TargetCriterionName } from "./target-measure.js";
export { TreeClassifierModel, type TreeClassifierState } from "./tree-classifier-model.js";
export { TreeRegressorModel, type TreeRegressorState } from "./tree-regressor-model.js";

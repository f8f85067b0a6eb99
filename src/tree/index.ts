/** Decision trees. */
export {
  DecisionTreeClassifier,
  type DecisionTreeClassifierOptions,
  type TreeClassifierType,
} from "./decision-tree-classifier.js";
export { DecisionTreeRegressor, type DecisionTreeRegressorOptions } from "./decision-tree-regressor.js";
export type { ExportTextOptions } from "./export-text.js";
export type { TreeOptions } from "./options.js";
export { TreeClassifierModel, type TreeClassifierState } from "./tree-classifier-model.js";
export { TreeRegressorModel, type TreeRegressorState } from "./tree-regressor-model.js";

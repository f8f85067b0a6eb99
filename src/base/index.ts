/** The anatomy that estimators and models share, for those who write their own. */
export * from "./checks.js";
export {
  type DefinedClassifier,
  type DefinedEstimator,
  type DefinedRegressor,
  type DefinedTransformer,
  defineEstimator,
} from "./define.js";
export { DefinedClassifierModel, DefinedRegressorModel, DefinedTransformerModel } from "./defined-models.js";
export type {
  ClassifierDefinition,
  Definition,
  LearnContext,
  RegressorDefinition,
  TransformerDefinition,
} from "./definition.js";
export * from "./estimators.js";
export {
  type PredictorFitOptions,
  rowsOf,
  type Target,
  type TransformerTarget,
  type ValidationSet,
} from "./fit-input.js";
export * from "./models.js";
export type { Cells, RowNumber, RowProba, RowTransform } from "./row.js";
export { type Resampled, type ResampledCodes, SamplerEstimator } from "./samplers.js";

/** Estimators made of other estimators: boosting, bagging, voting, stacking, filling of missing values by regression, numbers out of whole tables. */
export {
  AdaBoostClassifier,
  type AdaBoostClassifierOptions,
  type AdaBoostClassifierType,
} from "./adaboost-classifier.js";
export { AdaBoostClassifierModel, type AdaBoostClassifierState } from "./adaboost-classifier-model.js";
export { AdaBoostRegressor, type AdaBoostRegressorOptions } from "./adaboost-regressor.js";
export { AdaBoostRegressorModel, type AdaBoostRegressorState } from "./adaboost-regressor-model.js";
export type { AdaBoostAlgorithm } from "./adaboost-scores.js";
export type { BaggedMember } from "./bagged-members.js";
export { BaggingClassifier, type BaggingClassifierType } from "./bagging-classifier.js";
export { BaggingClassifierModel, type BaggingClassifierState } from "./bagging-classifier-model.js";
export type { BaggingOptions } from "./bagging-options.js";
export { BaggingRegressor } from "./bagging-regressor.js";
export { BaggingRegressorModel, type BaggingRegressorState } from "./bagging-regressor-model.js";
export type { ColumnDecision, ColumnUse } from "./column-uses.js";
export { ConstantClassifierModel, type ConstantClassifierState } from "./constant-classifier-model.js";
export type { FittedClassifier, FittedRegressor } from "./fitted-members.js";
export type { ImputationOrder } from "./imputation-order.js";
export { IterativeImputer } from "./iterative-imputer.js";
export { type ImputationStep, IterativeImputerModel, type IterativeImputerState } from "./iterative-imputer-model.js";
export type { ColumnBounds, IterativeImputerOptions } from "./iterative-options.js";
export type { NamedModel } from "./named-models.js";
export { SelectFromModel, type SelectFromModelOptions } from "./select-from-model.js";
export type { StackMethod } from "./stacked-features.js";
export {
  StackingClassifier,
  type StackingClassifierOptions,
  type StackingClassifierType,
} from "./stacking-classifier.js";
export { StackingClassifierModel, type StackingClassifierState } from "./stacking-classifier-model.js";
export type { StackingOptions } from "./stacking-options.js";
export { StackingRegressor } from "./stacking-regressor.js";
export { StackingRegressorModel, type StackingRegressorState } from "./stacking-regressor-model.js";
export { type ColumnOverride, TableVectorizer, type TableVectorizerOptions } from "./table-vectorizer.js";
export { TableVectorizerModel, type TableVectorizerState } from "./table-vectorizer-model.js";
export type { ClassifierMember, MemberModel, RegressorMember } from "./types.js";
export { VotingClassifier, type VotingClassifierOptions, type VotingClassifierType } from "./voting-classifier.js";
export { VotingClassifierModel, type VotingClassifierState } from "./voting-classifier-model.js";
export { VotingRegressor, type VotingRegressorOptions } from "./voting-regressor.js";
export { VotingRegressorModel, type VotingRegressorState } from "./voting-regressor-model.js";

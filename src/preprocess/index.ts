/** Preprocessing: what makes tables ready for models. */
export type { BinaryOp, Handling, UnaryOp } from "./arithmetic.js";
export type { DatetimePart } from "./calendar.js";
export type { CategoryLists } from "./category-lists.js";
export { Clip, type ClipBounds, type ClipOptions } from "./clip.js";
export { ClipModel } from "./clip-model.js";
export {
  ColumnArithmetic,
  type ColumnArithmeticOptions,
  type ComputedColumn,
} from "./column-arithmetic.js";
export { ColumnArithmeticModel } from "./column-arithmetic-model.js";
export { type AgeReference, DatetimeFeatures, type DatetimeFeaturesOptions } from "./datetime-features.js";
export { type AgeUnit, DatetimeFeaturesModel } from "./datetime-features-model.js";
export type { TargetType } from "./encoded-target.js";
export { FeatureHasher, type FeatureHasherOptions } from "./feature-hasher.js";
export { FeatureHasherModel } from "./feature-hasher-model.js";
export { FeatureSelectorModel, type FeatureSelectorState } from "./feature-selector-model.js";
export type { ImputerStrategy } from "./fill-values.js";
export type { HasherInput } from "./hashed-column.js";
export { KBinsDiscretizer, type KBinsDiscretizerOptions } from "./k-bins-discretizer.js";
export { type BinEncoding, KBinsDiscretizerModel, type KBinsDiscretizerState } from "./k-bins-discretizer-model.js";
export type { BinStrategy } from "./k-bins-edges.js";
export { KNNImputer, type KNNImputerOptions } from "./knn-imputer.js";
export { KNNImputerModel, type KNNImputerState, type NeighbourWeights } from "./knn-imputer-model.js";
export { LabelEncoder } from "./label-encoder.js";
export { LabelEncoderModel } from "./label-encoder-model.js";
export { MinMaxScaler, type MinMaxScalerOptions } from "./min-max-scaler.js";
export { MinMaxScalerModel } from "./min-max-scaler-model.js";
export { type IndicatedFeatures, MissingIndicator, type MissingIndicatorOptions } from "./missing-indicator.js";
export { MissingIndicatorModel, type MissingIndicatorState, type SparseIndicators } from "./missing-indicator-model.js";
export type { Drop, HandleUnknown } from "./one-hot-block.js";
export { OneHotEncoder, type OneHotEncoderOptions, type OneHotOutput } from "./one-hot-encoder.js";
export { OneHotEncoderModel } from "./one-hot-encoder-model.js";
export type { OrdinalUnknown } from "./ordinal-column.js";
export { OrdinalEncoder, type OrdinalEncoderOptions } from "./ordinal-encoder.js";
export { OrdinalEncoderModel } from "./ordinal-encoder-model.js";
export { PolynomialFeatures, type PolynomialFeaturesOptions } from "./polynomial-features.js";
export { PolynomialFeaturesModel, type PolynomialFeaturesState } from "./polynomial-features-model.js";
export { chi2 } from "./scores/chi2.js";
export { fClassif } from "./scores/f-classif.js";
export { fRegression } from "./scores/f-regression.js";
export { type MutualInfoOptions, mutualInfoClassif, mutualInfoRegression } from "./scores/mutual-info.js";
export type { FeatureScores, ScoringOptions } from "./scores/scores.js";
export { type ScoreFunction, SelectKBest, type SelectKBestOptions } from "./select-k-best.js";
export { SimpleFrameImputerModel } from "./simple-frame-imputer-model.js";
export { type ImputerCells, type ImputerModel, SimpleImputer, type SimpleImputerOptions } from "./simple-imputer.js";
export { SimpleImputerModel } from "./simple-imputer-model.js";
export { SplineTransformer, type SplineTransformerOptions } from "./spline-transformer.js";
export { type Extrapolation, SplineTransformerModel, type SplineTransformerState } from "./spline-transformer-model.js";
export { StandardScaler, type StandardScalerOptions } from "./standard-scaler.js";
export { StandardScalerModel } from "./standard-scaler-model.js";
export { TargetEncoder, type TargetEncoderOptions } from "./target-encoder.js";
export { TargetEncoderModel } from "./target-encoder-model.js";
export type { TargetSmooth } from "./target-statistics.js";
export { VarianceThreshold, type VarianceThresholdOptions } from "./variance-threshold.js";

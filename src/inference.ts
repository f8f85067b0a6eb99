/**
 * Loading and predicting alone: no code that learns, reads files or writes artifacts. For browsers, workers and edge runtimes.
 *
 * @packageDocumentation
 */
import { createLoader } from "./artifact/loader.js";
import { DummyClassifierModel } from "./dummy/dummy-classifier-model.js";
import { DummyRegressorModel } from "./dummy/dummy-regressor-model.js";
import { MlExponentialModel } from "./interop/ml-exponential-model.js";
import { MlForestClassifierModel } from "./interop/ml-forest-classifier-model.js";
import { MlForestRegressorModel } from "./interop/ml-forest-regressor-model.js";
import { MlPolynomialModel } from "./interop/ml-polynomial-model.js";
import { MlPowerModel } from "./interop/ml-power-model.js";
import { BayesianRidgeModel } from "./linear/bayesian-ridge-model.js";
import { LinearClassifierModel } from "./linear/linear-classifier-model.js";
import { LinearRegressorModel } from "./linear/linear-regressor-model.js";
import { AdaBoostClassifierModel } from "./meta/adaboost-classifier-model.js";
import { AdaBoostRegressorModel } from "./meta/adaboost-regressor-model.js";
import { BaggingClassifierModel } from "./meta/bagging-classifier-model.js";
import { BaggingRegressorModel } from "./meta/bagging-regressor-model.js";
import { ConstantClassifierModel } from "./meta/constant-classifier-model.js";
import { IterativeImputerModel } from "./meta/iterative-imputer-model.js";
import { StackingClassifierModel } from "./meta/stacking-classifier-model.js";
import { StackingRegressorModel } from "./meta/stacking-regressor-model.js";
import { TableVectorizerModel } from "./meta/table-vectorizer-model.js";
import { VotingClassifierModel } from "./meta/voting-classifier-model.js";
import { VotingRegressorModel } from "./meta/voting-regressor-model.js";
import { ColumnTransformerModel } from "./pipeline/column-transformer-model.js";
import { FeatureUnionModel } from "./pipeline/feature-union-model.js";
import { FunctionTransformerModel } from "./pipeline/function-transformer-model.js";
import { PipelineClassifier, PipelineRegressor, PipelineTransformer } from "./pipeline/pipeline-model.js";
import { TransformedTargetModel } from "./pipeline/transformed-target-model.js";
import { BinarizerModel } from "./preprocess/binarizer-model.js";
import { ClipModel } from "./preprocess/clip-model.js";
import { ColumnArithmeticModel } from "./preprocess/column-arithmetic-model.js";
import { DatetimeFeaturesModel } from "./preprocess/datetime-features-model.js";
import { FeatureHasherModel } from "./preprocess/feature-hasher-model.js";
import { FeatureSelectorModel } from "./preprocess/feature-selector-model.js";
import { KBinsDiscretizerModel } from "./preprocess/k-bins-discretizer-model.js";
import { KNNImputerModel } from "./preprocess/knn-imputer-model.js";
import { LabelEncoderModel } from "./preprocess/label-encoder-model.js";
import { MaxAbsScalerModel } from "./preprocess/max-abs-scaler-model.js";
import { MinMaxScalerModel } from "./preprocess/min-max-scaler-model.js";
import { MissingIndicatorModel } from "./preprocess/missing-indicator-model.js";
import { NormalizerModel } from "./preprocess/normalizer-model.js";
import { OneHotEncoderModel } from "./preprocess/one-hot-encoder-model.js";
import { OrdinalEncoderModel } from "./preprocess/ordinal-encoder-model.js";
import { PolynomialFeaturesModel } from "./preprocess/polynomial-features-model.js";
import { PowerTransformerModel } from "./preprocess/power-transformer-model.js";
import { QuantileTransformerModel } from "./preprocess/quantile-transformer-model.js";
import { RobustScalerModel } from "./preprocess/robust-scaler-model.js";
import { SimpleFrameImputerModel } from "./preprocess/simple-frame-imputer-model.js";
import { SimpleImputerModel } from "./preprocess/simple-imputer-model.js";
import { SplineTransformerModel } from "./preprocess/spline-transformer-model.js";
import { StandardScalerModel } from "./preprocess/standard-scaler-model.js";
import { TargetEncoderModel } from "./preprocess/target-encoder-model.js";
import { BoostedClassifierModel } from "./tree/boosted/boosted-classifier-model.js";
import { BoostedRegressorModel } from "./tree/boosted/boosted-regressor-model.js";
import { ForestClassifierModel } from "./tree/forest-classifier-model.js";
import { ForestRegressorModel } from "./tree/forest-regressor-model.js";
import { IsolationForestModel } from "./tree/isolation/isolation-forest-model.js";
import { TreeClassifierModel } from "./tree/tree-classifier-model.js";
import { TreeRegressorModel } from "./tree/tree-regressor-model.js";

export { inspect } from "./artifact/inspect.js";
export { createLoader } from "./artifact/loader.js";
export { MemoryStore } from "./artifact/stores/memory.js";
export type { ArtifactStore } from "./artifact/stores/store.js";
export type { Label, Model } from "./core/contracts.js";
export { MlkitError } from "./core/errors.js";
export { type Infer, Schema, schema } from "./core/schema.js";
export { Frame } from "./data/frame.js";
export { Matrix } from "./data/matrix.js";
export {
  AdaBoostClassifierModel,
  AdaBoostRegressorModel,
  BaggingClassifierModel,
  BaggingRegressorModel,
  BayesianRidgeModel,
  BinarizerModel,
  BoostedClassifierModel,
  BoostedRegressorModel,
  ClipModel,
  ColumnArithmeticModel,
  ColumnTransformerModel,
  ConstantClassifierModel,
  DatetimeFeaturesModel,
  DummyClassifierModel,
  DummyRegressorModel,
  FeatureHasherModel,
  FeatureSelectorModel,
  FeatureUnionModel,
  ForestClassifierModel,
  ForestRegressorModel,
  FunctionTransformerModel,
  IsolationForestModel,
  IterativeImputerModel,
  KBinsDiscretizerModel,
  KNNImputerModel,
  LabelEncoderModel,
  LinearClassifierModel,
  LinearRegressorModel,
  MaxAbsScalerModel,
  MinMaxScalerModel,
  MissingIndicatorModel,
  MlExponentialModel,
  MlForestClassifierModel,
  MlForestRegressorModel,
  MlPolynomialModel,
  MlPowerModel,
  NormalizerModel,
  OneHotEncoderModel,
  OrdinalEncoderModel,
  PipelineClassifier,
  PipelineRegressor,
  PipelineTransformer,
  PolynomialFeaturesModel,
  PowerTransformerModel,
  QuantileTransformerModel,
  RobustScalerModel,
  SimpleFrameImputerModel,
  SimpleImputerModel,
  SplineTransformerModel,
  StackingClassifierModel,
  StackingRegressorModel,
  StandardScalerModel,
  TableVectorizerModel,
  TargetEncoderModel,
  TransformedTargetModel,
  TreeClassifierModel,
  TreeRegressorModel,
  VotingClassifierModel,
  VotingRegressorModel,
};

/** Every kind of model of the library; `catalog.ts` lists them too, with the code that learns them, and a test compares. */
export const modelKinds = [
  PipelineClassifier,
  PipelineRegressor,
  PipelineTransformer,
  ColumnTransformerModel,
  FeatureUnionModel,
  FunctionTransformerModel,
  TransformedTargetModel,
  StandardScalerModel,
  MinMaxScalerModel,
  ClipModel,
  ColumnArithmeticModel,
  DatetimeFeaturesModel,
  MaxAbsScalerModel,
  RobustScalerModel,
  NormalizerModel,
  BinarizerModel,
  QuantileTransformerModel,
  PowerTransformerModel,
  SimpleImputerModel,
  SimpleFrameImputerModel,
  KNNImputerModel,
  MissingIndicatorModel,
  OneHotEncoderModel,
  OrdinalEncoderModel,
  FeatureHasherModel,
  FeatureSelectorModel,
  KBinsDiscretizerModel,
  PolynomialFeaturesModel,
  SplineTransformerModel,
  TargetEncoderModel,
  LabelEncoderModel,
  LinearRegressorModel,
  BayesianRidgeModel,
  LinearClassifierModel,
  TreeClassifierModel,
  TreeRegressorModel,
  ForestClassifierModel,
  ForestRegressorModel,
  BoostedClassifierModel,
  BoostedRegressorModel,
  IsolationForestModel,
  DummyClassifierModel,
  DummyRegressorModel,
  MlExponentialModel,
  MlForestClassifierModel,
  MlForestRegressorModel,
  MlPolynomialModel,
  MlPowerModel,
  AdaBoostClassifierModel,
  AdaBoostRegressorModel,
  BaggingClassifierModel,
  BaggingRegressorModel,
  ConstantClassifierModel,
  IterativeImputerModel,
  StackingClassifierModel,
  StackingRegressorModel,
  VotingClassifierModel,
  VotingRegressorModel,
  TableVectorizerModel,
] as const;

// Marked as pure, so that a bundler leaves these out, and with them the kinds, where an application has a list of its own.
const loader = /* @__PURE__ */ createLoader(modelKinds);

/** Loads the model under a key, of one of the library's kinds or of those passed in `kinds`. */
export const load = /* @__PURE__ */ (() => loader.load)();

/** Builds a model from the bytes of an artifact, of one of the library's kinds or of those passed in `kinds`. */
export const deserialize = /* @__PURE__ */ (() => loader.deserialize)();

export { BayesianRidge, type BayesianRidgeOptions } from "./bayesian-ridge.js";
export { BayesianRidgeModel, type BayesianRidgeState, type PredictionWithStd } from "./bayesian-ridge-model.js";
export { LinearClassifierModel, type LinearClassifierState } from "./linear-classifier-model.js";
export { LinearRegression, type LinearRegressionOptions } from "./linear-regression.js";
export { LinearRegressorModel, type LinearRegressorState } from "./linear-regressor-model.js";
export {
  type LinearClassifierType,
  LogisticRegression,
  type LogisticRegressionOptions,
} from "./logistic-regression.js";
export { Ridge, type RidgeOptions } from "./ridge.js";

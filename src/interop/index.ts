/** ml.js inside: forests of ml-random-forest, curves of ml-regression, and any class in their manner. */
export {
  fromMljs,
  type MljsClass,
  type MljsClassifier,
  type MljsDefinition,
  type MljsInstance,
  type MljsRegressor,
  type MljsState,
} from "./from-mljs.js";
export { MlExponentialModel } from "./ml-exponential-model.js";
export { MlExponentialRegression, type MlExponentialRegressionOptions } from "./ml-exponential-regression.js";
export { MlForestClassifierModel } from "./ml-forest-classifier-model.js";
export type { MlForestOptions } from "./ml-forest-options.js";
export { MlForestRegressorModel, type MlForestSelection } from "./ml-forest-regressor-model.js";
export { MlPolynomialModel } from "./ml-polynomial-model.js";
export { MlPolynomialRegression, type MlPolynomialRegressionOptions } from "./ml-polynomial-regression.js";
export { MlPowerModel } from "./ml-power-model.js";
export { MlPowerRegression, type MlPowerRegressionOptions } from "./ml-power-regression.js";
export {
  type MlForestClassifierType,
  MlRandomForestClassifier,
  type MlRandomForestClassifierOptions,
} from "./ml-random-forest-classifier.js";
export { MlRandomForestRegressor, type MlRandomForestRegressorOptions } from "./ml-random-forest-regressor.js";
export {
  MlRobustPolynomialRegression,
  type MlRobustPolynomialRegressionOptions,
} from "./ml-robust-polynomial-regression.js";
export { MlTheilSenRegression, type MlTheilSenRegressionOptions } from "./ml-theil-sen-regression.js";

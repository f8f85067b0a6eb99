/** Estimators that do not look at the columns: what others are compared with. */
export { DummyClassifier, type DummyClassifierOptions, type DummyClassifierType } from "./dummy-classifier.js";
export { DummyClassifierModel, type DummyClassifierStrategy } from "./dummy-classifier-model.js";
export { DummyRegressor, type DummyRegressorOptions } from "./dummy-regressor.js";
export { DummyRegressorModel } from "./dummy-regressor-model.js";

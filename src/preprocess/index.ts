/** Preprocessing: what makes tables ready for models. */
export type { ImputerStrategy } from "./fill-values.js";
export { KNNImputer, type KNNImputerOptions } from "./knn-imputer.js";
export { KNNImputerModel, type KNNImputerState, type NeighbourWeights } from "./knn-imputer-model.js";
export { MinMaxScaler, type MinMaxScalerOptions } from "./min-max-scaler.js";
export { MinMaxScalerModel } from "./min-max-scaler-model.js";
export { type IndicatedFeatures, MissingIndicator, type MissingIndicatorOptions } from "./missing-indicator.js";
export { MissingIndicatorModel, type MissingIndicatorState, type SparseIndicators } from "./missing-indicator-model.js";
export type { Drop, HandleUnknown } from "./one-hot-block.js";
export { OneHotEncoder, type OneHotEncoderOptions } from "./one-hot-encoder.js";
export { OneHotEncoderModel } from "./one-hot-encoder-model.js";
export type { OrdinalUnknown } from "./ordinal-column.js";
export { OrdinalEncoder, type OrdinalEncoderOptions } from "./ordinal-encoder.js";
export { OrdinalEncoderModel } from "./ordinal-encoder-model.js";
export { SimpleFrameImputerModel } from "./simple-frame-imputer-model.js";
export { type ImputerCells, type ImputerModel, SimpleImputer, type SimpleImputerOptions } from "./simple-imputer.js";
export { SimpleImputerModel } from "./simple-imputer-model.js";
export { StandardScaler, type StandardScalerOptions } from "./standard-scaler.js";
export { StandardScalerModel } from "./standard-scaler-model.js";

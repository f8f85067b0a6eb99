/** Preprocessing: what makes tables ready for models. */
export type { ImputerStrategy } from "./fill-values.js";
export type { Drop, HandleUnknown } from "./one-hot-block.js";
export { OneHotEncoder, type OneHotEncoderOptions } from "./one-hot-encoder.js";
export { OneHotEncoderModel } from "./one-hot-encoder-model.js";
export { SimpleFrameImputerModel } from "./simple-frame-imputer-model.js";
export { type ImputerCells, type ImputerModel, SimpleImputer, type SimpleImputerOptions } from "./simple-imputer.js";
export { SimpleImputerModel } from "./simple-imputer-model.js";
export { StandardScaler, type StandardScalerOptions } from "./standard-scaler.js";
export { StandardScalerModel } from "./standard-scaler-model.js";

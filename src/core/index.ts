/** The words that every part shares: schemas, errors, parameters, randomness, progress. */
export type {
  AnyRow,
  AsyncOptions,
  Cell,
  FitContext,
  FitOptions,
  Label,
  Model,
  NumericCell,
  NumericColumnsOf,
  NumericValues,
  Task,
  Values,
} from "./contracts.js";
export {
  AbortError,
  ArtifactError,
  ComputeError,
  DataError,
  DependencyError,
  ERROR_CODES,
  type ErrorCode,
  type ErrorDetails,
  MlkitError,
  ParameterError,
  PipelineError,
  ReadError,
  SchemaError,
  StoreError,
} from "./errors.js";
export { type Declaration, Estimator, type EstimatorClass, type RecipeJson, type Traits } from "./estimator.js";
export type { Expectation } from "./expectation.js";
export type { Field, FieldType } from "./field.js";
export type { EncodedLabels } from "./labels.js";
export { param } from "./param.js";
export type { LabelCounts, LabelWeights, Param, Params, Resolved } from "./params.js";
export { Progress, type ProgressEvent } from "./progress.js";
export { Rng } from "./rng.js";
export { type CellOf, type FieldSpec, fromStandardSchema, type Infer, type RowOf, Schema, schema } from "./schema.js";
export type { StandardRow, StandardSchemaV1 } from "./standard-schema.js";
export { type ModelKind, type NamedFunction, StateReader } from "./state.js";
export { LIBRARY_VERSION } from "./version.js";

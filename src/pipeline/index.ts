/** Pipelines and the stages made of other stages. */
export { ColumnTransformer, type ColumnTransformerOptions } from "./column-transformer.js";
export { ColumnTransformerModel } from "./column-transformer-model.js";
export { toHtml } from "./diagram.js";
export { FeatureUnion } from "./feature-union.js";
export { FeatureUnionModel } from "./feature-union-model.js";
export { FunctionTransformer, type FunctionTransformerOptions } from "./function-transformer.js";
export { FunctionTransformerModel } from "./function-transformer-model.js";
export type { Lineage } from "./lineage.js";
export { paramsOf } from "./parts.js";
export { type AnyPipeline, Pipeline } from "./pipeline.js";
export { PipelineClassifier, type PipelineModel, PipelineRegressor, PipelineTransformer } from "./pipeline-model.js";
export { createRecipeReader, type RecipeKind, type RecipeOptions } from "./recipe.js";
export type { ColumnSelector } from "./selector.js";
export { type TargetFunctions, TransformedTargetRegressor } from "./transformed-target.js";
export { TransformedTargetModel } from "./transformed-target-model.js";

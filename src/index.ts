/**
 * Machine-learning pipelines for TypeScript: types that know the data, artifacts that are only data, scikit-learn's names and
 * numbers.
 *
 * @packageDocumentation
 */
import { createLoader } from "./artifact/loader.js";
import { estimators, modelKinds } from "./catalog.js";
import { createRecipeReader } from "./pipeline/recipe.js";

export * from "./artifact/index.js";
export * from "./base/index.js";
export * from "./core/index.js";
export * from "./data/index.js";
export * from "./dummy/index.js";
export * from "./interop/index.js";
export * from "./linear/index.js";
export * from "./meta/index.js";
export * from "./metrics/index.js";
export * from "./pipeline/index.js";
export * from "./preprocess/index.js";
export * from "./quality/index.js";
export * from "./sampling/index.js";
export * from "./text/index.js";
export * from "./tree/index.js";

const loader = createLoader(modelKinds);

/**
 * Loads the model under a key, of the library's kinds or those passed in `kinds`. With `as` (a recipe, a pipeline, or the class of a
 * model) it has to be that, and is typed so.
 *
 * @throws ArtifactError for a file that is damaged or not what was asked for; `StoreError`; `PipelineError` `KIND_UNKNOWN`, `FUNCTION_UNKNOWN`.
 * @example
 * ```ts
 * import { MemoryStore, Ridge, load, save } from "@org/mlkit";
 *
 * const store = new MemoryStore();
 * await save(await new Ridge({ alpha: 2 }).fit([[0], [1], [2]], [1, 3, 5]), store, "prices/v1");
 * const model = await load(store, "prices/v1", { as: new Ridge() });
 * [...model.coef]; // => [1]
 * ```
 */
export const load = loader.load;

/**
 * Builds a model from the bytes of an artifact, as {@link load} does.
 *
 * @throws ArtifactError, PipelineError as `load`.
 * @example
 * ```ts
 * import { LinearRegressorModel, Ridge, deserialize, serialize } from "@org/mlkit";
 *
 * const bytes = serialize(await new Ridge().fit([[1], [2]], [2, 4]));
 * const model = await deserialize(bytes, { as: LinearRegressorModel });
 * model.coef.length; // => 1
 * await deserialize(bytes.slice(0, 100)); // throws ARTIFACT_TRUNCATED
 * ```
 */
export const deserialize = loader.deserialize;

/**
 * Reads recipes of the library's kinds, and of those passed in `kinds`, from the JSON that `toJSON` gives. Nothing in the JSON can run:
 * the list of kinds is closed, and functions are those passed in `functions`.
 *
 * @throws PipelineError `KIND_UNKNOWN`, `RECIPE_INVALID`, `FUNCTION_UNKNOWN`; ParameterError `PARAM_UNKNOWN`, `PARAM_INVALID`.
 * @example
 * ```ts
 * import { recipeFromJson } from "@org/mlkit";
 *
 * const recipe = recipeFromJson({ kind: "Pipeline", stages: [{ name: "model", stage: { kind: "Ridge", params: { alpha: 2 } } }] });
 * recipe.toString(); // => "Pipeline\n└─ model: Ridge({ alpha: 2 })"
 * recipeFromJson({ kind: "constructor" }); // throws KIND_UNKNOWN
 * ```
 */
export const recipeFromJson = createRecipeReader(estimators);

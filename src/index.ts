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
export * from "./linear/index.js";
export * from "./metrics/index.js";
export * from "./pipeline/index.js";
export * from "./preprocess/index.js";
export * from "./tree/index.js";

/** Loads models of the library's kinds, and of those passed in `kinds`. */
export const { deserialize, load } = createLoader(modelKinds);

/** Reads recipes of the library's kinds, and of those passed in `kinds`, from the JSON that `toJSON` gives. */
export const recipeFromJson = createRecipeReader(estimators);

import { type Fit, replace, set } from "../broken.js";
import { plain } from "../specs.js";
import { attempt, breaking, type Case } from "./case.js";

export const parameters: readonly Case[] = [
  breaking("is made without options, each parameter with a value that fits", "which its declaration refuses", plain, {
    recipe: (recipe) => set(recipe, "params", { ...recipe.params, offset: "none" }),
  }),
  breaking("refuses a value that does not fit its parameter with PARAM_INVALID", "is taken", plain, {
    make: (make) => (options) => attempt(() => make(options)) ?? make(),
  }),
  breaking(
    "refuses a parameter that is not declared with PARAM_UNKNOWN",
    "the option noSuchParameter is taken",
    plain,
    {
      make: (make) => (options) => attempt(() => make(options)) ?? make(),
    },
  ),
  breaking("freezes its parameters", "params is not frozen", plain, {
    recipe: (recipe) => set(recipe, "params", { ...recipe.params }),
  }),
  breaking("leaves its parameters as they are when it learns", "learning changed the recipe", plain, {
    recipe: (recipe) =>
      replace(
        recipe,
        "fit",
        (learn: Fit): Fit =>
          (...args) => {
            set(recipe, "params", { ...recipe.params, offset: 1 });
            return learn(...args);
          },
      ),
  }),
  breaking("is the same recipe after JSON", "has the kind", plain, {
    recipe: (recipe) => set(recipe, "toJSON", () => ({ kind: "test/Other" })),
  }),
  breaking("carries every kind of value of its parameters through JSON", "after JSON, offset is 0", plain, {
    recipe: (recipe) => set(recipe, "toJSON", () => ({ kind: recipe.kind, params: {} })),
  }),
  breaking("withParams gives another recipe and leaves the first as it was", "gives the same object", plain, {
    recipe: (recipe) => set(recipe, "withParams", () => recipe),
  }),
];

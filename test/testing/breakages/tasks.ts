import type { Label, Model } from "../../../src/core/contracts.js";
import { readFrame, readMatrix, type Table } from "../../../src/data/input.js";
import { DenseMatrix } from "../../../src/data/matrix.js";
import { replace, set } from "../broken.js";
import { codes, groups, line, plain } from "../specs.js";
import { breaking, type Case, changed, type Predict, rows, type Transform, without } from "./case.js";

export const classifiers: readonly Case[] = [
  breaking("learns labels that are strings, numbers or booleans alike", "the classes are", groups, {
    fit: (learn) => (x, y, options) => learn(x, typeof y === "object" ? [...y].map(String) : y, options),
  }),
  breaking("learns the labels __proto__ and constructor like others", "learned from the labels", groups, {
    model: (model) => {
      const byName: Record<string, Label> = {};
      if ("classes" in model && Array.isArray(model.classes))
        for (const label of model.classes) byName[String(label)] = label;
      replace(
        model,
        "predict",
        (old: Predict): Predict =>
          (x) =>
            Array.from(old(x), (label) => byName[String(label)] ?? label),
      );
    },
  }),
  breaking("refuses a single class with TARGET_ONE_CLASS", 'nothing but "ash" is taken', groups, {
    fit: (learn) => (x, y, options) =>
      learn(x, typeof y === "object" && new Set(y).size === 1 ? [...y].map((_, row) => row % 2) : y, options),
  }),
  breaking("refuses labels of several types with TARGET_INVALID", "a target of strings and numbers is taken", groups, {
    fit: (learn) => (x, y, options) => learn(x, typeof y === "object" ? [...y].map(String) : y, options),
  }),
  breaking("has its classes sorted, in whatever order they come", "the classes are", groups, {
    model: (model) =>
      "classes" in model && Array.isArray(model.classes) && set(model, "classes", model.classes.toReversed()),
  }),
  breaking("gives probabilities from 0 to 1 that sum to 1", "sum to 0.5", groups, {
    model: (model) =>
      replace(
        model,
        "predictProba",
        (old: Transform): Transform =>
          (x) =>
            changed(old(x), (value) => value / 2),
      ),
  }),
  breaking("predicts the most probable class", "though another class has", groups, {
    model: (model) =>
      replace(
        model,
        "predict",
        (old: Predict): Predict =>
          (x) =>
            Array.from(old(x), () => "ash"),
      ),
  }),
  breaking("weighs classes as it weighs their rows", "learned with classWeight", groups, {
    make: (make) => (options) => make(without(options, "classWeight")),
  }),
];

export const regressors: readonly Case[] = [
  breaking("learns whole numbers, in typed arrays too", "learned from a Int32Array", line, {
    fit: (learn) => (x, y, options) => learn(x, y instanceof Int32Array ? y.toReversed() : y, options),
  }),
  breaking("predicts finite numbers", "not finite", line, {
    model: (model) =>
      replace(
        model,
        "predict",
        (old: Predict): Predict =>
          (x) =>
            Float64Array.from(old(x), Number).fill(Number.NaN, 0, 1),
      ),
  }),
  breaking("predicts a constant target as it is", "is predicted as", line, {
    model: (model) =>
      replace(
        model,
        "predict",
        (old: Predict): Predict =>
          (x) =>
            Float64Array.from(old(x), (value) => 2 * Number(value)),
      ),
  }),
];

export const transformers: readonly Case[] = [
  breaking("fitTransform gives what fit and then transform give", "fitTransform", plain, {
    recipe: (recipe) =>
      replace(recipe, "fitTransform", (old: (x: Table) => Promise<unknown>) => (x) => old(x.take([0, 1]))),
  }),
  breaking("names each column that it gives, without repeats", "has repeats", plain, {
    model: (model) => set(model, "outputNames", ["width", "width", "depth", "weight"]),
  }),
  breaking("names each column that it gives, without repeats", "the columns are", plain, {
    model: (model) =>
      replace(
        model,
        "transform",
        (old: Transform): Transform =>
          (x) => {
            const { values, rows, cols } = readMatrix(old(x)).toDense();
            return new DenseMatrix(values, rows, cols, { names: ["a", "b", "c", "d"] });
          },
      ),
  }),
  breaking("gives one row for each row", "48 rows give 47", plain, {
    model: (model) =>
      replace(
        model,
        "transform",
        (old: Transform): Transform =>
          (x) =>
            old(x).take(Array.from({ length: Math.max(0, rows(x) - 1) }, (_, at) => at)),
      ),
  }),
  breaking("takes a category that was not there at the fit, or refuses it with a code", "no MlkitError", codes, {
    model: throwsPlainly,
  }),
  breaking(
    "takes a missing category that was not there at the fit, or refuses it with a code",
    "no MlkitError",
    codes,
    {
      model: (model) =>
        replace(
          model,
          "transform",
          (old: Transform): Transform =>
            (x) => {
              if (readFrame(x).columnOf("city").missingCount > 0) throw new TypeError("null has no length");
              return old(x);
            },
        ),
    },
  ),
];

/** Lets the model's refusals lose their codes. */
function throwsPlainly(model: Model): void {
  replace(
    model,
    "transform",
    (old: Transform): Transform =>
      (x) => {
        try {
          return old(x);
        } catch {
          throw new TypeError("undefined is no code");
        }
      },
  );
}

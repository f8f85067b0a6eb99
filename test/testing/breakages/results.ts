import type { Model } from "../../../src/core/contracts.js";
import type { Table, TableInput } from "../../../src/data/input.js";
import { Matrix } from "../../../src/data/matrix.js";
import { type Fit, replace, set } from "../broken.js";
import { line, plain } from "../specs.js";
import { breaking, type Case, changed, rows, type Transform, without } from "./case.js";

let count = 0;

let current: TableInput<object> = [[1]];

export const invariance: readonly Case[] = [
  breaking("learns the same bytes twice", "stored as other bytes", plain, {
    model: (model) => addToState(model, { count: ++count }),
  }),
  breaking("another recipe of the same parameters learns the same bytes", "stored as other bytes", plain, {
    recipe: (recipe) => {
      const id = ++count;
      replace(
        recipe,
        "fit",
        (learn: Fit): Fit =>
          async (...args) =>
            addToState(await learn(...args), { id }),
      );
    },
  }),
  breaking("answers all rows at once as one by one", "asked row by row", plain, {
    model: (model) =>
      replace(
        model,
        "transform",
        (old: Transform): Transform =>
          (x) =>
            changed(old(x), (value, _) => value + rows(x)),
      ),
  }),
  breaking("answers a row the same wherever it stands", "asked in reverse", plain, {
    model: (model) =>
      replace(
        model,
        "transform",
        (old: Transform): Transform =>
          (x) =>
            changed(old(x), (value, at) => value + at),
      ),
  }),
  breaking("answers the same inside a pipeline as alone", "asked inside a pipeline", plain, {
    recipe: (recipe) =>
      replace(recipe, "fitTransform", (old: (x: Table) => Promise<unknown>) => (x) => old(x.take([0, 1]))),
  }),
  breaking("learns the same bytes on 0, 1, 2 and 3 threads", "learned on 0 threads", plain, {
    fit: (learn) => async (x, y, options) => {
      const model = await learn(x, y, options);
      return options?.threads === undefined ? model : addToState(model, { threads: options.threads });
    },
  }),
  breaking("answers beside other work as at once", "asked on any threads", plain, {
    model: (model) =>
      replace(model, "transformAsync", () => async (x: TableInput<object>) => {
        const transform: Transform = Reflect.get(model, "transform");
        return changed(Reflect.apply(transform, model, [x]), (value) => value + 1);
      }),
  }),
  breaking("learns and answers the same while others do", "learned beside others", plain, {
    fit:
      (learn) =>
      async (x, ...rest) => {
        current = x;
        await Promise.resolve();
        return learn(current, ...rest);
      },
  }),
  breaking("is left as it was when what it gave is written to", "after what it gave was written to", plain, {
    model: (model) => {
      const given = new Map<number, Table>();
      replace(
        model,
        "transform",
        (old: Transform): Transform =>
          (x) => {
            const kept = given.get(rows(x)) ?? old(x);
            given.set(rows(x), kept);
            // The comparison is with a copy, which the kept output is not.
            return kept;
          },
      );
    },
  }),
  breaking(
    "is left as it was when its training rows are written to",
    "after its training rows were written to",
    plain,
    {
      recipe: (recipe) =>
        replace(
          recipe,
          "fit",
          (learn: Fit): Fit =>
            async (x, ...rest) => {
              const model = await learn(x, ...rest);
              const first = () => (x instanceof Matrix ? (x.values[0] ?? 0) : 0);
              replace(
                model,
                "transform",
                (old: Transform): Transform =>
                  (asked) =>
                    changed(old(asked), (value) => value + first()),
              );
              return model;
            },
        ),
    },
  ),
];

/** Adds to what a model stores. */
function addToState(model: Model, more: object): Model {
  replace(model, "toState", (old: () => object) => () => ({ ...old(), ...more }));
  return model;
}

export const oneRow: readonly Case[] = [
  breaking("answers one row by its compiled path as in a batch", "asked by the one-row path", plain, {
    model: (model) =>
      set(model, "rowTransform", () => (cells: ArrayLike<number>, out: number[], at: number) => {
        for (let i = 0; i < cells.length; i++) out[at + i] = cells[i] ?? 0;
      }),
  }),
  breaking("answers one row by its compiled path as in a batch", "writes outside its places", plain, {
    model: (model) =>
      replace(model, "rowTransform", (old: () => (cells: unknown, out: number[], at: number) => void) => () => {
        const transform = old();
        return (cells, out, at) => {
          transform(cells, out, at);
          out[0] = 0;
        };
      }),
  }),
  breaking("answers one row object inside a pipeline as in a batch", "asked with predictOne", line, {
    model: (model) =>
      replace(model, "rowValue", (old: () => (x: Float64Array) => number) => () => (x) => old()(x) + 1e-9),
  }),
];

export const weights: readonly Case[] = [
  breaking(
    "refuses weights that are not one finite number ≥ 0 a row with WEIGHT_INVALID",
    "a weight too few is taken",
    line,
    {
      fit: (learn) => (x, y, options) => learn(x, y, without(options, "sampleWeight")),
    },
  ),
  breaking("learns the same with weights of 1 as without weights", "learned with weights of 1", line, {
    fit: (learn) => (x, y, options) =>
      learn(
        x,
        y,
        reweighed(options, (weight, row) => weight + row),
      ),
  }),
  breaking("learns the same from a row of weight k as from the row k times", "learned with weights 1 to 4", line, {
    fit: (learn) => (x, y, options) =>
      learn(
        x,
        y,
        reweighed(options, (weight) => Math.sqrt(weight)),
      ),
  }),
  breaking("learns the same with a row of weight 0 as without the row", "learned with weights of 0", line, {
    fit: (learn) => (x, y, options) =>
      learn(
        x,
        y,
        reweighed(options, (weight) => Math.max(weight, 0.5)),
      ),
  }),
  breaking(
    "refuses weights with NOT_SUPPORTED where its trait does not allow them",
    "the option sampleWeight is taken",
    plain,
    {
      fit: (learn) => (x, y, options) => learn(x, y, without(options, "sampleWeight")),
    },
  ),
];

function reweighed(
  options: Parameters<Fit>[2],
  change: (weight: number, row: number) => number,
): Parameters<Fit>[2] & object {
  if (options?.sampleWeight === undefined) return options ?? {};
  return { ...options, sampleWeight: [...options.sampleWeight].map((weight, row) => change(weight ?? 0, row)) };
}

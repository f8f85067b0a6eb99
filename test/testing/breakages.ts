/** For each check of the suite an estimator that breaks what it checks, and a piece of what the check then says. */
import { DefinedTransformerModel } from "../../src/base/defined-models.js";
import type { Label, Model } from "../../src/core/contracts.js";
import type { Traits } from "../../src/core/estimator.js";
import type { StateReader } from "../../src/core/state.js";
import { Frame } from "../../src/data/frame.js";
import { readFrame, readMatrix, type Table, type TableInput } from "../../src/data/input.js";
import { CsrMatrix, DenseMatrix, Matrix } from "../../src/data/matrix.js";
import type { EstimatorSpec } from "../../src/testing/index.js";
import { type Breakage, broken, type Fit, replace, set } from "./broken.js";
import { centring, type ParseCentre } from "./sound.js";
import { able, codes, continuing, groups, line, plain, twice } from "./specs.js";

/** One broken estimator: the check that catches it, and what it says. */
export type Case = readonly [check: string, says: string, spec: EstimatorSpec];

type Transform = (x: TableInput<object>) => Table;
type Predict = (x: TableInput<object>) => ArrayLike<Label>;

function breaking(check: string, says: string, base: EstimatorSpec, breakage: Breakage): Case {
  return [check, says, broken(base, breakage)];
}

/** A matrix with each value changed. */
function changed(table: Table, change: (value: number, at: number) => number): DenseMatrix {
  const dense = readMatrix(table).toDense();
  return new DenseMatrix(dense.values.map(change), dense.rows, dense.cols, { names: dense.names });
}

const isEmpty = (x: TableInput<object>): boolean => x instanceof Matrix && (x.rows === 0 || x.cols === 0);
const parameters: readonly Case[] = [
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

function attempt<T>(run: () => T): T | undefined {
  try {
    return run();
  } catch {
    return undefined;
  }
}

const input: readonly Case[] = [
  breaking(
    "reads frozen rows and shared memory, and writes to nothing that it is given",
    "a matrix in shared memory was written to",
    plain,
    {
      fit:
        (learn) =>
        async (x, ...rest) => {
          const model = await learn(x, ...rest);
          if (x instanceof DenseMatrix) x.values.fill(0);
          return model;
        },
    },
  ),
  breaking(
    "learns the same from a frame, row objects, a matrix and lists of numbers",
    "learned from row objects",
    plain,
    {
      fit:
        (learn) =>
        (x, ...rest) =>
          learn(Array.isArray(x) ? x.slice(1) : x, ...rest),
    },
  ),
  breaking("refuses a table without rows or columns with DATA_EMPTY", "a table without rows is taken", plain, {
    fit:
      (learn) =>
      (x, ...rest) =>
        learn(isEmpty(x) ? [[1]] : x, ...rest),
  }),
  breaking("learns from one row, or refuses it with a code", "no MlkitError", plain, {
    fit:
      (learn) =>
      (x, ...rest) =>
        x instanceof Matrix && x.rows === 1 ? Promise.reject(new TypeError("one row")) : learn(x, ...rest),
  }),
  breaking("learns from one column, or refuses it with a code", "no MlkitError", plain, {
    fit:
      (learn) =>
      (x, ...rest) =>
        x instanceof Matrix && x.cols === 1 ? Promise.reject(new TypeError("one column")) : learn(x, ...rest),
  }),
  breaking("gives no answers for no rows", "no rows give 1 answers", plain, {
    model: (model) =>
      replace(
        model,
        "transform",
        (old: Transform): Transform =>
          (x) =>
            isEmpty(x) ? old([[1, 2, 3, 4]]) : old(x),
      ),
  }),
  breaking(
    "reads missing values where its trait says so, and refuses them otherwise",
    "learning with a missing value in 'width' fails",
    able,
    {
      fit:
        (learn) =>
        (x, ...rest) =>
          x instanceof Matrix && x.values.some(Number.isNaN) ? Promise.reject(new Error("NaN")) : learn(x, ...rest),
    },
  ),
  breaking(
    "reads missing values where its trait says so, and refuses them otherwise",
    "learning with a missing value in 'width' is taken",
    plain,
    {
      fit:
        (learn) =>
        (x, ...rest) =>
          learn(x instanceof Matrix ? changed(x, (value) => (Number.isNaN(value) ? 0 : value)) : x, ...rest),
    },
  ),
  breaking("refuses infinite numbers with DATA_NOT_FINITE", "learning with Infinity in 'width' is taken", plain, {
    fit:
      (learn) =>
      (x, ...rest) =>
        learn(x instanceof Matrix ? changed(x, (value) => (Number.isFinite(value) ? value : 0)) : x, ...rest),
  }),
  breaking("refuses a column of strings where it reads numbers", "learning from a column of strings is taken", plain, {
    fit:
      (learn) =>
      (x, ...rest) =>
        learn(x instanceof Frame ? numericColumns(x) : x, ...rest),
  }),
  breaking("refuses a matrix with other columns than at the fit", "asking with a column less is taken", plain, {
    model: (model) =>
      replace(
        model,
        "transform",
        (old: Transform): Transform =>
          (x) =>
            attempt(() => old(x)) ?? readMatrix(x),
      ),
  }),
  breaking(
    "finds its columns in a frame by name, and names one that is missing",
    "asked with the columns in another order",
    plain,
    {
      model: (model) =>
        replace(
          model,
          "transform",
          (old: Transform): Transform =>
            (x) =>
              x instanceof Frame ? old(byPosition(x)) : old(x),
        ),
    },
  ),
  breaking("takes any name for a column", "learning from columns with strange names fails", plain, {
    fit:
      (learn) =>
      (x, ...rest) =>
        x instanceof Frame &&
        "constructor" in Object.fromEntries(x.columns.map((name) => [name, 1])) &&
        x.schema.has("__proto__")
          ? Promise.reject(new TypeError("not a column"))
          : learn(x, ...rest),
  }),
  breaking(
    "learns the same from sparse rows as from dense ones where its trait says so",
    "learned from sparse rows",
    able,
    {
      fit:
        (learn) =>
        (x, ...rest) =>
          learn(x instanceof CsrMatrix ? x.take([0, 1, 2]) : x, ...rest),
    },
  ),
  breaking(
    "refuses sparse rows with DATA_SPARSE where its trait does not allow them",
    "learning from sparse rows is taken",
    plain,
    {
      fit:
        (learn) =>
        (x, ...rest) =>
          learn(x instanceof Matrix ? x.toDense() : x, ...rest),
    },
  ),
];

function numericColumns(x: Frame): Frame {
  return x.select(...x.columns.filter((name) => x.columnOf(name).type === "number"));
}

function byPosition(x: Frame): DenseMatrix {
  const { values, rows, cols } = readMatrix(x).toDense();
  return new DenseMatrix(values, rows, cols);
}

const target: readonly Case[] = [
  breaking("refuses to learn without a target with TARGET_MISSING", "learning without a target is taken", line, {
    fit: (learn) => (x, y, options) => learn(x, y ?? new Float64Array(rows(x)), options),
  }),
  breaking("refuses a target of another length with TARGET_LENGTH", "a target one value short is taken", line, {
    fit: (learn) => (x, y, options) => learn(x, typeof y === "object" ? [...y, 0].slice(0, rows(x)) : y, options),
  }),
  breaking("refuses a target with a missing value or ∞ with TARGET_INVALID", "a target with null is taken", line, {
    fit: (learn) => (x, y, options) => learn(x, typeof y === "object" ? [...y].map((value) => value ?? 0) : y, options),
  }),
  breaking("learns the same from a target column as from its values", "learned from a target column", line, {
    fit: (learn) => (x, y, options) => {
      if (!(x instanceof Frame) || typeof y !== "string") return learn(x, y, options);
      const table: Frame = x;
      return learn(table.drop(y), table.columnOf(y).toArray().toReversed(), options);
    },
  }),
];

function rows(x: TableInput<object>): number {
  return readFrame(x).numRows;
}

let count = 0;
let current: TableInput<object> = [[1]];

const invariance: readonly Case[] = [
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

const oneRow: readonly Case[] = [
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

const weights: readonly Case[] = [
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

function without(options: Parameters<Fit>[2], name: string): Parameters<Fit>[2] & object {
  return Object.fromEntries(Object.entries(options ?? {}).filter(([key]) => key !== name));
}

function reweighed(
  options: Parameters<Fit>[2],
  change: (weight: number, row: number) => number,
): Parameters<Fit>[2] & object {
  if (options?.sampleWeight === undefined) return options ?? {};
  return { ...options, sampleWeight: [...options.sampleWeight].map((weight, row) => change(weight ?? 0, row)) };
}

const classifiers: readonly Case[] = [
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

const regressors: readonly Case[] = [
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

const transformers: readonly Case[] = [
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

type Resample = (...args: unknown[]) => Promise<{ x: Table; y: Label[] }>;

const samplers: readonly Case[] = [
  breaking("gives the same rows twice", "resampled twice", twice, {
    recipe: (recipe) =>
      replace(
        recipe,
        "fitResample",
        (old: Resample): Resample =>
          async (...args) => {
            const { x, y } = await old(...args);
            return { x: changed(x, (value) => value + ++count), y };
          },
      ),
  }),
  breaking("gives a target for each row, of the columns that it was given", "come with 95 targets", twice, {
    recipe: (recipe) =>
      replace(
        recipe,
        "fitResample",
        (old: Resample): Resample =>
          async (...args) => {
            const { x, y } = await old(...args);
            return { x, y: y.slice(1) };
          },
      ),
  }),
];

/** A transformer that reads its stored state so, or learns more than it should. */
function centre(traits: Traits, parse?: ParseCentre, learned?: (x: Matrix) => object): EstimatorSpec {
  const Centre = centring(traits, parse, learned);
  return { make: (options) => new Centre(options) };
}

const persistence: readonly Case[] = [
  breaking("declares the kinds of the models that it gives", "declaration.models has", plain, {
    model: (model) => set(model, "kind", "test/Other"),
  }),
  breaking("declares the kinds of the models that it gives", "the model has version 2, its kind 1", plain, {
    model: (model) => set(model, "version", 2),
  }),
  ...[
    "answers the same after it was stored and loaded",
    "answers the same after it was stored and loaded inside a pipeline",
  ].map((check) => breaking(check, "asked after loading", plain, { model: roundsState })),
  [
    "refuses a stored state that lacks a part",
    "a state without 'state.mean' is taken",
    centre(
      {},
      lenient((state) => !state.has("mean")),
    ),
  ],
  [
    "refuses a stored state with a part of another type",
    "as 'state.mean' is taken",
    centre(
      {},
      lenient((state) => typeof state.raw("mean") === "number"),
    ),
  ],
  [
    "meets a stored array that is cut short with a code, or answers in numbers",
    "gives NaN for row 0",
    centre({}, (state) => ({ width: state.number("width"), mean: state.float64("mean") })),
  ],
  ["stores no training row", "holds 4 values of training row 0", centre({}, undefined, (x) => ({ rows: x.values }))],
  [
    "stores no training row inside a pipeline",
    "holds 4 values of training row 0",
    centre({}, undefined, (x) => ({ rows: x.values })),
  ],
  [
    "stores nothing for each training row",
    "the same rows 8 times",
    centre({}, undefined, (x) => ({ used: new Uint8Array(x.rows) })),
  ],
];

/** Takes four zeros for means that `absent` says are not there, and is careful otherwise. */
function lenient(absent: (state: StateReader) => boolean): ParseCentre {
  return (state) => {
    const width = state.number("width", { integer: true, min: 1 });
    return {
      width,
      mean: absent(state) ? new Float64Array(width) : state.float64("mean", { length: width, finite: true }),
    };
  };
}

/** Stores single precision for double. */
function roundsState(model: Model): void {
  if (!(model instanceof DefinedTransformerModel)) throw new Error("another model than expected");
  const { inputNames, state } = model;
  const mean: unknown = Reflect.get(state, "mean");
  if (mean instanceof Float64Array)
    set(model, "toState", () => ({ inputNames, state: { ...state, mean: mean.map(Math.fround) } }));
}

const work: readonly Case[] = [
  breaking("does not begin when its signal has fired", "is taken", plain, {
    fit: (learn) => (x, y, options) => learn(x, y, without(options, "signal")),
  }),
  breaking("ends with ABORTED when its signal fires, and leaves nothing behind", "is taken", plain, {
    fit: (learn) => (x, y, options) => learn(x, y, without(options, "signal")),
  }),
  breaking("says how far it is, from 0 to all", "an event says 49 of 48", plain, {
    fit: (learn) => (x, y, options) =>
      learn(x, y, { ...options, onProgress: (event) => options?.onProgress?.({ ...event, done: event.total + 1 }) }),
  }),
  breaking(
    "refuses a model to go on from with NOT_SUPPORTED where its trait does not allow it",
    "the option from is taken",
    plain,
    {
      fit: (learn) => (x, y, options) => learn(x, y, without(options, "from")),
    },
  ),
  breaking(
    "goes on from a model of its own, and refuses any other",
    "going on from a model of another kind is taken",
    continuing,
    {
      fit: (learn) => (x, y, options) => learn(x, y, without(options, "from")),
    },
  ),
  breaking(
    "refuses a validation set with NOT_SUPPORTED where its trait does not allow it",
    "the option validation is taken",
    groups,
    {
      fit: (learn) => (x, y, options) => learn(x, y, without(options, "validation")),
    },
  ),
];

export const cases: readonly Case[] = [
  ...parameters,
  ...input,
  ...target,
  ...invariance,
  ...oneRow,
  ...weights,
  ...classifiers,
  ...regressors,
  ...transformers,
  ...samplers,
  ...persistence,
  ...work,
];

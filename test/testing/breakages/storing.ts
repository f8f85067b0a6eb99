/** Models that store too little or too much, and work that does not end when it should. */
import { DefinedTransformerModel } from "../../../src/base/defined-models.js";
import type { Model } from "../../../src/core/contracts.js";
import type { Traits } from "../../../src/core/estimator.js";
import type { StateReader } from "../../../src/core/state.js";
import type { Matrix } from "../../../src/data/matrix.js";
import type { EstimatorSpec } from "../../../src/testing/index.js";
import { set } from "../broken.js";
import { centring, type ParseCentre } from "../sound.js";
import { continuing, groups, plain } from "../specs.js";
import { breaking, type Case, without } from "./case.js";

/** A transformer that reads its stored state so, or learns more than it should. */
function centre(traits: Traits, parse?: ParseCentre, learned?: (x: Matrix) => object): EstimatorSpec {
  const Centre = centring(traits, parse, learned);
  return { make: (options) => new Centre(options) };
}

export const persistence: readonly Case[] = [
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
      lenient((state) => state.raw("mean") === undefined),
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

export const work: readonly Case[] = [
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

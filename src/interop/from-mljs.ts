/**
 * Estimators from classes in the manner of ml.js: `train`, `predict` and `toJSON` on the instance, `load` on the class.
 *
 * What is stored is the text that `toJSON` gives. A model predicts through what `load` makes of that text from the start, so that
 * it predicts the same before and after it is stored, whatever the text leaves out.
 */
import {
  type DefinedClassifier,
  type DefinedEstimator,
  type DefinedRegressor,
  defineEstimator,
} from "../base/define.js";
import type { DefinedClassifierModel, DefinedRegressorModel } from "../base/defined-models.js";
import type { LearnContext } from "../base/definition.js";
import type { Label } from "../core/contracts.js";
import { DataError, show } from "../core/errors.js";
import type { Params } from "../core/params.js";
import type { StateReader } from "../core/state.js";
import type { Matrix } from "../data/matrix.js";
import { cannotLearn } from "./packages.js";

/** An instance of a class in the manner of ml.js. */
export interface MljsInstance {
  /** Learns from rows of numbers and one number a row: the target, or the position of the class. */
  train(x: number[][], y: number[]): unknown;
  /** One number a row. */
  predict(x: number[][]): unknown;
  /** What was learned, as `load` takes it, of what JSON can hold. */
  toJSON(): unknown;
}

/** A class in the manner of ml.js. */
export interface MljsClass {
  /** Takes its options as one object. */
  new (options: never): MljsInstance;
  /** Makes an instance of what `toJSON` gave. */
  load(json: never): Pick<MljsInstance, "predict">;
}

/** What `fromMljs` is told. */
export interface MljsDefinition<Options extends object> {
  /** A name with a namespace, such as `"acme/NaiveBayes"`. */
  readonly kind: string;
  /** Whether it predicts numbers or classes. */
  readonly task: "regress" | "classify";
  /** The class. */
  readonly module: MljsClass;
  /** The options that its constructor takes, each declared; see `number`, `integer`, `boolean`, `choice`. Default: none. */
  readonly params?: Params<Options>;
}

/** What the model of such an estimator stores. */
export interface MljsState {
  /** What `toJSON` gave, as text. */
  readonly json: string;
  /** The number of classes; 0 for a regressor. */
  readonly classes: number;
}

/** A regressor from a class in the manner of ml.js. */
export type MljsRegressor<Options extends object> = DefinedEstimator<
  Options,
  DefinedRegressor<Options, MljsState>,
  DefinedRegressorModel<MljsState>
>;

/** A classifier from a class in the manner of ml.js. */
export type MljsClassifier<Options extends object> = DefinedEstimator<
  Options,
  DefinedClassifier<Options, MljsState>,
  DefinedClassifierModel<Label, MljsState>
>;

/**
 * Makes an estimator of a class in the manner of ml.js. It is fitted, put into pipelines and stored like any other; to load its
 * models, pass it in `kinds`. Nothing in an artifact names the class: it is the one given here.
 *
 * A classifier is trained on the positions 0, 1, … of the classes and has to predict such; the class that it predicts has the
 * probability 1. Learning is as deterministic as the class is: many in ml.js draw from Math.random unless they are given a seed.
 *
 * @throws ParameterError `PARAM_INVALID` for a kind without a namespace.
 * @example
 * ```ts
 * import { deserialize, fromMljs, serialize } from "@org/mlkit";
 *
 * class Nearest {
 *   x: number[][] = [];
 *   y: number[] = [];
 *   train(x: number[][], y: number[]) {
 *     this.x = x;
 *     this.y = y;
 *   }
 *   predict(rows: number[][]) {
 *     return rows.map(([a = 0]) => {
 *       const gaps = this.x.map(([b = 0]) => Math.abs(a - b));
 *       return this.y[gaps.indexOf(Math.min(...gaps))] ?? 0;
 *     });
 *   }
 *   toJSON() {
 *     return { x: this.x, y: this.y };
 *   }
 *   static load(json: { x: number[][]; y: number[] }) {
 *     return Object.assign(new Nearest(), json);
 *   }
 * }
 *
 * const NearestClassifier = fromMljs({ kind: "acme/Nearest", task: "classify", module: Nearest });
 * const model = await new NearestClassifier().fit([[1], [9]], ["low", "high"]);
 * const again = await deserialize(serialize(model), { kinds: [NearestClassifier], as: NearestClassifier });
 * again.predict([[2], [7]]); // => ["low", "high"]
 * ```
 */
export function fromMljs<Options extends object = Record<never, never>>(
  definition: MljsDefinition<Options> & { readonly task: "regress" },
): MljsRegressor<Options>;
export function fromMljs<Options extends object = Record<never, never>>(
  definition: MljsDefinition<Options> & { readonly task: "classify" },
): MljsClassifier<Options>;
export function fromMljs<Options extends object>({
  kind,
  task,
  module,
  params,
}: MljsDefinition<Options>): MljsRegressor<Options> | MljsClassifier<Options> {
  const loaded = new Loaded(kind, module);
  const shared = {
    kind,
    // Without declarations there are no options, and `Options` is the empty object.
    params: params ?? ({} as Params<Options>),
    parse: (state: StateReader, { classes }: { readonly classes: readonly Label[] }) =>
      loaded.parse(state, classes.length),
  };
  if (task === "regress") {
    return defineEstimator<Options, MljsState>({
      ...shared,
      task,
      learn: (x, y, context) => loaded.learn(x, y, 0, context),
      predict: (state, x) => loaded.predict(state, x),
    });
  }
  return defineEstimator<Options, MljsState>({
    ...shared,
    task,
    learn: (x, { codes, classes }, context) => loaded.learn(x, codes, classes.length, context),
    predictProba: (state, x) => oneHot(kind, loaded.predict(state, x), state.classes),
  });
}

/** The class, and the instances that it made of stored states. */
class Loaded {
  readonly #kind: string;
  readonly #module: MljsClass;
  readonly #instances = new WeakMap<MljsState, Pick<MljsInstance, "predict">>();

  constructor(kind: string, module: MljsClass) {
    this.#kind = kind;
    this.#module = module;
  }

  async learn<Options extends object>(
    x: Matrix,
    y: ArrayLike<number>,
    classes: number,
    { params, progress }: LearnContext<Options>,
  ): Promise<MljsState> {
    await progress.tick(0, 1);
    const state = await this.#train(x, y, classes, params);
    await progress.tick(1, 1);
    return state;
  }

  async #train(x: Matrix, y: ArrayLike<number>, classes: number, params: object): Promise<MljsState> {
    try {
      // The options are those that were declared for this very constructor.
      const instance = new this.#module({ ...params } as never);
      await instance.train(rowsOf(x), Array.from(y));
      const state = { json: JSON.stringify(instance), classes };
      this.#load(state);
      return state;
    } catch (cause) {
      throw cannotLearn(this.#kind, cause instanceof Error ? cause.message : String(cause), cause);
    }
  }

  /** Reads a stored state; the class has to make an instance of it. */
  parse(reader: StateReader, classes: number): MljsState {
    const state = { json: reader.string("json"), classes: reader.number("classes", { integer: true, min: 0 }) };
    if (state.classes !== classes) reader.fail("classes", String(classes));
    try {
      this.#load(state);
    } catch {
      reader.fail("json", `text that ${this.#kind} can load`);
    }
    return state;
  }

  /** One finite number a row. */
  predict(state: MljsState, x: Matrix): Float64Array {
    if (x.rows === 0) return new Float64Array(0);
    const instance = this.#instances.get(state) ?? this.#load(state);
    const given: unknown = instance.predict(rowsOf(x));
    const numbers = isList(given) && given.length === x.rows ? Float64Array.from(given, Number) : undefined;
    const bad = numbers === undefined ? 0 : numbers.findIndex((value) => !Number.isFinite(value));
    if (numbers === undefined || bad >= 0) {
      throw badPrediction(this.#kind, isList(given) ? given[bad] : given, "one finite number a row");
    }
    return numbers;
  }

  #load(state: MljsState): Pick<MljsInstance, "predict"> {
    // What `load` takes is the class's own to say, and it gets what its own toJSON gave.
    const instance = this.#module.load(JSON.parse(state.json) as never);
    this.#instances.set(state, instance);
    return instance;
  }
}

function rowsOf(x: Matrix): number[][] {
  const { values, rows, cols } = x.toDense();
  return Array.from({ length: rows }, (_, row) => Array.from(values.subarray(row * cols, (row + 1) * cols)));
}

function isList(value: unknown): value is ArrayLike<unknown> {
  return Array.isArray(value) || (ArrayBuffer.isView(value) && "length" in value);
}

/** The probabilities of rows of which only the class is known. */
function oneHot(kind: string, codes: Float64Array, classes: number): Float64Array {
  const out = new Float64Array(codes.length * classes);
  codes.forEach((code, row) => {
    if (!Number.isInteger(code) || code < 0 || code >= classes) {
      throw badPrediction(kind, code, `the position of a class, from 0 to ${classes - 1}`);
    }
    out[row * classes + code] = 1;
  });
  return out;
}

function badPrediction(kind: string, given: unknown, expected: string): DataError {
  return new DataError("NUMERIC_FAILURE", {
    problem: `The class behind ${kind} predicted what it should not`,
    given: show(given),
    expected,
    remedy: "Mend the class, or wrap it in one whose predict gives that",
    data: { kind },
  });
}

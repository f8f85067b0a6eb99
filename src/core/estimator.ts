/**
 * The recipe: hyper-parameters and how to learn, immutable. `fit` gives a model, which is another object.
 */
import type { Task } from "./contracts.js";
import type { Params, Resolved } from "./params.js";
import { resolveParams } from "./resolve-params.js";
import type { ModelKind } from "./state.js";

/** What an estimator's inputs may be. Shared code asks these, never for a class. */
export interface Traits {
  /** Reads NaN as a missing value; otherwise missing values are refused with an error. */
  readonly missing?: boolean;
  /** Reads CSR matrices; otherwise they are refused with an error. */
  readonly sparse?: boolean;
  /** Takes `sampleWeight`. */
  readonly weights?: boolean;
  /** Can go on from a fitted model given as `from`. */
  readonly continues?: boolean;
  /** Watches a validation set, given as `validation`. */
  readonly validation?: boolean;
  /** Needs the target (transformers that learn from y). */
  readonly target?: boolean;
  /** Gives columns that do not help a coefficient of exactly 0, as an l1 penalty does. */
  readonly zeroes?: boolean;
}

/** What an estimator says of itself, once, beside its class. */
export interface Declaration<Options extends object = object> {
  /** The name of the recipe in JSON, such as `"Ridge"`; kinds from outside are namespaced, `"acme/x"`. */
  readonly kind: string;
  /** Each option with its default and its bounds. */
  readonly params: Params<Options>;
  /** What it can read and take. */
  readonly traits: Traits;
  /** The kinds of model that `fit` gives. */
  readonly models: readonly ModelKind[];
}

/** The class of an estimator: what a catalogue of kinds holds. */
export interface EstimatorClass<Options extends object = object> {
  /** What the estimator says of itself. */
  readonly declaration: Declaration<Options>;
  new (options?: Options): Estimator<Options>;
}

/** A recipe as JSON. Nested recipes stand inside it. */
export interface RecipeJson {
  /** The kind of recipe, such as `"Ridge"`. */
  readonly kind: string;
  /** The parameters that differ from their defaults. */
  readonly params?: Readonly<Record<string, unknown>>;
  readonly [key: string]: unknown;
}

/**
 * Base of every recipe. Immutable: `withParams` gives another.
 *
 * @example
 * ```ts
 * import { Ridge } from "@org/mlkit";
 *
 * const recipe = new Ridge().withParams({ alpha: 2 });
 * recipe.params; // => { alpha: 2, fitIntercept: true }
 * recipe.toJSON(); // => { kind: "Ridge", params: { alpha: 2 } }
 * String(recipe); // => "Ridge({ alpha: 2 })"
 * ```
 */
export abstract class Estimator<Options extends object = object> {
  /** What the estimator is for. */
  abstract readonly task: Task;
  /** What the estimator says of itself. */
  abstract readonly declaration: Declaration<Options>;
  /** All hyper-parameters, defaults filled in. */
  readonly params: Resolved<Options>;

  constructor(declaration: Declaration<Options>, options: Partial<Options> = {}) {
    this.params = resolveParams(declaration.kind, declaration.params, options);
  }

  /** The kind of recipe, such as `"Ridge"`. */
  get kind(): string {
    return this.declaration.kind;
  }

  /**
   * The same recipe with some parameters changed.
   *
   * @throws ParameterError `PARAM_UNKNOWN` or `PARAM_INVALID`.
   */
  withParams(changes: Partial<Options>): this {
    // Every estimator's class takes its options and nothing else; the ones that take more override this.
    const Class = this.constructor as new (options: object) => this;
    return new Class({ ...this.params, ...changes });
  }

  /** The recipe as JSON: its kind and the parameters that differ from their defaults. */
  toJSON(): RecipeJson {
    return { kind: this.kind, params: Object.fromEntries(this.#changed()) };
  }

  /** The recipe as one line of code, showing the parameters that differ from their defaults. */
  toString(): string {
    const shown = this.#changed().map(([name, value]) => `${name}: ${JSON.stringify(value)}`);
    return shown.length === 0 ? `${this.kind}()` : `${this.kind}({ ${shown.join(", ")} })`;
  }

  #changed(): [string, unknown][] {
    const declared = new Map<string, { readonly default: unknown }>(Object.entries(this.declaration.params));
    return Object.entries(this.params).filter(
      ([name, value]) => JSON.stringify(value) !== JSON.stringify(declared.get(name)?.default),
    );
  }
}

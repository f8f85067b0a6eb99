/** Ways to break an estimator in one place: the check for that place has to catch it. */
import type { FitOptions, Model } from "../../src/core/contracts.js";
import type { Estimator } from "../../src/core/estimator.js";
import type { TableInput } from "../../src/data/input.js";
import type { EstimatorSpec, GivenTarget } from "../../src/testing/index.js";

type Options = FitOptions & { readonly validation?: unknown };
/** What `fit` is, whatever the estimator. */
export type Fit = (x: TableInput<object>, y?: GivenTarget, options?: Options) => Promise<Model>;

type FitTransform = (...args: Parameters<Fit>) => Promise<{ readonly model: Model }>;

/** What is broken, each on top of what was there. */
export interface Breakage {
  readonly make?: (make: EstimatorSpec["make"]) => EstimatorSpec["make"];
  readonly fit?: (fit: Fit) => Fit;
  /** Of each model that `fit` gives. */
  readonly model?: (model: Model) => void;
  /** Of each recipe that is made. */
  readonly recipe?: (recipe: Estimator) => void;
}

/** The same estimator, broken. */
export function broken(spec: EstimatorSpec, { make, fit, model, recipe }: Breakage): EstimatorSpec {
  const change = (options?: object): Estimator => {
    const estimator = spec.make(options);
    if (fit !== undefined) replace(estimator, "fit", fit);
    if (model !== undefined) {
      replace(
        estimator,
        "fit",
        (old: Fit): Fit =>
          async (...args) => {
            const fitted = await old(...args);
            model(fitted);
            return fitted;
          },
      );
      if ("fitTransform" in estimator) replace(estimator, "fitTransform", breakingModel(model));
    }
    recipe?.(estimator);
    return estimator;
  };
  return { ...spec, make: make === undefined ? change : make(change) };
}

/** Breaks the model of a transformer that pipelines fit, which need not come from its `fit`. */
function breakingModel(breaks: (model: Model) => void): (old: FitTransform) => FitTransform {
  return (old) =>
    async (...args) => {
      const fitted = await old(...args);
      breaks(fitted.model);
      return fitted;
    };
}

/** Replaces one method of one object; the replacement is given the old one. */
export function replace<F extends (...args: never[]) => unknown>(
  target: object,
  name: string,
  by: (old: F) => F,
): void {
  const old: unknown = Reflect.get(target, name);
  if (typeof old !== "function") throw new Error(`there is no method ${name} to break`);
  // Whoever breaks it says what it is.
  set(target, name, by(old.bind(target) as F));
}

/** Sets a property, a getter or a read-only one too. */
export function set(target: object, name: string, value: unknown): void {
  Object.defineProperty(target, name, { value, configurable: true, writable: true });
}

/**
 * Logistic regression for two classes, and multinomial (softmax) for more, as scikit-learn's default.
 *
 * L-BFGS (OWL-QN for l1 penalties) on the loss in coordinates that have the columns centred, scaled and made independent (logistic/), which
 * takes about ten to thirty iterations on columns of any scale. Time O(rows · columns · scores) an iteration, for about one
 * evaluation each; memory O(columns² + columns · scores).
 */
import { wrongFrom } from "../base/checks.js";
import { type ClassWeight, classWeightParam, weighClasses } from "../base/class-weights.js";
import { ClassifierEstimator, type ClassifierType, type ModelFor } from "../base/estimators.js";
import type { FitContext, Label, Model } from "../core/contracts.js";
import { listNames, show } from "../core/errors.js";
import type { Declaration } from "../core/estimator.js";
import type { EncodedLabels } from "../core/labels.js";
import { boolean, choice, integer, nullable, number, type Params } from "../core/params.js";
import type { Matrix } from "../data/matrix.js";
import { LinearClassifierModel } from "./linear-classifier-model.js";
import { search } from "./logistic/search.js";

/** The options of {@link LogisticRegression}. */
export interface LogisticRegressionOptions {
  /** The weight of the loss against the penalty: less holds large coefficients back more. Above 0. Default: 1. */
  C?: number;
  /**
   * What is held back: `"l2"` the squares of the coefficients, `"l1"` their absolute values, which makes some of them exactly 0,
   * `"elasticnet"` a mixture, `null` nothing. The intercept is never held back. Default: `"l2"`.
   */
  penalty?: "l2" | "l1" | "elasticnet" | null;
  /** The share of the absolute values in `"elasticnet"`, from 0 to 1. Default: 0.5. */
  l1Ratio?: number;
  /** Learns an intercept. Default: true. */
  fitIntercept?: boolean;
  /**
   * The weights of the classes, as pairs such as `[["late", 5]]`, 1 for those not named; or `"balanced"`: each class weighs the same in all.
   * Default: null, all 1.
   */
  classWeight?: ClassWeight;
  /** Stops when the loss can fall by no more than about tol² / 2 of itself, judged by its gradient and curvature. Default: 0.0001. */
  tol?: number;
  /** At most so many iterations; a model that hit the limit has `converged: false`. Default: 100. */
  maxIter?: number;
}

const params = {
  C: number({ above: 0, default: 1 }),
  penalty: nullable(choice(["l2", "l1", "elasticnet"], { default: "l2" }), { default: "l2" }),
  l1Ratio: number({ min: 0, max: 1, default: 0.5 }),
  fitIntercept: boolean({ default: true }),
  classWeight: classWeightParam,
  tol: number({ above: 0, default: 1e-4 }),
  maxIter: integer({ min: 1, default: 100 }),
} satisfies Params<LogisticRegressionOptions>;

const declaration: Declaration<LogisticRegressionOptions> = {
  kind: "LogisticRegression",
  params,
  traits: { sparse: true, weights: true, continues: true },
  models: [LinearClassifierModel],
};

/** What it says of itself where the penalty is that of absolute values alone. */
const lasso: Declaration<LogisticRegressionOptions> = {
  ...declaration,
  traits: { ...declaration.traits, zeroes: true },
};

/** A linear classifier's model for labels of the type of the fit. */
export interface LinearClassifierType extends ClassifierType {
  readonly model: LinearClassifierModel<this["label"]>;
}

/**
 * Tells classes apart by linear scores whose logistic function or softmax gives the probabilities: the least
 * C · Σ w · −log(probability of the row's class) + penalty.
 *
 * Reads dense and sparse data. The penalty does not know the columns' units, so scale them first (`StandardScaler`). Given a
 * model of its own as `from`, the search starts there.
 *
 * @example
 * ```ts
 * import { LogisticRegression } from "@org/mlkit";
 *
 * const model = await new LogisticRegression().fit([[1], [2], [3], [4]], ["short", "short", "tall", "tall"]);
 * model.predict([[1.2], [3.8]]); // => ["short", "tall"]
 * model.classes; // => ["short", "tall"]
 * [...model.predictProba([[2.5]]).values].map((p) => Math.round(p * 100)); // => [50, 50]
 * ```
 */
export class LogisticRegression extends ClassifierEstimator<LogisticRegressionOptions, LinearClassifierType> {
  static readonly declaration = declaration;
  readonly declaration = this.params.penalty === "l1" ? lasso : declaration;

  constructor(options: LogisticRegressionOptions = {}) {
    super(declaration, options);
  }

  protected async learn<L extends Label>(
    x: Matrix,
    y: EncodedLabels<L>,
    { sampleWeight, from, progress }: FitContext,
  ): Promise<ModelFor<LinearClassifierType, L>> {
    const { classWeight, fitIntercept } = this.params;
    if (from !== undefined && !canContinue(from, x, y.classes)) {
      const classes = y.classes.map((label) => show(label)).join(", ");
      throw wrongFrom(
        this.kind,
        from,
        `a LinearClassifierModel of columns ${listNames(x.names)} and classes ${classes}`,
      );
    }
    const weights = weighClasses(this.kind, classWeight, y, sampleWeight);
    const scores = y.classes.length === 2 ? 1 : y.classes.length;
    const problem = { x, codes: y.codes, weights, scores, fitIntercept, ...this.#penalties() };
    const start = from === undefined ? undefined : parametersOf(from, fitIntercept);
    const found = await search(problem, start, this.params, progress);
    const inputNames = from === undefined || x.named ? x.names : from.inputNames;
    return new LinearClassifierModel<L>({ inputNames, classes: y.classes, ...found });
  }

  /** The weights of both penalties beside a loss of weight 1. */
  #penalties(): { l1: number; l2: number } {
    const { C, penalty, l1Ratio } = this.params;
    const share = penalty === "l1" ? 1 : penalty === "elasticnet" ? l1Ratio : 0;
    return { l1: penalty === null ? 0 : share / C, l2: penalty === null ? 0 : (1 - share) / C };
  }
}

function canContinue(from: Model, x: Matrix, classes: readonly Label[]): from is LinearClassifierModel {
  if (!(from instanceof LinearClassifierModel) || from.inputNames.length !== x.cols) return false;
  const sameNames = !x.named || x.names.every((name, col) => name === from.inputNames[col]);
  return sameNames && from.classes.length === classes.length && classes.every((each, k) => each === from.classes[k]);
}

/** The coefficients, then the intercepts. */
function parametersOf({ coef, intercept }: LinearClassifierModel, fitIntercept: boolean): Float64Array {
  const parameters = new Float64Array(coef.values.length + intercept.length);
  parameters.set(coef.values);
  if (fitIntercept) parameters.set(intercept, coef.values.length);
  return parameters;
}

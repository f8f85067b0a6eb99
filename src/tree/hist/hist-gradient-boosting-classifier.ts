/**
 * Boosting on histograms that tells classes apart; boost.ts says how, and from which papers. Time O(rounds × classes × rows × columns), where two classes count as one;
 * memory a byte a value, and some 50 bytes a row (16 more a class from three classes on).
 */
import { type ClassWeight, classWeightParam, weighClasses } from "../../base/class-weights.js";
import { ClassifierEstimator, type ClassifierType, type ModelFor } from "../../base/estimators.js";
import type { ValidationSet } from "../../base/fit-input.js";
import type { FitContext, Label } from "../../core/contracts.js";
import { ParameterError } from "../../core/errors.js";
import type { Declaration } from "../../core/estimator.js";
import type { EncodedLabels } from "../../core/labels.js";
import type { Params } from "../../core/params.js";
import type { Matrix } from "../../data/matrix.js";
import { BoostedClassifierModel } from "../boosted/boosted-classifier-model.js";
import { codesOf } from "../gradient-boosting/read-validation.js";
import { takeWeighted } from "../learn-tree.js";
import { columnRules } from "./columns.js";
import { classifierToGoOn } from "./earlier.js";
import { learnHist } from "./learn-hist.js";
import { type HistGradientBoostingOptions, histParams } from "./options.js";

/** The options of {@link HistGradientBoostingClassifier}. */
export interface HistGradientBoostingClassifierOptions extends HistGradientBoostingOptions {
  /** Weights by class, as pairs such as `[["late", 5]]`; `"balanced"`: each class weighs the same in all; null: all 1. Default: null. */
  classWeight?: ClassWeight;
}

const params = {
  ...histParams,
  classWeight: classWeightParam,
} satisfies Params<HistGradientBoostingClassifierOptions>;

const declaration: Declaration<HistGradientBoostingClassifierOptions> = {
  kind: "HistGradientBoostingClassifier",
  params,
  traits: { missing: true, weights: true, continues: true, validation: true },
  models: [BoostedClassifierModel],
};

/** Its model for labels of the type of the fit. */
export interface HistGradientBoostingClassifierType extends ClassifierType {
  readonly model: BoostedClassifierModel<this["label"]>;
}

/**
 * Tells classes apart by a sum of trees, each grown on what those before it got wrong, from columns that were cut into at most 255 bins: the model to try first on tables, and
 * on more than some ten thousand rows many times faster than `GradientBoostingClassifier`. Three classes or more have a sum each.
 *
 * Columns need no scaling, missing values (NaN) no filling: each split sends them the way that is better. Columns of categories, such as `OrdinalEncoder` gives, are split into
 * any two sets of categories. Of more than 255 categories (`maxBins`) the rarest count as missing, as those do that were not seen at `fit`. Sparse matrices are refused.
 *
 * With early stopping (from 10,001 rows on, unless `earlyStopping` says otherwise), a tenth of the rows, the same share of each class, is held out, and boosting ends when the
 * loss on them no longer falls. The rows of a `validation` set given to `fit` take their place. Then the model keeps scores, the larger the better: the negative loss
 * before any round and after each, of the training rows in `trainScore` and of those held out in `validationScore`.
 *
 * `from` goes on from a model of this class up to `maxIter` rounds: with the same rows and options the result is, to the bit, that of starting anew.
 *
 * On up to 200,000 rows the bins are scikit-learn's, and the probabilities too, to some 1e-9; where two splits are
 * as good as each other, either may be chosen. Rows of weight 0 are left out. `scoring` is not offered: early stopping goes by the loss.
 *
 * @example
 * ```ts
 * import { HistGradientBoostingClassifier } from "@org/mlkit";
 *
 * const x = Array.from({ length: 200 }, (_, i) => [i % 20, i % 3 === 0 ? Number.NaN : (i * 7) % 11]);
 * const y = x.map(([a = 0]) => (a > 9 ? "high" : "low"));
 * const model = await new HistGradientBoostingClassifier({ maxIter: 20 }).fit(x, y);
 * model.predict([[3, 1], [15, Number.NaN]]); // => ["low", "high"]
 * model.nIter; // => 20
 * ```
 */
export class HistGradientBoostingClassifier extends ClassifierEstimator<
  HistGradientBoostingClassifierOptions,
  HistGradientBoostingClassifierType
> {
  static readonly declaration = declaration;
  readonly declaration = declaration;

  constructor(options: HistGradientBoostingClassifierOptions = {}) {
    super(declaration, options);
  }

  protected async learn<L extends Label>(
    x: Matrix,
    { codes, classes }: EncodedLabels<L>,
    { sampleWeight, progress, from, threads }: FitContext,
    validation: ValidationSet | undefined,
  ): Promise<ModelFor<HistGradientBoostingClassifierType, L>> {
    const { kind, params: options } = this;
    const earlier = from && classifierToGoOn(kind, from, x, classes);
    const rules = columnRules(kind, x, options);
    if (rules.monotonic !== undefined && classes.length > 2) throw monotonicClasses(kind, classes.length);
    const reader = { kind, traits: declaration.traits, names: x.names, signal: progress.signal };
    const task = {
      owner: kind,
      x,
      y: Float64Array.from(codes),
      classes: true,
      taken: takeWeighted(weighClasses(kind, options.classWeight, { codes, classes }, sampleWeight), x.rows),
      loss: { name: "logLoss", classes: classes.length },
      rules,
      validation: validation && (await codesOf(reader, validation, classes)),
      from: earlier,
      threads,
    } as const;
    const { trees, trainScore, validationScore } = await learnHist(task, options, progress);
    const names = earlier === undefined || x.named ? x.names : earlier.inputNames;
    const link = classes.length === 2 ? "logistic" : "softmax";
    return new BoostedClassifierModel<L>(names, classes, trees, { link, missing: true, trainScore, validationScore });
  }
}

function monotonicClasses(owner: string, classes: number): ParameterError {
  return new ParameterError("PARAM_INVALID", {
    problem: `The option monotonicCst of ${owner} is for two classes`,
    given: `${classes} classes`,
    expected: "a target of two labels",
    remedy: "Leave monotonicCst out: a share of several cannot rise without another falling",
    data: { owner, name: "monotonicCst" },
  });
}
